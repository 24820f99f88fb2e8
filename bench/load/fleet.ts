/** Many stations in one process: connected, booted, and then in closed loop or at a pace. */
import { connectLight, type LightSocket } from './light-socket.ts';
import {
  type BenchVersion,
  BOOTS,
  type CallKind,
  isBooted,
  SESSIONS,
  type Step,
  SUBPROTOCOLS,
  type Talk,
  tagOf,
} from './session.ts';

/** What the station does with a call that it is sent; the answer's payload as JSON text. */
export type OnCall = (action: string, id: string, frame: string) => string;

export type BenchStation = {
  readonly id: string;
  readonly version: BenchVersion;
  readonly talk: Talk;
  /** Makes one call; resolves with the answer's payload. */
  readonly call: (said: string) => Promise<string>;
  /** Goes through its session until `stop`; each next call after the answer, and pauseMs between. */
  readonly run: (onCall: (kind: CallKind, ms: number) => void, pauseMs: number) => void;
  /** Resolves when the call in hand is answered. */
  readonly rest: () => Promise<void>;
  onCall: OnCall;
  readonly close: () => void;
};

export type Fleet = {
  readonly stations: readonly BenchStation[];
  /** Rejects when a station was told something that is not right, or its socket ended. */
  readonly failed: Promise<never>;
  readonly close: () => void;
};

const SILENT_MS = 20_000;
const CONNECT_AT_ONCE = 40;

// One text for each millisecond, not for each call.
let nowMs = 0;
let nowText = '';
const now = (): string => {
  const ms = Date.now();
  if (ms !== nowMs) {
    nowMs = ms;
    nowText = new Date(ms).toISOString();
  }
  return nowText;
};

const station = (
  socket: LightSocket,
  input: { readonly id: string; readonly version: BenchVersion; readonly tag: string; readonly run: string },
  fail: (reason: string) => void,
): BenchStation => {
  const steps = SESSIONS[input.version];
  const talk: Talk = {
    tag: input.tag,
    transactionId: '0',
    seqNo: -1,
    meterWh: 1000,
    transactionPrefix: `${input.run}-${input.id}`,
    sessions: 0,
  };
  let lastId = 0;
  let waiting: { readonly head: string; readonly answered: (payload: string) => void } | null = null;
  let at = 0;
  let running = false;
  let rested: (() => void) | null = null;

  const send = (said: string, answered: (payload: string) => void): void => {
    lastId += 1;
    waiting = { head: `[3,"${lastId}",`, answered };
    socket.send(`[2,"${lastId}",${said}]`);
  };

  socket.onText = (text) => {
    if (text.startsWith('[2,')) {
      const [, id = '', action = ''] = /^\[2,"([^"]+)","([^"]+)",/.exec(text) ?? [];
      socket.send(`[3,"${id}",${built.onCall(action, id, text)}]`);
      return;
    }
    const call = waiting;
    if (call === null || !text.startsWith(call.head)) {
      fail(`${input.id} was told ${text.slice(0, 300)}`);
      return;
    }
    waiting = null;
    call.answered(text.slice(call.head.length, -1));
  };
  socket.onEnd = (reason) => fail(`${input.id}: ${reason}`);

  const goOn = (onCall: (kind: CallKind, ms: number) => void, pauseMs: number): void => {
    if (!running) {
      rested?.();
      return;
    }
    const step: Step | undefined = steps[at];
    if (step === undefined) throw new Error('no step');
    at = (at + 1) % steps.length;
    const said = step.say(talk, now());
    const sentMs = performance.now();
    send(said, (payload) => {
      const ms = performance.now() - sentMs;
      if (!step.isRight(payload, talk)) {
        fail(`${input.id} said ${said.slice(0, 200)} and was told ${payload.slice(0, 300)}`);
        return;
      }
      onCall(step.kind, ms);
      if (pauseMs === 0) goOn(onCall, 0);
      else setTimeout(goOn, pauseMs, onCall, pauseMs);
    });
  };

  const built: BenchStation = {
    id: input.id,
    version: input.version,
    talk,
    call: (said) => new Promise((resolve) => send(said, resolve)),
    run: (onCall, pauseMs) => {
      running = true;
      // Not all in the same instant when they go at a pace.
      if (pauseMs === 0) goOn(onCall, 0);
      else setTimeout(goOn, Math.random() * pauseMs, onCall, pauseMs);
    },
    rest: () => {
      running = false;
      return new Promise((resolve) => {
        rested = resolve;
      });
    },
    onCall: () => '{"status":"Rejected"}',
    close: socket.close,
  };
  return built;
};

/** Connects and boots them. */
export const connectFleet = async (input: {
  /** ws://…/ocpp */
  readonly url: string;
  readonly version: BenchVersion;
  readonly ids: readonly string[];
}): Promise<Fleet> => {
  const stations: BenchStation[] = [];
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => undefined);
  const run = Date.now().toString(36).slice(-5);
  const left = [...input.ids];
  const connectNext = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      const socket = await connectLight(`${input.url}/${id}`, SUBPROTOCOLS[input.version]);
      const made = station(socket, { id, version: input.version, tag: tagOf(id), run }, (reason) =>
        reject(new Error(reason)),
      );
      const answer = await made.call(BOOTS[input.version]);
      if (!isBooted(answer)) throw new Error(`${id} was told ${answer}`);
      stations.push(made);
    }
  };
  await Promise.race([failed, Promise.all(Array.from({ length: CONNECT_AT_ONCE }, connectNext))]);
  return {
    stations,
    failed,
    close: () => {
      for (const one of stations) one.close();
    },
  };
};

export type RunResult = {
  readonly calls: number;
  readonly elapsedMs: number;
  readonly latenciesMs: Readonly<Partial<Record<CallKind, Float32Array>>>;
};

const within = async <T>(ms: number, what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets a fleet talk for that long, in closed loop when pauseMs is 0. Counts what was answered in the time. */
export const runFleet = async (fleet: Fleet, durationMs: number, pauseMs: number): Promise<RunResult> => {
  const latencies: Partial<Record<CallKind, number[]>> = {};
  let counting = true;
  let calls = 0;
  const onCall = (kind: CallKind, ms: number): void => {
    if (!counting) return;
    calls += 1;
    const list = latencies[kind];
    if (list === undefined) latencies[kind] = [ms];
    else list.push(ms);
  };
  const beganMs = performance.now();
  for (const one of fleet.stations) one.run(onCall, pauseMs);
  await Promise.race([fleet.failed, pause(durationMs)]);
  const elapsedMs = performance.now() - beganMs;
  counting = false;
  const rested = Promise.all(fleet.stations.map((one) => one.rest()));
  await Promise.race([fleet.failed, within(SILENT_MS + pauseMs, 'the last answers', rested)]);
  return {
    calls,
    elapsedMs,
    latenciesMs: Object.fromEntries(Object.entries(latencies).map(([kind, list]) => [kind, Float32Array.from(list)])),
  };
};
