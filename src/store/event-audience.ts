/**
 * Who may see an event, as the values of a few fields: one index then finds what a limited scope shows. Both stores write
 * and ask for the same, and the domain's table of events (domain/event-visibility.ts, domain/event-scopes.ts) decides it.
 */
import { EVENT_TYPES, EVENTS, type EventType, type NewEvent } from '../domain/event.ts';
import { ownerOfEvent, readsType } from '../domain/event-scopes.ts';
import { driverOfEvent, ruleOf, visibleTypes } from '../domain/event-visibility.ts';
import { withoutCase } from '../domain/kinds/kind.ts';
import type { EventQuery } from '../services/ports/event-store.ts';
import { uidKey } from './sqlite/json.ts';

/** For everybody, as far as this field goes. */
const EVERYBODY = '*';

/** The sign keeps a token or driver that is called `*` from being everybody. */
const onlyToken = (uid: string): string => `=${uidKey(uid)}`;
const onlyDriver = (id: string): string => `=${id}`;

/** null: nobody who is bound to tokens, or to a driver. */
export type EventAudience = {
  readonly seenByToken: string | null;
  readonly seenByDriver: string | null;
  /** As it is looked for. */
  readonly stationGroupId: string | null;
  /** Whose it is, where that makes a difference; null: it makes none. */
  readonly owner: string | null;
};

export const audienceOf = (event: NewEvent): EventAudience => {
  const own = (dimension: 'tokenUids' | 'driverId', value: string | null): string | null => {
    const rule = ruleOf(event.type, dimension);
    return rule === 'open' ? EVERYBODY : rule === 'held' ? value : null;
  };
  const driverId = driverOfEvent(event);
  return {
    seenByToken: own('tokenUids', event.tokenUid === null ? null : onlyToken(event.tokenUid)),
    seenByDriver: own('driverId', driverId === null ? null : onlyDriver(driverId)),
    stationGroupId: event.stationGroupId === null ? null : withoutCase(event.stationGroupId),
    owner: ownerOfEvent(event),
  };
};

/** The values that the fields of a query's events may have; null: any. */
export type EventLimits = {
  readonly types: readonly EventType[] | null;
  /** Of the types, those that are not all open: such events have one of the owners. null: all are open. */
  readonly owned: { readonly openTypes: readonly EventType[]; readonly owners: readonly string[] } | null;
  readonly locationIds: readonly string[] | null;
  readonly seenByToken: readonly string[] | null;
  readonly seenByDriver: readonly string[] | null;
  readonly partyIds: readonly string[] | null;
  /** In the case in which they are stored. */
  readonly groupIds: readonly string[] | null;
};

type Asked = Pick<EventQuery, 'scope' | 'reads' | 'types'>;

/** What the grants leave of the types, and of that the scopes; and whose alone, where only the reader's own is open. */
const readable = ({ scope, reads, types: asked }: Asked): Pick<EventLimits, 'types' | 'owned'> => {
  const visible = visibleTypes(scope, asked);
  if (reads.types === null) return { types: visible, owned: null };
  const types = (visible ?? EVENT_TYPES).filter((type) => readsType(reads, type));
  const openTypes = types.filter((type) => reads.types?.includes(type) === true);
  if (openTypes.length === types.length) return { types, owned: null };
  const objects = new Set(types.filter((type) => !openTypes.includes(type)).map((type) => EVENTS[type].object));
  const owners = [...objects].flatMap((object) => reads.own[object] ?? []);
  return { types, owned: { openTypes, owners } };
};

export const limitsOf = (query: Asked): EventLimits => {
  const { scope } = query;
  const { types, owned } = readable(query);
  const everybody = (dimension: 'tokenUids' | 'driverId') =>
    types === null || types.some((type) => ruleOf(type, dimension) === 'open') ? [EVERYBODY] : [];
  return {
    types,
    owned,
    locationIds: scope.locationIds,
    seenByToken: scope.tokenUids === null ? null : [...everybody('tokenUids'), ...scope.tokenUids.map(onlyToken)],
    seenByDriver: scope.driverId === null ? null : [...everybody('driverId'), onlyDriver(scope.driverId)],
    partyIds: scope.partyIds,
    groupIds: scope.groupIds?.map(withoutCase) ?? null,
  };
};
