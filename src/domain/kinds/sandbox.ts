import type { Sandbox } from '../sandbox.ts';
import { kindOf } from './kind.ts';

export const sandboxes = kindOf<Sandbox>()({
  name: 'sandboxes',
  key: { name: 'id', of: ({ id }) => id },
  fields: {},
  orders: ['updatedAt'],
  scope: { party: 'id' },
  retention: null,
  removable: true,
  audit: {
    object: 'sandbox',
    fields: {
      id: 'shown',
      version: 'shown',
      name: 'shown',
      clientId: 'shown',
      stations: 'shown',
      passwords: 'secret',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
});
