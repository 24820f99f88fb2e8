import type { DomainEvent } from '../../src/domain/event.ts';

export const anEvent = (seq: number): DomainEvent<'security.event'> => ({
  partyId: 'default',
  stationGroupId: null,
  id: `event-${seq}`,
  seq,
  type: 'security.event',
  occurredAt: new Date(seq),
  objectId: 'CP-1',
  objectVersion: seq,
  locationId: null,
  stationId: 'CP-1',
  sessionId: null,
  tokenUid: null,
  data: { type: 'FirmwareUpdated', techInfo: null },
});
