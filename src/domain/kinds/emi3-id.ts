import type { Emi3IdHolder } from '../emi3-id.ts';
import { kindOf } from './kind.ts';

/** Nobody lists them: an EVSE is found by one, and seen by its own scope. */
export const emi3Ids = kindOf<Emi3IdHolder>()({
  name: 'emi3Ids',
  key: { name: 'id', of: ({ id }) => id },
  fields: {},
  orders: [],
  scope: {},
  retention: null,
  removable: true,
  // Who holds which id: the EVSEs tell it.
  audit: null,
});
