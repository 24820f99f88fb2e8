import type { BulkAnswer } from '../bulk-answer.ts';
import { kindOf } from './kind.ts';

/** No caller reads one but by its idempotency key, which is good for a day. */
export const bulkAnswers = kindOf<BulkAnswer>()({
  name: 'bulkAnswers',
  key: { name: 'id', of: ({ id }) => id },
  fields: {},
  orders: [],
  scope: {},
  retention: { by: 'createdAt', days: 2 },
  // Each object that was put has an entry of its own.
  audit: null,
});
