/** Locations as callers see and keep them. */
import type { Caller } from '../../domain/access.ts';
import { DomainError } from '../../domain/error.ts';
import type { NewEvent } from '../../domain/event.ts';
import { inScope } from '../../domain/kinds/in-scope.ts';
import type { Location } from '../../domain/location.ts';
import { asRetired, type RetiredLocation, retiredRecord, shownRetired } from '../../domain/retired.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import { forbidden, found, inOrder, requireScope, requireVersion, sees, visibilityOf } from '../access.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { LocationInput, Locations } from '../api/locations.ts';
import type { Put, PutHow } from '../api/paging.ts';
import type { AuditedCommitter } from '../audit/audited-committer.ts';
import { isSameAs } from '../bulk/same-as.ts';
import { collectFaults, isLine, isLineOrNull } from '../faults.ts';
import { OLDEST_FIRST } from '../list-pages.ts';
import type { EventMaker } from '../new-event.ts';
import { listPage } from '../paging.ts';
import type { Ownership } from '../parties/ownership.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { LocationStore } from '../ports/location-store.ts';
import type { Clock } from '../ports/time.ts';
import { locationHasHistory, retiredLocation, retiredPage, withRetired } from '../retirement.ts';

const TRIES = 5;

const idOf = ({ id }: Location): string => id;

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

const isWithin = (value: number, bound: number): boolean => Number.isFinite(value) && Math.abs(value) <= bound;

/** Lengths as in OCPI 2.2.1 mod_locations; the id is in URLs, so it keeps to characters that pass there. */
const check = (input: LocationInput, before: Location | null): void => {
  const faults = collectFaults();
  faults.unless(
    /^[A-Za-z0-9][A-Za-z0-9._~*-]{0,35}$/.test(input.id),
    '/id',
    'An id has 1 to 36 letters, digits and . _ ~ * -, the first a letter or digit.',
  );
  faults.unless(isLineOrNull(input.name, 255), '/name', 'A name has 1 to 255 characters.');
  // Releases before took up to 255; such a one stays until it is changed.
  const fits = isLine(input.address, 45) || input.address === before?.address;
  faults.unless(fits, '/address', 'An address has 1 to 45 characters.');
  faults.unless(isLine(input.city, 45), '/city', 'A city has 1 to 45 characters.');
  faults.unless(isLineOrNull(input.postalCode, 10), '/postalCode', 'A postal code has 1 to 10 characters.');
  faults.unless(/^[A-Z]{3}$/.test(input.country), '/country', 'A country is an ISO 3166-1 alpha-3 code, such as NLD.');
  const { latitude, longitude } = input.coordinates;
  faults.unless(isWithin(latitude, 90), '/coordinates/latitude', 'A latitude is -90 to 90 degrees.');
  faults.unless(isWithin(longitude, 180), '/coordinates/longitude', 'A longitude is -180 to 180 degrees.');
  faults.unless(isTimeZone(input.timeZone), '/timeZone', 'A time zone is an IANA name, such as Europe/Amsterdam.');
  faults.raise();
};

export const createLocations = ({
  store,
  committer,
  ownership,
  events,
  clock,
}: {
  readonly store: LocationStore & Pick<DocumentStore, 'get' | 'getMany' | 'list' | 'count'>;
  readonly committer: AuditedCommitter;
  readonly ownership: Ownership;
  readonly events: EventMaker;
  readonly clock: Clock;
}): Omit<Locations, 'putMany'> => {
  const news = (type: 'location.updated' | 'location.removed', location: Location): NewEvent =>
    events.of(
      type,
      {
        objectId: location.id,
        objectVersion: location.version,
        locationId: location.id,
        stationId: null,
        sessionId: null,
        tokenUid: null,
        partyId: location.partyId,
        stationGroupId: null,
      },
      { location },
    );

  /** Whoever asks may not see them all. One that is put here in the same moment names a location that is gone. */
  const isStoodAt = async (locationId: string): Promise<boolean> => {
    const query = { ...OLDEST_FIRST, scope: SEES_ALL, limit: 1, where: { locationId } };
    return (await store.list('stations', query)).items.length > 0;
  };

  const put = async (
    caller: Caller,
    { party: _, ...input }: LocationInput,
    partyId: string,
    known: Location | null,
    retired: RetiredLocation | null,
    how: PutHow | undefined,
  ): Promise<Put<Location>> => {
    const now = clock.now();
    const object: Location = {
      ...input,
      partyId,
      version: (known?.version ?? 0) + 1,
      createdAt: known?.createdAt ?? retired?.createdAt ?? now,
      updatedAt: now,
    };
    if (known !== null && how?.unlessSame === true && isSameAs(known, object)) {
      return { object: known, created: false, unchanged: true };
    }
    const back =
      retired === null ? {} : { removed: { retiredLocations: [{ key: retired.id, version: retired.version }] } };
    const change = { locations: [object], events: [news('location.updated', object)] };
    await committer.write({ caller, operation: 'location.put' }, { ...change, ...back });
    return { object, created: known === null };
  };

  return {
    list: async (caller, page, { retired = false } = {}) => {
      requireScope(caller, 'locations:read');
      if (retired) return retiredPage(store, caller, { kind: 'retiredLocations', page, where: {}, show: shownRetired });
      return listPage({
        kind: 'locations',
        page,
        scope: visibilityOf(caller),
        list: store.locations,
        count: store.countLocations,
      });
    },
    get: async (caller, id) => {
      requireScope(caller, 'locations:read');
      return found((await store.location(id)) ?? (await retiredLocation(store, id)), sees(caller, 'locations'));
    },
    byIds: async (caller, ids) => {
      requireScope(caller, 'locations:read');
      const all = await withRetired<Location>(ids, await store.locationsById(ids), idOf, async (others) =>
        (await store.getMany('retiredLocations', others)).map(shownRetired),
      );
      return inOrder(ids, all, idOf, sees(caller, 'locations'));
    },
    current: async (caller, id) => {
      requireScope(caller, 'stations:write');
      return found(await store.location(id), sees(caller, 'locations'));
    },
    put: async (caller, input, ifVersion, how) => {
      // Who registers stations says where they stand.
      requireScope(caller, 'stations:write');
      const isGranted = (location: Pick<Location, 'id' | 'partyId'>): boolean =>
        inScope('locations', visibilityOf(caller), { ...input, ...location });
      const refuse = (): never => forbidden('The location is not in the grants of the client.');
      return againOnConflict(TRIES, async () => {
        const there = await store.location(input.id);
        // As what nobody has is, until it would be made: only then the caller has to be told.
        const known = there !== null && isGranted(there) ? there : null;
        check(input, known);
        const retired = there === null ? await store.get('retiredLocations', input.id) : null;
        // What names it still does: it comes back to whose it was.
        const former = retired !== null && isGranted(retired) ? retired : null;
        const partyId = await ownership.ownerFor(caller, input.party, known ?? former);
        if (!isGranted({ id: input.id, partyId })) refuse();
        requireVersion(known, ifVersion);
        if (there !== known || retired !== former) refuse();
        return put(caller, input, partyId, known, former, how);
      });
    },
    remove: async (caller, id, ifVersion) => {
      requireScope(caller, 'stations:write');
      const removed = await againOnConflict(TRIES, async () => {
        const location = found(await store.location(id), sees(caller, 'locations'));
        requireVersion(location, ifVersion);
        if (await isStoodAt(id)) return null;
        const retired = await locationHasHistory(store, location);
        const object = asRetired(location, clock.now());
        await committer.write(
          { caller, operation: 'location.delete' },
          {
            removed: { locations: [{ key: id, version: location.version }] },
            ...(retired ? { retiredLocations: [retiredRecord(object, await store.get('retiredLocations', id))] } : {}),
            events: [news('location.removed', object)],
          },
        );
        return retired ? { object, retired } : { object: location, retired };
      });
      if (removed !== null) return removed;
      throw new DomainError('conflict', {
        detail: 'Stations stand at this location: delete them, or put them at another one, first.',
      });
    },
  };
};
