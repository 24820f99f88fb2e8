import { describe, expect, it } from 'vitest';
import type { EventQuery } from '../../src/services/ports/event-store.ts';
import {
  allEvents,
  aMessageEvent,
  aSession,
  aSessionEvent,
  aStation,
  aStationEvent,
  at,
  everything,
} from './documents.ts';
import type { StoreUnderTest } from './store.ts';

export const describeEvents = ({ store }: StoreUnderTest): void => {
  const ids = async (filter: Partial<EventQuery>) => {
    const { items } = await store().events({ ...allEvents, ...filter });
    return items.map(({ id }) => id);
  };

  describe('events', () => {
    it('get growing places, in the order in which they were committed', async () => {
      const first = await store().commit({ events: [aMessageEvent('E-9'), aMessageEvent('E-1')] });
      const second = await store().commit({ events: [aMessageEvent('E-5')] });
      const seqs = [...first, ...second].map(({ seq }) => seq);
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
      expect(first[0]).toEqual({ ...aMessageEvent('E-9'), seq: seqs[0] });
      const { items } = await store().events(allEvents);
      expect(items).toEqual([...first, ...second]);
    });

    it('have no place twice when many commit at once', async () => {
      const committed = await Promise.all(
        Array.from({ length: 200 }, (_, index) => store().commit({ events: [aMessageEvent(`E-${index}`)] })),
      );
      const seqs = committed.flat().map(({ seq }) => seq);
      expect(new Set(seqs).size).toBe(200);
      const { items } = await store().events({ ...allEvents, limit: 500 });
      expect(items.map(({ seq }) => seq)).toEqual([...seqs].sort((a, b) => a - b));
    });

    it('are read on behind an event, page by page', async () => {
      await store().commit({ events: ['A', 'B', 'C', 'D', 'E'].map((id) => aMessageEvent(id)) });
      const first = await store().events({ ...allEvents, limit: 2 });
      expect(first.more).toBe(true);
      expect(await ids({ afterId: 'B', limit: 2 })).toEqual(['C', 'D']);
      expect(await store().events({ ...allEvents, afterId: 'E' })).toEqual({ items: [], more: false });
      expect(await store().countEvents({ ...allEvents, afterId: 'B', limit: 1 }, 100)).toBe(5);
    });

    it('are read on before an event, from the newest, page by page', async () => {
      await store().commit({ events: ['A', 'B', 'C', 'D', 'E'].map((id) => aMessageEvent(id)) });
      const newest = { ...allEvents, descending: true };
      expect(await store().events({ ...newest, limit: 2 })).toMatchObject({
        items: [{ id: 'E' }, { id: 'D' }],
        more: true,
      });
      await store().commit({ events: [aMessageEvent('later')] });
      expect(await ids({ descending: true, afterId: 'D', limit: 2 })).toEqual(['C', 'B']);
      expect(await store().events({ ...newest, afterId: 'B', limit: 1 })).toMatchObject({
        items: [{ id: 'A' }],
        more: false,
      });
      expect(await store().events({ ...newest, afterId: 'A' })).toEqual({ items: [], more: false });
      await expect(store().events({ ...newest, afterId: 'gone' })).rejects.toMatchObject({ code: 'not_found' });
      expect(await store().countEvents({ ...newest, afterId: 'B', limit: 1 }, 100)).toBe(6);
    });

    it('are read from a place in the log on, for the bus between nodes', async () => {
      expect(await store().lastEventSeq()).toBe(0);
      expect(await store().eventsBySeq(0, 10)).toEqual([]);
      const told = await store().commit({ events: ['A', 'B', 'C'].map((id) => aMessageEvent(id)) });
      const [first, second, third] = told;
      expect(await store().lastEventSeq()).toBe(third?.seq);
      expect(await store().eventsBySeq(0, 2)).toEqual([first, second]);
      expect(await store().eventsBySeq(first?.seq ?? 0, 10)).toEqual([second, third]);
      expect(await store().eventsBySeq(third?.seq ?? 0, 10)).toEqual([]);
    });

    it('have their place by their id', async () => {
      const [, second] = await store().commit({ events: ['A', 'B'].map((id) => aMessageEvent(id)) });
      expect(await store().eventSeq('B')).toBe(second?.seq);
      await expect(store().eventSeq('gone')).rejects.toMatchObject({ code: 'not_found' });
    });

    it('behind one that is gone are not found', async () => {
      await expect(store().events({ ...allEvents, afterId: 'gone' })).rejects.toMatchObject({ code: 'not_found' });
    });

    it('refuse an id that is there as a conflict', async () => {
      await store().commit({ events: [aMessageEvent('A')] });
      await expect(store().commit({ events: [aMessageEvent('A')] })).rejects.toMatchObject({ code: 'conflict' });
    });

    it.each<[string, Partial<EventQuery>, string]>([
      ['type', { types: ['session.updated'] }, 'session later'],
      ['several types', { types: ['session.updated', 'station.online', 'token.updated'] }, 'session online later'],
      ['no type', { types: [] }, ''],
      ['session', { sessionId: 'S-1' }, 'session'],
      ['station', { stationId: 'CS-2' }, 'online'],
      ['location', { locationId: 'LOC-2' }, 'online later'],
      ['object', { objectId: 'CS-1' }, 'message'],
      ['time', { fromAt: at(20), toAt: at(40) }, 'online message'],
      ['a time before all', { toAt: at(1) }, ''],
      ['a time behind all', { fromAt: at(1000) }, ''],
      ['location and type', { locationId: 'LOC-2', types: ['session.updated'] }, 'later'],
      ['station, type and time', { stationId: 'CS-1', types: ['session.updated'], fromAt: at(20) }, 'later'],
      [
        'location scope, types and time',
        {
          scope: { ...everything, locationIds: ['LOC-1', 'LOC-2'] },
          types: ['session.updated', 'station.message'],
          fromAt: at(10),
          toAt: at(40),
        },
        'session message',
      ],
    ])('are filtered by %s', async (_, filter, expected) => {
      const session = aSession();
      const later = aSession({ id: 'S-2', locationId: 'LOC-2' });
      await store().commit({
        events: [
          aSessionEvent('session', session, { occurredAt: at(10) }),
          aStationEvent('online', aStation({ id: 'CS-2', locationId: 'LOC-2' }), { occurredAt: at(20) }),
          aMessageEvent('message', { occurredAt: at(30) }),
          aSessionEvent('later', later, { occurredAt: at(40) }),
        ],
      });
      expect((await ids(filter)).join(' ')).toBe(expected);
      const fromNewest = await ids({ ...filter, descending: true });
      expect(fromNewest.toReversed().join(' ')).toBe(expected);
      const count = await store().countEvents({ ...allEvents, ...filter }, 100);
      expect(count).toBe(expected.split(' ').filter(Boolean).length);
    });
  });
};
