/**
 * The one HTTP client for addresses that others give us. Retry, signing and what an answer means are its callers' matter.
 *
 * @see docs/operations.md for what it refuses
 */
import { Agent, type Dispatcher } from 'undici';
import { type BulkheadBounds, createBulkhead } from '../services/bulkhead.ts';
import type { Log, Metrics } from '../services/ports/observing.ts';
import type {
  FailedWhy,
  Outbound,
  OutboundCheck,
  OutboundOutcome,
  OutboundRequest,
  RefusedWhy,
} from '../services/ports/outbound.ts';
import type { Clock } from '../services/ports/time.ts';
import { createAddressRules } from './address-rules.ts';
import { plainHeaders, readBody } from './answer.ts';
import { ConnectFault, createConnector, createJudge, ForbiddenAddress } from './connector.ts';
import type { Resolve } from './resolve.ts';
import { readTarget, type Target } from './target.ts';

const DEADLINE_MS = 15_000;
const MAX_BYTES = 1_048_576;
/** https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;
/** The sender's, and HTTP's own: not the caller's to set. */
const OWN_HEADERS = new Set(['connection', 'content-length', 'host', 'keep-alive', 'traceparent', 'transfer-encoding']);

export type OutboundOptions = {
  /** Addresses, ranges and host names that may be private, and over http. */
  readonly allow: readonly string[];
  /** http also to what is not listed. */
  readonly allowHttp: boolean;
  readonly connectMs: number;
  readonly bounds: BulkheadBounds;
  readonly ca: string | null;
};

export const DEFAULT_OUTBOUND_OPTIONS: OutboundOptions = {
  allow: [],
  allowHttp: false,
  connectMs: 5_000,
  bounds: { perKey: 8, inAll: 256, waitingPerKey: 64, waitingInAll: 4_096 },
  ca: null,
};

export type OutboundClient = Outbound &
  OutboundCheck & {
    /**
     * The same, with these hosts listed, too: for addresses that the operator set. Its connections and bounds are its
     * own, so that no stranger's address comes to a host through a connection that was opened for the operator.
     */
    readonly trusting: (hosts: readonly string[]) => Outbound;
    /** The same, with connections and bounds of its own: what it does takes no place of others. */
    readonly apart: (bounds: BulkheadBounds) => Outbound;
    /** Ends what is under way as aborted; no request goes out after it. */
    readonly close: () => Promise<void>;
  };

type Dependencies = {
  readonly resolve: Resolve;
  /** The machine's: deadlines are real time. */
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** Why a request was ended from this side. */
class Ended extends Error {
  override readonly name = 'Ended';
  readonly why: 'deadline' | 'aborted';

  constructor(why: 'deadline' | 'aborted') {
    super(why);
    this.why = why;
  }
}

type Unmeasured = OutboundOutcome extends infer O ? (O extends unknown ? Omit<O, 'durationMs'> : never) : never;

type Judged =
  | { readonly refused: RefusedWhy; readonly range: string | null }
  | { readonly failed: FailedWhy; readonly status: number | null };

const judgeError = (error: unknown, status: number | null, signal: AbortSignal): Judged => {
  if (error instanceof ForbiddenAddress) return { refused: error.why, range: error.range };
  if (signal.aborted) return { failed: signal.reason instanceof Ended ? signal.reason.why : 'aborted', status };
  if (error instanceof ConnectFault) return { failed: error.why, status };
  // undici checks what it is given before anything is sent.
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'UND_ERR_INVALID_ARG' ? { refused: 'bad_request', range: null } : { failed: 'connection', status };
};

const headersOf = ({ headers, traceparent }: OutboundRequest): Record<string, string> => ({
  'user-agent': 'voltgate',
  ...Object.fromEntries(Object.entries(headers ?? {}).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()))),
  ...(traceparent != null && TRACEPARENT.test(traceparent) ? { traceparent } : {}),
});

const labelOf = (outcome: OutboundOutcome): string =>
  outcome.outcome === 'answered' ? `${Math.floor(outcome.status / 100)}xx` : outcome.why;

/** Throws AllowEntryError. */
export const createOutbound = (dependencies: Dependencies, options: OutboundOptions): OutboundClient => {
  const { resolve, clock, log, metrics } = dependencies;
  const underWay = new Set<AbortController>();
  const agents: Agent[] = [];
  const bulkheads: ReturnType<typeof createBulkhead>[] = [];
  let closed = false;
  const sum = (of: 'running' | 'waiting'): number =>
    bulkheads.reduce((total, bulkhead) => total + bulkhead.stats()[of], 0);
  metrics.gauge('outbound_in_flight', () => sum('running'));
  metrics.gauge('outbound_waiting', () => sum('waiting'));

  /** Ends with the deadline, with the caller's signal, and with the process. */
  const watch = (request: OutboundRequest): { readonly signal: AbortSignal; readonly done: () => void } => {
    const abort = new AbortController();
    const end = (): void => abort.abort(new Ended('aborted'));
    const cancel = clock.after(request.deadlineMs ?? DEADLINE_MS, () => abort.abort(new Ended('deadline')));
    request.signal?.addEventListener('abort', end, { once: true });
    if (closed || request.signal?.aborted === true) end();
    underWay.add(abort);
    return {
      signal: abort.signal,
      done: () => {
        cancel();
        request.signal?.removeEventListener('abort', end);
        underWay.delete(abort);
      },
    };
  };

  const clientOf = (allow: readonly string[], bounds: BulkheadBounds): Outbound => {
    const rules = createAddressRules(allow);
    const { connectMs, ca, allowHttp } = options;
    const agent = new Agent({
      connect: createConnector({ rules, resolve, allowHttp, connectMs, ca }),
      connections: bounds.perKey,
      pipelining: 1,
      // The deadline is for the whole.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const bulkhead = createBulkhead(bounds);
    agents.push(agent);
    bulkheads.push(bulkhead);

    const exchange = async (request: OutboundRequest, target: Target, signal: AbortSignal): Promise<Unmeasured> => {
      const maxBytes = request.maxBytes ?? MAX_BYTES;
      let response: Dispatcher.ResponseData | null = null;
      try {
        response = await agent.request({
          origin: target.origin,
          path: target.path,
          method: request.method,
          headers: headersOf(request),
          body: request.body ?? null,
          signal,
        });
        // It is told by what ends the reading; an answer that nobody reads on breaks its connection unheard.
        response.body.on('error', () => undefined);
        const { statusCode: status } = response;
        if (status >= 300 && status < 400 && status !== 304) {
          response.body.destroy();
          return { outcome: 'failed', why: 'redirect', status };
        }
        const { kept, isLonger } = await readBody(response.body, maxBytes);
        if (isLonger && request.longerAnswer !== 'cut') return { outcome: 'failed', why: 'answer_too_long', status };
        return { outcome: 'answered', status, headers: plainHeaders(response.headers), body: kept, isCut: isLonger };
      } catch (error) {
        const judged = judgeError(error, response?.statusCode ?? null, signal);
        if ('failed' in judged) return { outcome: 'failed', why: judged.failed, status: judged.status };
        // No path and no query: they can hold secrets.
        log.warn({ host: target.host, why: judged.refused, range: judged.range }, 'outbound.refused');
        return { outcome: 'refused', why: judged.refused };
      }
    };

    const attempt = async (request: OutboundRequest): Promise<Unmeasured> => {
      const target = readTarget(request.url, rules);
      if ('refused' in target) {
        log.warn({ host: target.host, why: target.refused, range: target.range }, 'outbound.refused');
        return { outcome: 'refused', why: target.refused };
      }
      const { signal, done } = watch(request);
      try {
        const leave = await bulkhead.enter(target.host, signal);
        if (leave === 'full') return { outcome: 'failed', why: 'busy', status: null };
        if (leave === 'aborted') {
          return {
            outcome: 'failed',
            why: signal.reason instanceof Ended ? signal.reason.why : 'aborted',
            status: null,
          };
        }
        try {
          return await exchange(request, target, signal);
        } finally {
          leave();
        }
      } finally {
        done();
      }
    };

    return {
      send: async (request) => {
        const startedMs = clock.now().getTime();
        const outcome = await attempt(request);
        const durationMs = Math.max(0, clock.now().getTime() - startedMs);
        const measured: OutboundOutcome = { ...outcome, durationMs };
        metrics.count('outbound_requests_total', { outcome: labelOf(measured) });
        metrics.observe('outbound_request_seconds', durationMs / 1000, { outcome: measured.outcome });
        return measured;
      },
    };
  };

  const strangers = clientOf(options.allow, options.bounds);
  const rules = createAddressRules(options.allow);
  const judge = createJudge({ rules, resolve, allowHttp: options.allowHttp });
  return {
    send: strangers.send,
    check: async (url) => {
      const target = readTarget(url, rules);
      if ('refused' in target) return target.refused;
      try {
        await judge(target.protocol, target.hostname);
        return null;
      } catch (error) {
        return error instanceof ForbiddenAddress ? error.why : null;
      }
    },
    trusting: (hosts) => clientOf([...options.allow, ...hosts], options.bounds),
    apart: (bounds) => clientOf(options.allow, bounds),
    close: async () => {
      closed = true;
      for (const abort of underWay) abort.abort(new Ended('aborted'));
      await Promise.all(agents.map((agent) => agent.destroy()));
    },
  };
};
