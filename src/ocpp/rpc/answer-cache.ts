/** Remembers the answers to the newest calls of a station, so that a repeated one is answered and not worked on again. */
import { hash } from 'node:crypto';

/** One call that was taken up. */
export type RememberedCall = {
  readonly id: string;
  readonly action: string;
  readonly digest: string;
  /** Number of the connection that it came over. */
  readonly connection: number;
  /** The frame that answered it; null while it is in work, and for a SEND. */
  answer: string | null;
  done: boolean;
  /** Repetitions that came, over another socket, while it was in work. */
  waiting: ((answer: string | null) => void)[] | null;
};

/** Same digest: the frame was repeated letter by letter. */
export const digestOf = (frame: string): string => hash('sha1', frame, 'base64');

/**
 * Bounded: the oldest call is forgotten first.
 *
 * The specifications ask for an unused id in each new CALL and don't say what a receiver does otherwise
 * (OCPP-J 1.6, 4.1.4; OCPP 2.0.1 part 4, 4.1.4), so the same id with another payload counts as a new call, which replaces the old one.
 * Only results are kept: a call that ended in an error is worked on again.
 * A list, not a map: it is short, and thousands of stations hold one.
 */
export class AnswerCache {
  /** Oldest first. */
  readonly #calls: RememberedCall[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The call of that id and content, when it is remembered. */
  find(id: string, digest: string): RememberedCall | null {
    const call = this.#call(id);
    return call !== null && call.digest === digest ? call : null;
  }

  /** The action whose result went out under that id. */
  actionOf(id: string): string | null {
    const call = this.#call(id);
    return call?.done === true ? call.action : null;
  }

  begin(id: string, call: Pick<RememberedCall, 'action' | 'digest' | 'connection'>): RememberedCall {
    const { action, digest, connection } = call;
    const remembered: RememberedCall = { id, action, digest, connection, answer: null, done: false, waiting: null };
    const before = this.#call(id);
    if (before !== null) this.#forget(before);
    this.#calls.push(remembered);
    if (this.#calls.length > this.#limit) this.#calls.shift();
    return remembered;
  }

  /** keep false: the answer goes to those who wait for it, and is forgotten. */
  end(call: RememberedCall, answer: string | null, keep: boolean): void {
    call.done = true;
    call.answer = answer;
    const { waiting } = call;
    call.waiting = null;
    if (!keep) this.#forget(call);
    if (waiting !== null) for (const resolve of waiting) resolve(answer);
  }

  #call(id: string): RememberedCall | null {
    // Looked for with every message: a loop needs no closure.
    for (const call of this.#calls) if (call.id === id) return call;
    return null;
  }

  #forget(call: RememberedCall): void {
    const at = this.#calls.indexOf(call);
    if (at !== -1) this.#calls.splice(at, 1);
  }
}
