import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../src/domain/error.ts';
import { PUBLIC_URL } from '../support/face-parts.ts';
import { type RestFaceUnderTest, startRestFace } from '../support/rest-face.ts';

let face: RestFaceUnderTest;
beforeEach(async () => {
  face = await startRestFace();
});
afterEach(() => face.close());

const start = { station_id: 'S', token: { uid: 'T', type: 'RFID' } };

describe('problems', () => {
  it('are application/problem+json with the id that the log has', async () => {
    const { status, headers, body } = await face.call('GET', '/api/v1/stations/nobody');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toEqual({
      type: `${PUBLIC_URL}/docs/errors/not_found`,
      title: 'Not found',
      status: 404,
      detail: expect.any(String),
      code: 'not_found',
      instance: headers.get('x-request-id'),
    });
  });

  it('hide what failed inside, and log it once under the id', async () => {
    face.failNext('stations.get', new Error('the database said: secret'));
    const { status, body, text } = await face.call('GET', '/api/v1/stations/S');
    expect(status).toBe(500);
    expect(body.code).toBe('internal');
    expect(text).not.toContain('secret');
    expect(face.logged).toEqual([
      { message: 'rest.failed', fields: expect.objectContaining({ requestId: body.instance }) },
    ]);
  });

  it('tell of a path outside of the API in the same form', async () => {
    const { status, headers, body } = await face.call('GET', '/elsewhere');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({ code: 'not_found', instance: headers.get('x-request-id') });
  });

  it('challenge without a token, with a bad one, and without the scope', async () => {
    const none = await face.call('GET', '/api/v1/stations', { token: null });
    expect(none).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    const metadata = 'resource_metadata="https://charge.example/.well-known/oauth-protected-resource/api/v1"';
    expect(none.headers.get('www-authenticate')).toBe(
      `Bearer ${metadata}, DPoP algs="ES256 EdDSA Ed25519 RS256 PS256", ${metadata}`,
    );
    const bad = await face.call('GET', '/api/v1/stations', { token: 'forged' });
    expect(bad.headers.get('www-authenticate')).toBe(
      `Bearer error="invalid_token", error_description="No valid access token.", ${metadata}`,
    );
    const narrow = await face.call('GET', '/api/v1/stations', { token: 'none' });
    expect(narrow).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } });
    expect(narrow.headers.get('www-authenticate')).toBe(
      `Bearer error="insufficient_scope", scope="stations:read", ${metadata}`,
    );
  });

  it.each([
    ['malformed JSON', { body: '{"station_id":' }, 400, 'invalid_request'],
    ['another media type', { body: 'a=b', headers: { 'content-type': 'text/plain' } }, 415, 'invalid_request'],
    ['no body', {}, 415, 'invalid_request'],
    ['a body over 256 kB', { body: { ...start, x: 'y'.repeat(262_144) } }, 413, 'payload_too_large'],
    ['an array', { body: [] }, 400, 'invalid_request'],
  ])('refuse %s', async (_name, options, status, code) => {
    const answer = await face.call('POST', '/api/v1/commands/START_SESSION', options);
    expect(answer).toMatchObject({ status, body: { code, status } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(face.requests).toEqual([]);
  });

  it('say what to send instead', async () => {
    const form = { body: 'station_id=A', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    const detailOf = async (method: string, path: string, options: object = {}): Promise<string> =>
      (await face.call(method, path, options)).body.detail;
    expect(await detailOf('POST', '/api/v1/commands/START_SESSION', form)).toBe(
      'unsupported media type application/x-www-form-urlencoded: send JSON with Content-Type: application/json.',
    );
    expect(await detailOf('POST', '/api/v1/commands/START_SESSION', { body: '{station_id: 1}' })).toMatch(
      /^The body is no JSON: ./,
    );
    expect(await detailOf('GET', '/api/v1/station')).toBe('There is no such path.');
    expect(await detailOf('DELETE', '/api/v1/stations')).toBe('DELETE method not allowed: this path takes GET, PUT.');
  });

  it('name every bad field', async () => {
    const { body } = await face.call('POST', '/api/v1/commands/START_SESSION', {
      body: { station_id: 5, token: { uid: 'T', type: 'CARD' }, colour: 'red' },
    });
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/colour',
      '/station_id',
      '/token/type',
    ]);
  });

  it('say that a bad cursor was in the query', async () => {
    const faults = [{ pointer: '/cursor', detail: 'Not one of ours.' }];
    face.failNext('stations.list', new DomainError('invalid_request', { faults }));
    const { body } = await face.call('GET', '/api/v1/stations?cursor=x');
    expect(body.errors[0].pointer).toBe('/query/cursor');
  });

  it('tell an unknown path, a wrong method and a bad escape', async () => {
    expect(await face.call('GET', '/api/v1/nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const wrong = await face.call('DELETE', '/api/v1/stations');
    expect(wrong).toMatchObject({ status: 405, body: { code: 'invalid_request' } });
    expect(wrong.headers.get('allow')).toBe('GET, PUT');
    expect(await face.call('GET', '/api/v1/stations/%zz')).toMatchObject({ status: 400 });
    expect(await face.call('GET', '/elsewhere', { token: null })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
    expect((await face.call('GET', '/api/v1/stations')).status).toBe(200);
  });

  it('names the commands that there are where another is asked for', async () => {
    const unknown = await face.call('POST', '/api/v1/commands/OPEN_SESAME', { body: {} });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(unknown.body.detail).toMatch(
      /^There is no OPEN_SESAME to POST here\. Those known: .*START_SESSION.*RESET_STATION/,
    );
    expect((await face.call('PUT', '/api/v1/commands/OPEN_SESAME', { body: {} })).status).toBe(405);
    const forMany = await face.call('POST', '/api/v1/commands/bulk/OPEN_SESAME', { body: {} });
    expect(forMany).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(forMany.body.detail).toMatch(
      /^There is no OPEN_SESAME to POST here\. Those known: RESET_STATION, CHANGE_AVAILABILITY, /,
    );
    expect((await face.call('POST', '/api/v1/stations/bulk/OPEN_SESAME', { body: {} })).body.detail).not.toMatch(
      /known/,
    );
  });

  it('count requests by the route, never by the path', async () => {
    await face.call('GET', '/api/v1/stations/nobody');
    expect(
      face.metrics.counted('http_requests_total', { method: 'GET', route: '/stations/{id}', status: '404' }) +
        face.metrics.counted('http_requests_total', { method: 'GET', route: '/api/v1/stations/{id}', status: '404' }),
    ).toBe(1);
  });

  it('name a bounded number of bad fields', async () => {
    const body = { ...start, ...Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`f${n}`, n])) };
    const answer = await face.call('POST', '/api/v1/commands/START_SESSION', { body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toHaveLength(50);
  });

  it('point at a parameter by its name, even one that every object has', async () => {
    const { body } = await face.call('GET', '/api/v1/stations?__proto__=1&constructor=2');
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/query/__proto__',
      '/query/constructor',
    ]);
  });

  it('point at nothing when the path cannot be decoded', async () => {
    const { status, body } = await face.call('GET', '/api/v1/stations/%E0%A4%A');
    expect(status).toBe(400);
    expect(body.code).toBe('invalid_request');
    expect(body).not.toHaveProperty('errors');
  });

  it('are not the answer to an instant whose colons come as they are', async () => {
    const path = '/api/v1/stations?date_from=2026-03-01T12:00:00Z&date_to=2026-03-02T12:00:00.000Z';
    expect((await face.call('GET', path)).status).toBe(200);
    expect((await face.call('GET', '/api/v1/events?date_from=2026-03-01T12:00:00Z')).status).toBe(200);
  });

  it.each([
    '{"name":"x","__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"coordinates":{"__proto__":{"polluted":true}}}',
  ])('are the answer to a merge patch of %s', async (body) => {
    const { status } = await face.call('PATCH', '/api/v1/locations/L', { body });
    expect(status).toBe(400);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
