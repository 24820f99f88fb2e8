/** Plays the frames of one station, as they came and when they came, at a whole gateway. */
import { once } from 'node:events';
import WebSocket from 'ws';
import { type Json, startTestGateway } from '../../support/gateway.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';

type Step = { readonly at: string } & (
  | { readonly says: string; readonly payload: Json }
  /** A frame that is none. */
  | { readonly raw: string }
  /** The socket ends without a word, or comes back. */
  | { readonly socket: 'drops' | 'opens' }
  /** The operator's command, and nothing of the station. */
  | { readonly asks: string; readonly body: Json }
  | { readonly passes: true }
);

/** A file of test/field/sessions. */
export type Recording = {
  readonly make: string;
  /** Where a station of that make was seen to speak so. */
  readonly source: string;
  readonly protocol: '1.6' | '2.0.1' | '2.1';
  readonly tokens: readonly string[];
  /** How it answers calls of the gateway, by action; others it does not know. */
  readonly answers?: Readonly<Record<string, Json>>;
  readonly steps: readonly Step[];
  /** What the sessions must be, oldest first: as much of each as is said. */
  readonly sessions: readonly Json[];
};

/** Less than the interval of the gateway's pings, so that a station that is there is heard. */
const LONGEST_STEP_MS = 20_000;
const STATION = 'FIELD-1';

type Line = { readonly socket: WebSocket; readonly call: (action: string, payload: Json) => Promise<Json> };

const open = async (url: string, { protocol, answers = {} }: Recording): Promise<Line> => {
  const socket = new WebSocket(`${url}/${STATION}`, `ocpp${protocol}`);
  const waiting = new Map<string, (answer: Json) => void>();
  let lastId = 0;
  socket.on('message', (data) => {
    const [type, id, ...rest] = JSON.parse(String(data));
    if (type === 3 || type === 4) {
      waiting.get(id)?.(type === 3 ? rest[0] : { refused: rest[0], why: rest[1] });
      waiting.delete(id);
      return;
    }
    const answer = answers[rest[0]];
    socket.send(JSON.stringify(answer === undefined ? [4, id, 'NotImplemented', '', {}] : [3, id, answer]));
  });
  await once(socket, 'open');
  return {
    socket,
    call: (action, payload) =>
      new Promise((resolve) => {
        lastId += 1;
        const id = `${STATION}-${lastId}`;
        waiting.set(id, resolve);
        socket.send(JSON.stringify([2, id, action, payload]));
      }),
  };
};

/** The socket has been heard, and what waited before it. */
const heard = async ({ socket }: Line): Promise<void> => {
  socket.ping();
  await once(socket, 'pong');
};

/** `$1` is the first transaction id that the gateway gave, `$2` the second. */
const filledIn = (payload: Json, given: readonly number[]): Json =>
  JSON.parse(JSON.stringify(payload), (_key, value) => {
    const number = typeof value === 'string' ? /^\$(\d)$/.exec(value)?.[1] : undefined;
    return number === undefined ? value : given[Number(number) - 1];
  });

const advanceTo = async (clock: ManualClock, line: Line | null, at: Date): Promise<void> => {
  for (;;) {
    const leftMs = at.getTime() - clock.now().getTime();
    if (leftMs <= 0) return;
    await clock.advance(Math.min(leftMs, LONGEST_STEP_MS));
    if (line !== null) await heard(line);
  }
};

/** The station's sessions at the end, oldest first, the station, and the answers to what it said. */
export const replay = async (
  recording: Recording,
): Promise<{ readonly sessions: readonly Json[]; readonly station: Json; readonly answers: readonly Json[] }> => {
  const [first] = recording.steps;
  if (first === undefined) throw new Error('nothing was recorded');
  const clock = createManualClock(new Date(first.at));
  const gateway = await startTestGateway({ clock });
  const put = async (path: string, body: Json) => {
    const { status } = await gateway.request('PUT', path, { body });
    if (status !== 201) throw new Error(`PUT ${path}: ${status}`);
  };
  try {
    await put(`/api/v1/stations/${STATION}`, { security_profile: 0 });
    for (const uid of recording.tokens)
      await put(`/api/v1/tokens/${uid}`, { type: 'RFID', contract_id: `NL-VGT-${uid}` });

    let line: Line | null = await open(gateway.stationsUrl, recording);
    const given: number[] = [];
    const answers: Json[] = [];
    for (const step of recording.steps) {
      await advanceTo(clock, line, new Date(step.at));
      if ('passes' in step) continue;
      if ('asks' in step) {
        const token = await gateway.token();
        const asked = await gateway.request('POST', `/api/v1/commands/${step.asks}`, { body: step.body, token });
        if (asked.status !== 202) throw new Error(`${step.asks}: ${asked.status} ${JSON.stringify(asked.body)}`);
        if (line !== null) await heard(line);
      } else if ('socket' in step) {
        if (step.socket === 'opens') line = await open(gateway.stationsUrl, recording);
        else {
          line?.socket.terminate();
          line = null;
        }
      } else if (line === null) throw new Error('it is not connected');
      else if ('raw' in step) {
        line.socket.send(step.raw);
        await heard(line);
      } else {
        const answer = await line.call(step.says, filledIn(step.payload, given));
        answers.push(answer);
        if (typeof answer.transactionId === 'number') given.push(answer.transactionId);
      }
    }
    const token = await gateway.token();
    const data: readonly Json[] = await gateway.get(`/api/v1/sessions?station_id=${STATION}&limit=100`, token);
    const station = await gateway.get(`/api/v1/stations/${STATION}`, token);
    line?.socket.close();
    return { sessions: data.toSorted((a, b) => (a.created_at < b.created_at ? -1 : 1)), station, answers };
  } finally {
    await gateway.close();
  }
};
