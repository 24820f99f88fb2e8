/** What goes wrong with a station, on purpose. The object may be changed at any time while the station runs. */

/** An action's name, or '*' for any. */
export type ActionMatch = string;

export type Chaos = {
  /** Chances from 0 to 1, for each call the station sends. */
  readonly loseCall?: number;
  readonly loseAnswer?: number;
  readonly duplicate?: number;
  readonly delay?: number;
  readonly maxDelayMs?: number;
  readonly disconnect?: number;
  /** Chance that a transaction message that does not depend on an earlier one overtakes the queue. */
  readonly reorder?: number;
  /** Chance that a transaction message that was answered is sent once more later. */
  readonly repeat?: number;
  /** Which calls it touches; all, or only those that belong to a transaction. */
  readonly on?: 'all' | 'transactions';
};

export type Faults = {
  /** Closes the socket instead of sending the next such call. Then null again. */
  dropBefore: ActionMatch | null;
  /** Sends the next such call and closes the socket before its answer is read. Then null again. */
  dropAfter: ActionMatch | null;
  /** The next such call never reaches the wire; the station sees a time-out and retries. Then null again. */
  loseCall: ActionMatch | null;
  /** The answer to the next such call is thrown away; the station sees a time-out and retries. Then null again. */
  loseAnswer: ActionMatch | null;
  /** What a retry's message id is. */
  retryId: 'new' | 'same' | 'random';
  /** Every such call is written twice, with one id. */
  duplicate: ActionMatch | null;
  /** Milliseconds that each such call is held back. */
  delay: { readonly action: ActionMatch; readonly ms: number } | null;
  /** How late the gateway's calls are answered, by action or '*'. The station acts at once all the same. */
  answer: Map<ActionMatch, number | 'never'>;
  /** Answers these actions with a rejection instead of acting. */
  reject: Set<ActionMatch>;
  /** Answers these actions with a CALLERROR of this code. */
  fail: Map<ActionMatch, string>;
  /** never: accepts a remote start and does nothing. afterMs: begins only then. */
  remoteStart: 'normal' | 'never' | { readonly afterMs: number };
  /** Added to every timestamp that the station writes. */
  clockSkewMs: number;
  /** Added to every energy register that is read; a negative one makes the meter jump back. */
  meterOffsetWh: number;
  /** A restart that does not say BootNotification. */
  skipBoot: boolean;
  /** Transaction messages are sent in a random order, as far as one does not need the answer to another. */
  reorder: boolean;
  chaos: Chaos | null;
};

export const noFaults = (): Faults => ({
  dropBefore: null,
  dropAfter: null,
  loseCall: null,
  loseAnswer: null,
  retryId: 'new',
  duplicate: null,
  delay: null,
  answer: new Map(),
  reject: new Set(),
  fail: new Map(),
  remoteStart: 'normal',
  clockSkewMs: 0,
  meterOffsetWh: 0,
  skipBoot: false,
  reorder: false,
  chaos: null,
});

export const matches = (match: ActionMatch | null, action: string): boolean => match === '*' || match === action;

type Once = 'dropBefore' | 'dropAfter' | 'loseCall' | 'loseAnswer';

const takeOnce = (faults: Faults, name: Once, action: string): boolean => {
  if (!matches(faults[name], action)) return false;
  faults[name] = null;
  return true;
};

export type SendPlan = {
  readonly dropBefore: boolean;
  readonly dropAfter: boolean;
  readonly loseCall: boolean;
  readonly loseAnswer: boolean;
  readonly duplicate: boolean;
  readonly delayMs: number;
};

const TRANSACTION_ACTIONS = new Set(['StartTransaction', 'StopTransaction', 'MeterValues', 'TransactionEvent']);

/** What happens to this one call. One-time faults are used up by it. */
export const planSend = (faults: Faults, action: string, random: () => number): SendPlan => {
  const { chaos } = faults;
  const touched = chaos !== null && (chaos.on !== 'transactions' || TRANSACTION_ACTIONS.has(action));
  const happens = (chance: number | undefined) => touched && chance !== undefined && random() < chance;
  return {
    dropBefore: takeOnce(faults, 'dropBefore', action),
    dropAfter: takeOnce(faults, 'dropAfter', action) || happens(chaos?.disconnect),
    loseCall: takeOnce(faults, 'loseCall', action) || happens(chaos?.loseCall),
    loseAnswer: takeOnce(faults, 'loseAnswer', action) || happens(chaos?.loseAnswer),
    duplicate: matches(faults.duplicate, action) || happens(chaos?.duplicate),
    delayMs:
      faults.delay !== null && matches(faults.delay.action, action)
        ? faults.delay.ms
        : happens(chaos?.delay)
          ? random() * (chaos?.maxDelayMs ?? 20)
          : 0,
  };
};
