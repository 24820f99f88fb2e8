/** Holds each request against the description. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Request, RequestHandler } from 'express';
import { DomainError } from '../domain/error.ts';
import { type DescribedOperation, type Description, operationsOf } from './description.ts';
import { createMatch } from './match.ts';
import { setItemFaults, setMatched } from './request.ts';
import { createRequestChecks, type RequestCheck } from './request-checks.ts';

export type Validation = {
  readonly operations: readonly DescribedOperation[];
  readonly checkOf: (operation: DescribedOperation) => RequestCheck;
  /** Passes what is right on, with what the description fills in; the operation is known then. */
  readonly handler: RequestHandler;
  /** Compiles what the first request of each operation would otherwise wait for, in small pieces. */
  readonly warmUp: () => Promise<void>;
};

/** Refuses query parameters that the operation doesn't have, by their names. */
export const requireKnownQuery = ({ query }: Request, operation: DescribedOperation): void => {
  const unknown = Object.keys(query).filter((name) => !operation.query.has(name));
  if (unknown.length === 0) return;
  throw new DomainError('invalid_request', {
    detail: `Unknown query parameter: ${unknown.join(', ')}.`,
    faults: unknown.map((name) => ({ pointer: `/query/${name}`, detail: 'There is no such parameter.' })),
  });
};

export const createValidation = (description: Description): Validation => {
  const operations = operationsOf(description);
  const match = createMatch(operations);
  const checkOf = createRequestChecks(description);

  return {
    operations,
    checkOf,
    handler: (request, response, next) => {
      const { originalUrl: url, method, headers, body } = request;
      const matched = match(method, url.split('?', 1)[0] ?? '');
      setMatched(response, matched);
      const { operation, params } = matched;
      // express reads the query anew each time that it is asked for.
      const { query } = request;
      Object.defineProperty(request, 'query', { value: query, writable: true });
      setItemFaults(response, checkOf(operation)({ url, query, headers, params, body }));
      requireKnownQuery(request, operation);
      next();
    },
    warmUp: async () => {
      for (const operation of operations) {
        checkOf(operation);
        await nextTurn();
      }
    },
  };
};
