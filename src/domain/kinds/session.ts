import { registersBetween, toldBetween } from '../energy-rules.ts';
import { formerEvseUid } from '../evse.ts';
import { withOwner } from '../party.ts';
import type { Session } from '../session.ts';
import { withGroup } from '../station-group.ts';
import { kindOf } from './kind.ts';
import { groupField, ownerField } from './scope-fields.ts';

const withEvse = (stored: Session): Session =>
  Object.hasOwn(stored, 'evseUid') ? stored : { ...stored, evseUid: formerEvseUid(stored.stationId, stored.evseId) };

/** Earlier releases kept the first and the last register alone. */
const withToldEnergy = (stored: Session): Session => {
  const { transaction } = stored;
  if (Object.hasOwn(transaction, 'registers')) return stored;
  const { first, last } = transaction;
  return {
    ...stored,
    toldEnergyWh: toldBetween(first, last),
    transaction: { ...transaction, registers: registersBetween(first, last), maxPowerW: null },
  };
};

/** Until 0.2 no end was inferred. */
const withEnding = (stored: Session): Session =>
  Object.hasOwn(stored, 'left') ? stored : { ...stored, endInferredFrom: null, left: null };

/** No order by `updatedAt`: each meter value would move the session in six more indexes. */
export const sessions = kindOf<Session>()({
  name: 'sessions',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    tokenUid: { type: 'text', of: ({ token }) => token?.uid ?? null, ignoresCase: true, filters: true },
    stationId: { type: 'text', of: ({ stationId }) => stationId, filters: true },
    locationId: { type: 'text', of: ({ locationId }) => locationId, filters: true },
    driverId: { type: 'text', of: ({ driverId }) => driverId },
    status: { type: 'text', of: ({ status }) => status, filters: true, common: ['COMPLETED'] },
    transactionId: { type: 'text', of: ({ transaction }) => transaction.id },
    startKey: { type: 'text', of: ({ transaction }) => transaction.startKey },
    evseUid: { type: 'text', of: ({ evseUid }) => evseUid, ignoresCase: true, filters: true },
    partyId: ownerField,
    stationGroupId: groupField,
  },
  orders: [],
  scope: { location: 'locationId', group: 'stationGroupId', token: 'tokenUid', driver: 'driverId', party: 'partyId' },
  leads: ['status', 'stationId', 'tokenUid', 'driverId', 'evseUid', 'locationId'],
  grows: true,
  retention: null,
  audit: {
    object: 'session',
    fields: {
      id: 'shown',
      version: 'shown',
      stationId: 'shown',
      locationId: 'shown',
      partyId: 'shown',
      stationGroupId: 'shown',
      evseId: 'shown',
      evseUid: 'shown',
      connectorId: 'shown',
      status: 'shown',
      chargingState: 'shown',
      token: 'shown',
      groupId: 'shown',
      driverId: 'shown',
      authorization: 'shown',
      commandId: 'shown',
      startedAt: 'shown',
      endedAt: 'shown',
      energyWh: 'shown',
      toldEnergyWh: 'shown',
      powerW: 'left_out',
      stateOfChargePercent: 'left_out',
      stopReason: 'shown',
      endInferredFrom: 'shown',
      left: 'left_out',
      stale: 'left_out',
      flags: 'shown',
      transaction: 'left_out',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
  complete: (stored: Session) => withGroup(withOwner(withEvse(withToldEnergy(withEnding(stored))))),
});
