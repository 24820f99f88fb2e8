/** From what index a list is read: what leads is what leaves the fewest rows, as far as a short look tells. */
import type { ListQuery } from '../../services/ports/list.ts';
import type { Connection, SqlValue } from './connection.ts';
import type { DocumentTable } from './documents.ts';

/** Column and the values that it may have; null: not filtered. */
export type Filter = readonly [column: string, values: readonly SqlValue[] | null];

export const only = (value: string | null): readonly string[] | null => (value === null ? null : [value]);

export type Selection = {
  readonly table: DocumentTable;
  /** The one that leads where a look does not tell them apart comes first. Each column has an index of its own. */
  readonly filters: readonly Filter[];
  /** A condition with a partial index of its own, as SQL. */
  readonly condition?: string | null;
  /** The table's index of the rows that are CHANGED_LATE; null: none. */
  readonly changedLate?: string | null;
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
const CHANGED_LATE = `abs(updated_at - created_at) > ${DAY_MS}`;
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

const updatedWithin = ({ updatedFromAt, updatedToAt }: ListQuery): Part['rest'] =>
  [
    { sql: '+updated_at >= ?', at: updatedFromAt },
    { sql: '+updated_at < ?', at: updatedToAt },
  ].flatMap(({ sql, at }) => (at === null ? [] : [{ sql, values: [at.getTime()], column: 'updated_at' }]));

/** Where the rows lie that were changed within the query's time and not CHANGED_LATE. */
const createdWithin = ({ updatedFromAt, updatedToAt }: ListQuery) => ({
  fromMs: updatedFromAt === null ? null : updatedFromAt.getTime() - DAY_MS,
  toMs: updatedToAt === null ? null : updatedToAt.getTime() + DAY_MS,
});

/**
 * The parts of a list; each row lies in one of them. `after` only when the page is wanted, not the count.
 *
 * What was changed in some week is looked for among what was made then, and among the few that changed long after that:
 * not among all that was ever stored.
 */
export const partsOf = (
  connection: Connection,
  selection: Selection,
  query: ListQuery,
  after: ListQuery['after'],
): readonly Part[] => {
  const { table, filters, condition = null, changedLate = null } = selection;
  const candidates = filters.flatMap(([column, values]) =>
    values === null ? [] : [{ column, values: [...new Set(values)] }],
  );
  const partial = condition === null ? [] : [{ sql: condition, values: [] }];
  const updated = updatedWithin(query);
  const position: readonly Condition[] =
    after === null
      ? []
      : [
          {
            sql: `(created_at, ${table.key}) ${query.newestFirst ? '<' : '>'} (?, ?)`,
            values: [after.createdAt.getTime(), after.id],
          },
        ];
  const restBeside = (lead: Lead | null): Part['rest'] => [
    ...candidates.filter((candidate) => candidate !== lead).map(following),
    ...updated,
  ];

  if (changedLate === null || updated.length === 0) {
    const lead = leadOf(connection, selection, candidates, []);
    return [{ from: table.name, lead, stretch: partial, rest: restBeside(lead), position }];
  }

  const { fromMs, toMs } = createdWithin(query);
  const begins = fromMs === null ? [] : [{ sql: 'created_at >= ?', values: [fromMs] }];
  const ends = toMs === null ? [] : [{ sql: 'created_at < ?', values: [toMs] }];
  const within = [...begins, ...ends];
  const lead = leadOf(connection, selection, candidates, within);
  // Of two bounds on one end of an index SQLite takes either: only the one that says more is said.
  const afterMs = after?.createdAt.getTime() ?? null;
  const inside =
    afterMs !== null && (query.newestFirst ? toMs === null || afterMs < toMs : fromMs === null || afterMs >= fromMs);
  const bounds = !inside ? within : query.newestFirst ? begins : ends;
  return [
    {
      from: table.name,
      lead,
      stretch: [...partial, ...bounds],
      rest: restBeside(lead),
      position: inside ? position : [],
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
      position,
    },
  ];
};
