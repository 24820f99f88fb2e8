/** Searches around a point among many locations: the first page, one deep in it, and a deep one that nothing is remembered of. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ALL_GRANTS, type Caller, FROM_INSIDE, SCOPES, type Scope } from '../src/domain/access.ts';
import type { EvseRecord } from '../src/domain/evse.ts';
import { firstEvseUid } from '../src/domain/evse.ts';
import type { Location } from '../src/domain/location.ts';
import { DEFAULT_PARTY_ID } from '../src/domain/party.ts';
import type { Station } from '../src/domain/station.ts';
import { newStation } from '../src/domain/station-rules.ts';
import { systemClock } from '../src/observe/clock.ts';
import type { PlugSearch, Plugs } from '../src/services/api/plugs.ts';
import { createPlugs } from '../src/services/plugs/plugs.ts';
import { openDatabase } from '../src/store/sqlite/database.ts';
import { createSqliteStore, storeModule } from '../src/store/sqlite/store.ts';
import { quantile } from './statistics.ts';

export type SearchRow = {
  readonly what: string;
  readonly locations: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
};

const LIMIT = 50;
const TRIES = 30;
/** Committed at once. */
const STEP = 1_000;
const MADE_AT = new Date('2026-03-01T12:00:00Z');
const DOCUMENT = { version: 1, partyId: DEFAULT_PARTY_ID, createdAt: MADE_AT, updatedAt: MADE_AT } as const;

const CALLER: Caller = {
  from: FROM_INSIDE,
  clientId: 'bench',
  userId: null,
  scopes: new Set<Scope>(SCOPES),
  grants: ALL_GRANTS,
};

/** Over a country, the same each time, no two alike: fractions of the golden ratio and of a root. */
const placeOf = (index: number): Location => ({
  ...DOCUMENT,
  id: `SEARCH-${index}`,
  name: null,
  address: 'Street 1',
  city: 'Utrecht',
  postalCode: null,
  country: 'NLD',
  coordinates: {
    latitude: 50.8 + ((index * 0.618_033_988_749) % 1) * 2.6,
    longitude: 3.4 + ((index * 0.414_213_562_373) % 1) * 3.7,
  },
  timeZone: 'Europe/Amsterdam',
  publish: true,
});

const stationOf = (index: number): Station => {
  const station = newStation(`SEARCH-AT-${index}`, 'accepted', MADE_AT);
  const { id } = station;
  const status = index % 3 === 0 ? 'CHARGING' : 'AVAILABLE';
  const connector = { id: 1, status, errorCode: null, standard: null, maxPowerW: null, statusAt: MADE_AT } as const;
  const template = {
    connectors: [{ id: 1, standard: 'IEC_62196_T2', maxPowerW: index % 2 === 0 ? 22_000 : 11_000 }],
  } as const;
  const evse = {
    id: 1,
    uid: firstEvseUid({ id, evseSeries: 0 }, 1),
    emi3Id: null,
    connectors: [connector],
    facts: { template },
  };
  return { ...station, version: 1, locationId: `SEARCH-${index}`, online: true, status: 'AVAILABLE', evses: [evse] };
};

const recordOf = ({ id: stationId, locationId, evses: [evse] }: Station): EvseRecord => ({
  ...DOCUMENT,
  uid: evse?.uid ?? '',
  stationId,
  number: 1,
  emi3Id: null,
  locationId,
  stationGroupId: null,
});

const WANTED: PlugSearch = {
  place: { near: { latitude: 52.09, longitude: 5.12 }, radiusM: 1_000_000 },
  status: null,
  standards: null,
  powerType: null,
  minPowerW: null,
  limit: LIMIT,
  cursor: null,
};

/** locations: how many there are; page: the deep one, of 50 each. */
export const measureSearch = async (
  folder: string,
  { locations, page }: { readonly locations: number; readonly page: number },
): Promise<readonly SearchRow[]> => {
  await mkdir(folder, { recursive: true });
  const clock = systemClock;
  const database = await openDatabase({ file: join(folder, 'search.db'), modules: [storeModule] });
  const store = createSqliteStore({ database, clock });
  try {
    for (let from = 0; from < locations; from += STEP) {
      const indexes = Array.from({ length: Math.min(STEP, locations - from) }, (_, index) => from + index);
      const stations = indexes.map(stationOf);
      await store.commit({ locations: indexes.map(placeOf), stations, evses: stations.map(recordOf) });
    }
    const plugs = createPlugs({ store, clock });
    const rows: SearchRow[] = [];
    const measure = async (what: string, ask: (index: number) => Promise<unknown>): Promise<void> => {
      const tookMs: number[] = [];
      for (let index = 0; index < TRIES; index += 1) {
        const beganMs = performance.now();
        await ask(index);
        tookMs.push(performance.now() - beganMs);
      }
      rows.push({ what, locations, p50Ms: quantile(tookMs, 0.5), p95Ms: quantile(tookMs, 0.95) });
    };
    const next = async (from: Plugs, cursor: string | null) => {
      const { nextCursor, items } = await from.locations(CALLER, { ...WANTED, cursor });
      if (items.length !== LIMIT || nextCursor === null) throw new Error('The walk ended before its deep page.');
      return nextCursor;
    };

    // Each a little elsewhere: another walk.
    const near = (index: number) => ({ near: { latitude: 52.09 + index / 1000, longitude: 5.12 }, radiusM: 1_000_000 });
    await measure('page 1', (index) => plugs.locations(CALLER, { ...WANTED, place: near(index) }));
    const free = { status: 'AVAILABLE', standards: ['IEC_62196_T2'], minPowerW: 22_000 } as const;
    await measure('page 1, EVSEs that are free and have 22 kW', (index) =>
      plugs.evses(CALLER, { ...WANTED, ...free, place: near(index) }),
    );
    let cursor: string | null = null;
    for (let behind = 1; behind < page; behind += 1) cursor = await next(plugs, cursor);
    const deep = cursor;
    await measure(`pages ${page} to ${page + TRIES - 1}, one after another`, async () => {
      cursor = await next(plugs, cursor);
    });
    await measure(`page ${page}, of which nothing is remembered`, () => next(createPlugs({ store, clock }), deep));
    return rows;
  } finally {
    await store.close();
    await database.close();
  }
};
