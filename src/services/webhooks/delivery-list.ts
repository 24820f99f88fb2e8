/** What was sent to endpoints, and what became of it: newest event first, over all endpoints of a caller or one of them. */
import { DomainError, isDomainError } from '../../domain/error.ts';
import type { WebhookDelivery, WebhookDeliveryStatus, Webhooks } from '../api/webhooks.ts';
import type { Deliveries } from '../deliveries/deliveries.ts';
import { pageOf, requireLimit } from '../paging.ts';
import type { Delivery } from '../ports/delivery-store.ts';
import type { EventStore } from '../ports/event-store.ts';
import { subscriberOf } from './subscriber-name.ts';

/** Endpoints that are read at once. */
const MOST_ENDPOINTS = 100;
/** A total beyond is not told: it is counted by reading. */
const COUNTED_UP_TO = 200;

const STATES: { readonly [S in WebhookDeliveryStatus]: readonly Delivery['state'][] } = {
  PENDING: ['due', 'parked'],
  DELIVERED: ['delivered'],
  FAILED: ['given_up'],
};
const STATUS: { readonly [S in Delivery['state']]: WebhookDeliveryStatus } = {
  due: 'PENDING',
  parked: 'PENDING',
  delivered: 'DELIVERED',
  given_up: 'FAILED',
};

type Place = { readonly seq: number; readonly endpointId: string };

/** In the list: newest first, and of one event in the order of the endpoints. */
const isBehind = (a: Place, b: Place): boolean => a.seq < b.seq || (a.seq === b.seq && a.endpointId > b.endpointId);

const idOf = ({ endpointId, seq }: Place): string => `${endpointId}.${seq}`;

/** null: that is no id of a delivery. */
export const placeOf = (id: string): Place | null => {
  const [, endpointId, seq] = /^([^.]+)\.(\d{1,15})$/.exec(id) ?? [];
  return endpointId === undefined || seq === undefined ? null : { endpointId, seq: Number(seq) };
};

export const toldDelivery = (endpointId: string, delivery: Delivery): WebhookDelivery => ({
  id: idOf({ endpointId, seq: delivery.seq }),
  endpointId,
  eventId: delivery.eventId,
  eventType: delivery.eventType,
  status: STATUS[delivery.state],
  attemptCount: delivery.attemptCount,
  nextAttemptAt: delivery.dueAt,
  attempts: delivery.attempts,
  createdAt: delivery.createdAt,
  updatedAt: delivery.updatedAt,
});

const badField = (pointer: string, detail: string): never => {
  throw new DomainError('invalid_request', { detail, faults: [{ pointer, detail }] });
};

type Input = {
  readonly page: Parameters<Webhooks['deliveries']>[1];
  readonly filter: Parameters<Webhooks['deliveries']>[2];
  /** All that the caller may see, or the one that it asks for. */
  readonly endpointIds: readonly string[];
};

export const createDeliveryList = ({
  deliveries,
  events,
}: {
  readonly deliveries: Pick<Deliveries, 'list' | 'one'>;
  readonly events: Pick<EventStore, 'eventSeq'>;
}) => {
  const ofEvent = async (eventId: string, { filter, endpointIds }: Input): Promise<readonly WebhookDelivery[]> => {
    const seq = await events.eventSeq(eventId).catch((error: unknown) => {
      if (isDomainError(error, 'not_found')) return null;
      throw error;
    });
    if (seq === null) return [];
    const found = await Promise.all(
      endpointIds.map(async (endpointId) => {
        const delivery = await deliveries.one(subscriberOf(endpointId), seq);
        return delivery === null ? [] : [toldDelivery(endpointId, delivery)];
      }),
    );
    return found.flat().filter(({ status }) => filter.status === null || status === filter.status);
  };

  const read = async ({ filter, endpointIds }: Input, after: Place | null, limit: number) => {
    const states = filter.status === null ? Object.values(STATES).flat() : STATES[filter.status];
    const found = await Promise.all(
      endpointIds.map(async (endpointId) => {
        const beforeSeq = after === null ? null : endpointId > after.endpointId ? after.seq + 1 : after.seq;
        const listed = await deliveries.list(subscriberOf(endpointId), { states, beforeSeq, limit });
        return listed.map((delivery) => ({ place: { endpointId, seq: delivery.seq }, delivery }));
      }),
    );
    return found
      .flat()
      .sort((a, b) => (isBehind(a.place, b.place) ? 1 : -1))
      .slice(0, limit)
      .map(({ place, delivery }) => toldDelivery(place.endpointId, delivery));
  };

  return async (input: Input): ReturnType<Webhooks['deliveries']> => {
    const { page, filter, endpointIds } = input;
    requireLimit(page.limit);
    if (endpointIds.length > MOST_ENDPOINTS) {
      badField('/endpointId', `There are more than ${MOST_ENDPOINTS} endpoints: name one.`);
    }
    const after = page.cursor === null ? null : placeOf(Buffer.from(page.cursor, 'base64url').toString('utf8'));
    if (page.cursor !== null && after === null) badField('/cursor', 'The cursor is not one of ours.');
    const readUpTo = async (place: Place | null, limit: number) => {
      if (filter.eventId === null) return read(input, place, limit);
      const found = await ofEvent(filter.eventId, input);
      return found
        .filter(({ id }) => place === null || isBehind(placeOf(id) ?? place, place))
        .sort((a, b) => (a.endpointId < b.endpointId ? -1 : 1))
        .slice(0, limit);
    };
    const found = await readUpTo(after, page.limit + 1);
    const counted = page.withTotal ? (await readUpTo(null, COUNTED_UP_TO + 1)).length : null;
    return pageOf(
      { items: found.slice(0, page.limit), more: found.length > page.limit },
      ({ id }) => Buffer.from(id).toString('base64url'),
      counted === null || counted > COUNTED_UP_TO ? null : counted,
    );
  };
};
