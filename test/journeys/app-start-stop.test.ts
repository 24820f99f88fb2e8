/** An app starts and stops a session: the first thing that must work, whole. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../support/gateway.ts';
import { subscribe, TRANSPORTS } from './support/graphql-subscription.ts';
import { deliveredWh, latestOf, MINUTE, openStage, type Stage, untilAcknowledged, VERSIONS } from './support/stage.ts';

const COMMAND = /* GraphQL */ `
  subscription ($id: ID!) {
    commandUpdated(id: $id) {
      version
      status
      sessionId
    }
  }
`;
const SESSION = /* GraphQL */ `
  subscription ($id: ID!) {
    sessionUpdated(id: $id) {
      version
      status
      chargingState
      powerW
      energyWh
      kwh
    }
  }
`;
const START = /* GraphQL */ `
  mutation ($input: StartSessionInput!) {
    startSession(input: $input) {
      id
      status
      sessionId
    }
  }
`;
const STOP = /* GraphQL */ `
  mutation ($input: StopSessionInput!) {
    stopSession(input: $input) {
      id
      status
      sessionId
    }
  }
`;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** The same two requests on both faces. */
const FACES = {
  GraphQL: {
    start: async (stationId: string, uid: string): Promise<Json> => {
      const input = { stationId, evseId: 1, token: { uid, type: 'APP_USER' } };
      return (await stage.gateway().graphql(START, { input })).data.startSession;
    },
    stop: async (sessionId: string): Promise<Json> =>
      (await stage.gateway().graphql(STOP, { input: { sessionId } })).data.stopSession,
  },
  REST: {
    start: (station_id: string, uid: string): Promise<Json> =>
      stage.command('START_SESSION', { station_id, evse_id: 1, token: { uid, type: 'APP_USER' } }),
    stop: (sessionId: string): Promise<Json> => stage.stop(sessionId),
  },
} as const;

const isStatus =
  (status: string) =>
  (value: Json): boolean =>
    value.status === status;

describe.each(VERSIONS)('an app on OCPP %s', (version) => {
  it.each([
    { face: 'GraphQL', transport: TRANSPORTS[0] },
    { face: 'REST', transport: TRANSPORTS[1] },
  ] as const)('starts a session by $face, follows it over $transport, and stops it', async ({ face, transport }) => {
    const station = await stage.online(version);
    const token = await stage.token({ type: 'APP_USER', driver_id: 'driver-1' });
    station.plugIn(1);
    const starting = await FACES[face].start(station.id, token);
    expect(starting.status).toBe('SENT');

    const command = await subscribe(stage.gateway(), transport, 'commandUpdated', {
      query: COMMAND,
      variables: { id: starting.id },
    });
    const states = await command.until(isStatus('CONFIRMED'));
    const sessionId = states.at(-1).sessionId;
    expect(sessionId).toEqual(expect.any(String));
    // A subscription begins with the command as it is; the log has every state.
    await stage.events.first(
      ({ type, data }) =>
        type === 'command.updated' && data.command.status === 'CONFIRMED' && data.command.id === starting.id,
    );
    expect(await stage.statesOf(starting.id)).toEqual(['SENT', 'ACCEPTED', 'CONFIRMED']);
    await command.close();

    const live = await subscribe(stage.gateway(), transport, 'sessionUpdated', {
      query: SESSION,
      variables: { id: sessionId },
    });
    await station.until(() => latestOf(station).startAcknowledged);
    await stage.advance(30 * MINUTE);
    await live.until((value) => value.energyWh === 5500);
    expect(live.values.at(-1)).toMatchObject({ status: 'ACTIVE', powerW: 11_000, energyWh: 5500, kwh: 5.5 });
    const energies = live.values.map(({ energyWh }) => energyWh);
    expect(energies).toEqual([...energies].sort((a, b) => a - b));
    expect(new Set(energies).size).toBeGreaterThan(25);

    const stopping = await FACES[face].stop(sessionId);
    const stopped = await stage.commandIn(stopping.id, 'CONFIRMED');
    expect(stopped.session_id).toBe(sessionId);
    await live.until(isStatus('COMPLETED'));
    await live.close();
    await untilAcknowledged(station);

    const believed = latestOf(station);
    const session = await stage.session(sessionId);
    expect(session).toMatchObject({
      status: 'COMPLETED',
      stop_reason: 'Remote',
      energy_wh: deliveredWh(believed),
      power_w: null,
      command_id: starting.id,
      driver_id: 'driver-1',
      token: { uid: token, type: 'APP_USER' },
      start_date_time: believed.startedAt.toISOString(),
      end_date_time: believed.endedAt?.toISOString(),
      flags: [],
      stale: false,
      transaction: { id: believed.transactionId, protocol: version },
    });
    expect(deliveredWh(believed)).toBe(5500);
    expect(await stage.sessionsOf(station)).toHaveLength(1);
  });

  it('sees each state of its command one after another over both transports', async () => {
    const station = await stage.station(version);
    const token = await stage.token();
    const { id } = await stage.start(station, token);
    const watchers = await Promise.all(
      TRANSPORTS.map((transport) =>
        subscribe(stage.gateway(), transport, 'commandUpdated', { query: COMMAND, variables: { id } }),
      ),
    );
    await Promise.all(watchers.map((watcher) => watcher.until(isStatus('QUEUED'))));
    station.plugIn(1);
    await station.connect();
    await Promise.all(watchers.map((watcher) => watcher.until(isStatus('CONFIRMED'))));
    const [session] = await stage.sessionsOf(station);
    for (const watcher of watchers) {
      expect(watcher.values.map(({ status }) => status)).toEqual(['QUEUED', 'SENT', 'ACCEPTED', 'CONFIRMED']);
      expect(watcher.values.map(({ version: number }) => number)).toEqual([1, 2, 3, 4]);
      expect(watcher.values.at(-1).sessionId).toBe(session.id);
      await watcher.close();
    }
  });
});
