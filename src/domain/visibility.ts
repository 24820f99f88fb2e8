/**
 * Who may see what, in one place (events: event-visibility.ts). The store does the same in its queries; a test holds the
 * two together.
 */
import type { Session } from './session.ts';
import type { Token } from './token.ts';

/** A caller's grants as data; null: all. Token uids are compared without regard to case. */
export type Visibility = {
  readonly locationIds: readonly string[] | null;
  readonly tokenUids: readonly string[] | null;
  readonly driverId: string | null;
};

/** What sees everything. */
export const SEES_ALL: Visibility = { locationIds: null, tokenUids: null, driverId: null };

/** A location, or what stands at one (a station). Without a location it is seen only by who may see all. */
export const seesLocation = (scope: Visibility, locationId: string | null): boolean =>
  scope.locationIds === null || (locationId !== null && scope.locationIds.includes(locationId));

/** A token by its uid. What has none is seen only by who may see all. */
export const seesUid = (scope: Visibility, uid: string | null): boolean =>
  scope.tokenUids === null ||
  (uid !== null && scope.tokenUids.some((granted) => granted.toLowerCase() === uid.toLowerCase()));

export const seesDriver = (scope: Visibility, driverId: string | null): boolean =>
  scope.driverId === null || scope.driverId === driverId;

/** Tokens have no location: only the token and driver grants count. */
export const seesToken = (scope: Visibility, token: Pick<Token, 'uid' | 'driverId'>): boolean =>
  seesUid(scope, token.uid) && seesDriver(scope, token.driverId);

export const seesSession = (scope: Visibility, session: Pick<Session, 'locationId' | 'token' | 'driverId'>): boolean =>
  seesLocation(scope, session.locationId) &&
  seesUid(scope, session.token?.uid ?? null) &&
  seesDriver(scope, session.driverId);
