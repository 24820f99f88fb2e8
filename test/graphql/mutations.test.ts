import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GraphqlFaceUnderTest, startGraphqlFace } from '../support/graphql-face.ts';

let face: GraphqlFaceUnderTest;
beforeEach(async () => {
  face = await startGraphqlFace();
});
afterEach(() => face.close());

describe('mutations that ask a station', () => {
  it('answer the command', async () => {
    const { body } = await face.run(`mutation {
      startSession(input: { stationId: "S", evseId: 1, token: { uid: "T" }, expiresInS: 30, idempotencyKey: "k" }) {
        id type status stationId sessionId result error { code detail } createdAt updatedAt expiresAt lateOutcome { status }
      }
    }`);
    expect(body.errors).toBe(undefined);
    expect(body.data.startSession).toMatchObject({ type: 'START_SESSION', status: 'QUEUED', sessionId: null });
    expect(face.requests).toEqual([
      {
        type: 'START_SESSION',
        stationId: 'S',
        parameters: { evseId: 1, connectorId: null, token: { uid: 'T', type: 'RFID' } },
        expiresInS: 30,
        idempotencyKey: 'k',
      },
    ]);
  });

  it('hand on the trace that their request belongs to', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const stop = 'mutation { stopSession(input: { sessionId: "s" }) { id } }';
    await face.run(stop, { headers: { traceparent } });
    await face.run(stop, { headers: { traceparent: 'not one' } });
    expect(face.requests.map((request) => request.traceparent)).toEqual([traceparent, undefined]);
  });

  it.each([
    ['stopSession(input: { sessionId: "s" })', 'STOP_SESSION', { sessionId: 's' }],
    ['unlockConnector(input: { stationId: "S", evseId: 2 })', 'UNLOCK_CONNECTOR', { evseId: 2, connectorId: 1 }],
    ['resetStation(input: { stationId: "S" })', 'RESET_STATION', { mode: 'ON_IDLE', evseId: null }],
    [
      'changeAvailability(input: { stationId: "S", operative: true })',
      'CHANGE_AVAILABILITY',
      { operative: true, evseId: null, connectorId: null },
    ],
    [
      'triggerMessage(input: { stationId: "S", message: "Heartbeat" })',
      'TRIGGER_MESSAGE',
      { message: 'Heartbeat', evseId: null, connectorId: null },
    ],
    [
      'setConfiguration(input: { stationId: "S", key: "K", value: "1" })',
      'SET_CONFIGURATION',
      { key: 'K', value: '1' },
    ],
    ['getConfiguration(input: { stationId: "S" })', 'GET_CONFIGURATION', { keys: [] }],
    [
      'getVariables(input: { stationId: "S", variables: [{ component: "C", variable: "V", attribute: Target }] })',
      'GET_VARIABLES',
      { variables: [{ component: 'C', variable: 'V', attribute: 'Target', evseId: null }] },
    ],
    [
      'setVariables(input: { stationId: "S", variables: [{ component: "C", variable: "V", value: "x" }] })',
      'SET_VARIABLES',
      { variables: [{ component: 'C', variable: 'V', value: 'x', attribute: null }] },
    ],
    [
      'setChargingLimit(input: { sessionId: "s", limitA: 16, from: "2026-03-01T14:00:00+02:00" })',
      'SET_CHARGING_LIMIT',
      { sessionId: 's', limitW: null, limitA: 16, fromAt: new Date('2026-03-01T12:00:00Z'), untilAt: null },
    ],
    ['clearChargingLimit(input: { stationId: "S" })', 'CLEAR_CHARGING_LIMIT', { sessionId: null }],
    [
      `setChargingProfile(input: { stationId: "S", profile: { id: 5, purpose: TX_DEFAULT,
        schedule: { chargingRateUnit: A, chargingProfilePeriod: [{ startPeriod: 0, limit: 16 }] } } })`,
      'SET_CHARGING_PROFILE',
      {
        profile: {
          id: 5,
          stackLevel: 0,
          kind: 'ABSOLUTE',
          schedule: { unit: 'A', startAt: null, periods: [{ startS: 0, limit: 16, phases: null }] },
        },
      },
    ],
    [
      'clearChargingProfile(input: { stationId: "S", profileId: 5 })',
      'CLEAR_CHARGING_PROFILE',
      { profileId: 5, evseId: null, purpose: null, stackLevel: null },
    ],
    [
      'getCompositeSchedule(input: { stationId: "S", durationS: 60 })',
      'GET_COMPOSITE_SCHEDULE',
      { evseId: null, durationS: 60, unit: null },
    ],
  ])('%s', async (mutation, type, parameters) => {
    const { body } = await face.run(`mutation { done: ${mutation} { type } }`);
    expect(body).toEqual({ data: { done: { type } } });
    expect(face.requests[0]).toMatchObject({ type, parameters });
  });

  it('cancel a command', async () => {
    const { body } = await face.run('mutation { resetStation(input: { stationId: "S" }) { id } }');
    const cancel = `mutation { cancelCommand(input: { id: "${body.data.resetStation.id}" }) { status } }`;
    expect((await face.run(cancel)).body.data.cancelCommand).toEqual({ status: 'CANCELLED' });
    expect((await face.run(cancel)).body.errors[0].extensions.code).toBe('command_not_cancellable');
  });
});

describe('upserts', () => {
  it('create and replace', async () => {
    const location = await face.run(`mutation {
      upsertLocation(input: { id: "dock", address: "Dok 1", city: "Gent", country: "BEL", timeZone: "Europe/Brussels",
        coordinates: { latitude: 51, longitude: 3.7 } }) { id version publish name lastUpdated }
    }`);
    expect(location.body.data.upsertLocation).toMatchObject({ id: 'dock', version: 1, publish: true, name: null });
    const token = await face.run(
      'mutation { upsertToken(input: { uid: "T", contractId: "C", status: BLOCKED }) { uid type status version } }',
    );
    expect(token.body.data.upsertToken).toEqual({ uid: 'T', type: 'RFID', status: 'BLOCKED', version: 1 });
  });

  it('are undone: what is kept says when it was deleted', async () => {
    await face.run('mutation { upsertToken(input: { uid: "T", contractId: "C" }) { uid } }');
    await face.run(`mutation {
      upsertLocation(input: { id: "T", address: "Dok 1", city: "Gent", country: "BEL", timeZone: "Europe/Brussels",
        coordinates: { latitude: 51, longitude: 3.7 } }) { id }
    }`);
    for (const [field, key] of [
      ['deleteToken', 'uid'],
      ['deleteLocation', 'id'],
    ]) {
      const deletion = `mutation { ${field}(input: { ${key}: "T" }) { ${key} version retiredAt } }`;
      const { body } = await face.run(deletion);
      expect(body.data).toEqual({
        [`${field}`]: { [`${key}`]: 'T', version: 2, retiredAt: '2026-03-01T12:00:00.000Z' },
      });
      expect((await face.run(deletion)).body.errors[0].extensions.code).toBe('not_found');
    }
    await face.run('mutation { upsertStation(input: { id: "T", securityProfile: 0 }) { id } }');
    const { body } = await face.run('mutation { deleteStation(input: { id: "T", ifVersion: 1 }) { id retiredAt } }');
    expect(body.data.deleteStation).toEqual({ id: 'T', retiredAt: null });
  });

  it('keep a password that is left out, and mind the version', async () => {
    const upsert = (rest: string) =>
      face.run(
        `mutation { upsertStation(input: { id: "NEW", ${rest} }) { version securityProfile validation registration } }`,
      );
    const made = await upsert('password: "correct-horse-battery", validation: LENIENT');
    expect(made.body.data.upsertStation).toEqual({
      version: 1,
      securityProfile: 1,
      validation: 'LENIENT',
      registration: 'ACCEPTED',
    });
    await upsert('name: "New", ifVersion: 1');
    expect(face.stations.get('NEW')?.security.passwordHash).toBe('#correct-horse-battery');
    expect((await upsert('ifVersion: 1')).body.errors[0].extensions.code).toBe('precondition_failed');
    await upsert('password: null');
    expect(face.stations.get('NEW')?.security.passwordHash).toBe(null);
    expect((await upsert('securityProfile: 4')).body.errors[0].extensions).toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/input/securityProfile' }],
    });
  });
});
