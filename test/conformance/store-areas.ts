/** What is near a point or in a box, by ranges of cells: the same as a loop over all of them. */
import { describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import { type Box, type Coordinates, distanceM, isInBox } from '../../src/domain/geo-area.ts';
import type { Location } from '../../src/domain/location.ts';
import type { Station } from '../../src/domain/station.ts';
import type { Place, PlugSearch } from '../../src/services/api/plugs.ts';
import { createPlugs } from '../../src/services/plugs/plugs.ts';
import { callerWith } from '../support/callers.ts';
import { aLocation, anEvse, aStation } from './documents.ts';
import type { StoreUnderTest } from './store.ts';

/** Around what is hard: the meridian of 180°, the poles, one place twice; and one city. */
const PLACES: readonly Coordinates[] = [
  ...Array.from({ length: 60 }, (_, index) => ({
    latitude: 52 + (index % 8) * 0.004,
    longitude: 5 + Math.floor(index / 8) * 0.007,
  })),
  { latitude: 52, longitude: 5 },
  ...[180, -180, 179.999, -179.999, 179.5, -179.5].map((longitude) => ({ latitude: -16.5, longitude })),
  ...[90, 89.9999, 89.99].flatMap((latitude) => [0, 90, -135].map((longitude) => ({ latitude, longitude }))),
  ...[-90, -89.999].map((latitude) => ({ latitude, longitude: 45 })),
  { latitude: 0, longitude: 0 },
  { latitude: -0.0001, longitude: -0.0001 },
];

const all: readonly Location[] = PLACES.map((coordinates, index) => aLocation({ id: `AREA-${index}`, coordinates }));
const stationAt = (location: Location, index: number): Station =>
  aStation({
    id: `AT-${index}`,
    locationId: location.id,
    online: true,
    status: 'UNKNOWN',
    evses: [
      {
        id: 1,
        uid: `AREA-EVSE-${index}`,
        emi3Id: null,
        connectors: [
          {
            id: 1,
            status: index % 2 === 0 ? 'AVAILABLE' : 'CHARGING',
            errorCode: null,
            standard: null,
            maxPowerW: null,
            statusAt: null,
          },
        ],
        facts: {
          template: {
            connectors: [
              index % 3 === 0
                ? { id: 1, standard: 'IEC_62196_T2_COMBO', powerType: 'DC', maxPowerW: 150_000 }
                : { id: 1, standard: 'IEC_62196_T2', powerType: 'AC_3_PHASE', maxVoltageV: 230, maxAmperageA: 32 },
            ],
          },
        },
      },
    ],
  });
const stations = all.map(stationAt);

const around = (latitude: number, longitude: number, radiusM: number): Place => ({
  near: { latitude, longitude },
  radiusM,
});

const SEARCHES: readonly Place[] = [
  around(52.01, 5.02, 900),
  around(52.01, 5.02, 20_000_000),
  around(-16.5, 179.9999, 5_000),
  around(-16.5, -180, 200_000),
  around(90, 0, 2_000),
  around(89.9995, -45, 1_500),
  around(-90, 0, 500),
  around(0, 0, 20),
  { box: { south: 52.003, north: 52.02, west: 5.005, east: 5.03 } },
  { box: { south: -20, north: -10, west: 179.9, east: -179.9 } },
  { box: { south: -20, north: -10, west: 170, east: 180 } },
  { box: { south: -20, north: -10, west: -180, east: -179.7 } },
  { box: { south: -90, north: 90, west: -180, east: 180 } },
  { box: { south: 89.995, north: 90, west: -180, east: 180 } },
];

const naive = (place: Place): readonly Location[] =>
  'box' in place
    ? all.filter(({ coordinates }) => isInBox(place.box satisfies Box, coordinates))
    : all
        .filter(({ coordinates }) => distanceM(place.near, coordinates) <= place.radiusM)
        .toSorted(
          (one, other) =>
            Math.round(distanceM(place.near, one.coordinates) * 1000) -
              Math.round(distanceM(place.near, other.coordinates) * 1000) || (one.id < other.id ? -1 : 1),
        );

const search = (place: Place, changes: Partial<PlugSearch> = {}): PlugSearch => ({
  place,
  status: null,
  standards: null,
  powerType: null,
  minPowerW: null,
  limit: 29,
  cursor: null,
  ...changes,
});

export const describeAreas = ({ store }: StoreUnderTest): void => {
  describe('an area', () => {
    const clock = { now: () => new Date('2026-03-01T12:00:00Z') };
    const plugs = () => createPlugs({ store: store(), clock });
    const caller = callerWith(['locations:read', 'stations:read']);
    const fill = () =>
      store().commit({
        locations: all,
        stations,
        evses: stations.map((station, index) =>
          anEvse({ uid: `AREA-EVSE-${index}`, stationId: station.id, locationId: station.locationId }),
        ),
      });
    /** page: as another process would find it that remembers nothing of the page before, or as one that does. */
    const idsOf = async (wanted: PlugSearch, page = () => plugs()): Promise<readonly string[]> => {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const { items, nextCursor }: Awaited<ReturnType<ReturnType<typeof plugs>['locations']>> =
          await page().locations(caller, { ...wanted, cursor });
        ids.push(...items.map(({ location }) => location.id));
        cursor = nextCursor;
      } while (cursor !== null);
      return ids;
    };

    it('holds what a loop over all finds, page by page, in its order', async () => {
      await fill();
      for (const place of SEARCHES) {
        const remembering = plugs();
        const expected = naive(place).map(({ id }) => id);
        for (const page of [plugs, () => remembering]) {
          const found = await idsOf(search(place), page);
          expect('box' in place ? found.toSorted() : found, JSON.stringify(place)).toEqual(
            'box' in place ? expected.toSorted() : expected,
          );
        }
      }
    });

    it('is read once, in however many pages it is shown', async () => {
      await fill();
      let read = 0;
      const counting = createPlugs({
        clock,
        store: {
          getMany: (kind, keys) => store().getMany(kind, keys),
          list: async (kind, query) => {
            const slice = await store().list(kind, query);
            if (kind === 'locations') read += slice.items.length;
            return slice;
          },
        },
      });
      const place = around(52, 5, 20_040_000);
      const readBy = async (limit: number): Promise<number> => {
        read = 0;
        await idsOf(search(place, { limit }), () => counting);
        return read;
      };
      const whole = await readBy(1000);
      expect(await readBy(3)).toBeLessThanOrEqual(whole);
    });

    it('is read by few queries wherever it is, and however large', async () => {
      await fill();
      let queries = 0;
      const counting = createPlugs({
        clock,
        store: {
          getMany: (kind, keys) => store().getMany(kind, keys),
          list: (kind, query) => {
            queries += 1;
            return store().list(kind, query);
          },
        },
      });
      for (const place of [
        around(90, 0, 2_000),
        around(-89.9995, -45, 1_500),
        around(0, 0, 20),
        around(52, 5, 5_000),
      ]) {
        await counting.locations(callerWith(['locations:read']), search(place));
        expect(queries, JSON.stringify(place)).toBeLessThan(40);
        queries = 0;
      }
    });

    it('shows the EVSEs that are free and fit a vehicle, with their distance', async () => {
      await fill();
      const place = around(52.01, 5.02, 20_000);
      const wanted = { status: 'AVAILABLE', standards: ['IEC_62196_T2'], minPowerW: 22_000 } as const;
      const { items } = await plugs().evses(caller, search(place, { ...wanted, limit: 1000 }));
      const expected = naive(place).filter(({ id }) => {
        const index = Number(id.slice(5));
        return index % 2 === 0 && index % 3 !== 0;
      });
      expect(items.map(({ location }) => location.id)).toEqual(expected.map(({ id }) => id));
      expect(items.map(({ distanceM: distance }) => distance)).toEqual(
        expected.map(({ coordinates }) => distanceM({ latitude: 52.01, longitude: 5.02 }, coordinates)),
      );
      expect(await idsOf(search(place, wanted))).toEqual(expected.map(({ id }) => id));
    });

    it('shows a caller only what its grants show', async () => {
      await fill();
      const place = { box: { south: -90, north: 90, west: -180, east: 180 } };
      const bound = (grants: object) => ({ ...caller, grants: { ...ALL_GRANTS, ...grants } });
      const seen = async (grants: object) => ({
        locations: (await plugs().locations(bound(grants), search(place, { limit: 1000 }))).items.length,
        evses: (await plugs().evses(bound(grants), search(place, { limit: 1000 }))).items.length,
      });
      expect(await seen({ locationIds: ['AREA-3', 'AREA-70'] })).toEqual({ locations: 2, evses: 2 });
      expect(await seen({ groupIds: ['NONE'] })).toEqual({ locations: 0, evses: 0 });
      expect(await seen({ partyIds: ['NL-TWO'] })).toEqual({ locations: 0, evses: 0 });
    });
  });
};
