/** Which events scopes open: those of objects that their holder may read, by the table of events (event.ts). */
import type { Scope } from './access.ts';
import {
  type DomainEvent,
  EVENT_TYPES,
  EVENTS,
  type EventObject,
  type EventOwner,
  type EventType,
  isEventType,
  type NewEvent,
  type ScopeSets,
} from './event.ts';
import { webhookOwner } from './webhook-endpoint.ts';

/** Whose scopes they are. */
export type ScopeHolder = EventOwner & { readonly scopes: ReadonlySet<Scope> };

/** What scopes open of the event log, also as the part of a query. */
export type EventReads = {
  /** Types of which all events are open, whoever's they are; null: all that there are, also what a newer release has written. */
  readonly types: readonly EventType[] | null;
  /** Of further types only those of this owner, as ownerOfEvent says it. By the object that they tell of. */
  readonly own: { readonly [O in EventObject]?: string };
};

/** What reads everything: for the gateway itself. */
export const READS_ALL: EventReads = { types: null, own: {} };

type AnyEvent = NewEvent | DomainEvent;

const ownerKey = (object: EventObject, owner: EventOwner): string =>
  `${object} ${JSON.stringify(object === 'command' ? [owner.clientId] : [owner.clientId, webhookOwner(owner)])}`;

/** Whether it is of an object that can be somebody's own, and is this one's. */
export const isOwnEvent = (owner: EventOwner, event: AnyEvent): boolean =>
  isEventType(event.type) && ownerOfEvent(event) === ownerKey(EVENTS[event.type].object, owner);

type Reading = {
  readonly object: EventObject;
  readonly readBy: ScopeSets;
  readonly own: { readonly readBy: ScopeSets; readonly ownerOf: unknown } | null;
};

const declared = (type: EventType): Reading => {
  const { object, readBy, ...others } = EVENTS[type];
  return { object, readBy, own: 'own' in others ? others.own : null };
};

/** Whose the event is, where that makes a difference for who may read it; null: it makes none. One text, to be looked for. */
export const ownerOfEvent = (event: AnyEvent): string | null => {
  if (!isEventType(event.type)) return null;
  const { own, object } = declared(event.type);
  // The table holds each type's own function; the pair is lost on the union.
  return own === null ? null : ownerKey(object, (own.ownerOf as (data: AnyEvent['data']) => EventOwner)(event.data));
};

const holdsOne = (scopes: ReadonlySet<Scope>, sets: ScopeSets): boolean =>
  sets.some((set) => set.every((scope) => scopes.has(scope)));

/** Whether the scopes open all events of the type, whoever's they are. */
export const readsAllOf = (scopes: ReadonlySet<Scope>, type: EventType): boolean =>
  holdsOne(scopes, EVENTS[type].readBy);

export const readsOf = (holder: ScopeHolder): EventReads => {
  const types = EVENT_TYPES.filter((type) => readsAllOf(holder.scopes, type));
  if (types.length === EVENT_TYPES.length) return READS_ALL;
  const own: { [O in EventObject]?: string } = {};
  for (const type of EVENT_TYPES) {
    const reading = declared(type);
    if (types.includes(type) || reading.own === null || !holdsOne(holder.scopes, reading.own.readBy)) continue;
    own[reading.object] = ownerKey(reading.object, holder);
  }
  return { types, own };
};

/** Whether it is the reader's own, of an object of which it reads only such. */
const isOwn = ({ own }: EventReads, event: AnyEvent): boolean =>
  isEventType(event.type) &&
  own[EVENTS[event.type].object] !== undefined &&
  own[EVENTS[event.type].object] === ownerOfEvent(event);

export const readsEvent = (reads: EventReads, event: AnyEvent): boolean =>
  reads.types === null || reads.types.some((type) => type === event.type) || isOwn(reads, event);

/** Whether events of the type can be open: all of them, or those that are the reader's own. */
export const readsType = ({ types, own }: EventReads, type: EventType): boolean =>
  types === null || types.includes(type) || own[EVENTS[type].object] !== undefined;

/** What must be held for any event of the type to be open: any of these sets. */
export const scopesForType = (type: EventType): ScopeSets => {
  const { readBy, own } = declared(type);
  return own?.readBy ?? readBy;
};

const inWords = (sets: ScopeSets): string =>
  sets.map((set) => set.map((scope) => `\`${scope}\``).join(' with ')).join(' or ');

/** For documents: the scopes that open a type of event, and those that open what is the reader's own of it. */
export const scopesInWords = (type: EventType): string => {
  const { readBy, own } = declared(type);
  if (own === null) return inWords(readBy);
  const ofOwn = own.readBy.some((set) => set.length === 0) ? 'no further scope' : inWords(own.readBy);
  return `${inWords(readBy)}; of its own: ${ofOwn}`;
};
