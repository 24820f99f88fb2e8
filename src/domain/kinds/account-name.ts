import type { AccountName } from '../account.ts';
import { kindOf } from './kind.ts';

/** Nobody lists them: an account is found by one. */
export const accountNames = kindOf<AccountName>()({
  name: 'accountNames',
  key: { name: 'name', of: ({ name }) => name },
  fields: {},
  orders: [],
  scope: {},
  retention: null,
  removable: true,
  // What is written of an account says its names.
  audit: null,
});
