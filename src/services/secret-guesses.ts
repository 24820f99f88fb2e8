/**
 * Wrong credentials at the token endpoint, counted for each address, for each client at each address, and, more slowly,
 * for each client over all addresses. A client whose secret is guessed from elsewhere still comes in: what others get
 * wrong only leaves each address a single try.
 */
import { DomainError } from '../domain/error.ts';
import type { FailureCounter } from './ports/limits.ts';
import type { Log, Metrics } from './ports/observing.ts';
import { networkOf, slotOf } from './request-address.ts';

/** In a window of each counter. */
export const MOST_FAILURES = { ofAddress: 60, ofClientAtAddress: 10, ofClient: 300 } as const;
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

/** recent: with windows of WINDOW_S; slow: of CLIENT_WINDOW_S. */
export const createSecretGuesses = ({
  recent,
  slow,
  log,
  metrics,
}: {
  readonly recent: FailureCounter;
  readonly slow: FailureCounter;
  readonly log: Log;
  readonly metrics: Metrics;
}): SecretGuesses => {
  const keysOf = ({ address, clientId }: Guess) => {
    const network = networkOf(address);
    return {
      address: `address ${slotOf(network)}`,
      // Whoever guesses chooses the name of a client: what is not there is counted like what is, and takes no more room.
      // The network has a slot of its own in it: else a name could be sought that shares another client's slot elsewhere.
      pair: clientId === null ? null : `client ${slotOf(clientId)} at ${slotOf(network)}`,
      client: clientId === null ? null : `client ${slotOf(clientId)}`,
    };
  };
  const nothing = { failures: 0, resetS: 0 };
  const read = (counter: FailureCounter, key: string | null) => (key === null ? nothing : counter.read(key));

  return {
    admit: async (guess) => {
      const keys = keysOf(guess);
      const [ofAddress, ofPair, ofClient] = await Promise.all([
        recent.read(keys.address),
        read(recent, keys.pair),
        read(slow, keys.client),
      ]);
      const most = ofClient.failures >= MOST_FAILURES.ofClient ? 1 : MOST_FAILURES.ofClientAtAddress;
      const by = ofPair.failures >= most ? 'client' : ofAddress.failures >= MOST_FAILURES.ofAddress ? 'address' : null;
      if (by === null) return;
      metrics.count('rate_limited_total', { face: 'oauth', by });
      throw new DomainError('rate_limited', {
        detail: 'Too many wrong credentials; try again after the time given.',
        retryAfterS: Math.max(1, by === 'client' ? ofPair.resetS : ofAddress.resetS),
      });
    },
    failed: async (guess) => {
      const keys = keysOf(guess);
      try {
        const before = await read(recent, keys.pair);
        await Promise.all([
          recent.add(keys.address),
          keys.pair === null ? undefined : recent.add(keys.pair),
          keys.client === null ? undefined : slow.add(keys.client),
        ]);
        if (before.failures + 1 === MOST_FAILURES.ofClientAtAddress)
          log.warn({ address: guess.address, clientId: guess.clientId }, 'oauth.secret_guessing');
      } catch (err) {
        log.error({ err }, 'oauth.failure_not_counted');
      }
    },
  };
};
