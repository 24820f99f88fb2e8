/** Where a trace is read from. Each source is a file of its own beside this one; docs/recipes/trace-source.md. */
import type { Caller } from '../../domain/access.ts';
import type { Command } from '../../domain/command.ts';
import type { Session } from '../../domain/session.ts';
import type { TraceEntry } from '../api/traces.ts';

/** What is traced; its caller may see all of it. */
export type TraceSubject = {
  readonly caller: Caller;
  readonly stationId: string;
  readonly commands: readonly Command[];
  readonly session: Session | null;
  /** Whether the session as a whole is traced, or what its command brought. */
  readonly wholeSession: boolean;
};

export type TracePosition = { readonly at: Date; readonly id: string };

export type TraceSlice = { readonly after: TracePosition | null; readonly limit: number };

export type TraceSource = {
  /** The first `limit` behind `after` (null: from the oldest), by time and id, of what the caller may see. */
  readonly read: (subject: TraceSubject, slice: TraceSlice) => Promise<readonly TraceEntry[]>;
};

export const compareEntries = (one: TracePosition, other: TracePosition): number =>
  one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

/** Of a source that knows all it has at once. */
export const sliced = (entries: readonly TraceEntry[], { after, limit }: TraceSlice): readonly TraceEntry[] =>
  entries
    .filter((entry) => after === null || compareEntries(entry, after) > 0)
    .toSorted(compareEntries)
    .slice(0, limit);
