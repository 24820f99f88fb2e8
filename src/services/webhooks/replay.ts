/** Sends what was sent before, or missed, again: one event, those of a time, or all from a place on; and a test. */
import { DomainError, isDomainError } from '../../domain/error.ts';
import type { DomainEvent } from '../../domain/event.ts';
import { READS_ALL } from '../../domain/event-scopes.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import type { Webhooks } from '../api/webhooks.ts';
import type { Deliveries } from '../deliveries/deliveries.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { WebhookNews } from './news.ts';
import type { WebhookRoster } from './roster.ts';
import type { SendWebhook } from './sending.ts';
import { subscriberOf } from './subscriber-name.ts';

export type ReplayDependencies = {
  readonly get: Webhooks['get'];
  readonly events: Pick<EventStore, 'events' | 'eventSeq' | 'lastEventSeq'>;
  readonly deliveries: Pick<Deliveries, 'replay' | 'replayFrom'>;
  readonly roster: Pick<WebhookRoster, 'refresh' | 'viewOf'>;
  readonly news: WebhookNews;
  readonly send: SendWebhook;
};

/** One text, so that it does not tell whether there is one that the endpoint may not be sent. */
const NO_SUCH_EVENT = 'There is no such event in the log any more, or the endpoint does not get it, or not yet.';

const badField = (pointer: string, detail: string): never => {
  throw new DomainError('invalid_request', { detail, faults: [{ pointer, detail }] });
};

export const createReplay = ({
  get,
  events,
  deliveries,
  roster,
  news,
  send,
}: ReplayDependencies): Pick<Webhooks, 'replay' | 'test'> => {
  const seqOf = async (eventId: string, pointer: string): Promise<number> => {
    try {
      return await events.eventSeq(eventId);
    } catch (error) {
      if (!isDomainError(error, 'not_found')) throw error;
      return badField(pointer, NO_SUCH_EVENT);
    }
  };

  /** Place of the first event that happened then or later; behind the log: there is none. */
  const firstSince = async (at: Date): Promise<number> => {
    const query = { scope: SEES_ALL, reads: READS_ALL, types: null, limit: 1, toAt: null } as const;
    const oldestFirst = { descending: false, afterId: null } as const;
    const nothingElse = { sessionId: null, stationId: null, locationId: null, objectId: null } as const;
    const { items } = await events.events({ ...query, ...oldestFirst, ...nothingElse, fromAt: at });
    return items[0]?.seq ?? (await events.lastEventSeq()) + 1;
  };

  return {
    replay: async (caller, id, what) => {
      const { disabled } = await get(caller, id);
      if (disabled !== null)
        throw new DomainError('conflict', { detail: 'The endpoint is disabled: enable it first.' });
      const name = subscriberOf(id);
      // It may have been made at another node just now.
      await roster.refresh(id);
      if ('eventId' in what) {
        const seq = await seqOf(what.eventId, '/eventId');
        const count = await deliveries.replay(name, { fromSeq: seq, toSeq: seq });
        if (count === 0) badField('/eventId', NO_SUCH_EVENT);
        return { count };
      }
      if ('fromAt' in what) {
        if (what.toAt < what.fromAt) badField('/to', 'Lies before the beginning.');
        const fromSeq = await firstSince(what.fromAt);
        const toSeq = (await firstSince(new Date(what.toAt.getTime() + 1))) - 1;
        return { count: fromSeq > toSeq ? 0 : await deliveries.replay(name, { fromSeq, toSeq }) };
      }
      const fromSeq =
        'sinceAt' in what ? (await firstSince(what.sinceAt)) - 1 : await seqOf(what.afterEventId, '/afterEventId');
      await deliveries.replayFrom(name, Math.max(0, fromSeq));
      return { count: null };
    },
    test: async (caller, id) => {
      const { disabled: _, ...endpoint } = await get(caller, id);
      await roster.refresh(id);
      const view = roster.viewOf(id);
      if (view === undefined) throw new DomainError('not_found');
      // It is in no log, and so has no place there.
      const event = { ...news.of('webhook.test', view.endpoint), seq: 0 } as DomainEvent;
      const startedAt = event.occurredAt;
      const { answer, durationMs, note } = await send({ ...view.endpoint, ...endpoint }, view.secrets, event);
      const delivered = answer === 'delivered';
      const { status, answer: start, error } = note;
      const outcome = delivered ? 'done' : answer === 'gone' ? 'gone' : 'retry';
      return {
        eventId: event.id,
        delivered,
        attempt: { startedAt, durationMs, outcome, status, answer: start, error },
      };
    },
  };
};
