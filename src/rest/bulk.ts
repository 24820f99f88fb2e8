/** Many objects in one request: each item as its own input, and the answer with each one's result. */
import type { Request, Response } from 'express';
import { DomainError, type FieldFault, isDomainError } from '../domain/error.ts';
import type { BulkAnswered, BulkItem, BulkPut } from '../services/api/bulk.ts';
import { inOneLine } from './fault-words.ts';
import type { components } from './openapi.gen.ts';
import { partProblem } from './problem.ts';
import { itemFaultsOf } from './request.ts';

type Schemas = components['schemas'];

const invalid = (faults: readonly FieldFault[]): DomainError => {
  const [first] = faults;
  return new DomainError('invalid_request', { faults, ...(first === undefined ? {} : { detail: inOneLine(first) }) });
};

const readOr = <Input>(read: () => Input): Input | DomainError => {
  try {
    return read();
  } catch (error) {
    if (isDomainError(error)) return error;
    throw error;
  }
};

/** What the body says: an item that the description refuses comes with what is wrong with it. */
export const bulkPutOf = <Item, Input>(
  request: Request,
  response: Response,
  { keyOf, read }: { readonly keyOf: (item: Item) => unknown; readonly read: (item: Item) => Input },
): BulkPut<Input> => {
  const faults = itemFaultsOf(response);
  const items = (request.body as readonly Item[]).map((item, index): BulkItem<Input> => {
    const wrong = faults.get(index);
    const key: unknown = typeof item === 'object' && item !== null ? keyOf(item) : null;
    return {
      key: typeof key === 'string' ? key : '',
      input: wrong === undefined ? readOr(() => read(item)) : invalid(wrong),
      ifVersion: null,
    };
  });
  return { items, idempotencyKey: request.get('Idempotency-Key') ?? null };
};

export const sendBulk = (response: Response, { results, repeated }: BulkAnswered, publicUrl: string): void => {
  const counted = (status: Schemas['BulkPutResult']['status']): number =>
    results.filter((result) => result.status === status).length;
  if (repeated) response.set('Idempotency-Replayed', 'true');
  const answer: Schemas['BulkPut'] = {
    created: counted('CREATED'),
    replaced: counted('REPLACED'),
    unchanged: counted('UNCHANGED'),
    refused: counted('REFUSED'),
    results: results.map(({ key, status, version, fault }, index) => ({
      index,
      id: key,
      status,
      version,
      problem: fault === null ? null : partProblem(fault, publicUrl, `/${index}`),
    })),
  };
  response.json(answer);
};
