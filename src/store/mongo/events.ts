/** The event log, in the order of its places. Readers stop before what is not applied yet, so that none passes a gap. */
import { DomainError } from '../../domain/error.ts';
import type { DomainEvent } from '../../domain/event.ts';
import { DEFAULT_PARTY_ID } from '../../domain/party.ts';
import type { EventQuery, EventStore } from '../../services/ports/event-store.ts';
import { limitsOf } from '../event-audience.ts';
import { decodeEvent } from '../stored-text.ts';
import { type Filter, find, findById } from './find.ts';
import type { Models } from './models.ts';
import { allOf, countUpTo } from './page.ts';
import type { ProgressMark } from './progress.ts';

type Found = { readonly seq: number; readonly json: string };

const conditionsOf = (query: EventQuery): readonly Filter[] => {
  const { types, owned, locationIds, seenByToken, seenByDriver, partyIds, groupIds } = limitsOf(query);
  const equal = [
    ['sessionId', query.sessionId],
    ['objectId', query.objectId],
    ['stationId', query.stationId],
    ['locationId', query.locationId],
  ] as const;
  const within = [
    ['locationId', locationIds],
    ['seenByDriver', seenByDriver],
    ['seenByToken', seenByToken],
    // Those of an earlier release, which an older node may still write, say none.
    ['partyId', partyIds?.includes(DEFAULT_PARTY_ID) ? [...partyIds, null] : partyIds],
    ['stationGroupId', groupIds],
    ['type', types],
  ] as const;
  return [
    ...equal.flatMap(([field, value]): readonly Filter[] => (value === null ? [] : [{ [field]: value }])),
    ...within.flatMap(([field, values]): readonly Filter[] =>
      values === null ? [] : [{ [field]: { $in: [...new Set<string | null>(values)] } }],
    ),
    ...(owned === null
      ? []
      : [{ $or: [{ type: { $in: [...owned.openTypes] } }, { owner: { $in: [...owned.owners] } }] }]),
    ...(query.fromAt === null ? [] : [{ occurredAt: { $gte: query.fromAt } }]),
    ...(query.toAt === null ? [] : [{ occurredAt: { $lt: query.toAt } }]),
  ];
};

const eventOf = ({ seq, json }: Found): DomainEvent => ({ ...decodeEvent(json), seq });

export const createEventStore = ({
  models,
  progress,
}: {
  readonly models: Models;
  readonly progress: Pick<ProgressMark, 'read'>;
}): EventStore => {
  // The mark alone, also for what this node has applied: no event is seen on one node, and then not yet on the next.
  const horizon = async (): Promise<number> => (await progress.read()).seq;

  const read = (conditions: readonly Filter[], limit: number, seq: 1 | -1 = 1): Promise<readonly Found[]> =>
    find(models, 'events', allOf(conditions), { fields: { seq: 1, json: 1 }, order: { seq }, limit });

  const placeOf = async (id: string): Promise<number> => {
    const found = await findById<Found>(models, 'events', id, { seq: 1 });
    if (found === null) throw new DomainError('not_found', { detail: 'That event is not in the log any more.' });
    return found.seq;
  };

  return {
    events: async (query) => {
      const { afterId, descending, limit } = query;
      const after = afterId === null ? null : await placeOf(afterId);
      const upTo = await horizon();
      const places = descending
        ? { seq: after === null ? { $lte: upTo } : { $lt: Math.min(after, upTo + 1) } }
        : { seq: { $gt: after ?? 0, $lte: upTo } };
      const found = await read([...conditionsOf(query), places], limit + 1, descending ? -1 : 1);
      return { items: found.slice(0, limit).map(eventOf), more: found.length > limit };
    },
    eventSeq: placeOf,
    countEvents: (query, upTo) => countUpTo(models, 'events', conditionsOf(query), upTo),
    eventsBySeq: async (afterSeq, limit) => {
      const found = await read([{ seq: { $gt: afterSeq, $lte: await horizon() } }], limit);
      return found.map(eventOf);
    },
    lastEventSeq: horizon,
  };
};
