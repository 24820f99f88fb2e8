/** Records to begin with; each is whole, and parts can be set. */
import type { Command } from '../../../src/domain/command.ts';
import type { CommandParameters, CommandType } from '../../../src/domain/commands/commands.ts';
import type { Session } from '../../../src/domain/session.ts';
import type { ConnectorStatus, OcppVersion, Station } from '../../../src/domain/station.ts';
import type { Token } from '../../../src/domain/token.ts';

export const T0 = new Date('2026-03-01T12:00:00.000Z');
export const at = (seconds: number): Date => new Date(T0.getTime() + seconds * 1000);

export const PARAMETERS: { readonly [T in CommandType]?: CommandParameters[T] } = {
  START_SESSION: { evseId: 1, connectorId: null, token: { uid: 'TAG1', type: 'RFID' } },
  STOP_SESSION: { sessionId: 'S1' },
  RESET_STATION: { mode: 'IMMEDIATE', evseId: null },
  CHANGE_AVAILABILITY: { operative: false, evseId: 1, connectorId: null },
  UNLOCK_CONNECTOR: { evseId: 1, connectorId: 1 },
};

export const command = <
  T extends 'START_SESSION' | 'STOP_SESSION' | 'RESET_STATION' | 'CHANGE_AVAILABILITY' | 'UNLOCK_CONNECTOR',
>(
  type: T,
  parts: Partial<Omit<Command<T>, 'type'>> = {},
): Command<T> =>
  ({
    id: 'C1',
    version: 1,
    number: 7,
    type,
    parameters: PARAMETERS[type],
    stationId: 'CS1',
    locationId: 'LOC1',
    stationGroupId: null,
    evseId: 1,
    evseUid: 'EVSE1',
    sessionId: null,
    status: 'QUEUED',
    result: null,
    error: null,
    lateOutcome: null,
    requestedBy: { clientId: 'fleet', userId: null },
    createdAt: T0,
    updatedAt: T0,
    expiresAt: at(60),
    sentAt: null,
    sentBy: null,
    answeredAt: null,
    ...parts,
  }) as Command<T>;

export const connectors = (status: ConnectorStatus, evses = 1): Station['evses'] =>
  Array.from({ length: evses }, (_, index) => ({
    id: index + 1,
    uid: `EVSE${index + 1}`,
    emi3Id: null,
    connectors: [{ id: 1, status, errorCode: null, standard: null, maxPowerW: null, statusAt: T0 }],
  }));

export const station = (parts: Partial<Station> = {}): Station => ({
  partyId: 'default',
  id: 'CS1',
  version: 1,
  locationId: 'LOC1',
  groupId: null,
  name: null,
  registration: 'accepted',
  security: { profile: 0, passwordHash: null },
  validation: 'lenient',
  vendor: null,
  model: null,
  serialNumber: null,
  firmwareVersion: null,
  protocol: '2.0.1',
  online: true,
  connectedAt: T0,
  disconnectedAt: null,
  disconnectReason: null,
  openOutages: [],
  meterKeys: [],
  problems: [],
  bootedAt: T0,
  clockSkewS: null,
  status: 'AVAILABLE',
  evses: connectors('AVAILABLE', 2),
  evseSeries: 0,
  replacedBy: null,
  createdAt: T0,
  updatedAt: T0,
  ...parts,
});

export const token = (parts: Partial<Token> = {}): Token => ({
  partyId: 'default',
  uid: 'TAG1',
  type: 'RFID',
  version: 1,
  contractId: 'NL-VGT-C0001',
  status: 'ACCEPTED',
  expiresAt: null,
  groupId: null,
  masterPass: false,
  driverId: null,
  issuer: null,
  visualNumber: null,
  createdAt: T0,
  updatedAt: T0,
  ...parts,
});

export const session = (
  parts: Partial<Omit<Session, 'transaction'>> = {},
  transaction: { readonly id?: string; readonly protocol?: OcppVersion; readonly remoteStartId?: number | null } = {},
): Session => ({
  partyId: 'default',
  stationGroupId: null,
  id: 'S1',
  version: 1,
  stationId: 'CS1',
  locationId: 'LOC1',
  evseId: 1,
  evseUid: 'EVSE1',
  connectorId: 1,
  status: 'ACTIVE',
  chargingState: 'CHARGING',
  token: { uid: 'TAG1', type: 'RFID' },
  groupId: null,
  driverId: null,
  authorization: 'ACCEPTED',
  commandId: null,
  startedAt: T0,
  endedAt: null,
  energyWh: 0,
  toldEnergyWh: null,
  powerW: null,
  stateOfChargePercent: null,
  stopReason: null,
  endInferredFrom: null,
  left: null,
  stale: false,
  flags: [],
  createdAt: T0,
  updatedAt: T0,
  ...parts,
  transaction: {
    id: 'T1',
    protocol: '2.0.1',
    startKey: null,
    remoteStartId: null,
    seqNos: [],
    startSeen: true,
    endSeen: false,
    first: null,
    last: null,
    registers: { slotBits: 0, fromMs: 0, samples: [] },
    maxPowerW: null,
    intervals: [],
    foldedIntervals: null,
    told: { tokenAt: null, chargingStateAt: null, chargingStateSeqNo: null, powerAt: null, stateOfChargeAt: null },
    newestAt: T0,
    ...transaction,
  },
});
