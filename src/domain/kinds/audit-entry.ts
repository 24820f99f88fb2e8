import type { AuditEntry } from '../audit.ts';
import { DEFAULT_PARTY_ID } from '../party.ts';
import { kindOf } from './kind.ts';

/** Who may read the log sees all of it, or what was done to the things of its parties. Nobody else is bound into it. */
export const auditEntries = kindOf<AuditEntry>()({
  name: 'auditEntries',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    objectId: { type: 'text', of: ({ objectId }) => objectId, ignoresCase: true, filters: true },
    userId: { type: 'text', of: ({ userId }) => userId, filters: true },
    clientId: { type: 'text', of: ({ clientId }) => clientId, filters: true },
    operation: { type: 'text', of: ({ operation }) => operation, filters: true },
    object: { type: 'text', of: ({ object }) => object, filters: true },
    outcome: { type: 'text', of: ({ outcome }) => outcome, filters: true, common: ['DONE'] },
    partyId: { type: 'text', of: ({ partyId }) => partyId, filters: true, common: [DEFAULT_PARTY_ID] },
  },
  orders: [],
  scope: { party: 'partyId' },
  grows: true,
  // AUDIT_RETENTION_DAYS takes its place.
  retention: { by: 'createdAt', days: 365 },
  // The log is written by nobody but the gateway.
  audit: null,
});
