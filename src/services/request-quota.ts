/**
 * Who calls, and whether they may call now: each client has its quota, and so has each address without a valid token.
 * The networks of one site have a wider one together: it keeps whoever has a whole IPv6 /48 from filling all slots.
 */
import { type Caller, callerKey } from '../domain/access.ts';
import { DomainError, isDomainError } from '../domain/error.ts';
import type { RateLimiter } from './ports/limits.ts';
import type { Metrics } from './ports/observing.ts';
import type { QuotaKeys } from './quota-keys.ts';

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
      readonly face: 'rest' | 'graphql' | 'mcp';
    },
    tell?: (headers: Headers) => void,
  ) => Promise<Caller>;
  /** Counts a request of those who have no token yet for their address, apart from the others. Throws rate_limited. */
  readonly admitStranger: (
    request: { readonly address: string | null; readonly face: 'oauth' },
    tell?: (headers: Headers) => void,
  ) => Promise<void>;
};

/** As many networks' worth of a quota as all those of a site have together. */
const NETWORKS_OF_SITE = 16;

/** limiterOf: one of such a quota. quota 0: any number of requests. */
export const createRequestQuota = ({
  quota,
  limiterOf,
  keys,
  metrics,
}: {
  readonly quota: number;
  readonly limiterOf: (quota: number) => RateLimiter;
  readonly keys: QuotaKeys;
  readonly metrics: Metrics;
}): RequestQuota => {
  if (quota === 0) return { admit: ({ identify }) => identify(), admitStranger: async () => undefined };
  const limiter = limiterOf(quota);
  const siteLimiter = limiterOf(quota * NETWORKS_OF_SITE);

  const take = async (
    { by, key, face }: { readonly by: 'client' | 'address'; readonly key: string; readonly face: string },
    tell: (headers: Headers) => void,
    from: RateLimiter = limiter,
  ): Promise<void> => {
    const { allowed, remaining, resetS } = await from.take(key);
    const policy = `"requests";q=${from.quota};w=${from.windowS}`;
    tell({ 'RateLimit-Policy': policy, RateLimit: `"requests";r=${remaining};t=${resetS}` });
    if (allowed) return;
    metrics.count('rate_limited_total', { face, by });
    throw new DomainError('rate_limited', { retryAfterS: Math.max(1, resetS) });
  };

  const takeOfAddress = async (
    { name, address, face }: { readonly name: string; readonly address: string | null; readonly face: string },
    tell: (headers: Headers) => void,
  ): Promise<void> => {
    // First: what the site may not do any more takes no other slot's quota.
    const site = keys.siteSlot(address);
    if (site !== null) await take({ by: 'address', key: `${name} site ${site}`, face }, tell, siteLimiter);
    await take({ by: 'address', key: `${name} ${keys.networkSlot(address)}`, face }, tell);
  };

  return {
    admit: async ({ identify, address, face }, tell = () => undefined) => {
      let caller: Caller;
      try {
        caller = await identify();
      } catch (error) {
        if (isDomainError(error, 'unauthorized')) await takeOfAddress({ name: 'address', address, face }, tell);
        throw error;
      }
      await take({ by: 'client', key: `client ${callerKey(caller)}`, face }, tell);
      return caller;
    },
    admitStranger: ({ address, face }, tell = () => undefined) => takeOfAddress({ name: face, address, face }, tell),
  };
};
