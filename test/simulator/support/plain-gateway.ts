/** A forgiving gateway on bare `ws`: it can misbehave, speak raw frames, and keeps what it was told as a gateway should. */
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

type Params = Record<string, unknown>;
export type HeardCall = { readonly id: string; readonly action: string; readonly params: Params };

export type KeptSession = {
  readonly id: string;
  startWh: number | null;
  stopWh: number | null;
  /** Registers by time of the station. */
  readonly readings: Map<string, number>;
};

export type PlainGateway = {
  readonly url: string;
  readonly heard: HeardCall[];
  readonly frames: string[];
  readonly sessions: Map<string, KeptSession>;
  readonly handshakes: IncomingHttpHeaders[];
  /** Replaces the usual answer; undefined: no answer at all. error: answers with a CALLERROR. */
  readonly answers: Map<string, (params: Params) => object | { readonly error: string } | undefined>;
  /** HTTP status for the next handshakes; null: let in. */
  refuseWith: number | null;
  readonly send: (text: string) => void;
  readonly of: (action: string) => HeardCall[];
  readonly dropAll: () => void;
  readonly close: () => Promise<void>;
};

const energyOf = (values: unknown): [string, number][] =>
  (values as { timestamp: string; sampledValue: { value: unknown; measurand?: string }[] }[]).flatMap((each) =>
    each.sampledValue
      .filter(({ measurand }) => measurand === 'Energy.Active.Import.Register')
      .map(({ value }): [string, number] => [each.timestamp, Number(value)]),
  );

export const startPlainGateway = async (): Promise<PlainGateway> => {
  const heard: HeardCall[] = [];
  const frames: string[] = [];
  const handshakes: IncomingHttpHeaders[] = [];
  const sessions = new Map<string, KeptSession>();
  const starts = new Map<string, number>();
  const answers: PlainGateway['answers'] = new Map();
  let latest: WebSocket | null = null;

  const sessionOf = (id: string): KeptSession => {
    const known = sessions.get(id) ?? { id, startWh: null, stopWh: null, readings: new Map() };
    sessions.set(id, known);
    return known;
  };

  const keep = (action: string, params: Params): object => {
    const currentTime = new Date().toISOString();
    switch (action) {
      case 'BootNotification':
        return { status: 'Accepted', interval: 3600, currentTime };
      case 'Heartbeat':
        return { currentTime };
      case 'Authorize':
        return { idTagInfo: { status: 'Accepted' }, idTokenInfo: { status: 'Accepted' } };
      case 'StartTransaction': {
        const key = JSON.stringify(params);
        const transactionId = starts.get(key) ?? starts.size + 1;
        starts.set(key, transactionId);
        sessionOf(String(transactionId)).startWh = Number(params.meterStart);
        return { transactionId, idTagInfo: { status: 'Accepted' } };
      }
      case 'StopTransaction':
        sessionOf(String(params.transactionId)).stopWh = Number(params.meterStop);
        return {};
      case 'MeterValues': {
        const { readings } = sessionOf(String(params.transactionId));
        for (const [at, energyWh] of energyOf(params.meterValue)) readings.set(at, energyWh);
        return {};
      }
      case 'TransactionEvent': {
        const { transactionId } = params.transactionInfo as { transactionId: string };
        const session = sessionOf(transactionId);
        const values = energyOf(params.meterValue ?? []);
        const register = values.at(-1)?.[1] ?? null;
        if (params.eventType === 'Started') session.startWh = register;
        else if (params.eventType === 'Ended') session.stopWh = register;
        else if (params.triggerReason === 'MeterValuePeriodic') {
          for (const [at, energyWh] of values) session.readings.set(at, energyWh);
        }
        return {};
      }
      default:
        return {};
    }
  };

  const gateway: Partial<PlainGateway> & { refuseWith: number | null } = { refuseWith: null };
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    verifyClient: ({ req }, done) => {
      handshakes.push(req.headers);
      if (gateway.refuseWith === null) done(true);
      else done(false, gateway.refuseWith);
    },
  });
  server.on('connection', (socket) => {
    latest = socket;
    // A socket that a fault cut is no mistake of the test.
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      frames.push(data.toString());
      const frame: unknown = JSON.parse(data.toString());
      const [type, id, action, params] = frame as [number, string, string, Params];
      if (type !== 2) return;
      heard.push({ id, action, params });
      const own = answers.get(action);
      const answer = own === undefined ? keep(action, params) : own(params);
      if (answer === undefined) return;
      const refusal = 'error' in answer ? answer.error : undefined;
      socket.send(JSON.stringify(refusal === undefined ? [3, id, answer] : [4, id, refusal, '', {}]));
    });
  });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;

  return Object.assign(gateway, {
    url: `ws://127.0.0.1:${port}/ocpp`,
    heard,
    frames,
    sessions,
    handshakes,
    answers,
    send: (text: string) => latest?.send(text),
    of: (action: string) => heard.filter((each) => each.action === action),
    dropAll: () => {
      for (const socket of server.clients) socket.terminate();
    },
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
};
