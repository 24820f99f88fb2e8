/** Stations as callers see and register them. */

import type { Caller } from '../../domain/access.ts';
import { inScope } from '../../domain/kinds/in-scope.ts';
import type { Location } from '../../domain/location.ts';
import { DEFAULT_PARTY_ID } from '../../domain/party.ts';
import { type RetiredStation, shownRetired } from '../../domain/retired.ts';
import type { Station } from '../../domain/station.ts';
import { LONGEST_GROUP_ID } from '../../domain/station-group.ts';
import { backInUse, newStation, outdatesSocket } from '../../domain/station-rules.ts';
import { seesGroup, seesLocation } from '../../domain/visibility.ts';
import { forbidden, found, inOrder, requireScope, requireVersion, sees, visibilityOf } from '../access.ts';
import type { Put } from '../api/paging.ts';
import type { StationInput, Stations } from '../api/stations.ts';
import { isSameAs } from '../bulk/same-as.ts';
import { isUnbound } from '../commands/permissions.ts';
import { collectFaults, isLineOrNull } from '../faults.ts';
import type { EventMaker } from '../new-event.ts';
import { listPage } from '../paging.ts';
import type { Ownership } from '../parties/ownership.ts';
import type { Change } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { LocationStore } from '../ports/location-store.ts';
import type { StationLinks } from '../ports/station-links.ts';
import type { StationStore } from '../ports/station-store.ts';
import type { Clock } from '../ports/time.ts';
import { retiredPage, retiredStation, withRetired } from '../retirement.ts';
import type { AuditedStationWriter } from './audited-station-writer.ts';
import { byUid, recordsOf } from './evse-registry.ts';
import { type OpenRules, RULES_CHANGED } from './open-rules.ts';
import { hashPassword, isPasswordOf } from './password.ts';
import { checkHardware, checkKey, checkStationId } from './station-checks.ts';

const idOf = ({ id }: Station): string => id;

const requireKey = ({ security: { profile, passwordHash } }: Station): void => {
  const faults = collectFaults();
  checkKey(faults.unless, '', { profile, hasPassword: passwordHash !== null });
  faults.raise();
};

export const createStations = ({
  store,
  writer,
  events,
  links,
  openRules,
  ownership,
  replace,
  remove,
  dismissProblems,
  clock,
}: {
  readonly store: StationStore &
    Pick<LocationStore, 'location'> &
    Pick<DocumentStore, 'get' | 'getMany' | 'list' | 'count'>;
  readonly writer: AuditedStationWriter;
  readonly links: Pick<StationLinks, 'disconnect'>;
  readonly openRules: Pick<OpenRules, 'changed'>;
  readonly ownership: Ownership;
  readonly replace: Stations['replace'];
  readonly remove: Stations['remove'];
  readonly dismissProblems: Stations['dismissProblems'];
  readonly events: EventMaker;
  readonly clock: Clock;
}): Omit<Stations, 'putMany'> => {
  /** Who is bound to groups sees no location: its stations stay where they stand. */
  const mayStandAt = async (caller: Caller, stationId: string, location: Location): Promise<boolean> => {
    if (sees(caller, 'locations')(location)) return true;
    const station = await store.station(stationId);
    return station?.locationId === location.id && sees(caller, 'stations')(station);
  };

  /** The location; null: none is named. One of a party that is not the caller's is not there for it. */
  const check = async (caller: Caller, input: StationInput): Promise<Location | null> => {
    const location = input.locationId === null ? null : await store.location(input.locationId);
    const faults = collectFaults();
    checkStationId(faults.unless, '/id', input.id);
    faults.unless(isLineOrNull(input.groupId, LONGEST_GROUP_ID), '/groupId', 'A group id has 1 to 36 characters.');
    checkHardware(faults.unless, '', input);
    const { locationId } = input;
    faults.unless(
      locationId === null || (location !== null && (await mayStandAt(caller, input.id, location))),
      '/locationId',
      'There is no such location.',
    );
    faults.raise();
    return location;
  };

  /** That of its location; a station stays with its party, but for one of the default party that stands nowhere. */
  const partyOf = async (
    caller: Caller,
    { party }: StationInput,
    location: Location | null,
    known: Station | null,
  ): Promise<string> => {
    if (location === null) return ownership.ownerFor(caller, party, known);
    const faults = collectFaults();
    const isFree = known === null || (known.locationId === null && known.partyId === DEFAULT_PARTY_ID);
    const stays = isFree || known.partyId === location.partyId;
    faults.unless(stays, '/locationId', 'The location is not of the party of the station.');
    const named = party ?? null;
    if (named !== null) await ownership.ownerFor(caller, named, location);
    faults.raise();
    return location.partyId;
  };

  /** Its EVSEs may have got or lost eMI3 ids meanwhile. */
  const backWithEvses = async (retired: RetiredStation, now: Date): Promise<Station> => {
    const station = backInUse(retired, now);
    const known = await byUid(
      store,
      station.evses.map(({ uid }) => uid),
    );
    const evses = station.evses.map((evse) => ({ ...evse, emi3Id: known.get(evse.uid.toLowerCase())?.emi3Id ?? null }));
    return { ...station, evses };
  };

  const takenBack = async ({ id, version }: RetiredStation, station: Station, now: Date): Promise<Change> => ({
    evses: await recordsOf(store, station, station.evses, now),
    removed: { retiredStations: [{ key: id, version }] },
  });

  const get: Stations['get'] = async (caller, id) => {
    requireScope(caller, 'stations:read');
    return found((await store.station(id)) ?? (await retiredStation(store, id)), sees(caller, 'stations'));
  };

  return {
    replace,
    remove,
    dismissProblems,
    list: async (caller, page, { retired = false, ...filter }) => {
      requireScope(caller, 'stations:read');
      if (retired) {
        return retiredPage(store, caller, { kind: 'retiredStations', page, where: filter, show: shownRetired });
      }
      return listPage({
        kind: 'stations',
        page,
        scope: visibilityOf(caller),
        list: (query) => store.stations({ ...query, ...filter }),
        count: (query, upTo) => store.countStations({ ...query, ...filter }, upTo),
      });
    },
    get,
    configuration: async (caller, id) => {
      const station = await get(caller, id);
      if (!isUnbound(caller)) forbidden('The configuration of a station is for who may see all that it does.');
      return { station, kept: await store.get('stationConfigurations', id) };
    },
    byIds: async (caller, ids) => {
      requireScope(caller, 'stations:read');
      const all = await withRetired<Station>(ids, await store.stationsById(ids), idOf, async (others) =>
        (await store.getMany('retiredStations', others)).map(shownRetired),
      );
      return inOrder(ids, all, idOf, sees(caller, 'stations'));
    },
    current: async (caller, id) => {
      requireScope(caller, 'stations:write');
      return found(await store.station(id), sees(caller, 'stations'));
    },
    put: async (caller, input, ifVersion, how) => {
      requireScope(caller, 'stations:write');
      const scope = visibilityOf(caller);
      if (!seesLocation(scope, input.locationId)) forbidden('The location is not in the grants of the client.');
      if (!seesGroup(scope, input.groupId)) forbidden('The group is not in the grants of the client.');
      const refuse = (): never => forbidden('The station is not in the grants of the client.');
      const location = await check(caller, input);
      const { password } = input;
      const newHash = typeof password === 'string' ? await hashPassword(password) : null;
      /** undefined: as it is; the password that it has already keeps its hash, so that saying it again changes nothing. */
      const hashFor = async (hash: string | null): Promise<string | null> => {
        if (password === undefined) return hash;
        if (password === null || hash === null) return newHash;
        return (await isPasswordOf(password, hash)) ? hash : newHash;
      };
      const written = await writer.writeBy<Put<Station> & { readonly before: Station | null }>(
        { caller, operation: 'station.put' },
        input.id,
        async ({ station: there }) => {
          // As what nobody has is, until it would be made: only then the caller has to be told.
          const station = there !== null && inScope('stations', scope, there) ? there : null;
          requireVersion(station, ifVersion);
          const now = clock.now();
          const retired = there === null ? await store.get('retiredStations', input.id) : null;
          // What names it still does: it comes back to whose it was.
          const former = retired !== null && inScope('stations', scope, retired) ? retired : null;
          const again = former === null ? null : await backWithEvses(former, now);
          const base = station ?? again ?? newStation(input.id, input.registration, now);
          const object: Station = {
            ...base,
            version: station === null ? 1 : station.version + 1,
            locationId: input.locationId,
            groupId: input.groupId,
            name: input.name,
            registration: input.registration,
            security: {
              profile: input.securityProfile,
              passwordHash: await hashFor(base.security.passwordHash),
            },
            validation: input.validation,
            registeredProtocol: input.protocol ?? null,
            ...(input.replacedBy === undefined ? {} : { replacedBy: input.replacedBy }),
            partyId: await partyOf(caller, input, location, station ?? again),
            updatedAt: now,
          };
          if (!inScope('stations', scope, object)) refuse();
          requireKey(object);
          if (there !== station || retired !== former) refuse();
          if (station !== null && how?.unlessSame === true && isSameAs(station, object)) {
            return { change: null, answer: { object: station, created: false, unchanged: true, before: station } };
          }
          const event = events.ofStation('station.updated', object);
          const answer = { object, created: station === null, before: station };
          const change = { stations: [object], events: [event] };
          return {
            change: former === null ? change : { ...change, ...(await takenBack(former, object, now)) },
            answer,
          };
        },
      );
      const { object, created, before, ...rest } = written;
      if (rest.unchanged === true) return { object, created, unchanged: true };
      openRules.changed(object.id, object);
      if (before !== null && outdatesSocket(before, object))
        links.disconnect(object.id, RULES_CHANGED.code, RULES_CHANGED.reason);
      return { object, created };
    },
  };
};
