import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  exampleCommand,
  exampleEvents,
  exampleLocation,
  exampleProblem,
  exampleSession,
  exampleStation,
  exampleToken,
} from '../../scripts/gen/example-events.ts';
import { DomainError } from '../../src/domain/error.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { STATION_PROBLEM_KINDS } from '../../src/domain/station-problem.ts';
import { type GraphqlFaceUnderTest, startGraphqlFace } from '../support/graphql-face.ts';

let face: GraphqlFaceUnderTest;
beforeEach(async () => {
  face = await startGraphqlFace();
  face.locations.set(exampleLocation.id, exampleLocation);
  face.stations.set(exampleStation.id, exampleStation);
  face.sessions.set(exampleSession.id, exampleSession);
  face.tokens.set(exampleToken.uid, exampleToken);
  face.commands.set(exampleCommand.id, exampleCommand);
});
afterEach(() => face.close());

const count = (name: string) => face.calls.filter((call) => call === name).length;

describe('queries', () => {
  it("answer a station's problems of every kind, and which stations have any", async () => {
    const problems = STATION_PROBLEM_KINDS.map((kind) => ({ ...exampleProblem, kind }));
    face.stations.set('TROUBLED', { ...exampleStation, id: 'TROUBLED', problems });
    const { body } = await face.run(
      '{ stations(hasProblems: true) { edges { node { id problems { kind property count help firstAt } } } } }',
    );
    expect(body.errors).toBe(undefined);
    const [{ node }, ...others] = body.data.stations.edges;
    expect(others).toEqual([]);
    expect(node.problems.map(({ kind }: { kind: string }) => kind.toLowerCase())).toEqual(STATION_PROBLEM_KINDS);
    expect(node.problems[1]).toMatchObject({
      property: '/transactionId',
      count: 1,
      help: expect.stringMatching(/^Set validation to lenient/),
      firstAt: '2026-03-01T12:10:06.000Z',
    });
    const dismissed = await face.run(
      `mutation { dismissProblems(input: { stationId: "TROUBLED" }) { problems { id } } }`,
    );
    expect(dismissed.body).toEqual({ data: { dismissProblems: { problems: [] } } });
  });

  it('answer one object with what it links to', async () => {
    const { status, headers, body } = await face.run(`{
      session(id: "${exampleSession.id}") {
        status startDateTime kwh evseUid
        token { uid details { contractId } }
        station { id securityProfile registration evses { uid status connectors { id maxElectricPower } } location { city } }
        command { type parameters session { id } }
      }
    }`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/graphql-response\+json/);
    expect(body.errors).toBe(undefined);
    expect(body.data.session).toMatchObject({
      status: 'ACTIVE',
      startDateTime: '2026-03-01T12:00:06.000Z',
      kwh: 1.834,
      evseUid: '01JNADZ0M5W9E6H2T8Q4R7K1CB',
      token: { uid: '04A2B3C4D5', details: { contractId: exampleToken.contractId } },
      station: {
        securityProfile: 2,
        registration: 'ACCEPTED',
        evses: [{ uid: '01JNADZ0M5W9E6H2T8Q4R7K1CB', connectors: [{ id: 1, maxElectricPower: 22080 }] }],
        location: { city: 'Gent' },
      },
      command: {
        type: 'START_SESSION',
        parameters: { evseId: 1, connectorId: null, token: { uid: '04A2B3C4D5', type: 'RFID' } },
        session: { id: exampleSession.id },
      },
    });
  });

  it('ask for linked objects once, however many name them', async () => {
    for (let number = 0; number < 50; number += 1) {
      const id = `session-${number}`;
      const stationId = `station-${number % 5}`;
      face.sessions.set(id, { ...exampleSession, id, stationId });
      face.stations.set(stationId, { ...exampleStation, id: stationId });
    }
    face.calls.length = 0;
    const { body } = await face.run(
      '{ sessions(first: 100) { edges { node { station { id location { city } } location { name } command { id } token { details { uid } } } } } }',
    );
    expect(body.errors).toBe(undefined);
    expect(body.data.sessions.edges).toHaveLength(51);
    for (const name of ['sessions.list', 'stations.byIds', 'commands.byIds', 'tokens.byIds']) {
      expect([name, count(name)]).toEqual([name, 1]);
    }
    // The sessions' own locations, and a level below those of their stations.
    expect(count('locations.byIds')).toBeLessThanOrEqual(2);
  });

  it('page by cursor, and count only when asked', async () => {
    for (const id of ['A', 'B', 'C']) face.stations.set(id, { ...exampleStation, id });
    const first = await face.run(
      '{ stations(first: 3) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } }',
    );
    expect(count('stations.list')).toBe(1);
    const { edges, pageInfo } = first.body.data.stations;
    expect(edges).toHaveLength(3);
    expect(pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false, endCursor: edges[2].cursor });
    const second = await face.run(
      'query ($after: String) { stations(first: 3, after: $after) { totalCount edges { node { id } } pageInfo { hasNextPage hasPreviousPage } } }',
      { variables: { after: pageInfo.endCursor } },
    );
    expect(second.body.data.stations).toEqual({
      totalCount: 4,
      edges: [{ node: { id: 'C' } }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
  });

  it('answer null for a total that is too large to be counted', async () => {
    for (let index = 1; index <= 10_000; index += 1) face.stations.set(`S-${index}`, exampleStation);
    const { body } = await face.run('{ stations(first: 1) { totalCount edges { node { id } } } }');
    expect(body.errors).toBe(undefined);
    expect(body.data.stations).toMatchObject({ totalCount: null, edges: [{}] });
  });

  it('answer an EVSE, or null where there is none', async () => {
    const { body } = await face.run(
      '{ a: evse(stationId: "HARBOUR-01", id: 1) { id stationId } b: evse(stationId: "HARBOUR-01", id: 9) { id } }',
    );
    expect(body.data).toEqual({ a: { id: 1, stationId: 'HARBOUR-01' }, b: null });
  });

  it('answer an event of a type that only a newer release knows by its envelope', async () => {
    face.emit({ ...exampleEvents['session.ended'], type: 'reservation.made' } as unknown as DomainEvent);
    const { body } = await face.run(
      '{ events(first: 5) { edges { node { type station { id } session { id } details } } } }',
    );
    expect(body.errors).toBe(undefined);
    expect(body.data.events.edges).toEqual([
      { node: { type: 'reservation.made', station: null, session: null, details: {} } },
    ]);
  });

  it('answer events with their objects', async () => {
    for (const event of Object.values(exampleEvents)) face.emit(event);
    const { body } = await face.run(
      '{ events(first: 50) { totalCount edges { node { type version station { id } session { id } command { id } token { uid } location { id } details } } } }',
    );
    expect(body.errors).toBe(undefined);
    expect(body.data.events.totalCount).toBe(Object.keys(exampleEvents).length);
    const nodes = body.data.events.edges.map(({ node }: { node: { type: string } }) => node);
    expect(nodes.find(({ type }: { type: string }) => type === 'connector.status_changed')).toMatchObject({
      station: { id: 'HARBOUR-01' },
      details: { evseId: 1, status: 'OCCUPIED' },
    });
    expect(JSON.stringify(body)).not.toContain('passwordHash');
  });

  it('tell of a token to none but who may read tokens', async () => {
    for (const type of ['session.started', 'token.updated'] as const) face.emit(exampleEvents[type]);
    const query = '{ events(first: 50) { edges { node { type objectId token { uid contractId } } } } }';
    const { body } = await face.run(query, { token: 'all-but:tokens:read' });
    expect(body).toEqual({
      data: { events: { edges: [{ node: { type: 'session.started', objectId: expect.any(String), token: null } }] } },
    });
    const { contractId } = exampleEvents['token.updated'].data.token;
    expect(JSON.stringify(body)).not.toContain(contractId);
    const all = await face.run(query);
    expect(all.body.data.events.edges[1].node.token).toMatchObject({ contractId });
  });

  it('tell the caller about itself', async () => {
    const { body } = await face.run('{ me { clientId userId scopes grants { locationIds parties stationGroups } } }');
    expect(body.data.me).toMatchObject({
      clientId: 'test-client',
      userId: null,
      grants: { locationIds: null, parties: null, stationGroups: null },
    });
  });
});

describe('errors of queries', () => {
  it('carry the code of the one table', async () => {
    const { status, body } = await face.run('{ station(id: "nobody") { id } }');
    expect(status).toBe(200);
    expect(body.data).toEqual({ station: null });
    expect(body.errors[0]).toMatchObject({ path: ['station'], extensions: { code: 'not_found' } });
    const scope = await face.run('{ stations { edges { cursor } } }', { token: 'none' });
    expect(scope.body.errors[0].extensions.code).toBe('insufficient_scope');
  });

  it('are 401 with a challenge without a token', async () => {
    const { status, headers, body } = await face.run('{ me { clientId } }', { token: null });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(body.errors[0].extensions.code).toBe('unauthorized');
  });

  it('hide what failed inside, and log it once', async () => {
    face.failNext('stations.get', new TypeError('secret of the database'));
    const { body } = await face.run('{ station(id: "HARBOUR-01") { id } me { clientId } }');
    expect(body.data.me.clientId).toBe('test-client');
    expect(JSON.stringify(body)).not.toContain('secret');
    const [error] = body.errors;
    expect(error.extensions.code).toBe('internal');
    expect(face.logged).toEqual([
      { message: 'graphql.failed', fields: expect.objectContaining({ requestId: error.extensions.requestId }) },
    ]);
  });

  it('say which fields are at fault, as the caller knows them', async () => {
    const faults = [{ pointer: '/parameters/until', detail: 'Lies in the past.' }];
    face.failNext('commands.request', new DomainError('invalid_request', { faults }));
    const { body } = await face.run('mutation { setChargingLimit(input: { stationId: "S", limitW: 5 }) { id } }');
    expect(body.errors[0].extensions).toEqual({
      code: 'invalid_request',
      faults: [{ pointer: '/input/until', detail: 'Lies in the past.' }],
    });
    face.failNext('commands.request', new DomainError('cool_down', { retryAfterS: 30 }));
    const later = await face.run('mutation { clearChargingLimit(input: { stationId: "S" }) { id } }');
    expect(later.body.errors[0].extensions).toEqual({ code: 'cool_down', retryAfterS: 30 });
  });

  it('name arguments of queries as they stand there, and fields of hardware where they lie', async () => {
    const search = await face.run('{ findEvses { pageInfo { hasNextPage } } }');
    expect(search.body.errors[0].extensions.faults).toMatchObject([{ pointer: '/near' }]);
    const hardware = '{ stationId: "A", replacement: "B", station: { securityProfile: 9 } }';
    const replaced = await face.run(`mutation { replaceStation(input: ${hardware}) { station { id } } }`);
    expect(replaced.body.errors[0].extensions.faults).toMatchObject([{ pointer: '/input/station/securityProfile' }]);
  });

  it.each([
    ['a syntax error', '{ me {'],
    ['an unknown field', '{ me { shoeSize } }'],
    ['a bad instant', '{ sessions(dateFrom: "yesterday") { totalCount } }'],
  ])('are invalid_request with 400 for %s', async (_name, query) => {
    const { status, body } = await face.run(query);
    expect(status).toBe(400);
    expect(body.errors[0].extensions.code).toBe('invalid_request');
    expect(face.logged).toEqual([]);
  });

  it('are invalid_request for a bad variable and a bad page size', async () => {
    const variable = await face.run('query ($from: DateTime) { sessions(dateFrom: $from) { totalCount } }', {
      variables: { from: 'yesterday' },
    });
    expect(variable.body.errors[0].extensions.code).toBe('invalid_request');
    const size = await face.run('{ sessions(first: 0) { totalCount } }');
    expect(size.body.errors[0].extensions).toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/first', detail: expect.any(String) }],
    });
  });

  it('have our codes for a body that is no request', async () => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer all' };
    const malformed = await fetch(face.url, { method: 'POST', headers, body: '{' });
    expect(malformed.status).toBe(400);
    expect(await malformed.json()).toMatchObject({ errors: [{ extensions: { code: 'invalid_request' } }] });
    const large = await fetch(face.url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: ' '.repeat(300_000) }),
    });
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ errors: [{ extensions: { code: 'payload_too_large' } }] });
    const batch = await fetch(face.url, { method: 'POST', headers, body: '[{"query":"{ me { clientId } }"}]' });
    expect(batch.status).toBe(400);
  });
});
