/**
 * A store that went back in time, by a backup or without what was damaged: it must be the store as it was at one moment,
 * and no earlier than was promised.
 */
import type { Json } from '../../support/gateway.ts';
import type { Journal } from '../load/journal.ts';
import { type Difference, difference } from './difference.ts';
import { checkEvents } from './events.ts';
import type { Stored } from './stored.ts';

/** How many events of a former log, from its first one on, are there. */
export const keptOf = (log: readonly string[], events: readonly Json[]): number => {
  const other = log.findIndex((id, place) => events[place]?.id !== id);
  return other < 0 ? log.length : other;
};

/** Each object is as the log that is left tells it, and of the former log there is a beginning and nothing else. */
export const checkMoment = (log: readonly string[], stored: Stored, least: number): readonly Difference[] => {
  const kept = keptOf(log, stored.events);
  const known = new Set(log);
  const strange = stored.events.slice(kept).filter(({ id }) => known.has(id));
  return [
    ...strange.map(({ id, type }) => difference('store of two moments', `${type} ${id} is behind what is missing`)),
    ...(kept < least ? [difference('event lost', `${kept} events are left, not ${least}`)] : []),
    ...checkEvents(stored),
  ];
};

/** What everyone had been told by then is there, whatever has become of it since. */
export const checkAcknowledged = (journal: Journal, stored: Stored): readonly Difference[] => {
  const commands = new Set(stored.commands.map(({ id }) => id));
  const tokens = new Set(stored.tokens.map(({ uid }) => uid));
  const events = new Set(stored.events.map(({ id }) => id));
  const lostEvents = [...journal.streamed, ...journal.listed].filter(({ id }) => !events.has(id));
  return [
    ...journal.commands
      .filter(({ commandId }) => commandId !== null && !commands.has(commandId))
      .map(({ type, key }) => difference('command lost', `${type} (${key})`)),
    ...journal.tokens.filter((uid) => !tokens.has(uid)).map((uid) => difference('token lost', uid)),
    ...lostEvents.map(({ id, type }) => difference('event lost', `${type} ${id} had been told`)),
    ...journal.stations.flatMap(({ id, version, sessions, values }) => {
      const own = new Map(
        stored.sessions
          .filter(({ station_id }) => station_id === id)
          .map(({ transaction, readings }) => [
            transaction.id,
            new Set(readings.map(({ sampled_at }: Json) => new Date(sampled_at).getTime())),
          ]),
      );
      return [
        ...sessions
          // 1.6: the number was the answer to the start.
          .filter(({ acknowledged, transactionId }) => acknowledged || (version === '1.6' && transactionId !== null))
          .filter(({ transactionId }) => !own.has(transactionId))
          .map(({ transactionId }) => difference('transaction lost', `${id} ${transactionId}`)),
        ...values
          .filter(({ acknowledged }) => acknowledged)
          .filter(({ transactionId, sampledAt }) => own.get(transactionId)?.has(sampledAt.getTime()) !== true)
          .map(({ transactionId, sampledAt }) =>
            difference('reading lost', `${sampledAt.toISOString()} of ${id} ${transactionId}`),
          ),
      ];
    }),
  ];
};
