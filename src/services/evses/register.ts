/**
 * Puts EVSEs into the registry that it lacks: those of a store of before 0.2, and those that a node of an earlier release
 * has let in while a cluster is upgraded. A run finds nothing to do where nothing is missing.
 */
import { SEES_ALL } from '../../domain/visibility.ts';
import type { Chore, Turn } from '../chores.ts';
import { OLDEST_FIRST, pagesOf } from '../list-pages.ts';
import type { Log } from '../ports/observing.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';
import { recordsOf, unregistered } from '../stations/evse-registry.ts';
import type { StationWriter } from '../stations/station-writer.ts';

const EVERY_MS = 3_600_000;
/** Stations looked through at once. */
const PAGE = 200;

export const createEvseRegistration = ({
  store,
  writer,
  clock,
  log,
}: {
  readonly store: Pick<Store, 'list' | 'getMany'>;
  readonly writer: Pick<StationWriter, 'write'>;
  readonly clock: Clock;
  readonly log: Log;
}): Chore => {
  /** In the station's turn, so that it is at no other location by then; another node's record is a conflict, and enough. */
  const register = (stationId: string): Promise<number> =>
    writer.write(stationId, async ({ station }) => {
      const missing = station === null ? [] : await unregistered(store, station.evses);
      if (station === null || missing.length === 0) return { change: null, answer: 0 };
      return { change: { evses: await recordsOf(store, station, missing, clock.now()) }, answer: missing.length };
    });

  const run = async ({ signal }: Pick<Turn, 'signal'>): Promise<void> => {
    const query = { ...OLDEST_FIRST, scope: SEES_ALL, limit: PAGE };
    const pages = pagesOf('stations', query, (page) => store.list('stations', { ...page, where: {} }));
    let registered = 0;
    for await (const stations of pages) {
      const missing = new Set(
        await unregistered(
          store,
          stations.flatMap(({ evses }) => evses),
        ),
      );
      for (const { id, evses } of stations) {
        if (evses.some((evse) => missing.has(evse))) registered += await register(id);
      }
      if (signal.aborted) break;
    }
    if (registered > 0) log.info({ registered }, 'evses.registered');
  };

  return { name: 'evse-registration', everyMs: EVERY_MS, run };
};
