/**
 * Who may see an event, as the values of two fields: one index then finds what a limited scope shows. Both stores write
 * and ask for the same, and the domain's table of events (domain/event-visibility.ts) decides it.
 */
import type { EventType, NewEvent } from '../domain/event.ts';
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
  };
};

/** The values that the fields of a query's events may have; null: any. */
export type EventLimits = {
  readonly types: readonly EventType[] | null;
  readonly locationIds: readonly string[] | null;
  readonly seenByToken: readonly string[] | null;
  readonly seenByDriver: readonly string[] | null;
  readonly partyIds: readonly string[] | null;
  /** In the case in which they are stored. */
  readonly groupIds: readonly string[] | null;
};

export const limitsOf = ({ scope, types: asked }: Pick<EventQuery, 'scope' | 'types'>): EventLimits => {
  const types = visibleTypes(scope, asked);
  const everybody = (dimension: 'tokenUids' | 'driverId') =>
    types === null || types.some((type) => ruleOf(type, dimension) === 'open') ? [EVERYBODY] : [];
  return {
    types,
    locationIds: scope.locationIds,
    seenByToken: scope.tokenUids === null ? null : [...everybody('tokenUids'), ...scope.tokenUids.map(onlyToken)],
    seenByDriver: scope.driverId === null ? null : [...everybody('driverId'), onlyDriver(scope.driverId)],
    partyIds: scope.partyIds,
    groupIds: scope.groupIds?.map(withoutCase) ?? null,
  };
};
