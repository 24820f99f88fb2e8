/** By which scopes each type of event is read, written out by hand: whoever declares a type says it here, too. */
import type { Scope } from '../../src/domain/access.ts';
import type { EventType } from '../../src/domain/event.ts';

/** Any of the sets opens. own: what is the reader's own. */
export type ReadBy = { readonly all: readonly (readonly Scope[])[]; readonly own?: readonly (readonly Scope[])[] };

const STATION: ReadBy = { all: [['stations:read']] };
const SESSION: ReadBy = { all: [['sessions:read']] };
const ENDPOINT: ReadBy = { all: [['webhooks:manage', 'clients:manage']], own: [['webhooks:manage']] };

export const READ_BY: { readonly [T in EventType]: ReadBy } = {
  'location.updated': { all: [['locations:read']] },
  'location.removed': { all: [['locations:read']] },
  'station.online': STATION,
  'station.offline': STATION,
  'station.updated': STATION,
  'station.removed': STATION,
  'station.faulted': STATION,
  'station.recovered': STATION,
  'station.replaced': STATION,
  'station.problem': STATION,
  'station.message': STATION,
  'station.message_quarantined': STATION,
  'connector.status_changed': STATION,
  'session.started': SESSION,
  'session.updated': SESSION,
  'session.ended': SESSION,
  'command.updated': { all: [['stations:read'], ['sessions:read']], own: [[]] },
  'token.updated': { all: [['tokens:read']] },
  'token.removed': { all: [['tokens:read']] },
  'firmware.status_changed': STATION,
  'security.event': STATION,
  'webhook.endpoint_updated': ENDPOINT,
  'webhook.endpoint_disabled': ENDPOINT,
  'webhook.endpoint_deleted': ENDPOINT,
  'webhook.test': ENDPOINT,
};

const holdsOne = (sets: readonly (readonly Scope[])[], scopes: readonly Scope[]): boolean =>
  sets.some((set) => set.every((scope) => scopes.includes(scope)));

export const isReadBy = (type: EventType, scopes: readonly Scope[], isOwn: boolean): boolean => {
  const { all, own = [] } = READ_BY[type];
  return holdsOne(all, scopes) || (isOwn && holdsOne(own, scopes));
};
