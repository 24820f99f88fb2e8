/** A gateway and stations as they are: frames over real sockets, time by hand, and what became of it as clients see it. */
import type { OcppVersion } from '../../../src/domain/station.ts';
import { allTold, type EventLog, followEvents, type ToldEvent } from '../../journeys/support/event-log.ts';
import { orGiveUp } from '../../journeys/support/patience.ts';
import { type Json, startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { type FieldStation, type FieldStationOptions, openFieldStation } from './field-station.ts';
import { bootPayload } from './messages.ts';

export { type FieldStation, openFieldStation } from './field-station.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Less than the gateway's ping interval: see `advance`. */
const LONGEST_STEP_MS = 20 * SECOND;

type StationChoice = FieldStationOptions & {
  /** Default: a new one. */
  readonly id?: string;
  /** What the operator registers; null: nothing is registered here (it was before, or shall not be). */
  readonly registered?: object | null;
  /** Further properties of its boot; null: it does not boot. */
  readonly boot?: object | null;
};

export type Field = AsyncDisposable & {
  readonly clock: ManualClock;
  /** The clock's time, and so long before or after it. */
  readonly now: (offsetMs?: number) => Date;
  /** Another one after a restart. */
  readonly gateway: () => TestGateway;
  readonly events: EventLog;
  /** Registers a station by REST; the answer is its id. */
  readonly register: (fields?: object, id?: string) => Promise<string>;
  /** A station that is registered, connected and booted, unless the choice says otherwise. */
  readonly station: (version: OcppVersion, choice?: StationChoice) => Promise<FieldStation>;
  /** Registers a token by REST; the answer is its uid. */
  readonly token: (uid: string, fields?: object) => Promise<string>;
  readonly stationRecord: (id: string) => Promise<Json>;
  /** As GET /api/v1/sessions has them, oldest first. */
  readonly sessionsOf: (stationId: string) => Promise<readonly Json[]>;
  /** A command that the gateway has taken. */
  readonly command: (type: string, body: object) => Promise<Json>;
  /** The command when it is in one of these states. */
  readonly commandIn: (id: string, ...statuses: string[]) => Promise<Json>;
  /** The events up to now that tell of a station or of what is its, oldest first. */
  readonly eventsOf: (stationId: string, ...types: string[]) => Promise<readonly ToldEvent[]>;
  /** Reads again after each event until what is read matches. */
  readonly until: <T>(read: () => Promise<T>, match: (value: T) => boolean) => Promise<T>;
  /** Moves time on, in steps, after each of which every open socket is heard, so that none is taken for dead. */
  readonly advance: (ms: number) => Promise<void>;
  /** All stations leave without a word: those of a test that is over cost time in the next. */
  readonly hangUp: () => Promise<void>;
  /** Closes the gateway and starts another on the same data and port; whileDown happens in between. Sockets end with it. */
  readonly restart: (whileDown?: () => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
};

const stationIdOf = ({ data }: ToldEvent): string | null =>
  data.station_id ?? data.session?.station_id ?? data.command?.station_id ?? data.station?.id ?? null;

/** Our ping goes out behind the pong to the gateway's; the second of two is answered when that pong is in. */
const isHeard = async ({ socket, closed }: FieldStation): Promise<void> => {
  for (let turn = 0; turn < 2 && socket.readyState === socket.OPEN; turn += 1) {
    const { promise: ponged, resolve } = Promise.withResolvers<void>();
    socket.once('pong', () => resolve());
    socket.ping();
    await Promise.race([ponged, closed]);
  }
};

export const startField = async (environment: Record<string, string> = {}, startAt?: Date): Promise<Field> => {
  const clock = createManualClock(startAt);
  let gateway = await startTestGateway({ environment, clock });
  const events = await followEvents(gateway);
  const stations: FieldStation[] = [];
  let lastNumber = 0;

  const put = async (path: string, body: object): Promise<Json> => {
    const answer = await gateway.request('PUT', path, { body });
    if (answer.status !== 200 && answer.status !== 201) {
      throw new Error(`PUT ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };

  const until: Field['until'] = async (read, match) => {
    for (;;) {
      const change = events.next();
      const value = await read();
      if (match(value)) return value;
      await orGiveUp(change, () => value);
    }
  };

  const register: Field['register'] = async (fields = {}, id) => {
    lastNumber += 1;
    const stationId = id ?? `FIELD-${lastNumber}`;
    await put(`/api/v1/stations/${encodeURIComponent(stationId)}`, { security_profile: 0, ...fields });
    return stationId;
  };

  const close = async () => {
    events.close();
    for (const { socket } of stations) socket.terminate();
    await gateway.close();
  };

  return {
    clock,
    now: (offsetMs = 0) => new Date(clock.now().getTime() + offsetMs),
    gateway: () => gateway,
    events,
    register,
    station: async (version, { id, registered = {}, boot = {}, ...options } = {}) => {
      lastNumber += 1;
      const stationId = id ?? `FIELD-${lastNumber}`;
      if (registered !== null) await register(registered, stationId);
      const station = await openFieldStation(gateway.stationsUrl, stationId, version, options);
      stations.push(station);
      if (boot !== null) await station.call('BootNotification', bootPayload(version, { ...boot }));
      return station;
    },
    token: async (uid, fields = {}) => {
      await put(`/api/v1/tokens/${uid}`, { type: 'RFID', contract_id: `NL-VGT-C${uid}`, ...fields });
      return uid;
    },
    stationRecord: (id) => gateway.get(`/api/v1/stations/${encodeURIComponent(id)}`),
    sessionsOf: (stationId) => gateway.get(`/api/v1/sessions?station_id=${encodeURIComponent(stationId)}`),
    command: async (type, body) => {
      const answer = await gateway.request('POST', `/api/v1/commands/${type}`, { body });
      if (answer.status !== 202) throw new Error(`${type}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    commandIn: (id, ...statuses) =>
      until(
        () => gateway.get(`/api/v1/commands/${id}`),
        ({ status }) => statuses.includes(status),
      ),
    eventsOf: async (stationId, ...types) =>
      (await allTold(gateway, events)).filter(
        (event) => stationIdOf(event) === stationId && (types.length === 0 || types.includes(event.type)),
      ),
    until,
    advance: async (ms) => {
      for (let left = ms; left > 0; ) {
        const heard = stations.filter(({ socket }) => socket.readyState === socket.OPEN);
        const stepMs = heard.length === 0 ? left : Math.min(left, LONGEST_STEP_MS);
        await clock.advance(stepMs);
        await Promise.all(heard.map(isHeard));
        left -= stepMs;
      }
    },
    hangUp: async () => {
      const gone = stations.splice(0);
      for (const { socket } of gone) socket.terminate();
      await Promise.all(gone.map(({ closed }) => closed));
    },
    restart: async (whileDown) => {
      gateway = await gateway.restart(whileDown);
      await events.moveTo(gateway);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
