import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  exampleCommand,
  exampleLocation,
  exampleProblem,
  exampleSession,
  exampleStation,
  exampleToken,
} from '../../scripts/gen/example-events.ts';
import { PUBLIC_URL } from '../support/face-parts.ts';
import { type RestFaceUnderTest, startRestFace } from '../support/rest-face.ts';

let face: RestFaceUnderTest;
beforeEach(async () => {
  face = await startRestFace();
  face.locations.set(exampleLocation.id, exampleLocation);
  face.stations.set(exampleStation.id, exampleStation);
  face.sessions.set(exampleSession.id, exampleSession);
  face.tokens.set(exampleToken.uid, exampleToken);
  face.commands.set(exampleCommand.id, exampleCommand);
});
afterEach(() => face.close());

describe('objects over REST', () => {
  it('answers what is deleted and kept, and nothing of what is gone', async () => {
    face.tokens.set('KEPT', { ...exampleToken, uid: 'KEPT', issuer: null });
    face.locations.set('KEPT', { ...exampleLocation, id: 'KEPT', name: null });
    face.stations.set('KEPT', { ...exampleStation, id: 'KEPT' });
    face.tokens.set('GONE', { ...exampleToken, uid: 'GONE' });
    face.locations.set('GONE', { ...exampleLocation, id: 'GONE' });
    face.stations.set('GONE', { ...exampleStation, id: 'GONE', connectedAt: null });
    for (const list of ['tokens', 'locations', 'stations']) {
      const kept = await face.call('DELETE', `/api/v1/${list}/KEPT`);
      expect([list, kept.status]).toEqual([list, 200]);
      expect(kept.body).toMatchObject({ retired_at: '2026-03-01T12:00:00.000Z' });
      expect(kept.headers.get('etag')).toBe(`"${kept.body.version}"`);
      const gone = await face.call('DELETE', `/api/v1/${list}/GONE`);
      expect([list, gone.status, gone.text]).toEqual([list, 204, '']);
      expect((await face.call('DELETE', `/api/v1/${list}/GONE`)).status).toBe(404);
    }
  });

  it('says that a search finds what is in use alone', async () => {
    const { status, body } = await face.call('GET', '/api/v1/locations?near=52,5&retired=true');
    expect([status, body.errors]).toMatchObject([400, [{ pointer: '/query/retired' }]]);
    expect((await face.call('GET', '/api/v1/locations?near=52,5&retired=false')).status).toBe(200);
  });

  it('answers OCPI shapes that hold to the description', async () => {
    const station = await face.call('GET', '/api/v1/stations/HARBOUR-01');
    expect(station.status).toBe(200);
    expect(station.body.evses[0]).toMatchObject({ uid: '01JNADZ0M5W9E6H2T8Q4R7K1CB', status: 'CHARGING' });
    expect(station.text).not.toContain('password');
    const session = await face.call('GET', `/api/v1/sessions/${exampleSession.id}`);
    expect(session.body).toMatchObject({
      kwh: 1.834,
      energy_wh: 1834,
      start_date_time: '2026-03-01T12:00:06.000Z',
      end_date_time: null,
      evse_uid: '01JNADZ0M5W9E6H2T8Q4R7K1CB',
    });
    const location = await face.call('GET', '/api/v1/locations/harbour');
    expect(location.body.coordinates).toEqual({ latitude: '51.047599', longitude: '3.729944' });
    const command = await face.call('GET', `/api/v1/commands/${exampleCommand.id}`);
    expect(command.body.parameters).toEqual({
      evse_id: 1,
      connector_id: null,
      token: { uid: '04A2B3C4D5', type: 'RFID' },
    });
    const me = await face.call('GET', '/api/v1/me');
    expect(me.body).toMatchObject({ client_id: 'test-client', user_id: null, grants: { location_ids: null } });
  });

  it('takes a station as lenient when nothing is said of how strictly it is checked', async () => {
    const { status, body } = await face.call('PUT', '/api/v1/stations/NEW-1', { body: { security_profile: 0 } });
    expect(status).toBe(201);
    expect(body).toMatchObject({ validation: 'lenient', registration: 'accepted' });
  });

  it('answers HEAD as GET, without the body', async () => {
    const path = '/api/v1/stations/HARBOUR-01';
    const get = await face.call('GET', path);
    const head = await face.call('HEAD', path);
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
  });

  it('answers readings with the raw values', async () => {
    face.readings.push({
      sessionId: exampleSession.id,
      stationId: 'HARBOUR-01',
      key: 'k',
      sampledAt: new Date('2026-03-01T12:01:00Z'),
      receivedAt: new Date('2026-03-01T12:01:01Z'),
      values: [
        {
          value: 12.5,
          raw: '12.5',
          measurand: 'Power.Active.Import',
          unit: 'W',
          context: 'Sample.Periodic',
          phase: null,
          location: null,
          signedData: null,
        },
      ],
    });
    const { status, body } = await face.call('GET', `/api/v1/sessions/${exampleSession.id}/readings`);
    expect(status).toBe(200);
    expect(body[0].values[0]).toMatchObject({ value: 12.5, raw: '12.5', measurand: 'Power.Active.Import' });
  });

  it('creates with PUT, and tells 201 from 200', async () => {
    const body = {
      address: 'Dok 1',
      city: 'Gent',
      country: 'BEL',
      coordinates: { latitude: '51.0', longitude: 3.7 },
      time_zone: 'Europe/Brussels',
    };
    const created = await face.call('PUT', '/api/v1/locations/dock', { body });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ id: 'dock', publish: true, name: null });
    expect(created.headers.get('etag')).toBe('"1"');
    const replaced = await face.call('PUT', '/api/v1/locations/dock', { body: { ...body, publish: false } });
    expect(replaced.status).toBe(200);
    expect(replaced.body).toMatchObject({ publish: false, version: 2 });
  });

  it('refuses a body that would set what is not to be set', async () => {
    const { status, body } = await face.call('PUT', '/api/v1/stations/NEW-01', {
      body: { online: true, security_profile: 7 },
    });
    expect(status).toBe(400);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/online',
      '/security_profile',
    ]);
  });

  it('keeps a password that PUT and PATCH leave out, and never shows one', async () => {
    await face.call('PUT', '/api/v1/stations/NEW-01', { body: { password: 'correct-horse-battery' } });
    await face.call('PUT', '/api/v1/stations/NEW-01', { body: { name: 'New' } });
    const patched = await face.call('PATCH', '/api/v1/stations/NEW-01', { body: { location_id: 'harbour' } });
    expect(patched.body).toMatchObject({ name: 'New', location_id: 'harbour' });
    expect(patched.text).not.toContain('horse');
    expect(face.stations.get('NEW-01')?.security.passwordHash).toBe('#correct-horse-battery');
    await face.call('PATCH', '/api/v1/stations/NEW-01', { body: { password: null } });
    expect(face.stations.get('NEW-01')?.security.passwordHash).toBe(null);
  });

  it('merges a patch, as either media type', async () => {
    const merged = await face.call('PATCH', '/api/v1/locations/harbour', {
      body: { name: null, coordinates: { latitude: 52 } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(merged.status).toBe(200);
    expect(merged.body).toMatchObject({
      name: null,
      city: 'Gent',
      coordinates: { latitude: '52.000000', longitude: '3.729944' },
    });
    const token = await face.call('PATCH', `/api/v1/tokens/${exampleToken.uid}`, { body: { status: 'BLOCKED' } });
    expect(token.body).toMatchObject({ status: 'BLOCKED', contract_id: exampleToken.contractId });
    const emptied = await face.call('PATCH', '/api/v1/locations/harbour', { body: { city: null } });
    expect(emptied.status).toBe(400);
    expect(emptied.body.errors[0].pointer).toBe('/city');
  });

  it('refuses coordinates that are not on Earth', async () => {
    const { status, body } = await face.call('PATCH', '/api/v1/locations/harbour', {
      body: { coordinates: { latitude: '91' } },
    });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ pointer: '/coordinates/latitude', detail: expect.any(String) }]);
  });
});

describe('versions', () => {
  it('answers 304 to the tag it gave', async () => {
    const { headers } = await face.call('GET', '/api/v1/stations/HARBOUR-01');
    expect(headers.get('etag')).toBe('"17"');
    const again = await face.call('GET', '/api/v1/stations/HARBOUR-01', { headers: { 'If-None-Match': '"17"' } });
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
  });

  it.each([
    ['PATCH', '"1"', 412],
    ['PATCH', 'W/"2"', 412],
    ['PATCH', '"1", "2"', 200],
    ['PATCH', '*', 200],
  ])('%s with If-Match %s is %i', async (method, tag, status) => {
    const answer = await face.call(method, '/api/v1/locations/harbour', {
      body: { name: 'Other' },
      headers: { 'If-Match': tag },
    });
    expect(answer.status).toBe(status);
    expect(answer.body.code).toBe(status === 412 ? 'precondition_failed' : undefined);
  });

  it('refuses If-Match on what is not there', async () => {
    const answer = await face.call('PUT', '/api/v1/tokens/NEW', {
      body: { contract_id: 'C' },
      headers: { 'If-Match': '*' },
    });
    expect(answer.status).toBe(412);
    expect(face.tokens.has('NEW')).toBe(false);
  });

  it('puts a patch without If-Match on what a faster writer wrote', async () => {
    const { DomainError } = await import('../../src/domain/error.ts');
    face.failNext('locations.put', new DomainError('precondition_failed'));
    const answer = await face.call('PATCH', '/api/v1/locations/harbour', { body: { name: 'Mine' } });
    expect(answer.status).toBe(200);
    expect(face.calls.filter((name) => name === 'locations.put')).toHaveLength(2);
  });
});

describe("a station's problems", () => {
  it('are shown with it, counted in lists, and found by a filter', async () => {
    face.stations.set('SOUND', { ...exampleStation, id: 'SOUND' });
    face.stations.set('TROUBLED', { ...exampleStation, id: 'TROUBLED', problems: [exampleProblem] });
    const one = await face.call('GET', '/api/v1/stations/TROUBLED');
    expect(one.body).toMatchObject({ problem_count: 1 });
    expect(one.body.problems).toEqual([
      {
        id: exampleProblem.id,
        kind: 'message_refused',
        action: 'StopTransaction',
        property: '/transactionId',
        detail: 'must be integer',
        help: expect.stringMatching(/^Set validation to lenient/),
        count: 1,
        first_at: '2026-03-01T12:10:06.000Z',
        last_at: '2026-03-01T12:10:06.000Z',
      },
    ]);
    const list = await face.call('GET', '/api/v1/stations?has_problems=true');
    expect(list.body).toMatchObject([{ id: 'TROUBLED', problem_count: 1 }]);
    expect(list.body[0]).not.toHaveProperty('problems');
  });

  it('are dismissed one by one, or all', async () => {
    face.stations.set('TROUBLED', { ...exampleStation, id: 'TROUBLED', problems: [exampleProblem] });
    const path = '/api/v1/stations/TROUBLED/problems';
    expect((await face.call('DELETE', `${path}/none`)).status).toBe(404);
    const answer = await face.call('DELETE', `${path}/${exampleProblem.id}`);
    expect(answer).toMatchObject({ status: 200, body: { problems: [], problem_count: 0 } });
    expect((await face.call('DELETE', path)).status).toBe(200);
  });
});

describe('a change', () => {
  it.each([
    ['PATCH', '/locations/harbour', 'locations:read', { city: 'Delft' }],
    ['PATCH', '/stations/HARBOUR-01', 'stations:read', { name: 'Quay' }],
    ['PATCH', '/tokens/04A2B3C4D5', 'tokens:read', { issuer: 'Me' }],
  ])('%s %s needs no %s', async (method, path, scope, body) => {
    const token = `all-but:${scope}`;
    const headers = { 'if-match': '*' };
    expect((await face.call(method, `/api/v1${path}`, { body, token, headers })).status).toBe(200);
    expect((await face.call('GET', `/api/v1${path}`, { token })).status).toBe(403);
  });
});

describe('pages', () => {
  it('links to the next page with all filters, at the public URL', async () => {
    for (const id of ['A', 'B', 'C']) face.stations.set(id, { ...exampleStation, id });
    const first = await face.call('GET', '/api/v1/stations?limit=2&online=true&location_id=harbour');
    expect(first.body).toHaveLength(2);
    expect(first.headers.get('x-total-count')).toBe('4');
    expect(first.headers.get('x-limit')).toBe('2');
    const link = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const next = new URL(link);
    expect(next.origin).toBe(PUBLIC_URL);
    expect(Object.fromEntries(next.searchParams)).toMatchObject({ limit: '2', online: 'true', location_id: 'harbour' });
    const second = await face.call('GET', `${next.pathname}${next.search}`);
    expect(second.body).toHaveLength(2);
    expect(second.headers.get('link')).toBe(null);
  });

  it('tells the total up to 10,000, and beyond it none', async () => {
    for (let index = 1; index < 10_000; index += 1) face.stations.set(`S-${index}`, exampleStation);
    const last = await face.call('GET', '/api/v1/stations?limit=1');
    expect(last.headers.get('x-total-count')).toBe('10000');
    face.stations.set('S-10000', exampleStation);
    const beyond = await face.call('GET', '/api/v1/stations?limit=1');
    expect(beyond.status).toBe(200);
    expect(beyond.headers.get('x-total-count')).toBe(null);
    expect(beyond.headers.get('link')).not.toBe(null);
  });

  it('names every unknown query parameter, offset among them', async () => {
    const { status, body } = await face.call('GET', '/api/v1/sessions?offset=5&limit=1&colour=red');
    expect(status).toBe(400);
    expect(body.code).toBe('invalid_request');
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/query/offset', '/query/colour']);
  });

  it.each(['limit=0', 'limit=1001', 'limit=x', 'date_from=yesterday', 'status=RUNNING', 'order=up'])(
    'refuses ?%s',
    async (query) => {
      const { status, body } = await face.call('GET', `/api/v1/sessions?${query}`);
      expect(status).toBe(400);
      expect(body.errors[0].pointer).toBe(`/query/${query.split('=')[0]}`);
    },
  );
});

describe('clients', () => {
  it('shows a new secret once', async () => {
    const put = await face.call('PUT', '/api/v1/clients/fleet', {
      body: { name: 'Fleet', scopes: ['sessions:read'], rotate_secret: true },
    });
    expect(put.status).toBe(201);
    expect(put.body).toMatchObject({ client_secret: 'a-new-secret', grants: { location_ids: null, token_uids: null } });
    const get = await face.call('GET', '/api/v1/clients/fleet');
    expect(get.status).toBe(200);
    expect(get.text).not.toContain('a-new-secret');
  });
});
