/** What is remembered of walks around a point: how much, how long, and what of it is believed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import { createFrontiers, MOST_ENTRIES } from '../../src/services/plugs/frontiers.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { ADMIN, aCaller, aLocation, startSide, type TestSide } from './station-side.ts';

const frontier = (rank: number, beganMs: number, length = 1) => ({
  rank,
  entries: Array.from({ length }, (_, index) => ({ rank: rank + index, locationId: `L${index}` })),
  waiting: [],
  beganMs,
});

describe('what is remembered of a walk', () => {
  it('is the last place that is not behind the one asked for', () => {
    const clock = createManualClock();
    const nowMs = clock.now().getTime();
    const frontiers = createFrontiers({ clock });
    for (const rank of [10, 30, 20]) frontiers.keep('walk', frontier(rank, nowMs));
    expect(frontiers.find('walk', 25)?.rank).toBe(20);
    expect(frontiers.find('walk', 20)?.rank).toBe(20);
    expect(frontiers.find('walk', 9)).toBeNull();
    expect(frontiers.find('other', 25)).toBeNull();
  });

  it('is forgotten a minute after the first of it was read', async () => {
    const clock = createManualClock();
    const frontiers = createFrontiers({ clock });
    frontiers.keep('walk', frontier(10, clock.now().getTime()));
    await clock.advance(59_000);
    expect(frontiers.find('walk', 10)).not.toBeNull();
    await clock.advance(1_000);
    expect(frontiers.find('walk', 10)).toBeNull();
  });

  it('is of so many entries in all, and four places of one walk, the walk that was used last the longest', () => {
    const clock = createManualClock();
    const nowMs = clock.now().getTime();
    const frontiers = createFrontiers({ clock });
    for (const rank of [1, 2, 3, 4, 5]) frontiers.keep('four', frontier(rank, nowMs));
    expect(frontiers.find('four', 1)).toBeNull();
    expect(frontiers.find('four', 2)?.rank).toBe(2);
    frontiers.keep('half', frontier(1, nowMs, MOST_ENTRIES / 2));
    frontiers.find('four', 5);
    frontiers.keep('more', frontier(1, nowMs, MOST_ENTRIES / 2));
    expect(frontiers.find('half', 1)).toBeNull();
    expect(frontiers.find('four', 5)).not.toBeNull();
    expect(frontiers.find('more', 1)).not.toBeNull();
  });
});

describe('a page behind another', () => {
  let side: TestSide;
  const wanted = {
    place: { near: { latitude: 52, longitude: 5 }, radiusM: 50_000 },
    status: null,
    standards: null,
    powerType: null,
    minPowerW: null,
  };
  const put = (index: number, latitude = 52 + index / 1000) =>
    side.locations.put(ADMIN, aLocation(`P${index}`, { coordinates: { latitude, longitude: 5 } }), null);

  beforeAll(async () => {
    side = await startSide();
    for (let index = 1; index <= 8; index += 1) await put(index);
  });
  afterAll(() => side.close());

  const page = async (cursor: string | null, limit: number, caller = ADMIN) => {
    const { items, nextCursor } = await side.plugs.locations(caller, { ...wanted, cursor, limit });
    return { ids: items.map(({ location }) => location.id), nextCursor };
  };

  it('shows places as they are then: none that moved away or is gone, and nothing that its caller may not see', async () => {
    const first = await page(null, 2);
    expect(first.ids).toEqual(['P1', 'P2']);
    await put(3, 53.9);
    await put(4, 52.0041);
    const gone = await side.store.location('P5');
    await side.store.commit({ removed: { locations: [{ key: 'P5', version: gone?.version ?? 0 }] } });
    const bound = aCaller({ grants: { ...ALL_GRANTS, locationIds: ['P7'] } });
    expect((await page(first.nextCursor, 2, bound)).ids).toEqual(['P7']);
    const second = await page(first.nextCursor, 2);
    expect(second.ids).toEqual(['P6', 'P7']);
    expect(await page(second.nextCursor, 2)).toEqual({ ids: ['P8'], nextCursor: null });
    // The same page once more.
    expect((await page(first.nextCursor, 2)).ids).toEqual(['P6', 'P7']);
    await side.clock.advance(60_000);
    expect((await page(first.nextCursor, 2)).ids).toEqual(['P4', 'P6']);
  });
});
