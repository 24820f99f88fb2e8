/** Many objects in one request, each with its own result. */
import type { BulkResult } from '../../domain/bulk-answer.ts';
import type { DomainError } from '../../domain/error.ts';

/** The most of one request. */
export const MOST_IN_BULK = 1000;

/** input: what is put, or what was wrong with it at the face. key: its id, as the request says it. */
export type BulkItem<Input> = {
  readonly key: string;
  readonly input: Input | DomainError;
  /** null: whatever it is at. */
  readonly ifVersion: number | null;
};

export type BulkPut<Input> = { readonly items: readonly BulkItem<Input>[]; readonly idempotencyKey: string | null };

/** results: in the order of the items. repeated: the idempotency key was seen before, this is the first answer. */
export type BulkAnswered = { readonly results: readonly BulkResult[]; readonly repeated: boolean };
