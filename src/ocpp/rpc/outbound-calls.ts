/** Our CALLs to one station: one outstanding, the others in a bounded queue. */
import { DomainError } from '../../domain/error.ts';
import type { CallOutcome } from '../protocol.ts';
import type { RpcEdge } from './edge.ts';
import { callText } from './frame.ts';

export type OutboundCall = {
  /** At most 36 characters, not used before. */
  readonly id: string;
  readonly action: string;
  readonly payload: object;
  /** What it is sent for; absent: for no command. */
  readonly commandId?: string;
  /** Not written after this instant: station_busy instead. */
  readonly notAfter: Date | null;
  /** Told of an answer that came after the time-out; never with kind timeout. */
  readonly onLate: ((outcome: CallOutcome) => void) | null;
  /** Goes when no other call waits, and is given up sooner, so that those that come meanwhile need not wait for it long. */
  readonly background?: true;
};

/** What a call is known by when its answer comes. */
export type AnsweredCall = { readonly call: OutboundCall; readonly sentAtMs: number };

/** A slow answer of a station that is well takes a few seconds. */
const BACKGROUND_TIMEOUT_MS = 15_000;

type Waiting = {
  readonly call: OutboundCall;
  readonly resolve: (outcome: CallOutcome) => void;
  readonly reject: (error: DomainError) => void;
};
type Outstanding = Waiting & { readonly sentAtMs: number; readonly cancelTimer: () => void };

export class OutboundCalls {
  readonly #edge: RpcEdge;
  readonly #write: (call: OutboundCall, text: string) => void;
  #outstanding: Outstanding | null = null;
  #waiting: Waiting[] = [];
  #late: Map<string, AnsweredCall> | null = null;
  #closed = false;

  constructor(edge: RpcEdge, write: (call: OutboundCall, text: string) => void) {
    this.#edge = edge;
    this.#write = write;
  }

  /** The next that is written: those in the background come last. */
  #takeNext(): Waiting | undefined {
    const urgent = this.#waiting.findIndex(({ call }) => call.background !== true);
    return urgent <= 0 ? this.#waiting.shift() : this.#waiting.splice(urgent, 1)[0];
  }

  /** Rejects with station_busy or station_offline only when nothing was written. */
  send(call: OutboundCall): Promise<CallOutcome> {
    if (this.#closed) return Promise.reject(new DomainError('station_offline'));
    if (this.#outstanding !== null && this.#waiting.length >= this.#edge.limits.maxQueuedCalls)
      return Promise.reject(this.#busy('full'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, resolve, reject });
      this.#next();
    });
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** The action that an answer of that id belongs to; null: nobody asked. */
  actionOf(id: string): string | null {
    if (this.#outstanding?.call.id === id) return this.#outstanding.call.action;
    return this.#late?.get(id)?.call.action ?? null;
  }

  /** What an answer of that id answers; null: nobody asked. */
  answeredBy(id: string): AnsweredCall | null {
    if (this.#outstanding?.call.id === id) return this.#outstanding;
    return this.#late?.get(id) ?? null;
  }

  settle(id: string, outcome: CallOutcome): void {
    const outstanding = this.#outstanding;
    if (outstanding !== null && outstanding.call.id === id) {
      outstanding.cancelTimer();
      this.#end(outstanding, outcome);
      return;
    }
    const late = this.#late?.get(id);
    if (late === undefined) return;
    this.#late?.delete(id);
    late.call.onLate?.(outcome);
  }

  close(): void {
    this.#closed = true;
    const outstanding = this.#outstanding;
    const waiting = this.#waiting;
    this.#outstanding = null;
    this.#waiting = [];
    this.#late = null;
    outstanding?.cancelTimer();
    outstanding?.resolve({ kind: 'timeout', lost: true });
    for (const { reject } of waiting) reject(new DomainError('station_offline'));
  }

  #busy(reason: 'full' | 'expired', detail?: string): DomainError {
    this.#edge.metrics.count('ocpp_calls_refused_total', { reason });
    return new DomainError('station_busy', detail === undefined ? {} : { detail });
  }

  #next(): void {
    while (this.#outstanding === null) {
      const next = this.#takeNext();
      if (next === undefined) return;
      const now = this.#edge.clock.now();
      if (next.call.notAfter !== null && now > next.call.notAfter) {
        next.reject(this.#busy('expired', 'The command expired while other calls waited.'));
        continue;
      }
      this.#put(next, now.getTime());
    }
  }

  #put(waiting: Waiting, sentAtMs: number): void {
    const { call } = waiting;
    const { callTimeoutMs } = this.#edge.limits;
    const timeoutMs = call.background === true ? Math.min(callTimeoutMs, BACKGROUND_TIMEOUT_MS) : callTimeoutMs;
    const outstanding: Outstanding = {
      ...waiting,
      sentAtMs,
      cancelTimer: this.#edge.clock.after(timeoutMs, () => {
        this.#keepForLate({ call, sentAtMs });
        this.#end(outstanding, { kind: 'timeout' });
      }),
    };
    this.#outstanding = outstanding;
    this.#edge.countMessage('out', call.action);
    this.#write(call, callText(call.id, call.action, call.payload));
  }

  #end(outstanding: Outstanding, outcome: CallOutcome): void {
    this.#outstanding = null;
    const { clock, metrics, protocol } = this.#edge;
    metrics.observe('ocpp_call_duration_seconds', (clock.now().getTime() - outstanding.sentAtMs) / 1000, {
      version: protocol.version,
      action: outstanding.call.action,
    });
    outstanding.resolve(outcome);
    this.#next();
  }

  #keepForLate(asked: AnsweredCall): void {
    if (asked.call.onLate === null) return;
    this.#late ??= new Map();
    this.#late.set(asked.call.id, asked);
    if (this.#late.size <= this.#edge.limits.rememberedTimeouts) return;
    for (const oldest of this.#late.keys()) {
      this.#late.delete(oldest);
      return;
    }
  }
}
