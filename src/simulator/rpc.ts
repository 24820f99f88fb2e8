/** Calls in both directions over whatever socket is open: one CALL of ours at a time, answers to theirs at any time. */
import { randomUUID } from 'node:crypto';
import { type SimulatorClock, wait } from './clock.ts';
import { type Faults, planSend } from './faults.ts';
import { type LoggedFrame, logged, parseFrame } from './frames.ts';

export type CallOutcome =
  | { readonly kind: 'result'; readonly payload: object }
  | { readonly kind: 'error'; readonly code: string; readonly description: string }
  /** simulated: a fault made it up, so a retry need not wait. */
  | { readonly kind: 'timeout'; readonly simulated: boolean }
  /** The socket was or went away. */
  | { readonly kind: 'closed' };

/** What a station says to a call, and does once it has said it. */
export type Reply<Response extends object = object> = {
  readonly payload: Response;
  readonly afterwards?: () => unknown;
};

/** A call that is answered with a CALLERROR. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';
  readonly code: string;
  constructor(code: string, description: string) {
    super(description);
    this.code = code;
  }
}

export type Rpc = {
  readonly call: (action: string, payload: object, messageId?: string) => Promise<CallOutcome>;
  readonly opened: (socket: RpcSocket) => void;
  readonly closed: () => void;
  readonly received: (text: string) => void;
  /** Writes text as it is, for malformed frames. */
  readonly sendRaw: (text: string) => void;
};

export type RpcSocket = { readonly write: (text: string) => void; readonly terminate: () => void };

type Dependencies = {
  readonly clock: SimulatorClock;
  readonly networkClock: SimulatorClock;
  readonly random: () => number;
  readonly faults: Faults;
  readonly callTimeoutMs: number;
  readonly internalErrorCode: string;
  /** Id for an answer to a frame whose own cannot be read; null: no answer (1.6). */
  readonly unreadableId: string | null;
  readonly answer: (action: string, payload: object) => Promise<Reply>;
  readonly log: (frame: LoggedFrame) => void;
  readonly failed: (error: unknown) => void;
};

export const createRpc = (dependencies: Dependencies): Rpc => {
  const { clock, networkClock, random, faults } = dependencies;
  let socket: RpcSocket | null = null;
  let pending: { readonly id: string; readonly settle: (outcome: CallOutcome) => void } | null = null;
  let line: Promise<unknown> = Promise.resolve();

  const write = (text: string) => {
    if (socket === null) return;
    dependencies.log(logged('out', clock.now(), text));
    socket.write(text);
  };

  const send = async (action: string, payload: object, id: string): Promise<CallOutcome> => {
    const on = socket;
    if (on === null) return { kind: 'closed' };
    const plan = planSend(faults, action, random);
    if (plan.dropBefore) {
      on.terminate();
      return { kind: 'closed' };
    }
    if (plan.delayMs > 0) await wait(networkClock, plan.delayMs);
    if (socket !== on) return { kind: 'closed' };
    if (plan.loseCall) return { kind: 'timeout', simulated: true };
    const text = JSON.stringify([2, id, action, payload]);
    const outcome = await new Promise<CallOutcome>((resolve) => {
      const settle = (outcome: CallOutcome) => {
        cancel();
        pending = null;
        resolve(outcome);
      };
      const cancel = networkClock.after(dependencies.callTimeoutMs, () =>
        settle({ kind: 'timeout', simulated: false }),
      );
      pending = { id, settle };
      write(text);
      if (plan.duplicate) write(text);
      if (plan.dropAfter) on.terminate();
    });
    const answered = outcome.kind === 'result' || outcome.kind === 'error';
    return answered && plan.loseAnswer ? { kind: 'timeout', simulated: true } : outcome;
  };

  const lateness = (action: string) => faults.answer.get(action) ?? faults.answer.get('*') ?? 0;

  const answer = async (id: string, action: string, payload: object) => {
    const on = socket;
    const late = lateness(action);
    let frame: unknown[];
    let afterwards: Reply['afterwards'];
    try {
      const reply = await dependencies.answer(action, payload);
      frame = [3, id, reply.payload];
      afterwards = reply.afterwards;
    } catch (error) {
      const refused = error instanceof CallRefused;
      if (!refused) dependencies.failed(error);
      frame = [4, id, refused ? error.code : dependencies.internalErrorCode, refused ? error.message : '', {}];
    }
    if (late === 'never' || late > 0) await afterwards?.();
    if (late === 'never') return;
    if (late > 0) await wait(networkClock, late);
    if (socket === on) write(JSON.stringify(frame));
    if (late === 0) await afterwards?.();
  };

  return {
    call: (action, payload, messageId = randomUUID()) => {
      const outcome = line.then(() => send(action, payload, messageId));
      line = outcome;
      return outcome;
    },
    opened: (opened) => {
      socket = opened;
    },
    closed: () => {
      socket = null;
      pending?.settle({ kind: 'closed' });
    },
    received: (text) => {
      dependencies.log(logged('in', clock.now(), text));
      const frame = parseFrame(text);
      if (frame.kind === 'call') {
        answer(frame.id, frame.action, frame.payload).catch(dependencies.failed);
      } else if (frame.kind === 'unreadable') {
        if (dependencies.unreadableId !== null) {
          write(JSON.stringify([4, dependencies.unreadableId, 'RpcFrameworkError', 'unreadable frame', {}]));
        }
      } else if (pending !== null && frame.kind !== 'other' && frame.id === pending.id) {
        pending.settle(frame);
      }
    },
    sendRaw: write,
  };
};
