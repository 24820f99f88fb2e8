/** When a call is sent again: only where that cannot do a thing twice. */
import { retryAfterOf, VoltgateError } from './errors.ts';

const TRIES = 4;
const FIRST_MS = 250;
const LONGEST_MS = 30_000;
const STATUSES: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

export const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });

/** Exponential, with full jitter; what the gateway asks for is the least. */
export const backOffMs = (attempt: number, retryAfterS: number | null): number =>
  Math.max((retryAfterS ?? 0) * 1000, Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt));

/** A code that says what the caller should know, not try again: a cool-down is a person's wait, not a program's. */
const isFinal = async (response: Response): Promise<boolean> => {
  if (response.status !== 429 && response.status !== 504 && response.status !== 502) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
  return code !== null && code !== 'rate_limited';
};

/** safe: the same may be sent again. Throws VoltgateError('unreachable') when there was no answer at all. */
export const sendPatiently = async (
  send: () => Promise<Response>,
  { safe, signal }: { readonly safe: boolean; readonly signal: AbortSignal | undefined },
): Promise<Response> => {
  for (let attempt = 0; ; attempt += 1) {
    const isLast = !safe || attempt === TRIES - 1;
    try {
      const response = await send();
      if (isLast || !STATUSES.has(response.status) || (await isFinal(response))) return response;
      await response.body?.cancel();
      await pause(backOffMs(attempt, retryAfterOf(response)), signal);
    } catch (cause) {
      if (signal?.aborted === true || cause instanceof VoltgateError) throw cause;
      if (isLast) throw new VoltgateError('The gateway gives no answer.', { status: 0, code: 'unreachable', cause });
      await pause(backOffMs(attempt, null), signal);
    }
  }
};
