import type { Change } from '../ports/commit.ts';

/** One change of sessions, with their readings, commands and events in the order given; null: there is nothing to store. */
export const mergeChanges = (changes: readonly (Change | null)[]): Change | null => {
  const [first, ...others] = changes.filter((change) => change !== null);
  if (first === undefined) return null;
  if (others.length === 0) return first;
  const all = [first, ...others];
  return {
    sessions: all.flatMap(({ sessions }) => sessions ?? []),
    readings: all.flatMap(({ readings }) => readings ?? []),
    commands: all.flatMap(({ commands }) => commands ?? []),
    events: all.flatMap(({ events }) => events ?? []),
  };
};
