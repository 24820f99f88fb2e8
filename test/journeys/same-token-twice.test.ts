/** A driver who presses start more than once, on each face, and the driver who comes next. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callsAt, openStage, START_ACTIONS, type Stage, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const START = /* GraphQL */ `
  mutation ($input: StartSessionInput!) {
    startSession(input: $input) {
      id
    }
  }
`;

describe.each(VERSIONS)('a driver who presses start again on OCPP %s', (version) => {
  it('is told the running session on both faces, and does not lock out the next driver', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    const { id } = await stage.start(station, token);
    const { session_id: sessionId } = await stage.commandIn(id, 'CONFIRMED');

    const body = { station_id: station.id, evse_id: 1, token: { uid: token.toLowerCase(), type: 'RFID' } };
    for (let taps = 0; taps < 3; taps += 1) {
      expect(await stage.post('START_SESSION', body)).toMatchObject({
        status: 409,
        body: { code: 'already_started', session_id: sessionId, command_id: id },
      });
    }
    const input = { stationId: station.id, evseId: 1, token: { uid: token, type: 'RFID' } };
    const { errors } = await stage.gateway().graphql(START, { input });
    expect(errors).toMatchObject([{ extensions: { code: 'already_started', sessionId, commandId: id } }]);
    const next = await stage.token();
    const occupied = { ...body, token: { uid: next, type: 'RFID' } };
    for (let taps = 0; taps < 3; taps += 1) {
      expect(await stage.post('START_SESSION', occupied)).toMatchObject({ body: { code: 'connector_unavailable' } });
    }
    expect(callsAt(station, ...START_ACTIONS)).toHaveLength(1);

    await stage.commandIn((await stage.stop(sessionId)).id, 'CONFIRMED');
    station.unplug(1);
    station.plugIn(1);
    await stage.commandIn((await stage.start(station, next)).id, 'CONFIRMED');
  });
});
