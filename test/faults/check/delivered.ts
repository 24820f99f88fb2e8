/** Webhooks against the log: each event at least once, and those of one object in their order where that was asked for. */
import type { Json } from '../../support/gateway.ts';
import type { DeliveredEvent } from '../load/journal.ts';
import { type Difference, difference } from './difference.ts';

const placesOf = (log: readonly Json[]): ReadonlyMap<string, number> =>
  new Map(log.map(({ id }, place) => [id, place]));

/** What came to be before the endpoint was there is not its: it is owed all from its earliest one on. */
export const owedTo = (delivered: readonly DeliveredEvent[], log: readonly Json[]): readonly string[] => {
  const places = placesOf(log);
  const from = Math.min(log.length, ...delivered.map(({ id }) => places.get(id) ?? log.length));
  return log.slice(from).map(({ id }) => id);
};

export const checkDelivered = (
  receiver: string,
  delivered: readonly DeliveredEvent[],
  log: readonly Json[],
  { ordered }: { readonly ordered: boolean },
): readonly Difference[] => {
  const places = placesOf(log);
  const came = new Set(delivered.map(({ id }) => id));
  const lost = owedTo(delivered, log)
    .filter((id) => !came.has(id))
    .map((id) => difference('event not delivered', `${receiver}: ${log[places.get(id) ?? 0]?.type} ${id}`));
  if (log.length > 0 && came.size === 0) lost.push(difference('event not delivered', `${receiver}: nothing came`));
  if (!ordered) return lost;
  const last = new Map<string, number>();
  return [
    ...lost,
    ...delivered.flatMap(({ id, type, objectId }) => {
      const place = places.get(id) ?? log.length;
      const before = last.get(objectId) ?? -1;
      last.set(objectId, Math.max(before, place));
      return place < before ? [difference('event out of order', `${receiver}: ${type} ${id}`)] : [];
    }),
  ];
};
