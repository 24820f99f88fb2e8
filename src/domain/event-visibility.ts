/** Who may see which event: what each audience of the table (event.ts) asks of each dimension of a caller's grants. */
import {
  type Audience,
  type DomainEvent,
  EVENT_TYPES,
  EVENTS,
  type EventType,
  isEventType,
  type NewEvent,
} from './event.ts';
import { seesDriver, seesGroup, seesLocation, seesParty, seesUid, type Visibility } from './visibility.ts';

type Dimension = keyof Visibility;

/**
 * For a caller who is bound in a dimension. held: the event's own value must lie within the grant. open: it may see the
 * event all the same. closed: it sees none.
 */
type Rule = 'held' | 'open' | 'closed';

const RULES: { readonly [A in Audience]: { readonly [D in Dimension]: Rule } } = {
  place: { locationIds: 'held', tokenUids: 'open', driverId: 'open', groupIds: 'held', partyIds: 'held' },
  personal: { locationIds: 'held', tokenUids: 'held', driverId: 'held', groupIds: 'held', partyIds: 'held' },
  raw: { locationIds: 'held', tokenUids: 'closed', driverId: 'closed', groupIds: 'held', partyIds: 'held' },
  operator: { locationIds: 'closed', tokenUids: 'closed', driverId: 'closed', groupIds: 'closed', partyIds: 'closed' },
};

const DIMENSIONS = Object.keys(RULES.operator) as readonly Dimension[];

type AnyEvent = NewEvent | DomainEvent;

/** What a type asks. One that the table does not have, from a store that a newer release has written, is closed. */
export const ruleOf = (type: string, dimension: Dimension): Rule =>
  RULES[isEventType(type) ? EVENTS[type].audience : 'operator'][dimension];

/** Whose a personal event is; null: nobody's, or it is not personal. */
export const driverOfEvent = (event: AnyEvent): string | null => {
  if (!isEventType(event.type)) return null;
  const declared = EVENTS[event.type];
  // The table holds each type's own function; the pair is lost on the union.
  return 'driverOf' in declared ? (declared.driverOf as (data: AnyEvent['data']) => string | null)(event.data) : null;
};

const IS_WITHIN: { readonly [D in Dimension]: (scope: Visibility, event: AnyEvent) => boolean } = {
  locationIds: (scope, event) => seesLocation(scope, event.locationId),
  tokenUids: (scope, event) => seesUid(scope, event.tokenUid),
  driverId: (scope, event) => seesDriver(scope, driverOfEvent(event)),
  groupIds: (scope, event) => seesGroup(scope, event.stationGroupId),
  partyIds: (scope, event) => seesParty(scope, event.partyId),
};

const boundIn = (scope: Visibility): readonly Dimension[] =>
  DIMENSIONS.filter((dimension) => scope[dimension] !== null);

/**
 * Of the types asked for (null: all) those of which a caller may see any event at all. null: whatever there is, also what
 * this release does not know: for a caller whom nothing binds.
 */
export const visibleTypes = (scope: Visibility, types: readonly EventType[] | null): readonly EventType[] | null => {
  const bound = boundIn(scope);
  if (bound.length === 0) return types;
  return (types ?? EVENT_TYPES).filter((type) => bound.every((dimension) => ruleOf(type, dimension) !== 'closed'));
};

/**
 * Whether an event lies within the grants. A caller bound to locations or groups sees no event without one: so none of
 * tokens, and who is bound to groups none of locations.
 */
export const seesEvent = (scope: Visibility, event: AnyEvent): boolean =>
  DIMENSIONS.every((dimension) => {
    if (scope[dimension] === null) return true;
    const rule = ruleOf(event.type, dimension);
    return rule === 'open' || (rule === 'held' && IS_WITHIN[dimension](scope, event));
  });
