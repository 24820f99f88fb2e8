/** The registry of EVSEs follows what stations tell: its records are written with the station, in one commit. */
import { carriedFrom } from '../../domain/at-station.ts';
import type { EvseRecord } from '../../domain/evse.ts';
import type { Evse, Station } from '../../domain/station.ts';
import type { DocumentStore } from '../ports/document-store.ts';

/** The next version of a record, of an EVSE that the station has. */
export const recordAt = (known: EvseRecord | undefined, station: Station, evse: Evse, now: Date): EvseRecord => ({
  uid: evse.uid,
  version: (known?.version ?? 0) + 1,
  stationId: station.id,
  number: evse.id,
  emi3Id: evse.emi3Id,
  ...carriedFrom(station),
  createdAt: known?.createdAt ?? now,
  updatedAt: now,
});

/** Records by their uids in lower case: the registry looks for them without regard to it. */
export const byUid = async (
  store: Pick<DocumentStore, 'getMany'>,
  uids: readonly string[],
): Promise<ReadonlyMap<string, EvseRecord>> =>
  new Map((await store.getMany('evses', uids)).map((known) => [known.uid.toLowerCase(), known]));

/** The records that these EVSEs of a station need as it is now, each in its next version. */
export const recordsOf = async (
  store: Pick<DocumentStore, 'getMany'>,
  station: Station,
  evses: readonly Evse[],
  now: Date,
): Promise<readonly EvseRecord[]> => {
  if (evses.length === 0) return [];
  const known = await byUid(
    store,
    evses.map(({ uid }) => uid),
  );
  return evses.map((evse) => recordAt(known.get(evse.uid.toLowerCase()), station, evse, now));
};

/** Those EVSEs that the registry does not have. */
export const unregistered = async (
  store: Pick<DocumentStore, 'getMany'>,
  evses: readonly Evse[],
): Promise<readonly Evse[]> => {
  const known = await byUid(
    store,
    evses.map(({ uid }) => uid),
  );
  return evses.filter(({ uid }) => !known.has(uid.toLowerCase()));
};

const newEvses = (before: Station | null, after: Station): readonly Evse[] => {
  if (before?.evses === after.evses) return [];
  const uids = new Set(before?.evses.map(({ uid }) => uid));
  return after.evses.filter(({ uid }) => !uids.has(uid));
};

/**
 * The records that a station's change needs: a new EVSE's, and every one's where the station came to another location or
 * group.
 * A new one's uid was never given before (see firstEvseUid): nothing is read for it.
 */
export const changedRecords = async (
  store: Pick<DocumentStore, 'getMany'>,
  before: Station | null,
  after: Station,
  now: Date,
): Promise<readonly EvseRecord[]> => {
  const moved = before !== null && (before.locationId !== after.locationId || before.groupId !== after.groupId);
  if (moved) return recordsOf(store, after, after.evses, now);
  return newEvses(before, after).map((evse) => recordAt(undefined, after, evse, now));
};
