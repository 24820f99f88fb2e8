/**
 * In what a caller may be bound, and what of it holds. What that shows of each kind of document is in kinds/in-scope.ts,
 * what of events in event-visibility.ts.
 */

/** In what a caller may be bound. Each kind of document says which of them apply to it, and by what: see kinds/. */
export const DIMENSIONS = ['location', 'group', 'token', 'driver', 'party'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** A caller's grants as data, also the scope of a list; null: all. Token uids are compared without regard to case. */
export type Visibility = {
  readonly locationIds: readonly string[] | null;
  /** Of stations. */
  readonly groupIds: readonly string[] | null;
  readonly tokenUids: readonly string[] | null;
  readonly driverId: string | null;
  readonly partyIds: readonly string[] | null;
};

/** What sees everything. */
export const SEES_ALL: Visibility = {
  locationIds: null,
  groupIds: null,
  tokenUids: null,
  driverId: null,
  partyIds: null,
};

const GRANTED: { readonly [D in Dimension]: (scope: Visibility) => readonly string[] | null } = {
  location: ({ locationIds }) => locationIds,
  group: ({ groupIds }) => groupIds,
  token: ({ tokenUids }) => tokenUids,
  driver: ({ driverId }) => (driverId === null ? null : [driverId]),
  party: ({ partyIds }) => partyIds,
};

/** null: not bound in it. */
export const grantedIn = (scope: Visibility, dimension: Dimension): readonly string[] | null =>
  GRANTED[dimension](scope);

/** A location, or what stands at one (a station). Without a location it is seen only by who may see all. */
export const seesLocation = (scope: Visibility, locationId: string | null): boolean =>
  scope.locationIds === null || (locationId !== null && scope.locationIds.includes(locationId));

/** A token by its uid. What has none is seen only by who may see all. */
export const seesUid = (scope: Visibility, uid: string | null): boolean =>
  scope.tokenUids === null ||
  (uid !== null && scope.tokenUids.some((granted) => granted.toLowerCase() === uid.toLowerCase()));

/** By the group of its station, whatever its case. What has none is seen only by who may see all. */
export const seesGroup = (scope: Visibility, groupId: string | null): boolean =>
  scope.groupIds === null ||
  (groupId !== null && scope.groupIds.some((granted) => granted.toLowerCase() === groupId.toLowerCase()));

export const seesParty = (scope: Visibility, partyId: string): boolean => scope.partyIds?.includes(partyId) ?? true;

export const seesDriver = (scope: Visibility, driverId: string | null): boolean =>
  scope.driverId === null || scope.driverId === driverId;
