/** A gateway, its time and its stations, for one file of journeys. What happens there is asked and seen over real HTTP. */
import { systemClock } from '../../../src/simulator/clock.ts';
import type { SimulatedVersion } from '../../../src/simulator/core.ts';
import type { StationOptions } from '../../../src/simulator/options.ts';
import type { SimulatedSession } from '../../../src/simulator/session.ts';
import { createStation, type VirtualStation } from '../../../src/simulator/station.ts';
import { type Answer, type Json, startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { allTold, type EventLog, followEvents, type ToldEvent } from './event-log.ts';
import { orGiveUp } from './patience.ts';

export const VERSIONS = ['1.6', '2.0.1', '2.1'] as const satisfies readonly SimulatedVersion[];

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Less than the gateway's ping interval: see `advance`. */
const LONGEST_STEP_MS = 20 * SECOND;

export type Stage = {
  readonly clock: ManualClock;
  /** Another one after a restart. */
  readonly gateway: () => TestGateway;
  readonly events: EventLog;
  /** Registers a station and makes it; it is not connected yet. */
  readonly station: (version: SimulatedVersion, options?: Partial<StationOptions>) => Promise<VirtualStation>;
  /** A station that nobody registered; it is not connected. */
  readonly stranger: (version: SimulatedVersion, options?: Partial<StationOptions>) => VirtualStation;
  /** A second program that calls itself by the name of another. */
  readonly twin: (station: VirtualStation, options?: Partial<StationOptions>) => VirtualStation;
  /** A station that has booted, and whose connectors the gateway knows. */
  readonly online: (version: SimulatedVersion, options?: Partial<StationOptions>) => Promise<VirtualStation>;
  /** Registers a token; the answer is its uid. */
  readonly token: (fields?: object) => Promise<string>;
  readonly post: (type: string, body: object, headers?: Record<string, string>) => Promise<Answer<Json>>;
  /** A command that the gateway has taken. */
  readonly command: (type: string, body: object) => Promise<Json>;
  readonly start: (station: VirtualStation, token: string, more?: object) => Promise<Json>;
  readonly stop: (sessionId: string, more?: object) => Promise<Json>;
  /** The command when it is in one of these states. */
  readonly commandIn: (id: string, ...statuses: string[]) => Promise<Json>;
  /** All states that a command was told to be in, in order. */
  readonly statesOf: (id: string) => Promise<readonly string[]>;
  readonly stationRecord: (station: VirtualStation) => Promise<Json>;
  readonly sessionsOf: (station: VirtualStation) => Promise<readonly Json[]>;
  readonly session: (id: string) => Promise<Json>;
  readonly readings: (sessionId: string) => Promise<readonly Json[]>;
  /** The events that tell of a station or of its sessions, oldest first. */
  readonly eventsOf: (station: VirtualStation, ...types: string[]) => Promise<readonly ToldEvent[]>;
  /** Reads again after each event until what is read matches. */
  readonly until: <T>(read: () => Promise<T>, match: (value: T) => boolean) => Promise<T>;
  /**
   * Moves time on. In steps, after each of which every station that is online is heard by the gateway, so that none is
   * taken for dead because an hour went by in no time.
   */
  readonly advance: (ms: number) => Promise<void>;
  /** Closes the gateway and starts another on the same data and port; whileDown happens in between. */
  readonly restart: (whileDown?: () => Promise<void>) => Promise<void>;
  /** Ends the stations of a test. */
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const latestOf = (station: VirtualStation): SimulatedSession => {
  const latest = station.sessions.at(-1);
  if (latest === undefined) throw new Error(`${station.id} had no session`);
  return latest;
};

/** What the station believes to have delivered. */
export const deliveredWh = ({ meterStartWh, meterStopWh }: SimulatedSession): number => {
  if (meterStopWh === null) throw new Error('the session has not ended');
  return meterStopWh - meterStartWh;
};

export const untilAcknowledged = (station: VirtualStation): Promise<void> =>
  station.until(() => station.sessions.length > 0 && station.sessions.every(({ acknowledged }) => acknowledged));

/** Calls of the gateway of one action that reached the station. */
export const callsAt = (station: VirtualStation, ...actions: string[]): readonly Json[] =>
  station.log
    .filter(({ direction }) => direction === 'in')
    .map(({ text }) => JSON.parse(text))
    .filter(([type, , action]) => type === 2 && actions.includes(action))
    .map(([, , , payload]) => payload);

export const START_ACTIONS = ['RemoteStartTransaction', 'RequestStartTransaction'] as const;
export const STOP_ACTIONS = ['RemoteStopTransaction', 'RequestStopTransaction'] as const;

const stationIdOf = ({ data }: ToldEvent): string | null =>
  data.station_id ?? data.session?.station_id ?? data.command?.station_id ?? data.station?.id ?? null;

export const openStage = async (environment: Record<string, string> = {}): Promise<Stage> => {
  const clock = createManualClock();
  let gateway = await startTestGateway({ environment, clock });
  const events = await followEvents(gateway);
  const stations = new Set<VirtualStation>();
  const mistakes: unknown[] = [];
  let lastNumber = 0;

  const newStationId = (version: SimulatedVersion): string => {
    lastNumber += 1;
    return `ST-${version.replaceAll('.', '')}-${lastNumber}`;
  };

  const made = (id: string, version: SimulatedVersion, options: Partial<StationOptions>) => {
    const station = createStation({
      id,
      url: gateway.stationsUrl,
      version,
      clock,
      // Sockets are real: reconnection does not wait for the manual clock.
      networkClock: systemClock,
      reconnect: { initialMs: 1, maxMs: 20 },
      rebootMs: 1,
      transactionRetryS: 0,
      ...options,
    });
    station.on('error', ({ error }) => mistakes.push(error));
    stations.add(station);
    return station;
  };

  const until: Stage['until'] = async (read, match) => {
    for (;;) {
      const change = events.next();
      const value = await read();
      if (match(value)) return value;
      await orGiveUp(change, () => value);
    }
  };

  const put = async (path: string, body: object): Promise<Json> => {
    const answer = await gateway.request('PUT', path, { body });
    if (answer.status !== 200 && answer.status !== 201) {
      throw new Error(`PUT ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };

  const station: Stage['station'] = async (version, options = {}) => {
    const id = options.id ?? newStationId(version);
    await put(`/api/v1/stations/${id}`, { security_profile: 0 });
    return made(id, version, options);
  };

  const stationRecord: Stage['stationRecord'] = ({ id }) => gateway.get(`/api/v1/stations/${id}`);

  const post: Stage['post'] = (type, body, headers = {}) =>
    gateway.request('POST', `/api/v1/commands/${type}`, { body, headers });

  const command: Stage['command'] = async (type, body) => {
    const answer = await post(type, body);
    if (answer.status !== 202) throw new Error(`${type}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  return {
    clock,
    gateway: () => gateway,
    events,
    station,
    stranger: (version, options = {}) => made(newStationId(version), version, options),
    twin: (other, options = {}) => made(other.id, other.version, options),
    online: async (version, options = {}) => {
      const it = await station(version, options);
      await it.connect();
      await it.ready();
      await until(
        () => stationRecord(it),
        ({ evses }) => evses.length === it.connectors.length,
      );
      return it;
    },
    token: async (fields = {}) => {
      lastNumber += 1;
      const uid = `TAG${String(lastNumber).padStart(4, '0')}`;
      await put(`/api/v1/tokens/${uid}`, { type: 'RFID', contract_id: `NL-VGT-C${lastNumber}`, ...fields });
      return uid;
    },
    post,
    command,
    start: (at, token, more = {}) =>
      command('START_SESSION', { station_id: at.id, evse_id: 1, token: { uid: token, type: 'RFID' }, ...more }),
    stop: (sessionId, more = {}) => command('STOP_SESSION', { session_id: sessionId, ...more }),
    commandIn: (id, ...statuses) =>
      until(
        () => gateway.get(`/api/v1/commands/${id}`),
        ({ status }) => statuses.includes(status),
      ),
    statesOf: async (id) =>
      (await allTold(gateway, events))
        .filter(({ type, data }) => type === 'command.updated' && data.command.id === id)
        .map(({ data }) => data.command.status),
    stationRecord,
    sessionsOf: ({ id }) => gateway.get(`/api/v1/sessions?station_id=${id}`),
    session: (id) => gateway.get(`/api/v1/sessions/${id}`),
    readings: (sessionId) => gateway.get(`/api/v1/sessions/${sessionId}/readings?limit=1000`),
    eventsOf: async ({ id }, ...types) =>
      (await allTold(gateway, events)).filter(
        (event) => stationIdOf(event) === id && (types.length === 0 || types.includes(event.type)),
      ),
    until,
    advance: async (ms) => {
      for (let left = ms; left > 0; left -= LONGEST_STEP_MS) {
        await clock.advance(Math.min(left, LONGEST_STEP_MS));
        const heard = [...stations].filter((one) => one.online());
        // A pong goes out before the second of two calls, so it is in when that one is answered.
        await Promise.all(heard.map((one) => one.call('Heartbeat', {}).then(() => one.call('Heartbeat', {}))));
      }
    },
    restart: async (whileDown) => {
      gateway = await gateway.restart(whileDown);
      await events.moveTo(gateway);
    },
    clear: async () => {
      await Promise.all([...stations].map((one) => one.close()));
      stations.clear();
      const made = mistakes.splice(0);
      if (made.length > 0) throw new AggregateError(made, 'the simulator made mistakes');
    },
    close: async () => {
      events.close();
      await gateway.close();
    },
  };
};
