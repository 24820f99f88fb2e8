/**
 * What came of many objects that one request put, or of many stations that it asked for something: kept for its
 * idempotency key, so that asking again is told the same.
 */
import type { ErrorCode, FieldFault } from './error.ts';

export const BULK_STATUSES = ['CREATED', 'REPLACED', 'UNCHANGED', 'REFUSED'] as const;
export type BulkStatus = (typeof BULK_STATUSES)[number];

/** faults: by pointers into the object itself. */
export type BulkFault = { readonly code: ErrorCode; readonly detail: string; readonly faults: readonly FieldFault[] };

/** key: the object's, as the request named it. version and fault: one of them is null. */
export type BulkResult = {
  readonly key: string;
  readonly status: BulkStatus;
  readonly version: number | null;
  readonly fault: BulkFault | null;
};

export type BulkAnswer = {
  readonly id: string;
  readonly version: number;
  readonly results: readonly BulkResult[];
  /** Where stations were asked: the command of each result; null: it was refused. */
  readonly commandIds?: readonly (string | null)[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
