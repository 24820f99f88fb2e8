/** Many objects in one input: each as its own, and the answer with each one's result. */
import { type DomainError, isDomainError } from '../domain/error.ts';
import type { BulkAnswered, BulkItem } from '../services/api/bulk.ts';

/** field: of the input, which has the items. */
export type BulkUpsertAnswer = BulkAnswered & { readonly field: string };

export const bulkItem = <Input>(
  key: string,
  ifVersion: number | null | undefined,
  read: () => Input,
): BulkItem<Input> => {
  const inputOr = (): Input | DomainError => {
    try {
      return read();
    } catch (error) {
      if (isDomainError(error)) return error;
      throw error;
    }
  };
  return { key, input: inputOr(), ifVersion: ifVersion ?? null };
};
