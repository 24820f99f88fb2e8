import { describe, expect, it } from 'vitest';
import type { CommandQuery } from '../../src/services/ports/command-store.ts';
import type { ListQuery, Position, Slice } from '../../src/services/ports/list.ts';
import type { SessionQuery } from '../../src/services/ports/session-store.ts';
import type { StationQuery } from '../../src/services/ports/station-store.ts';
import {
  aClient,
  aLocation,
  allCommands,
  allEvents,
  allSessions,
  allStations,
  aReset,
  aSession,
  aStart,
  aStation,
  aStationEvent,
  aStop,
  aToken,
  at,
  everything,
  firstPage,
} from './documents.ts';
import type { StoreUnderTest } from './store.ts';

type Listed = { readonly createdAt: Date; readonly id: string };
type List = (query: Pick<ListQuery, 'limit' | 'after' | 'descending'>) => Promise<Slice<Listed>>;

/** All ids of a list, read page by page; between runs after each page. */
const walk = async (list: List, limit: number, descending: boolean, between?: (page: number) => Promise<unknown>) => {
  const ids: string[] = [];
  let after: Position | null = null;
  for (let page = 1; ; page += 1) {
    const slice: Slice<Listed> = await list({ limit, after, descending });
    expect(slice.items.length).toBeLessThanOrEqual(limit);
    ids.push(...slice.items.map(({ id }) => id));
    const last = slice.items.at(-1);
    if (!slice.more || last === undefined) return ids;
    after = { value: last.createdAt, id: last.id };
    await between?.(page);
  }
};

// Several of one instant: only the id tells them apart.
const seconds = [5, 1, 3, 3, 3, 2, 9, 3, 0];
const made = seconds.map((second, index) => ({ id: `X-${index}`, createdAt: at(second) }));
const inOrder = [...made]
  .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
  .map(({ id }) => id);

export const describeLists = ({ store }: StoreUnderTest): void => {
  const lists: Record<string, List> = {
    locations: (page) => store().locations({ ...firstPage, ...page }),
    stations: (page) => store().stations({ ...allStations, ...page }),
    tokens: async (page) => {
      const { items, more } = await store().tokens({ ...firstPage, ...page });
      return { items: items.map(({ uid, createdAt }) => ({ id: uid, createdAt })), more };
    },
    sessions: (page) => store().sessions({ ...allSessions, ...page }),
    commands: (page) => store().commands({ ...allCommands, ...page }),
    clients: (page) => store().clients({ ...firstPage, ...page }),
  };
  const fill = () =>
    store().commit({
      locations: made.map(aLocation),
      stations: made.map(aStation),
      tokens: made.map(({ id, createdAt }) => aToken({ uid: id, createdAt })),
      sessions: made.map(aSession),
      commands: made.map(aStart),
      clients: made.map(aClient),
    });

  describe.each(Object.entries(lists))('list of %s', (_, list) => {
    it('is empty at first', async () => {
      expect(await list({ limit: 10, after: null, descending: false })).toEqual({ items: [], more: false });
    });

    it('gives each once, in order, in pages of any size', async () => {
      await fill();
      for (const limit of [1, 2, 4, 9, 100]) {
        expect(await walk(list, limit, false)).toEqual(inOrder);
        expect(await walk(list, limit, true)).toEqual([...inOrder].reverse());
      }
    });

    it('says that there is more only when there is', async () => {
      await fill();
      expect((await list({ limit: 9, after: null, descending: false })).more).toBe(false);
      expect((await list({ limit: 8, after: null, descending: false })).more).toBe(true);
    });
  });

  describe('lists', () => {
    it('neither repeat nor leave out what was there while others come', async () => {
      await fill();
      const insert = (page: number) =>
        store().commit({
          sessions: [
            aSession({ id: `before-${page}`, createdAt: at(-page) }),
            aSession({ id: `between-${page}`, createdAt: at(3) }),
            aSession({ id: `behind-${page}`, createdAt: at(100 + page) }),
          ],
        });
      const list: List = (page) => store().sessions({ ...allSessions, ...page });
      const seen = await walk(list, 2, true, insert);
      expect(seen.filter((id) => id.startsWith('X-'))).toEqual([...inOrder].reverse());
      expect(new Set(seen).size).toBe(seen.length);
    });

    it('are limited to what was updated from one instant (included) to another (not)', async () => {
      await store().commit({
        sessions: [10, 20, 30].map((updated) => aSession({ id: `S-${updated}`, updatedAt: at(updated) })),
      });
      const between = async (from: number | null, to: number | null) => {
        const query = {
          ...allSessions,
          updatedFromAt: from === null ? null : at(from),
          updatedToAt: to === null ? null : at(to),
        };
        const { items } = await store().sessions(query);
        expect(await store().countSessions(query, 100)).toBe(items.length);
        return items.map(({ id }) => id);
      };
      expect(await between(10, 30)).toEqual(['S-10', 'S-20']);
      expect(await between(11, null)).toEqual(['S-20', 'S-30']);
      expect(await between(null, 10)).toEqual([]);
    });

    it('find what was updated, also long after or before it was made, page by page', async () => {
      const day = (days: number) => at(days * 86_400);
      // Days on which one was made and last changed: on that day, a day later to the second, or far from it.
      const days = [0, 1, 2, 3, 8, 9, 10].flatMap((created) =>
        [created, created + 1, created + 6, created - 5].map((updated) => ({ created, updated })),
      );
      const all = days.map(({ created, updated }, index) => ({
        id: `S-${String(index).padStart(2, '0')}`,
        createdAt: day(created),
        updatedAt: day(updated),
        stationId: `CS-${index % 2}`,
        locationId: `LOC-${index % 3}`,
      }));
      await store().commit({ sessions: all.map(aSession), commands: all.map(aReset) });
      const filters = [
        { stationId: null, scope: everything },
        { stationId: 'CS-1', scope: everything },
        { stationId: null, scope: { ...everything, locationIds: ['LOC-0', 'LOC-2'] } },
      ];
      const windows = [
        [2, null],
        [null, 3],
        [3, 9],
        [8, 9],
      ] as const;
      for (const filter of filters) {
        for (const [from, to] of windows) {
          const query = {
            ...filter,
            updatedFromAt: from === null ? null : day(from),
            updatedToAt: to === null ? null : day(to),
          };
          const fits = all.filter(
            ({ updatedAt, stationId, locationId }) =>
              (from === null || updatedAt >= day(from)) &&
              (to === null || updatedAt < day(to)) &&
              (filter.stationId ?? stationId) === stationId &&
              (filter.scope.locationIds?.includes(locationId) ?? true),
          );
          const expected = fits.map(({ id }) => id);
          const sessions: List = (page) => store().sessions({ ...allSessions, ...query, ...page });
          const commands: List = (page) => store().commands({ ...allCommands, ...query, ...page });
          for (const list of [sessions, commands]) {
            expect(await walk(list, 2, false)).toEqual(expected);
            expect(await walk(list, 3, true)).toEqual([...expected].reverse());
          }
          expect(await store().countSessions({ ...allSessions, ...query }, 100)).toBe(expected.length);
          expect(await store().countCommands({ ...allCommands, ...query }, 100)).toBe(expected.length);
        }
      }
    });

    it('are counted up to a bound, and beyond it not at all', async () => {
      await fill();
      await store().commit({ events: made.map(({ id }) => aStationEvent(id, aStation({ id }))) });
      const counts = [
        (upTo: number) => store().countLocations(firstPage, upTo),
        (upTo: number) => store().countStations(allStations, upTo),
        (upTo: number) => store().countStations({ ...allStations, online: false }, upTo),
        (upTo: number) => store().countTokens(firstPage, upTo),
        (upTo: number) => store().countSessions(allSessions, upTo),
        (upTo: number) => store().countSessions({ ...allSessions, updatedFromAt: at(-1) }, upTo),
        (upTo: number) => store().countSessions({ ...allSessions, stationId: 'CS-1', locationId: 'LOC-1' }, upTo),
        (upTo: number) => store().countCommands(allCommands, upTo),
        (upTo: number) => store().countEvents(allEvents, upTo),
        (upTo: number) => store().countEvents({ ...allEvents, types: ['station.online'], fromAt: at(-1) }, upTo),
      ];
      for (const count of counts) expect([await count(8), await count(9)]).toEqual([null, 9]);
    });

    it('count open sessions, all of them', async () => {
      const statuses = ['PENDING', 'ACTIVE', 'ACTIVE', 'COMPLETED', 'INVALID'] as const;
      await store().commit({ sessions: statuses.map((status, index) => aSession({ id: `S-${index}`, status })) });
      expect(await store().countOpenSessions()).toBe(3);
    });

    it('are counted whole, whatever the page', async () => {
      await fill();
      const page = { limit: 1, after: { value: at(3), id: 'X-3' } };
      expect(await store().countLocations({ ...firstPage, ...page }, 100)).toBe(9);
      expect(await store().countStations({ ...allStations, ...page }, 100)).toBe(9);
      expect(await store().countTokens({ ...firstPage, ...page }, 100)).toBe(9);
      expect(await store().countSessions({ ...allSessions, ...page }, 100)).toBe(9);
      expect(await store().countCommands({ ...allCommands, ...page }, 100)).toBe(9);
    });

    it('of stations are filtered by location and by being online', async () => {
      await store().commit({
        stations: [
          aStation({ id: 'A', online: true }),
          aStation({ id: 'B' }),
          aStation({ id: 'C', locationId: 'LOC-2', online: true }),
          aStation({ id: 'D', locationId: null }),
        ],
      });
      const ids = async (filter: Partial<StationQuery>) => {
        const query = { ...allStations, ...filter };
        const { items } = await store().stations(query);
        expect(await store().countStations(query, 100)).toBe(items.length);
        return items.map(({ id }) => id);
      };
      expect(await ids({ locationId: 'LOC-1' })).toEqual(['A', 'B']);
      expect(await ids({ online: true })).toEqual(['A', 'C']);
      expect(await ids({ online: false })).toEqual(['B', 'D']);
      expect(await ids({ locationId: 'LOC-1', online: true })).toEqual(['A']);
    });

    it('of sessions are filtered by station, location, token and status, alone and together', async () => {
      await store().commit({
        sessions: [
          aSession({ id: 'A' }),
          aSession({ id: 'B', stationId: 'CS-2', status: 'COMPLETED' }),
          aSession({ id: 'C', locationId: 'LOC-2', token: { uid: 'other', type: 'RFID' } }),
          aSession({ id: 'D', locationId: null, token: null, status: 'PENDING' }),
        ],
      });
      const ids = async (filter: Partial<SessionQuery>) => {
        const query = { ...allSessions, ...filter };
        const { items } = await store().sessions(query);
        expect(await store().countSessions(query, 100)).toBe(items.length);
        return items.map(({ id }) => id);
      };
      expect(await ids({ stationId: 'CS-1' })).toEqual(['A', 'C', 'D']);
      expect(await ids({ locationId: 'LOC-1' })).toEqual(['A', 'B']);
      expect(await ids({ tokenUid: 'TAG-1' })).toEqual(['A', 'B']);
      expect(await ids({ status: 'ACTIVE' })).toEqual(['A', 'C']);
      expect(await ids({ stationId: 'CS-1', locationId: 'LOC-1', tokenUid: 'tag-1', status: 'ACTIVE' })).toEqual(['A']);
    });

    it('of commands are filtered by station, session, type, status and client, alone and together', async () => {
      await store().commit({
        commands: [
          aStart({ id: 'A' }),
          aStop({ id: 'B', status: 'SENT' }),
          aReset({ id: 'C', stationId: 'CS-2' }),
          aStart({ id: 'D', requestedBy: { clientId: 'other', userId: null } }),
        ],
      });
      const ids = async (filter: Partial<CommandQuery>) => {
        const query = { ...allCommands, ...filter };
        const { items } = await store().commands(query);
        expect(await store().countCommands(query, 100)).toBe(items.length);
        return items.map(({ id }) => id);
      };
      expect(await ids({ stationId: 'CS-1' })).toEqual(['A', 'B', 'D']);
      expect(await ids({ sessionId: 'S-1' })).toEqual(['B']);
      expect(await ids({ type: 'START_SESSION' })).toEqual(['A', 'D']);
      expect(await ids({ status: 'QUEUED' })).toEqual(['A', 'C', 'D']);
      expect(await ids({ clientId: 'other' })).toEqual(['D']);
      expect(await ids({ stationId: 'CS-1', type: 'START_SESSION', status: 'QUEUED', clientId: 'app' })).toEqual(['A']);
    });
  });
};
