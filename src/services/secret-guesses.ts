/**
 * Wrong credentials at the token endpoint, counted for each address, for each site around IPv6 networks, for each client
 * at each address, and, more slowly, for each client over all addresses. A client whose secret is guessed from elsewhere still comes in: what others get
 * wrong only leaves each address a single try.
 */
import { DomainError } from '../domain/error.ts';
import type { FailureCounter } from './ports/limits.ts';
import type { Log, Metrics } from './ports/observing.ts';
import type { QuotaKeys } from './quota-keys.ts';

/** In a window of each counter. */
export const MOST_FAILURES = { ofAddress: 60, ofSite: 600, ofClientAtAddress: 10, ofClient: 300 } as const;
export const WINDOW_S = 60;
export const CLIENT_WINDOW_S = 3600;

export type Guess = {
  readonly address: string | null;
  /** As the request names it; null: it names none that can be read before its body. */
  readonly clientId: string | null;
};

export type SecretGuesses = {
  /** Throws rate_limited when too many were wrong. */
  readonly admit: (guess: Guess) => Promise<void>;
  /** The credentials were wrong. Never rejects. */
  readonly failed: (guess: Guess) => Promise<void>;
};

/** How many in a window of each counter are too many. */
export type GuessBounds = { readonly [B in keyof typeof MOST_FAILURES]: number };

/** Of people's passwords, which are guessed sooner than secrets: see LOGIN_WINDOW_S and ACCOUNT_WINDOW_S. */
export const MOST_LOGIN_FAILURES: GuessBounds = { ofAddress: 60, ofSite: 300, ofClientAtAddress: 5, ofClient: 50 };
export const LOGIN_WINDOW_S = 300;
export const ACCOUNT_WINDOW_S = 3600;

/** recent and slow: with the windows that the bounds are for. */
export const createSecretGuesses = ({
  recent,
  slow,
  bounds,
  keys: quotaKeys,
  log,
  metrics,
}: {
  readonly recent: FailureCounter;
  readonly slow: FailureCounter;
  readonly bounds: GuessBounds;
  readonly keys: QuotaKeys;
  readonly log: Log;
  readonly metrics: Metrics;
}): SecretGuesses => {
  const keysOf = ({ address, clientId }: Guess) => {
    const network = quotaKeys.networkSlot(address);
    const site = quotaKeys.siteSlot(address);
    const client = clientId === null ? null : quotaKeys.slotOf(clientId);
    return {
      address: `address ${network}`,
      site: site === null ? null : `site ${site}`,
      // Whoever guesses chooses the name of a client: what is not there is counted like what is, and takes no more room.
      // The network has a slot of its own in it: what a name shares by chance is at its own address only.
      pair: client === null ? null : `client ${client} at ${network}`,
      client: client === null ? null : `client ${client}`,
    };
  };
  const nothing = { failures: 0, resetS: 0 };
  const read = (counter: FailureCounter, key: string | null) => (key === null ? nothing : counter.read(key));

  return {
    admit: async (guess) => {
      const keys = keysOf(guess);
      const [ofAddress, ofSite, ofPair, ofClient] = await Promise.all([
        recent.read(keys.address),
        read(recent, keys.site),
        read(recent, keys.pair),
        read(slow, keys.client),
      ]);
      const most = ofClient.failures >= bounds.ofClient ? 1 : bounds.ofClientAtAddress;
      const reached = (
        [
          ['client', ofPair, most],
          ['address', ofAddress, bounds.ofAddress],
          ['address', ofSite, bounds.ofSite],
        ] as const
      ).find(([, { failures }, bound]) => failures >= bound);
      if (reached === undefined) return;
      const [by, { resetS }] = reached;
      metrics.count('rate_limited_total', { face: 'oauth', by });
      throw new DomainError('rate_limited', {
        detail: 'Too many wrong credentials; try again after the time given.',
        retryAfterS: Math.max(1, resetS),
      });
    },
    failed: async (guess) => {
      const keys = keysOf(guess);
      try {
        const before = await read(recent, keys.pair);
        await Promise.all([
          recent.add(keys.address),
          keys.site === null ? undefined : recent.add(keys.site),
          keys.pair === null ? undefined : recent.add(keys.pair),
          keys.client === null ? undefined : slow.add(keys.client),
        ]);
        if (before.failures + 1 === bounds.ofClientAtAddress)
          log.warn({ address: guess.address, clientId: guess.clientId }, 'oauth.secret_guessing');
      } catch (err) {
        log.error({ err }, 'oauth.failure_not_counted');
      }
    },
  };
};
