/** Many objects in one input: each as its own, and the answer with each one's result. */
import type { BulkFault } from '../domain/bulk-answer.ts';
import { outsidePointer } from '../domain/commands/outside.ts';
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

/** at: where the pointers of its faults begin. */
export const asError = ({ code, detail, faults }: BulkFault, at: string) => ({
  code,
  detail,
  faults: faults.map((fault) => ({ pointer: `${at}${outsidePointer(fault.pointer)}`, detail: fault.detail })),
});
