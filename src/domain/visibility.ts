/** Who may see what, in one place. The store does the same in its queries; a test holds the two together. */
import type { DomainEvent, EventType, NewEvent } from './event.ts';
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

const seesUid = (scope: Visibility, uid: string | null): boolean =>
  scope.tokenUids === null ||
  (uid !== null && scope.tokenUids.some((granted) => granted.toLowerCase() === uid.toLowerCase()));

const seesDriver = (scope: Visibility, driverId: string | null): boolean =>
  scope.driverId === null || scope.driverId === driverId;

/** Tokens have no location: only the token and driver grants count. */
export const seesToken = (scope: Visibility, token: Pick<Token, 'uid' | 'driverId'>): boolean =>
  seesUid(scope, token.uid) && seesDriver(scope, token.driverId);

export const seesSession = (scope: Visibility, session: Pick<Session, 'locationId' | 'token' | 'driverId'>): boolean =>
  seesLocation(scope, session.locationId) &&
  seesUid(scope, session.token?.uid ?? null) &&
  seesDriver(scope, session.driverId);

/**
 * Whose an event is: the driver of its session or token, or the user who asked for its command; null: nobody's.
 * undefined: it tells of none of these.
 */
export const driverOfEvent = (event: NewEvent | DomainEvent): string | null | undefined => {
  switch (event.type) {
    case 'session.started':
    case 'session.updated':
    case 'session.ended':
      return event.data.session.driverId;
    case 'command.updated':
      return event.data.command.requestedBy.userId;
    case 'token.updated':
      return event.data.token.driverId;
    default:
      return undefined;
  }
};

/** Events that belong to a token or driver; the rest tell of a place and follow the location grants alone. */
const PERSONAL: ReadonlySet<EventType> = new Set<EventType>([
  'session.started',
  'session.updated',
  'session.ended',
  'command.updated',
  'token.updated',
]);

/** Raw messages of a station can name anybody's token: only for who may see all tokens. */
const RAW: ReadonlySet<EventType> = new Set<EventType>([
  'station.message',
  'station.message_quarantined',
  'security.event',
]);

/** Types of which a caller may see any event at all; the store's queries are asked for these alone. */
export const visibleTypes = (scope: Visibility, types: readonly EventType[]): readonly EventType[] =>
  scope.tokenUids === null && scope.driverId === null ? types : types.filter((type) => !RAW.has(type));

/**
 * Whether an event lies within the grants. A caller bound to locations sees no event without one, so none of tokens.
 */
export const seesEvent = (scope: Visibility, event: NewEvent | DomainEvent): boolean =>
  seesLocation(scope, event.locationId) &&
  visibleTypes(scope, [event.type]).length > 0 &&
  (!PERSONAL.has(event.type) || (seesUid(scope, event.tokenUid) && seesDriver(scope, driverOfEvent(event) ?? null)));
