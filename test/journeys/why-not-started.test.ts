/** Why a start brought nothing: the reason, and what was seen, on each version over real sockets. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStage, SECOND, START_ACTIONS, type Stage, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const WHY = /* GraphQL */ `
  query ($id: ID!) {
    command(id: $id) {
      reason {
        code
        text
        whatToDo
      }
      seen {
        what
        value
        detail
      }
      requestedBy {
        clientId
        userId
      }
    }
  }
`;

const ended = (id: string) => stage.commandIn(id, 'TIMED_OUT', 'REJECTED', 'FAILED', 'EXPIRED');
const missed = async (id: string) => {
  await stage.commandIn(id, 'ACCEPTED');
  await stage.advance(90 * SECOND);
  return ended(id);
};

describe.each(VERSIONS)('a start on OCPP %s says why it brought nothing', (version) => {
  const silent = { faults: { remoteStart: 'never' as const } };
  const action = version === '1.6' ? START_ACTIONS[0] : START_ACTIONS[1];

  it('where nobody plugged in, on both faces and in its event', async () => {
    const station = await stage.online(version, silent);
    const { id } = await stage.start(station, await stage.token());
    const command = await missed(id);
    expect(command).toMatchObject({
      reason: { code: 'no_plug', what_to_do: expect.stringContaining('Plug in') },
      requested_by: { client_id: 'admin', user_id: null },
      seen: expect.arrayContaining([
        expect.objectContaining({ what: 'CONNECTOR_STATUS', evse_id: 1, connector_id: 1, value: 'AVAILABLE' }),
        expect.objectContaining({ what: 'STATION_ANSWER', value: 'Accepted' }),
      ]),
    });
    const { data } = await stage.gateway().graphql(WHY, { id });
    expect(data.command).toMatchObject({
      reason: { code: 'no_plug', text: command.reason.text, whatToDo: command.reason.what_to_do },
      requestedBy: { clientId: 'admin', userId: null },
    });
    expect(data.command.seen).toHaveLength(command.seen.length);
    const told = await stage.events.first(
      ({ type, data: { command: its } }) => type === 'command.updated' && its.id === id && its.reason !== null,
    );
    const { requested_by: _, ...forAll } = command;
    expect(told.data.command).toEqual(forAll);
  });

  it('where the cable is in and the vehicle asks for nothing', async () => {
    const station = await stage.online(version, silent);
    const { id } = await stage.start(station, await stage.token());
    await stage.commandIn(id, 'ACCEPTED');
    station.plugIn(1);
    const command = await missed(id);
    expect(command.reason.code).toBe('vehicle_not_asking');
    const statuses = command.seen.filter(({ what }: { what: string }) => what === 'CONNECTOR_STATUS');
    expect(statuses.at(-1).value).toBe(version === '1.6' ? 'PREPARING' : 'OCCUPIED');
  });

  it('where the station asks for its token, and is told no', async () => {
    const station = await stage.online(version, silent);
    const token = await stage.token();
    station.plugIn(1);
    const { id } = await stage.start(station, token);
    await stage.commandIn(id, 'ACCEPTED');
    await stage.gateway().request('PUT', `/api/v1/tokens/${token}`, {
      body: { type: 'RFID', contract_id: 'NL-VGT-C1', status: 'BLOCKED' },
    });
    const body = version === '1.6' ? { idTag: token } : { idToken: { idToken: token, type: 'ISO14443' } };
    await station.call('Authorize', body);
    const command = await missed(id);
    expect(command.reason.code).toBe('token_not_authorized');
    expect(command.seen).toContainEqual(
      expect.objectContaining({ what: 'AUTHORIZE', value: 'BLOCKED', detail: 'own_token' }),
    );
    // Nobody's token is in what was seen.
    expect(JSON.stringify(command.seen)).not.toContain(token);
  });

  it('where it goes offline, or restarts, before it begins', async () => {
    const away = await stage.online(version, silent);
    const gone = await stage.start(away, await stage.token());
    await stage.commandIn(gone.id, 'ACCEPTED');
    await away.disconnect();
    await stage.until(
      () => stage.stationRecord(away),
      ({ online }) => !online,
    );
    const restarting = await stage.online(version, silent);
    const restarted = await stage.start(restarting, await stage.token());
    await stage.commandIn(restarted.id, 'ACCEPTED');
    const { booted_at: before } = await stage.stationRecord(restarting);
    await stage.advance(1 * SECOND);
    restarting.powerCycle();
    await stage.until(
      () => stage.stationRecord(restarting),
      ({ online, booted_at }) => online && booted_at !== before,
    );
    await stage.advance(90 * SECOND);
    expect((await ended(gone.id)).reason.code).toBe('offline');
    expect((await ended(restarted.id)).reason.code).toBe('restarted');
  });

  it('where it is not connected, and where it never answers', async () => {
    const station = await stage.online(version, {
      faults: { answer: new Map([[action, 'never']]), remoteStart: 'never' },
    });
    const asked = await stage.start(station, await stage.token());
    const away = await stage.station(version);
    const { id } = await stage.start(away, await stage.token());
    await stage.advance(61 * SECOND);
    expect(await ended(asked.id)).toMatchObject({ status: 'TIMED_OUT', reason: { code: 'no_answer' } });
    expect(await ended(id)).toMatchObject({ status: 'EXPIRED', reason: { code: 'offline' } });
  });

  it('where its connection ends before the answer', async () => {
    const station = await stage.online(version, {
      faults: { answer: new Map([[action, 'never']]), remoteStart: 'never' },
    });
    const { id } = await stage.start(station, await stage.token());
    await station.until(() => station.log.some(({ text }) => text.includes(action)));
    await station.disconnect();
    expect(await ended(id)).toMatchObject({ status: 'TIMED_OUT', reason: { code: 'connection_lost' } });
  });

  it('where it refuses, or answers with an error, or does not know it', async () => {
    const refusing = await stage.online(version, { faults: { reject: new Set([action]) } });
    const refused = await stage.start(refusing, await stage.token());
    expect(await ended(refused.id)).toMatchObject({ status: 'REJECTED', reason: { code: 'station_refused' } });
    const failing = await stage.online(version, { faults: { fail: new Map([[action, 'InternalError']]) } });
    const failed = await stage.start(failing, await stage.token());
    expect(await ended(failed.id)).toMatchObject({ status: 'FAILED', reason: { code: 'station_error' } });
    const old = await stage.online(version, { faults: { fail: new Map([[action, 'NotSupported']]) } });
    const unknown = await stage.start(old, await stage.token());
    expect(await ended(unknown.id)).toMatchObject({ status: 'FAILED', reason: { code: 'not_supported' } });
  });

  it.each([
    ['FAULTED', 'Faulted', 'faulted'],
    ['UNAVAILABLE', 'Unavailable', 'unavailable'],
    ['RESERVED', 'Reserved', 'reserved'],
  ])('where it says %s meanwhile', async (status, ocpp, reason) => {
    const station = await stage.online(version, silent);
    const { id } = await stage.start(station, await stage.token());
    await stage.commandIn(id, 'ACCEPTED');
    const timestamp = stage.clock.now().toISOString();
    await station.call(
      'StatusNotification',
      version === '1.6'
        ? { connectorId: 1, status: ocpp, errorCode: 'NoError', timestamp }
        : { evseId: 1, connectorId: 1, connectorStatus: ocpp, timestamp },
    );
    const command = await missed(id);
    expect(command.reason.code).toBe(reason);
    expect(command.seen.at(-1)).toMatchObject({ what: expect.any(String) });
    expect(command.seen).toContainEqual(expect.objectContaining({ what: 'CONNECTOR_STATUS', value: status }));
  });
});
