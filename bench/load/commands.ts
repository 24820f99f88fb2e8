/** From an API call to the frame on the station's socket: start, limit, stop, one after the other, on both faces. */
import type { BenchStation, Fleet } from './fleet.ts';
import { createHttpClient, type HttpClient } from './http.ts';

export const COMMAND_KINDS = ['start', 'limit', 'stop'] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];
export const FACES = ['REST', 'GraphQL'] as const;
export type Face = (typeof FACES)[number];

export type CommandsInput = {
  /** http://… of the gateway */
  readonly url: string;
  readonly token: string;
  readonly face: Face;
  /** Sessions, one after the other, on the fleet's stations in turn; fewer when they take longer than `withinMs`. */
  readonly sessions: number;
  readonly withinMs: number;
};
export type CommandsResult = Readonly<Record<CommandKind, Float32Array>>;

type Asked = { readonly stationId: string; readonly tag: string; readonly sessionId: string };

const REST: Readonly<Record<CommandKind, { readonly type: string; readonly body: (asked: Asked) => object }>> = {
  start: {
    type: 'START_SESSION',
    body: ({ stationId, tag }) => ({ station_id: stationId, evse_id: 1, token: { uid: tag, type: 'RFID' } }),
  },
  limit: { type: 'SET_CHARGING_LIMIT', body: ({ sessionId }) => ({ session_id: sessionId, limit_w: 7000 }) },
  stop: { type: 'STOP_SESSION', body: ({ sessionId }) => ({ session_id: sessionId }) },
};

const mutation = (field: string, type: string): string =>
  `mutation ($input: ${type}!) { ${field}(input: $input) { id status } }`;

const GRAPHQL: Readonly<Record<CommandKind, { readonly query: string; readonly input: (asked: Asked) => object }>> = {
  start: {
    query: mutation('startSession', 'StartSessionInput'),
    input: ({ stationId, tag }) => ({ stationId, evseId: 1, token: { uid: tag, type: 'RFID' } }),
  },
  limit: {
    query: mutation('setChargingLimit', 'SetChargingLimitInput'),
    input: ({ sessionId }) => ({ sessionId, limitW: 7000 }),
  },
  stop: { query: mutation('stopSession', 'StopSessionInput'), input: ({ sessionId }) => ({ sessionId }) },
};

const idIn = (body: string): string => {
  const id = /"id":"([^"]+)"/.exec(body)?.[1];
  if (id === undefined || !/"status":"(QUEUED|SENT)"/.test(body)) throw new Error(`no command: ${body.slice(0, 300)}`);
  return id;
};

const ask = async (client: HttpClient, input: CommandsInput, kind: CommandKind, asked: Asked): Promise<string> => {
  const { url, token, face } = input;
  const { body } = await (face === 'REST'
    ? client.ask({
        method: 'POST',
        url: `${url}/api/v1/commands/${REST[kind].type}`,
        token,
        body: JSON.stringify(REST[kind].body(asked)),
      })
    : client.ask({
        method: 'POST',
        url: `${url}/graphql`,
        token,
        body: JSON.stringify({ query: GRAPHQL[kind].query, variables: { input: GRAPHQL[kind].input(asked) } }),
      }));
  return idIn(body);
};

/** What the station is asked by, in either version. */
const ACTIONS: Readonly<Record<CommandKind, RegExp>> = {
  start: /^(RemoteStartTransaction|RequestStartTransaction)$/,
  limit: /^SetChargingProfile$/,
  stop: /^(RemoteStopTransaction|RequestStopTransaction)$/,
};

const instant = (): string => new Date().toISOString();

const begin = async (station: BenchStation, frame: string): Promise<void> => {
  const { talk } = station;
  if (station.version === '1.6') {
    const answer = await station.call(
      `"StartTransaction",{"connectorId":1,"idTag":"${talk.tag}","meterStart":${talk.meterWh},"timestamp":"${instant()}"}`,
    );
    talk.transactionId = /"transactionId":(\d+)/.exec(answer)?.[1] ?? '0';
    return;
  }
  talk.sessions += 1;
  talk.seqNo = 0;
  talk.transactionId = `${talk.transactionPrefix}-${talk.sessions}`;
  const remoteStartId = /"remoteStartId":(\d+)/.exec(frame)?.[1] ?? '0';
  await station.call(
    `"TransactionEvent",{"eventType":"Started","timestamp":"${instant()}","triggerReason":"RemoteStart","seqNo":0,"transactionInfo":{"transactionId":"${talk.transactionId}","chargingState":"Charging","remoteStartId":${remoteStartId}},"evse":{"id":1,"connectorId":1},"idToken":{"idToken":"${talk.tag}","type":"ISO14443"}}`,
  );
};

const end = async (station: BenchStation): Promise<void> => {
  const { talk } = station;
  await station.call(
    station.version === '1.6'
      ? `"StopTransaction",{"transactionId":${talk.transactionId},"meterStop":${talk.meterWh},"timestamp":"${instant()}","reason":"Remote"}`
      : `"TransactionEvent",{"eventType":"Ended","timestamp":"${instant()}","triggerReason":"RemoteStop","seqNo":1,"transactionInfo":{"transactionId":"${talk.transactionId}","stoppedReason":"Remote"}}`,
  );
};

/** Waits for the command's end and answers its session. */
const settled = async (client: HttpClient, { url, token }: CommandsInput, id: string): Promise<string> => {
  const { body } = await client.ask({
    method: 'GET',
    url: `${url}/api/v1/commands/${id}?wait=20`,
    token,
    body: null,
  });
  const command = JSON.parse(body) as { readonly status: string; readonly session_id: string | null };
  // A limit that the station does not confirm by its schedule stays accepted.
  if (!['CONFIRMED', 'ACCEPTED'].includes(command.status)) throw new Error(`the command ended so: ${body}`);
  return command.session_id ?? '';
};

/** The stations must be at rest otherwise: what they say themselves would come between. */
export const runCommands = async (fleet: Fleet, input: CommandsInput): Promise<CommandsResult> => {
  const client = createHttpClient(4);
  const latencies: Record<CommandKind, number[]> = { start: [], limit: [], stop: [] };

  const timed = async (station: BenchStation, kind: CommandKind, sessionId: string): Promise<string> => {
    const { promise: framed, resolve } = Promise.withResolvers<{ readonly atMs: number; readonly frame: string }>();
    station.onCall = (action, _id, frame) => {
      if (!ACTIONS[kind].test(action)) return '{"status":"Rejected"}';
      resolve({ atMs: performance.now(), frame });
      return '{"status":"Accepted"}';
    };
    const sentMs = performance.now();
    const asked = ask(client, input, kind, { stationId: station.id, tag: station.talk.tag, sessionId });
    const [id, { atMs, frame }] = await Promise.all([asked, Promise.race([framed, fleet.failed])]);
    latencies[kind].push(atMs - sentMs);
    if (kind === 'start') await begin(station, frame);
    if (kind === 'stop') await end(station);
    return settled(client, input, id);
  };

  const untilMs = performance.now() + input.withinMs;
  try {
    for (let index = 0; index < input.sessions && performance.now() < untilMs; index += 1) {
      const station = fleet.stations[index % fleet.stations.length];
      if (station === undefined) throw new Error('no station');
      const sessionId = await timed(station, 'start', '');
      await timed(station, 'limit', sessionId);
      await timed(station, 'stop', sessionId);
    }
  } finally {
    client.close();
  }
  return {
    start: Float32Array.from(latencies.start),
    limit: Float32Array.from(latencies.limit),
    stop: Float32Array.from(latencies.stop),
  };
};
