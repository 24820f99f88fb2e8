/** Documents of an earlier release, or of an older node of the same installation, with what they lack. */
import { type DomainEvent, EVENTS, isEventType, type NewEvent } from '../event.ts';
import { formerEvseUid } from '../evse.ts';
import { withOwner } from '../party.ts';
import { withGroup } from '../station-group.ts';
import { type DocumentOf, KINDS, type KindName } from './documents.ts';
import type { Document } from './kind.ts';

/** The document as this release knows it. A kind whose documents never changed their form costs nothing here. */
export const completed = <K extends KindName>(kind: K, stored: DocumentOf<K>): DocumentOf<K> => {
  const { complete } = KINDS[kind];
  return complete === undefined ? stored : (complete(stored as Document) as DocumentOf<K>);
};

const KIND_OF_OBJECT = {
  location: 'locations',
  station: 'stations',
  session: 'sessions',
  command: 'commands',
  token: 'tokens',
  webhookEndpoint: 'webhookEndpoints',
} as const satisfies Record<string, KindName>;

/** It carries no object; its EVSE had no uid before 0.2. */
const withUid = <E extends NewEvent | DomainEvent>(event: E): E => {
  const { stationId, data } = event as NewEvent<'connector.status_changed'>;
  if (stationId === null || Object.hasOwn(data, 'evseUid')) return event;
  return { ...event, data: { ...data, evseUid: formerEvseUid(stationId, data.evseId) } };
};

/** An event with what it lacks itself, and with the whole object that it carries completed. */
export const completedEvent = <E extends NewEvent | DomainEvent>(stored: E): E => {
  const event = withGroup(withOwner(stored));
  if (!isEventType(event.type)) return event;
  if (event.type === 'connector.status_changed') return withUid(event);
  const { object } = EVENTS[event.type];
  const kind: KindName = KIND_OF_OBJECT[object];
  if (KINDS[kind].complete === undefined) return event;
  const data: Readonly<Record<string, unknown>> = event.data;
  const carried = data[object];
  if (carried === undefined) return event;
  // The table says that this is the object's document.
  return { ...event, data: { ...data, [object]: completed(kind, carried as DocumentOf<typeof kind>) } };
};
