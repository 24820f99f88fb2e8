/** Who calls, and whether they may call now: each client has its quota, and so has each address without a valid token. */
import { hash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Caller } from '../domain/access.ts';
import { DomainError, isDomainError } from '../domain/error.ts';
import type { RateLimiter } from './ports/limits.ts';
import type { Metrics } from './ports/observing.ts';

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
};

/** A household or a server has a whole IPv6 /64 to itself; IPv4 also comes written as IPv6. */
const networkOf = (address: string): string => {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::', 2);
  const given = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? 0 : tail.split(':').length;
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - given.length - behind);
  return [...given, ...Array<string>(zeros).fill('0'), ...(tail ?? '').split(':')].slice(0, 4).join(':');
};

/**
 * One of 65,536: networks that nobody vouches for must not fill the limiter's memory, however many they are. Two that share
 * one share its quota; those with a valid token have their own.
 */
const slotOf = (network: string): string => hash('sha1', network).slice(0, 4);

/** limiter null: any number of requests. */
export const createRequestQuota = ({
  limiter,
  metrics,
}: {
  readonly limiter: RateLimiter | null;
  readonly metrics: Metrics;
}): RequestQuota => {
  if (limiter === null) return { admit: ({ identify }) => identify() };
  const policy = `"requests";q=${limiter.quota};w=${limiter.windowS}`;

  return {
    admit: async ({ identify, address, face }, tell = () => undefined) => {
      const take = async (by: 'client' | 'address', key: string): Promise<void> => {
        const { allowed, remaining, resetS } = await limiter.take(`${by} ${key}`);
        tell({ 'RateLimit-Policy': policy, RateLimit: `"requests";r=${remaining};t=${resetS}` });
        if (allowed) return;
        metrics.count('rate_limited_total', { face, by });
        throw new DomainError('rate_limited', { retryAfterS: Math.max(1, resetS) });
      };
      let caller: Caller;
      try {
        caller = await identify();
      } catch (error) {
        if (isDomainError(error, 'unauthorized')) await take('address', slotOf(networkOf(address ?? 'unknown')));
        throw error;
      }
      await take('client', JSON.stringify([caller.clientId, caller.userId]));
      return caller;
    },
  };
};
