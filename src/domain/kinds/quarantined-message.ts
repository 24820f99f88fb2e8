import { goesAt } from '../quarantine-rules.ts';
import type { QuarantinedMessage } from '../quarantined-message.ts';
import { kindOf } from './kind.ts';
import { groupField, ownerField } from './scope-fields.ts';

/** A message can name anybody's token: who is bound to tokens or is a driver sees none. */
export const quarantinedMessages = kindOf<QuarantinedMessage>()({
  name: 'quarantinedMessages',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    stationId: { type: 'text', of: ({ stationId }) => stationId, filters: true },
    locationId: { type: 'text', of: ({ locationId }) => locationId, filters: true },
    status: { type: 'text', of: ({ status }) => status, filters: true },
    action: { type: 'text', of: ({ action }) => action, filters: true },
    /** Far away for those that are open. */
    goesAt: { type: 'instant', of: goesAt },
    partyId: ownerField,
    stationGroupId: groupField,
  },
  orders: ['goesAt'],
  scope: { location: 'locationId', group: 'stationGroupId', party: 'partyId' },
  leads: ['stationId', 'status', 'locationId', 'action'],
  grows: true,
  retention: { by: 'goesAt', days: 0 },
  audit: {
    object: 'quarantined_message',
    fields: {
      id: 'shown',
      version: 'shown',
      stationId: 'shown',
      locationId: 'shown',
      partyId: 'shown',
      stationGroupId: 'shown',
      protocol: 'shown',
      action: 'shown',
      // The station's, and never changed.
      payload: 'left_out',
      reason: 'shown',
      property: 'shown',
      errorCode: 'shown',
      level: 'shown',
      receivedAt: 'shown',
      lastAt: 'shown',
      count: 'shown',
      status: 'shown',
      settlement: 'shown',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
});
