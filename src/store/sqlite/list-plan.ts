/** From what index a list is read: what leads is what leaves the fewest rows, as far as a short look tells. */
import type { Connection, SqlValue } from './connection.ts';
import type { DocumentTable } from './documents.ts';

/** Column and the values that it may have; null: not filtered. */
export type Filter = readonly [column: string, values: readonly SqlValue[] | null];

export type Selection = {
  readonly table: DocumentTable;
  /** Column that the list is ordered by, and behind it the key. */
  readonly order: string;
  readonly descending: boolean;
  /** Where the page begins; the count does not look at it. */
  readonly after: { readonly value: SqlValue; readonly key: string } | null;
  /** Where the order ends, exclusive; null: nowhere. */
  readonly until: SqlValue;
  /** The one that leads where a look does not tell them apart comes first. Each column has an index of its own. */
  readonly filters: readonly Filter[];
  /** A condition with a partial index of its own, as SQL. */
  readonly condition: string | null;
  /** The table's index of the rows that are CHANGED_LATE; null: none. */
  readonly changedLate: string | null;
  /** From inclusive, to exclusive. */
  readonly updatedFromMs: number | null;
  readonly updatedToMs: number | null;
};

export type Condition = { readonly sql: string; readonly values: readonly SqlValue[] };

/** One column's values; `Condition`s hold beside it. */
export type Lead = { readonly column: string; readonly values: readonly SqlValue[] };

/** What has to be read, row by row in an index, and looked at. */
export type Part = {
  /** Table, with the index when SQLite is not to choose. */
  readonly from: string;
  readonly lead: Lead | null;
  /** Hold for a stretch of the index. */
  readonly stretch: readonly Condition[];
  /** Of the rows in it. */
  readonly rest: readonly (Condition & { readonly column: string })[];
  /** Where the list goes on. */
  readonly position: readonly Condition[];
};

/** A query whose matches are counted, as it crosses to the thread. */
export type Counted<Query> = { readonly query: Query; readonly upTo: number };

/** Rows fetched for a count: each costs twenty times what an entry of an index does. */
export const FETCHED_UP_TO = 1000;

const DAY_MS = 86_400_000;
/** The text of the partial indexes. */
export const CHANGED_LATE = `abs(updated_at - created_at) > ${DAY_MS}`;
/** Rows that a look goes through, at first and then. */
const LOOKS = [100, 1000] as const;

export const whereOf = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;

export const valuesOf = (conditions: readonly Condition[]): readonly SqlValue[] =>
  conditions.flatMap(({ values }) => values);

/** Of one value, or of those that json_each gives. */
export const leading = ({ column, values }: Lead): Condition =>
  values.length === 1
    ? { sql: `${column} = ?`, values }
    : { sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(values)] };

// The unary plus keeps SQLite from choosing this filter's index: without statistics it would guess.
const following = (lead: Lead): Condition & { readonly column: string } => ({
  ...leading({ ...lead, column: `+${lead.column}` }),
  column: lead.column,
});

const leadOf = (
  connection: Connection,
  { table, condition }: Selection,
  candidates: readonly Lead[],
  stretch: readonly Condition[],
): Lead | null => {
  const [first = null, ...others] = candidates;
  if (others.length === 0) return first;
  for (const look of LOOKS) {
    for (const candidate of candidates) {
      const conditions = [leading(candidate), ...stretch, ...(condition ? [{ sql: condition, values: [] }] : [])];
      const seen = connection.get<{ n: number }>(
        `SELECT count(*) AS n FROM (SELECT 1 FROM ${table.name} ${whereOf(conditions)} LIMIT ?)`,
        ...valuesOf(conditions),
        look,
      );
      if ((seen?.n ?? 0) < look) return candidate;
    }
  }
  return first;
};

const updatedWithin = ({ updatedFromMs, updatedToMs }: Selection): Part['rest'] =>
  [
    { sql: '+updated_at >= ?', ms: updatedFromMs },
    { sql: '+updated_at < ?', ms: updatedToMs },
  ].flatMap(({ sql, ms }) => (ms === null ? [] : [{ sql, values: [ms], column: 'updated_at' }]));

/** A stretch of an instant's index; null: no end. */
type Stretch = { readonly column: string; readonly fromMs: number | null; readonly toMs: number | null };

/** Where the rows lie that were changed within the query's time and not CHANGED_LATE. */
const createdWithin = ({ updatedFromMs, updatedToMs }: Selection): Stretch => ({
  column: 'created_at',
  fromMs: updatedFromMs === null ? null : updatedFromMs - DAY_MS,
  toMs: updatedToMs === null ? null : updatedToMs + DAY_MS,
});

const beginsOf = ({ column, fromMs }: Stretch): readonly Condition[] =>
  fromMs === null ? [] : [{ sql: `${column} >= ?`, values: [fromMs] }];
const endsOf = ({ column, toMs }: Stretch): readonly Condition[] =>
  toMs === null ? [] : [{ sql: `${column} < ?`, values: [toMs] }];

const positionOf = ({ table, order, descending, after, until }: Selection): readonly Condition[] => [
  ...(after === null
    ? []
    : [{ sql: `(${order}, ${table.key}) ${descending ? '<' : '>'} (?, ?)`, values: [after.value, after.key] }]),
  ...(until === null ? [] : [{ sql: `${order} < ?`, values: [until] }]),
];

/**
 * The stretch and the position in a list ordered by the stretch's column. Of two bounds on one end of an index SQLite
 * takes either: only the one that says more is said.
 */
const boundsOf = (selection: Selection, stretch: Stretch): Pick<Part, 'stretch' | 'position'> => {
  const { descending, after } = selection;
  const { fromMs, toMs } = stretch;
  const [begins, ends] = [beginsOf(stretch), endsOf(stretch)];
  const afterMs = after === null ? null : Number(after.value);
  const inside =
    afterMs !== null && (descending ? toMs === null || afterMs < toMs : fromMs === null || afterMs >= fromMs);
  return inside
    ? { stretch: descending ? begins : ends, position: positionOf(selection) }
    : { stretch: [...begins, ...ends], position: [] };
};

/**
 * The parts of a list; each row lies in one of them.
 *
 * What was changed in some week is looked for among what was made then, and among the few that changed long after that:
 * not among all that was ever stored.
 */
export const partsOf = (connection: Connection, selection: Selection): readonly Part[] => {
  const { table, order, filters, condition, changedLate } = selection;
  const candidates = filters.flatMap(([column, values]) =>
    values === null ? [] : [{ column, values: [...new Set(values)] }],
  );
  const partial = condition === null ? [] : [{ sql: condition, values: [] }];
  const updated = updatedWithin(selection);
  const restBeside = (lead: Lead | null): Part['rest'] => [
    ...candidates.filter((candidate) => candidate !== lead).map(following),
    ...updated,
  ];

  if (order === 'updated_at' && updated.length > 0) {
    const { updatedFromMs: fromMs, updatedToMs: toMs } = selection;
    const within: Stretch = { column: order, fromMs, toMs };
    const lead = leadOf(connection, selection, candidates, [...beginsOf(within), ...endsOf(within)]);
    const bounds = boundsOf(selection, within);
    const rest = candidates.filter((candidate) => candidate !== lead).map(following);
    return [{ from: table.name, lead, ...bounds, stretch: [...partial, ...bounds.stretch], rest }];
  }

  if (order !== 'created_at' || changedLate === null || updated.length === 0) {
    const lead = leadOf(connection, selection, candidates, []);
    return [{ from: table.name, lead, stretch: partial, rest: restBeside(lead), position: positionOf(selection) }];
  }

  const made = createdWithin(selection);
  const within = [...beginsOf(made), ...endsOf(made)];
  const lead = leadOf(connection, selection, candidates, within);
  const bounds = boundsOf(selection, made);
  return [
    {
      from: table.name,
      lead,
      stretch: [...partial, ...bounds.stretch],
      rest: restBeside(lead),
      position: bounds.position,
    },
    {
      from: `${table.name} INDEXED BY ${changedLate}`,
      lead: null,
      stretch: [
        ...partial,
        { sql: CHANGED_LATE, values: [] },
        { sql: `NOT (${within.map(({ sql }) => sql).join(' AND ')})`, values: valuesOf(within) },
      ],
      rest: restBeside(null),
      position: positionOf(selection),
    },
  ];
};
