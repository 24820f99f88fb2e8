import type { RetiredToken } from '../retired.ts';
import { kindOf } from './kind.ts';
import { tokens } from './token.ts';

/** Seen by whoever saw the token. */
export const retiredTokens = kindOf<RetiredToken>()({
  name: 'retiredTokens',
  key: tokens.key,
  fields: tokens.fields,
  orders: ['updatedAt'],
  scope: tokens.scope,
  retention: null,
  removable: true,
  // The removal of the token is in the log.
  audit: null,
});
