/**
 * Where the events of a station, a session, … lie in the log. An index for each would be seven trees to write for every
 * event; instead the log's blocks are gone through once, when they are full: `event_places` says for each value where in a
 * block its events are. What is behind the last full block is short enough to be looked through.
 */
import type { Connection } from './connection.ts';

/** Events in a block. Never changes: it is in the migration, too. */
const BLOCK = 1024;

const COLUMNS = [
  'type',
  'object_id',
  'location_id',
  'station_id',
  'session_id',
  'seen_by_token',
  'seen_by_driver',
  'party_id',
  'station_group_id',
  'owner',
] as const;

/** A column of `events` and the values that it may have. */
type Values = { readonly column: (typeof COLUMNS)[number]; readonly values: readonly string[] };

/** What lets an event through: any of these. */
export type PlaceFilter = readonly [Values, ...Values[]];

type KeyRow = { readonly seq: number } & Readonly<Record<Values['column'], string | null>>;

/** The last place of the last block whose places are stored. */
export const placedUntil = (connection: Connection): number =>
  connection.get<{ until: number }>('SELECT until FROM events_placed WHERE id = 1')?.until ?? 0;

const placeBlock = (connection: Connection, before: number): void => {
  const rows = connection.all<KeyRow>(
    `SELECT seq, ${COLUMNS.join(', ')} FROM events WHERE seq > ? AND seq <= ?`,
    before,
    before + BLOCK,
  );
  for (const column of COLUMNS) {
    const places = new Map<string, number[]>();
    for (const row of rows) {
      const { [column]: value, seq } = row;
      if (value === null) continue;
      const own = places.get(value);
      if (own === undefined) places.set(value, [seq - before]);
      else own.push(seq - before);
    }
    for (const value of [...places.keys()].sort()) {
      connection.run(
        'INSERT INTO event_places (field, value, block, places) VALUES (?, ?, ?, ?)',
        column,
        value,
        before / BLOCK,
        `[${String(places.get(value))}]`,
      );
    }
  }
};

/** To be told of every event that is stored, in the same transaction. */
export const placeEvent = (connection: Connection, seq: number): void => {
  if (seq % BLOCK !== 0) return;
  let until = placedUntil(connection);
  for (; until < seq; until += BLOCK) placeBlock(connection, until);
  connection.run('UPDATE events_placed SET until = ? WHERE id = 1', until);
};

/** Which way the log is walked. nearer and farther: of two blocks, by the way. */
type Walk = {
  readonly step: 1 | -1;
  readonly nextBlockOf: string;
  readonly nearer: (one: number, other: number) => number;
  readonly farther: (one: number, other: number) => number;
};

const walkBy = (step: Walk['step'], nearest: 'min' | 'max', onward: '>=' | '<='): Walk => ({
  step,
  nextBlockOf: `
    SELECT ${nearest}((SELECT ${nearest}(block) FROM event_places
                       WHERE field = ? AND value = wanted.value AND block ${onward} ?)) AS block
    FROM json_each(?) AS wanted`,
  nearer: step === 1 ? Math.min : Math.max,
  farther: step === 1 ? Math.max : Math.min,
});

const ONWARD = walkBy(1, 'min', '>=');
const BACKWARD = walkBy(-1, 'max', '<=');

/** The next block, from one on, in which a filter has events. */
const nextBlock = (connection: Connection, walk: Walk, filter: PlaceFilter, from: number): number | null =>
  filter
    .map(
      ({ column, values }) =>
        connection.get<{ block: number | null }>(walk.nextBlockOf, column, from, JSON.stringify(values))?.block ?? null,
    )
    .reduce((next, one) => (next === null || one === null ? (next ?? one) : walk.nearer(next, one)));

const placesOfValues = (connection: Connection, { column, values }: Values, block: number): readonly number[] =>
  connection
    .all<{ places: string }>(
      `SELECT places FROM json_each(?) AS wanted
       CROSS JOIN event_places AS found ON field = ? AND found.value = wanted.value AND block = ?`,
      JSON.stringify(values),
      column,
      block,
    )
    .flatMap(({ places }) => JSON.parse(places) as readonly number[]);

/** Each once. */
const placesIn = (connection: Connection, filter: PlaceFilter, block: number): readonly number[] => {
  const found = filter.map((values) => placesOfValues(connection, values, block));
  const [only = []] = found;
  return found.length === 1 ? only : [...new Set(found.flat())];
};

/**
 * The events that all filters let through, block by block, each block's in order: those from `first` to `last` and up to
 * `placedUntil`, or from `last` back to `first`. Only blocks where each filter has events are looked at. Events that were
 * pruned may be among them.
 */
export function* placesOf(
  connection: Connection,
  filters: readonly PlaceFilter[],
  { first, last }: { readonly first: number; readonly last: number },
  descending = false,
): Generator<readonly number[], void> {
  const walk = descending ? BACKWARD : ONWARD;
  const firstBlock = Math.floor((first - 1) / BLOCK);
  const lastBlock = Math.floor((last - 1) / BLOCK);
  for (let block = descending ? lastBlock : firstBlock; block >= firstBlock && block <= lastBlock; ) {
    const nexts = filters.map((filter) => nextBlock(connection, walk, filter, block));
    const next = nexts.reduce(
      (farthest, one) => (farthest === null || one === null ? null : walk.farther(farthest, one)),
      block,
    );
    if (next === null) return;
    // One filter has none before: from there on all have to be asked again.
    if (nexts.some((one) => one !== next)) {
      block = next;
      continue;
    }
    const [some = [], ...others] = filters.map((filter) => placesIn(connection, filter, next));
    const sets = others.map((places) => new Set(places));
    const seqs = some
      .filter((place) => sets.every((set) => set.has(place)))
      .map((place) => next * BLOCK + place)
      .filter((seq) => seq >= first && seq <= last)
      .sort((a, b) => walk.step * (a - b));
    if (seqs.length > 0) yield seqs;
    block = next + walk.step;
  }
}

/** Forgets the places of blocks whose events are all gone, some at a time. */
export const prunePlaces = (connection: Connection, most: number): void => {
  const oldest = connection.get<{ seq: number | null }>('SELECT min(seq) AS seq FROM events')?.seq;
  connection.run(
    `DELETE FROM event_places WHERE (field, value, block) IN (
       SELECT field, value, block FROM event_places INDEXED BY event_places_by_block WHERE block < ? LIMIT ?)`,
    Math.floor(((oldest ?? placedUntil(connection) + 1) - 1) / BLOCK),
    most,
  );
};
