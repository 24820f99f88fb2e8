/** What the gateway refused (RFC 9457), or why it could not be asked. */
import type { components } from './openapi.gen.ts';

export type Problem = components['schemas']['Problem'];

export class VoltgateError extends Error {
  override readonly name = 'VoltgateError';
  /** Of the answer; 0: there was none. */
  readonly status: number;
  /** Of the table of errors, such as `cool_down`; `unreachable` when there was no answer, `http_…` without a problem. */
  readonly code: string;
  readonly problem: Problem | null;
  /** Seconds after which it may be tried again; null: not told. */
  readonly retryAfterS: number | null;

  constructor(
    message: string,
    {
      status,
      code,
      problem = null,
      retryAfterS = null,
      cause,
    }: {
      readonly status: number;
      readonly code: string;
      readonly problem?: Problem | null;
      readonly retryAfterS?: number | null;
      readonly cause?: unknown;
    },
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.code = code;
    this.problem = problem;
    this.retryAfterS = retryAfterS;
  }
}

const secondsIn = (header: string | null): number | null => {
  if (header === null) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, (at - Date.now()) / 1000);
};

export const retryAfterOf = (response: Response): number | null => secondsIn(response.headers.get('retry-after'));

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;

/** body: of the answer, parsed where it is JSON. */
export const errorOf = (response: Response, body: unknown): VoltgateError => {
  const { status } = response;
  const retryAfterS = retryAfterOf(response);
  if (isProblem(body)) {
    return new VoltgateError(body.detail, { status, code: body.code, problem: body, retryAfterS });
  }
  return new VoltgateError(`The gateway answered ${status}.`, { status, code: `http_${status}`, retryAfterS });
};
