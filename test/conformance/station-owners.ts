/** What every adapter of the StationOwners port does. An adapter's test calls describeStationOwners with a way to open it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationOwners } from '../../src/services/ports/nodes.ts';

export type OwnersPlace = {
  readonly owners: StationOwners;
  readonly close: () => Promise<void>;
};

export const describeStationOwners = (name: string, open: () => Promise<OwnersPlace>): void => {
  describe(`station owners: ${name}`, () => {
    let place: OwnersPlace;
    beforeEach(async () => {
      place = await open();
    });
    afterEach(() => place.close());

    it('hold what they claim until they release it', async () => {
      const { owners } = place;
      expect(await owners.ownerOf('CP-1')).toBeNull();
      await owners.claim('CP-1');
      expect(await owners.ownerOf('CP-1')).toBe(owners.nodeId);
      expect(await owners.release('CP-1')).toBe(true);
      expect(await owners.ownerOf('CP-1')).toBeNull();
    });

    it('hold a station that is claimed again', async () => {
      const { owners } = place;
      await owners.claim('CP-1');
      await owners.claim('CP-1');
      expect(await owners.ownerOf('CP-1')).toBe(owners.nodeId);
      expect(await owners.release('CP-1')).toBe(true);
      expect(await owners.ownerOf('CP-1')).toBeNull();
    });

    it('answer that nobody holds what was never claimed', async () => {
      expect(await place.owners.release('CP-1')).toBe(true);
    });

    it('find the owners of many, whatever their names', async () => {
      const { owners } = place;
      const ids = ['CP 1', 'cp-1', 'Säule 7', '{x}', ...Array.from({ length: 1200 }, (_, index) => `S-${index}`)];
      await Promise.all(ids.map((id) => owners.claim(id)));
      await owners.release('cp-1');
      const found = await owners.ownersOf([...ids, 'another']);
      expect([...found.keys()]).toEqual(ids.filter((id) => id !== 'cp-1'));
      expect(new Set(found.values())).toEqual(new Set([owners.nodeId]));
      expect((await owners.ownersOf([])).size).toBe(0);
    });

    it('have a lease', () => {
      expect(place.owners.isLeased()).toBe(true);
    });

    it('forget a node that was never there', async () => {
      await place.owners.claim('CP-1');
      await place.owners.forget('nobody');
      expect(await place.owners.ownerOf('CP-1')).toBe(place.owners.nodeId);
    });
  });
};
