import type { Caller } from '../../domain/access.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import type { Page } from './paging.ts';

/** One thing that happened, as one source knows it. */
export type TraceEntry = {
  readonly at: Date;
  /** Different within a trace; of one instant the less comes first. */
  readonly id: string;
  /** The name of its source. */
  readonly source: string;
  readonly kind: string;
  readonly commandId: string | null;
  readonly sessionId: string | null;
  /** By names of ours. */
  readonly data: JsonObject;
  /** As others wrote it: a frame's payload. */
  readonly payload: JsonValue;
};

export type TracePage = { readonly limit: number; readonly cursor: string | null };

/** In order of time. What a caller may not see elsewhere is not in its traces either. */
export type Traces = {
  readonly ofCommand: (caller: Caller, commandId: string, page: TracePage) => Promise<Page<TraceEntry>>;
  readonly ofSession: (caller: Caller, sessionId: string, page: TracePage) => Promise<Page<TraceEntry>>;
};
