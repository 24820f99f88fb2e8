/** Events: what the readers were told against the log, and the log against the objects whose changes it tells. */
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../support/gateway.ts';
import type { ToldEvent } from '../load/journal.ts';
import { type Difference, difference } from './difference.ts';

/** A reader has everything from its first event on, once, in the order of the log. */
export const checkReader = (
  reader: string,
  told: readonly ToldEvent[],
  log: readonly Json[],
): readonly Difference[] => {
  const placeOf = new Map(log.map(({ id }, place) => [id, place]));
  const found: Difference[] = [];
  const seen = new Set<string>();
  let expected = told[0] === undefined ? log.length : (placeOf.get(told[0].id) ?? 0);
  for (const { id, type } of told) {
    const place = placeOf.get(id);
    // What came after the log was read.
    if (place === undefined && expected >= log.length) break;
    if (seen.has(id)) found.push(difference('event doubled', `${reader}: ${type} ${id}`));
    else if (place === undefined) found.push(difference('event lost', `${reader}: ${type} ${id} is not in the log`));
    else if (place < expected) found.push(difference('event out of order', `${reader}: ${type} ${id}`));
    else {
      for (const missed of log.slice(expected, place)) {
        found.push(difference('event lost', `${reader}: ${missed.type} ${missed.id} was not told`));
      }
      expected = place + 1;
    }
    seen.add(id);
  }
  for (const missed of log.slice(expected)) {
    found.push(difference('event lost', `${reader}: ${missed.type} ${missed.id} was not told`));
  }
  return found;
};

type Kind = 'session' | 'command' | 'token' | 'station';

const KEY: Readonly<Record<Kind, string>> = { session: 'id', command: 'id', token: 'uid', station: 'id' };

/** Each version of an object is told; where the last was told with the object in it, that is the object as it is. */
const checkObjects = (kind: Kind, objects: readonly Json[], log: readonly Json[]): readonly Difference[] => {
  const told = Map.groupBy(log, ({ object_id }) => object_id);
  // Who asked for a command is told to who may know it: no event has it.
  return objects.flatMap(({ readings, requested_by: _, ...object }) => {
    const id = object[KEY[kind]];
    const events = told.get(id) ?? [];
    const versions = new Set(events.map(({ version }) => version));
    const found: Difference[] = [];
    for (let version = 1; version <= object.version; version += 1) {
      if (!versions.has(version)) found.push(difference('change without event', `${kind} ${id}: version ${version}`));
    }
    const whole = events.filter(({ data }) => data[kind] !== undefined);
    const latest = whole.findLast(({ version }) => version === object.version);
    // A station shows more than is stored: when it was last heard of.
    if (kind !== 'station' && latest !== undefined && !isDeepStrictEqual(latest.data[kind], object)) {
      found.push(difference('change without event', `${kind} ${id}: version ${object.version} was told otherwise`));
    }
    const alike = whole.map(({ type, version }) => `${type} of version ${version}`);
    for (const [index, text] of alike.entries()) {
      if (alike.indexOf(text) !== index) found.push(difference('event doubled', `${kind} ${id}: ${text}`));
    }
    return found;
  });
};

const checkBounds = (sessions: readonly Json[], log: readonly Json[]): readonly Difference[] => {
  const times = (type: string, id: string) =>
    log.filter((event) => event.type === type && event.data.session.id === id).length;
  return sessions.flatMap(({ id, end_date_time }) => {
    const bounds = [
      { type: 'session.started', expected: 1 },
      { type: 'session.ended', expected: end_date_time === null ? 0 : 1 },
    ];
    return bounds.flatMap(({ type, expected }) => {
      const count = times(type, id);
      if (count === expected) return [];
      return [difference(count > expected ? 'event doubled' : 'event lost', `${type} of ${id}: ${count} times`)];
    });
  });
};

export const checkEvents = (stored: {
  readonly sessions: readonly Json[];
  readonly commands: readonly Json[];
  readonly tokens: readonly Json[];
  readonly stations: readonly Json[];
  readonly events: readonly Json[];
}): readonly Difference[] => {
  const { sessions, commands, tokens, stations, events } = stored;
  const ids = events.map(({ id }) => id);
  return [
    ...(new Set(ids).size === ids.length ? [] : [difference('event doubled', 'the log has an id twice')]),
    ...checkObjects('session', sessions, events),
    ...checkObjects('command', commands, events),
    ...checkObjects('token', tokens, events),
    ...checkObjects('station', stations, events),
    ...checkBounds(sessions, events),
  ];
};
