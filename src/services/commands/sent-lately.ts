/**
 * Which stations were surely sent no command lately. Most messages come from one of these, and there is then no command
 * to look for behind them.
 */
import { SEES_ALL } from '../../domain/visibility.ts';
import { OLDEST_FIRST } from '../list-pages.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';

export type SentLately = {
  /** false: no node has sent the station a command within the time. Throws what the store throws. */
  readonly mayHaveBeen: (stationId: string) => Promise<boolean>;
  /** To be told before a command is marked as sent. */
  readonly sending: (stationId: string) => void;
  /** Another node may have had the station since: it is looked up again. */
  readonly forget: (stationId: string) => void;
};

/** Stations are remembered by their id alone. */
const REMEMBERED = 100_000;

export const createSentLately = ({
  store,
  clock,
  withinMs,
}: {
  readonly store: Pick<Store, 'commands' | 'caughtUp'>;
  readonly clock: Clock;
  readonly withinMs: number;
}): SentLately => {
  const known = new Map<string, boolean>();
  /** What was told of a station ends the looks at it that are under way: they may have seen it as it was before. */
  const looks = new Map<string, object>();

  const learn = (stationId: string, sent: boolean): void => {
    looks.delete(stationId);
    if (known.size >= REMEMBERED) known.clear();
    known.set(stationId, sent);
  };

  const look = async (stationId: string): Promise<boolean> => {
    const own = {};
    looks.set(stationId, own);
    // A node that had the station before stored what it sent before it sent it, and so before the station came here.
    await store.caughtUp();
    const { items } = await store.commands({
      ...OLDEST_FIRST,
      scope: SEES_ALL,
      stationId,
      sessionId: null,
      type: null,
      status: null,
      clientId: null,
      after: { value: new Date(clock.now().getTime() - withinMs), id: '' },
      limit: 1,
    });
    if (looks.get(stationId) !== own) return true;
    learn(stationId, items.length > 0);
    return items.length > 0;
  };

  return {
    mayHaveBeen: async (stationId) => known.get(stationId) ?? look(stationId),
    sending: (stationId) => learn(stationId, true),
    forget: (stationId) => {
      looks.delete(stationId);
      known.delete(stationId);
    },
  };
};
