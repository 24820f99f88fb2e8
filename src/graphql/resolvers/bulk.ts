/** What came of many objects that were put. */
import type { BulkStatus } from '../../domain/bulk-answer.ts';
import { asError, type BulkUpsertAnswer } from '../bulk.ts';
import type { Resolvers } from '../schema.gen.ts';

const counted = ({ results }: BulkUpsertAnswer, status: BulkStatus): number =>
  results.filter((result) => result.status === status).length;

export const bulkResolvers: Resolvers = {
  BulkUpsert: {
    created: (answer) => counted(answer, 'CREATED'),
    replaced: (answer) => counted(answer, 'REPLACED'),
    unchanged: (answer) => counted(answer, 'UNCHANGED'),
    refused: (answer) => counted(answer, 'REFUSED'),
    results: ({ results, field }) =>
      results.map(({ key, status, version, fault }, index) => ({
        index,
        id: key,
        status,
        version,
        error: fault === null ? null : asError(fault, `/input/${field}/${index}`),
      })),
  },
};
