/** Who calls, and whether they may call now: each client has its quota, and so has each address without a valid token. */
import type { Caller } from '../domain/access.ts';
import { DomainError, isDomainError } from '../domain/error.ts';
import type { RateLimiter } from './ports/limits.ts';
import type { Metrics } from './ports/observing.ts';
import { networkOf, slotOf } from './request-address.ts';

/** Header fields of an answer. */
type Headers = Readonly<Record<string, string>>;

export type RequestQuota = {
  /**
   * Asks who calls and counts the request: for the client (users of one app each have their own quota), or, where the
   * token is refused, for the address. tell is given the header fields of the answer, whatever it is.
   * Throws rate_limited, and what identify throws.
   *
   * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
   */
  readonly admit: (
    request: {
      readonly identify: () => Promise<Caller>;
      /** null: not known; all of those share one quota. */
      readonly address: string | null;
      readonly face: 'rest' | 'graphql';
    },
    tell?: (headers: Headers) => void,
  ) => Promise<Caller>;
  /** Counts a request of those who have no token yet for their address, apart from the others. Throws rate_limited. */
  readonly admitStranger: (
    request: { readonly address: string | null; readonly face: 'oauth' },
    tell?: (headers: Headers) => void,
  ) => Promise<void>;
};

/** limiter null: any number of requests. */
export const createRequestQuota = ({
  limiter,
  metrics,
}: {
  readonly limiter: RateLimiter | null;
  readonly metrics: Metrics;
}): RequestQuota => {
  if (limiter === null) return { admit: ({ identify }) => identify(), admitStranger: async () => undefined };
  const policy = `"requests";q=${limiter.quota};w=${limiter.windowS}`;

  const take = async (
    { by, key, face }: { readonly by: 'client' | 'address'; readonly key: string; readonly face: string },
    tell: (headers: Headers) => void,
  ): Promise<void> => {
    const { allowed, remaining, resetS } = await limiter.take(key);
    tell({ 'RateLimit-Policy': policy, RateLimit: `"requests";r=${remaining};t=${resetS}` });
    if (allowed) return;
    metrics.count('rate_limited_total', { face, by });
    throw new DomainError('rate_limited', { retryAfterS: Math.max(1, resetS) });
  };

  return {
    admit: async ({ identify, address, face }, tell = () => undefined) => {
      let caller: Caller;
      try {
        caller = await identify();
      } catch (error) {
        if (isDomainError(error, 'unauthorized'))
          await take({ by: 'address', key: `address ${slotOf(networkOf(address))}`, face }, tell);
        throw error;
      }
      const { clientId, userId } = caller;
      await take({ by: 'client', key: `client ${JSON.stringify([clientId, userId])}`, face }, tell);
      return caller;
    },
    admitStranger: ({ address, face }, tell = () => undefined) =>
      take({ by: 'address', key: `${face} ${slotOf(networkOf(address))}`, face }, tell),
  };
};
