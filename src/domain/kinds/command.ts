import type { Command } from '../command.ts';
import { shownParameters } from '../commands/audited.ts';
import { namedToken } from '../commands/naming.ts';
import { formerEvseUid } from '../evse.ts';
import { withOwner } from '../party.ts';
import { withGroup } from '../station-group.ts';
import { kindOf } from './kind.ts';
import { groupField, ownerField } from './scope-fields.ts';

/** No order by `updatedAt`: each step of a command would move it in eight more indexes. */
export const commands = kindOf<Command>()({
  name: 'commands',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    number: { type: 'number', of: ({ number }) => number },
    type: { type: 'text', of: ({ type }) => type, filters: true },
    status: { type: 'text', of: ({ status }) => status, filters: true },
    stationId: { type: 'text', of: ({ stationId }) => stationId, filters: true },
    locationId: { type: 'text', of: ({ locationId }) => locationId, filters: true },
    sessionId: { type: 'text', of: ({ sessionId }) => sessionId, filters: true },
    clientId: { type: 'text', of: ({ requestedBy }) => requestedBy.clientId, filters: true },
    userId: { type: 'text', of: ({ requestedBy }) => requestedBy.userId },
    /** A command is seen with the token that it names, any other with that of its session. */
    tokenUid: {
      type: 'text',
      of: (command) => namedToken(command)?.uid ?? null,
      ignoresCase: true,
      apart: true,
    },
    evseUid: { type: 'text', of: ({ evseUid }) => evseUid, ignoresCase: true, filters: true },
    partyId: ownerField,
    stationGroupId: groupField,
    batchId: { type: 'text', of: ({ batchId = null }) => batchId, filters: true },
  },
  orders: [],
  scope: { location: 'locationId', group: 'stationGroupId', token: 'tokenUid', driver: 'userId', party: 'partyId' },
  leads: [
    'sessionId',
    'batchId',
    'userId',
    'stationId',
    'tokenUid',
    'evseUid',
    'locationId',
    'status',
    'type',
    'clientId',
  ],
  grows: true,
  retention: null,
  // What is asked for, and what became of a command that a caller takes back. What stations answer is no caller's doing.
  audit: {
    object: 'command',
    fields: {
      id: 'left_out',
      version: 'shown',
      number: 'left_out',
      type: 'shown',
      parameters: 'shown',
      stationId: 'shown',
      locationId: 'shown',
      partyId: 'shown',
      stationGroupId: 'left_out',
      evseId: 'shown',
      evseUid: 'shown',
      sessionId: 'shown',
      status: 'shown',
      result: 'left_out',
      error: 'shown',
      reason: 'left_out',
      seen: 'left_out',
      lateOutcome: 'left_out',
      requestedBy: 'left_out',
      traceparent: 'left_out',
      batchId: 'shown',
      notBeforeAt: 'shown',
      idempotencyKey: 'left_out',
      createdAt: 'left_out',
      updatedAt: 'left_out',
      expiresAt: 'shown',
      sentAt: 'left_out',
      sentBy: 'left_out',
      answeredAt: 'left_out',
    },
    clean: (command) => ({ ...command, parameters: shownParameters(command) }) as Command,
  },
  complete: (stored: Command): Command =>
    withGroup(
      withOwner(
        Object.hasOwn(stored, 'evseUid')
          ? stored
          : { ...stored, evseUid: formerEvseUid(stored.stationId, stored.evseId) },
      ),
    ),
});
