/** What the faces of the API have in common: what they are given, and how a request comes in. */
import type { Caller, Origin } from '../domain/access.ts';
import type { Authenticate } from './api/authenticate.ts';
import type { Services } from './api/services.ts';
import type { Standing } from './api/standing.ts';
import type { Log, Metrics } from './ports/observing.ts';
import type { Clock, NewId } from './ports/time.ts';
import type { AddressOf, Arrived } from './request-address.ts';
import type { RequestGate } from './request-gate.ts';
import { saidOf } from './request-origin.ts';
import type { RequestQuota } from './request-quota.ts';

export type FaceDependencies = {
  readonly services: Services;
  readonly authenticate: Authenticate;
  readonly standing: Standing;
  readonly requestQuota: RequestQuota;
  readonly requestGate: RequestGate;
  readonly addressOf: AddressOf;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Without a slash at its end. */
  readonly publicUrl: string;
};

/** An IncomingMessage. */
type Request = Arrived & { readonly method?: string | undefined };

/** A ServerResponse. */
type Response = {
  readonly getHeader: (name: string) => unknown;
  readonly setHeaders: (headers: Map<string, string>) => unknown;
};

const textOf = (header: string | string[] | undefined): string | null => (typeof header === 'string' ? header : null);

/**
 * Who sends a request, and whether it may be made now. The answer has its X-Request-Id already; what is left of the quota
 * is set on it. url: what a DPoP proof must name.
 *
 * Throws as authenticate and RequestQuota do.
 */
export const admitRequest = (
  { authenticate, requestQuota, addressOf }: Pick<FaceDependencies, 'authenticate' | 'requestQuota' | 'addressOf'>,
  {
    face,
    url,
    request,
    response,
  }: {
    readonly face: 'rest' | 'graphql' | 'mcp';
    readonly url: string;
    readonly request: Request;
    readonly response: Response;
  },
): Promise<Caller> => {
  const { method = '', headers } = request;
  const address = addressOf(request);
  const requestId = String(response.getHeader('X-Request-Id') ?? '');
  const from: Origin = { face, address, requestId, ...saidOf(headers) };
  const identify = () =>
    authenticate({ from, authorization: textOf(headers.authorization), url, method, dpop: textOf(headers.dpop) });
  return requestQuota.admit({ identify, address, face }, (left) => response.setHeaders(new Map(Object.entries(left))));
};
