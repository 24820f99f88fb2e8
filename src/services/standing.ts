/**
 * The callers of live connections, looked at again every few seconds on every node: what a client, an account or a token
 * has lost ends their sockets, streams and subscriptions.
 */
import { type AccessToken, type Caller, mayLess } from '../domain/access.ts';
import { DomainError, isDomainError } from '../domain/error.ts';
import { NOTICED_WITHIN_MS, type Standing } from './api/standing.ts';
import type { Log } from './ports/observing.ts';
import type { Clock } from './ports/time.ts';

/** What a token opens as of now. Throws DomainError('unauthorized') when it is nothing. */
export type Identify = (token: AccessToken) => Promise<Omit<Caller, 'from'>>;

/** Half for the look, and half for what was remembered when the connection began. */
export const LOOK_EVERY_MS = NOTICED_WITHIN_MS / 2;
/** Tokens looked at together: the store answers what is asked in one tick at once. */
const MOST_AT_ONCE = 100;

type Watcher = { readonly caller: Caller; readonly ended: (why: DomainError) => void };
type Look = { readonly atMs: number; readonly identity: Promise<Omit<Caller, 'from'>> };

const narrowed = (): DomainError =>
  new DomainError('forbidden', { detail: 'What the client may do has changed: come again.' });

export type StandingPart = Standing & { readonly close: () => void };

export const createStanding = ({
  identify,
  clock,
  log,
}: {
  readonly identify: Identify;
  readonly clock: Clock;
  readonly log: Log;
}): StandingPart => {
  const watched = new Map<AccessToken, Set<Watcher>>();
  /** The last look at each token; gone with the callers that carry it. */
  const looks = new WeakMap<AccessToken, Look>();
  let stopTimer: (() => void) | null = null;

  const lookAt = (token: AccessToken): Promise<Omit<Caller, 'from'>> => {
    const identity = identify(token);
    looks.set(token, { atMs: clock.now().getTime(), identity });
    // Whoever waits for it is told; a look that fails is none to remember.
    identity.catch(() => looks.delete(token));
    return identity;
  };

  const remove = (token: AccessToken, watcher: Watcher): void => {
    const watchers = watched.get(token);
    watchers?.delete(watcher);
    if (watchers?.size === 0) watched.delete(token);
    if (watched.size > 0) return;
    stopTimer?.();
    stopTimer = null;
  };

  const tell = (token: AccessToken, ends: (watcher: Watcher) => DomainError | null): void => {
    for (const watcher of [...(watched.get(token) ?? [])]) {
      const why = ends(watcher);
      if (why === null) continue;
      remove(token, watcher);
      watcher.ended(why);
    }
  };

  const check = async (token: AccessToken): Promise<void> => {
    try {
      const now = await lookAt(token);
      tell(token, ({ caller }) => (mayLess(now, caller) ? narrowed() : null));
    } catch (error) {
      if (isDomainError(error, 'unauthorized')) tell(token, () => error);
      // The store is away: the next look tells.
      else if (!isDomainError(error)) log.error({ err: error }, 'standing.look_failed');
    }
  };

  const sweep = async (): Promise<void> => {
    const tokens = [...watched.keys()];
    for (let from = 0; from < tokens.length; from += MOST_AT_ONCE) {
      await Promise.all(tokens.slice(from, from + MOST_AT_ONCE).map(check));
    }
  };

  const plan = (): void => {
    stopTimer = clock.after(LOOK_EVERY_MS, () => {
      plan();
      void sweep();
    });
  };

  return {
    now: async (caller) => {
      const { token } = caller;
      if (token === undefined) return caller;
      const known = looks.get(token);
      const isFresh = known !== undefined && clock.now().getTime() - known.atMs < LOOK_EVERY_MS;
      const identity = await (isFresh ? known.identity : lookAt(token));
      return { ...identity, from: caller.from };
    },
    watch: (caller, ended) => {
      const { token } = caller;
      if (token === undefined) return () => undefined;
      const watcher = { caller, ended };
      watched.set(token, (watched.get(token) ?? new Set()).add(watcher));
      if (stopTimer === null) plan();
      return () => remove(token, watcher);
    },
    close: () => {
      watched.clear();
      stopTimer?.();
      stopTimer = null;
    },
  };
};
