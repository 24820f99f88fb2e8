import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/services/ports/commit.ts';
import { aClient, aLocation, allEvents, aMessageEvent, aStation, aToken, everything, firstPage } from './documents.ts';
import type { StoreUnderTest } from './store.ts';

/** Taking documents away. */
export const describeRemovals = ({ store, reopen }: StoreUnderTest): void => {
  describe('removal', () => {
    const locations = { ...firstPage, scope: everything, where: {} };

    it('takes a document out of every read, and leaves the others', async () => {
      await store().commit({ locations: [aLocation(), aLocation({ id: 'LOC-2' })], tokens: [aToken()] });
      await store().commit({ locations: [aLocation({ version: 2 })] });
      await store().commit({ removed: { locations: [{ key: 'LOC-1', version: 2 }] } });
      expect(await store().location('LOC-1')).toBeNull();
      expect(await store().get('locations', 'LOC-1')).toBeNull();
      expect((await store().getMany('locations', ['LOC-1', 'LOC-2'])).map(({ id }) => id)).toEqual(['LOC-2']);
      expect((await store().list('locations', locations)).items.map(({ id }) => id)).toEqual(['LOC-2']);
      expect((await store().list('locations', { ...locations, descending: true })).items.map(({ id }) => id)).toEqual([
        'LOC-2',
      ]);
      expect(await store().count('locations', locations, 100)).toBe(1);
      expect(await store().token('Tag-1')).toEqual(aToken());
    });

    it('finds a key whatever its case where case does not matter', async () => {
      await store().commit({ tokens: [aToken()] });
      await store().commit({ removed: { tokens: [{ key: 'TAG-1', version: 1 }] } });
      expect(await store().token('Tag-1')).toBeNull();
    });

    it('lets the key come again with version 1, and go again', async () => {
      await store().commit({ clients: [aClient()] });
      await store().commit({ clients: [aClient({ version: 2 })] });
      await store().commit({ removed: { clients: [{ key: 'app', version: 2 }] } });
      await store().commit({ clients: [aClient({ name: 'again' })] });
      expect(await store().client('app')).toEqual(aClient({ name: 'again' }));
      await store().commit({ clients: [aClient({ version: 2, name: 'twice' })] });
      expect(await store().client('app')).toEqual(aClient({ version: 2, name: 'twice' }));
      await store().commit({ removed: { clients: [{ key: 'app', version: 2 }] } });
      await store().commit({ clients: [aClient({ name: 'a third time' })] });
      expect(await (await reopen()).client('app')).toEqual(aClient({ name: 'a third time' }));
    });

    it('takes away first, and then puts', async () => {
      await store().commit({ stations: [aStation({ name: 'old' })] });
      await store().commit({
        removed: { stations: [{ key: 'CS-1', version: 1 }] },
        stations: [aStation({ name: 'new' })],
      });
      expect(await store().station('CS-1')).toEqual(aStation({ name: 'new' }));
    });

    it.each<[string, Change]>([
      ['an older version', { removed: { locations: [{ key: 'LOC-1', version: 1 }] } }],
      ['a newer version', { removed: { locations: [{ key: 'LOC-1', version: 3 }] } }],
      ['what was never there', { removed: { locations: [{ key: 'LOC-9', version: 1 }] } }],
      ['what has gone already', { removed: { locations: [{ key: 'LOC-2', version: 1 }] } }],
      ['what has gone already, by the next version', { removed: { locations: [{ key: 'LOC-2', version: 2 }] } }],
      ['a second version of what has gone', { locations: [aLocation({ id: 'LOC-2', version: 2 })] }],
      ['the same twice', { removed: { locations: [2, 2].map((version) => ({ key: 'LOC-1', version })) } }],
    ])('refuses %s as a conflict, and stores nothing of the change', async (_, change) => {
      await store().commit({ locations: [aLocation(), aLocation({ version: 2 }), aLocation({ id: 'LOC-2' })] });
      await store().commit({ removed: { locations: [{ key: 'LOC-2', version: 1 }] } });
      const whole = { ...change, tokens: [aToken()], events: [aMessageEvent('E-1')] };
      await expect(store().commit(whole)).rejects.toMatchObject({ name: 'DomainError', code: 'conflict' });
      expect((await store().list('locations', locations)).items.map(({ id }) => id)).toEqual(['LOC-1']);
      expect(await store().token('Tag-1')).toBeNull();
      expect(await store().countEvents(allEvents, 100)).toBe(0);
    });

    it('lets exactly one of many have it', async () => {
      await store().commit({ stations: [aStation()] });
      const results = await Promise.allSettled([
        ...Array.from({ length: 20 }, () => store().commit({ removed: { stations: [{ key: 'CS-1', version: 1 }] } })),
        ...Array.from({ length: 20 }, () => store().commit({ stations: [aStation({ version: 2 })] })),
      ]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });
  });
};
