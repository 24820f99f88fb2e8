/** Transaction messages wait here, in order, until the gateway has answered them; they outlive sockets. */
import type { SimulatorClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { CallOutcome } from './rpc.ts';

export type OutboxMessage = {
  readonly action: string;
  /** Made when it is sent: 1.6 learns the transaction id only from the answer to an earlier message. */
  readonly payload: () => object;
  /** Whether nothing that must be answered before is still waiting. */
  readonly sendable: () => boolean;
  /** Called once: with the answer, or with the last error when the attempts are used up. */
  readonly settled: (outcome: CallOutcome) => void;
};

export type Outbox = {
  readonly add: (message: OutboxMessage) => void;
  /** Begins to send if it may. */
  readonly flush: () => void;
  readonly size: () => number;
};

type Entry = OutboxMessage & { refusals: number; messageId: string | undefined };

type Dependencies = {
  readonly networkClock: SimulatorClock;
  readonly random: () => number;
  readonly faults: Faults;
  readonly ready: () => boolean;
  readonly newMessageId: () => string;
  readonly call: (action: string, payload: object, messageId: string) => Promise<CallOutcome>;
  /** Attempts count only answers with an error: a message nobody answered is retried until somebody does. */
  readonly retry: () => { readonly attempts: number; readonly intervalMs: number };
  /** The gateway does not know this station as accepted. */
  readonly notAccepted: () => void;
  readonly emptied: () => void;
};

export const createOutbox = (dependencies: Dependencies): Outbox => {
  const { networkClock, random, faults } = dependencies;
  const entries: Entry[] = [];
  let busy = false;

  const next = (): Entry | undefined => {
    const shuffled = faults.reorder || random() < (faults.chaos?.reorder ?? 0);
    if (!shuffled) return entries[0];
    const sendable = entries.filter((entry, index) => index === 0 || entry.sendable());
    return sendable[Math.floor(random() * sendable.length)];
  };

  const idFor = (entry: Entry): string => {
    const keep = faults.retryId === 'same' || (faults.retryId === 'random' && random() < 0.5);
    const id = keep && entry.messageId !== undefined ? entry.messageId : dependencies.newMessageId();
    entry.messageId = id;
    return id;
  };

  const finish = (entry: Entry, payload: object, outcome: CallOutcome) => {
    entries.splice(entries.indexOf(entry), 1);
    if (outcome.kind === 'result' && random() < (faults.chaos?.repeat ?? 0)) {
      const repeated = { ...entry, payload: () => payload, settled: () => undefined, sendable: () => true };
      entries.push({ ...repeated, refusals: 0, messageId: undefined });
    }
    entry.settled(outcome);
    if (entries.length === 0) dependencies.emptied();
  };

  /** Milliseconds until the next attempt; null: wait to be woken. */
  const sendOne = async (entry: Entry): Promise<number | null> => {
    const payload = entry.payload();
    const outcome = await dependencies.call(entry.action, payload, idFor(entry));
    if (outcome.kind === 'closed') return null;
    if (outcome.kind === 'result') {
      finish(entry, payload, outcome);
      return 0;
    }
    const { attempts, intervalMs } = dependencies.retry();
    if (outcome.kind === 'timeout') return outcome.simulated ? 0 : intervalMs;
    if (outcome.code === 'SecurityError') {
      dependencies.notAccepted();
      return null;
    }
    // OCPP 1.6, 9.1.25 and 9.1.26; 2.x E13: the interval grows with each attempt.
    entry.refusals += 1;
    if (entry.refusals < attempts) return intervalMs * entry.refusals;
    finish(entry, payload, outcome);
    return 0;
  };

  const flush = () => {
    if (busy || !dependencies.ready()) return;
    const entry = next();
    if (entry === undefined) return;
    busy = true;
    sendOne(entry).then((delayMs) => {
      busy = false;
      if (delayMs === null) return;
      if (delayMs === 0) flush();
      else networkClock.after(delayMs, flush);
    });
  };

  return {
    add: (message) => {
      entries.push({ ...message, refusals: 0, messageId: undefined });
      flush();
    },
    flush,
    size: () => entries.length,
  };
};
