/** One believable event of each type, from which webhooks/ gets its examples. */

import { ALL_GRANTS } from '../../src/domain/access.ts';
import type { Command } from '../../src/domain/command.ts';
import {
  type DomainEvent,
  EVENT_TYPES,
  EVENTS,
  type EventData,
  type EventObject,
  type EventType,
} from '../../src/domain/event.ts';
import type { Location } from '../../src/domain/location.ts';
import { createPartyNames } from '../../src/domain/party.ts';
import { asRetired } from '../../src/domain/retired.ts';
import type { Session } from '../../src/domain/session.ts';
import type { Station } from '../../src/domain/station.ts';
import type { StationError } from '../../src/domain/station-error.ts';
import { firstSighting } from '../../src/domain/station-problem-rules.ts';
import type { Token } from '../../src/domain/token.ts';
import { NO_WEBHOOK_FILTER, newsOf, type WebhookEndpoint } from '../../src/domain/webhook-endpoint.ts';

export const exampleParties = createPartyNames({ countryCode: 'BE', partyId: 'VGT' });

const at = (time: string): Date => new Date(`2026-03-01T${time}Z`);

export const exampleLocation: Location = {
  partyId: 'default',
  id: 'harbour',
  version: 2,
  name: 'Harbour garage',
  address: 'Kaai 12',
  city: 'Gent',
  postalCode: '9000',
  country: 'BEL',
  coordinates: { latitude: 51.047599, longitude: 3.729944 },
  timeZone: 'Europe/Brussels',
  publish: true,
  createdAt: at('08:00:00'),
  updatedAt: at('08:30:00'),
};

export const exampleStation: Station = {
  partyId: 'default',
  id: 'HARBOUR-01',
  version: 17,
  locationId: 'harbour',
  groupId: null,
  name: 'Left of the entrance',
  registration: 'accepted',
  security: { profile: 2, passwordHash: null },
  validation: 'strict',
  vendor: 'Voltmaker',
  model: 'VM-22',
  serialNumber: 'VM22-000417',
  firmwareVersion: '4.2.0',
  protocol: '2.0.1',
  online: true,
  connectedAt: at('11:58:10'),
  disconnectedAt: at('11:58:02'),
  disconnectReason: null,
  openOutages: [],
  problems: [],
  meterKeys: [],
  bootedAt: at('11:58:11'),
  clockSkewS: 0.4,
  status: 'AVAILABLE',
  evseSeries: 0,
  replacedBy: null,
  evses: [
    {
      id: 1,
      uid: '01JNADZ0M5W9E6H2T8Q4R7K1CB',
      emi3Id: 'BE*VGT*E000417*1',
      connectors: [
        {
          id: 1,
          status: 'OCCUPIED',
          errorCode: null,
          standard: null,
          maxPowerW: null,
          statusAt: at('12:00:05'),
        },
      ],
      facts: {
        set: {
          connectors: [
            {
              id: 1,
              standard: 'IEC_62196_T2',
              format: 'SOCKET',
              powerType: 'AC_3_PHASE',
              maxVoltageV: 230,
              maxAmperageA: 32,
            },
          ],
        },
        learnt: { startOrder: 'EITHER' },
      },
    },
  ],
  createdAt: at('08:10:00'),
  updatedAt: at('12:00:05'),
};

export const exampleSession: Session = {
  partyId: 'default',
  stationGroupId: null,
  id: '01JNAE5T4B8ZQ5W2C0V7X3M9KD',
  version: 4,
  stationId: 'HARBOUR-01',
  locationId: 'harbour',
  evseId: 1,
  evseUid: '01JNADZ0M5W9E6H2T8Q4R7K1CB',
  connectorId: 1,
  status: 'ACTIVE',
  chargingState: 'CHARGING',
  token: { uid: '04A2B3C4D5', type: 'RFID' },
  groupId: null,
  driverId: null,
  authorization: 'ACCEPTED',
  commandId: '01JNAE5SXR4YJ1H6P8G2N5T0EQ',
  startedAt: at('12:00:06'),
  endedAt: null,
  energyWh: 1834,
  toldEnergyWh: 1834,
  powerW: 10_980,
  stateOfChargePercent: null,
  stopReason: null,
  endInferredFrom: null,
  left: null,
  stale: false,
  flags: [],
  transaction: {
    id: '9f0c1c1e-57b0-4b1c-8a5c-7d2f3f2a9b10',
    protocol: '2.0.1',
    startKey: null,
    remoteStartId: 417,
    seqNos: [[0, 3]],
    startSeen: true,
    endSeen: false,
    first: { energyWh: 1_204_411, sampledAt: at('12:00:06'), boundary: true },
    last: { energyWh: 1_206_245, sampledAt: at('12:10:06'), boundary: false },
    registers: { slotBits: 0, fromMs: at('12:10:06').getTime(), samples: [0, 1_206_245] },
    maxPowerW: null,
    intervals: [],
    foldedIntervals: null,
    told: {
      tokenAt: at('12:00:06'),
      chargingStateAt: at('12:00:06'),
      chargingStateSeqNo: 0,
      powerAt: at('12:10:06'),
      stateOfChargeAt: null,
    },
    newestAt: at('12:10:06'),
  },
  createdAt: at('12:00:06'),
  updatedAt: at('12:10:06'),
};

export const exampleCommand: Command<'START_SESSION'> = {
  partyId: 'default',
  stationGroupId: null,
  id: '01JNAE5SXR4YJ1H6P8G2N5T0EQ',
  version: 4,
  number: 417,
  type: 'START_SESSION',
  parameters: { evseId: 1, connectorId: null, token: { uid: '04A2B3C4D5', type: 'RFID' } },
  stationId: 'HARBOUR-01',
  locationId: 'harbour',
  evseId: 1,
  evseUid: '01JNADZ0M5W9E6H2T8Q4R7K1CB',
  sessionId: '01JNAE5T4B8ZQ5W2C0V7X3M9KD',
  status: 'CONFIRMED',
  result: { status: 'Accepted' },
  error: null,
  lateOutcome: null,
  requestedBy: { clientId: 'fleet', userId: null },
  createdAt: at('12:00:04'),
  updatedAt: at('12:00:06'),
  expiresAt: at('12:01:04'),
  sentBy: null,
  sentAt: at('12:00:04'),
  answeredAt: at('12:00:05'),
};

export const exampleToken: Token = {
  partyId: 'default',
  uid: '04A2B3C4D5',
  type: 'RFID',
  version: 1,
  contractId: 'BE-VGT-C00000417-X',
  status: 'ACCEPTED',
  expiresAt: null,
  groupId: null,
  masterPass: false,
  driverId: null,
  issuer: 'Voltgate',
  visualNumber: '0417',
  createdAt: at('08:20:00'),
  updatedAt: at('08:20:00'),
};

/** As the station was when it came back, before the driver of the example plugged in. */
const online: Station = {
  ...exampleStation,
  version: 15,
  evses: exampleStation.evses.map((evse) => ({
    ...evse,
    connectors: evse.connectors.map((connector) => ({ ...connector, status: 'AVAILABLE', statusAt: at('11:40:31') })),
  })),
  updatedAt: at('11:58:11'),
};
const later = (version: number, time: string): Station => ({ ...exampleStation, version, updatedAt: at(time) });
const offline: Station = {
  ...later(21, '13:30:00'),
  online: false,
  disconnectedAt: at('13:30:00'),
};
const replaced: Station = {
  ...offline,
  version: 22,
  evses: [],
  evseSeries: 1,
  replacedBy: 'HARBOUR-01-B',
  updatedAt: at('14:05:00'),
};
const removed: Station = { ...offline, version: 22, updatedAt: at('14:05:00'), retiredAt: at('14:05:00') };
const groundFailure: StationError = {
  code: 'GroundFailure',
  vendorCode: 'E17',
  vendorId: 'com.example',
  info: 'RCD tripped',
  severity: null,
};
const faulted: Station = {
  ...later(19, '12:40:12'),
  status: 'FAULTED',
  statusErrorCode: 'GroundFailure',
  statusError: groundFailure,
};

export const exampleWebhookEndpoint: WebhookEndpoint = {
  id: '01JNAD2F8Z6V1Q9S3M7B5X0TKE',
  version: 3,
  clientId: 'fleet',
  userId: null,
  accountId: null,
  scopes: ['webhooks:manage', 'sessions:read'],
  grants: ALL_GRANTS,
  partyId: 'default',
  url: 'https://fleet.example/hooks/voltgate',
  description: 'Depot planner',
  filter: { ...NO_WEBHOOK_FILTER, types: ['session.started', 'session.ended'] },
  ordered: true,
  publicKey: null,
  previousSecretEndsAt: null,
  disabled: null,
  failing: null,
  createdAt: at('08:00:00'),
  updatedAt: at('12:00:00'),
};
const gone: WebhookEndpoint = {
  ...exampleWebhookEndpoint,
  version: 4,
  disabled: { reason: 'gone', detail: 'HTTP 410', disabledAt: at('12:10:06') },
};

const OBJECTS = {
  location: exampleLocation,
  station: exampleStation,
  session: exampleSession,
  command: exampleCommand,
  token: exampleToken,
  webhookEndpoint: newsOf(exampleWebhookEndpoint, false),
} satisfies { readonly [O in EventObject]: object };

/** Types whose data is their object, and nothing else: the example object will do. */
type PlainType = {
  [T in EventType]: Pick<typeof OBJECTS, (typeof EVENTS)[T]['object']> extends EventData[T] ? T : never;
}[EventType];

export const exampleProblem = firstSighting(
  {
    stationId: exampleStation.id,
    kind: 'message_refused',
    action: 'StopTransaction',
    property: '/transactionId',
    detail: 'must be integer',
    level: 'lenient',
  },
  at('12:10:06'),
);

const DATA: Omit<EventData, PlainType> & Partial<EventData> = {
  'station.online': { station: online },
  'station.offline': { station: offline },
  'station.faulted': { station: faulted, errorCode: 'GroundFailure', error: groundFailure },
  'station.recovered': { station: later(20, '12:55:40') },
  'station.replaced': {
    station: replaced,
    evses: [{ uid: '01JNADZ0M5W9E6H2T8Q4R7K1CB', evseId: 1, replacementEvseId: 1 }],
  },
  'station.problem': { station: { ...later(18, '12:10:06'), problems: [exampleProblem] }, problem: exampleProblem },
  'station.message': {
    action: 'NotifyEvent',
    payload: { generatedAt: '2026-03-01T12:10:05Z', seqNo: 0, eventData: [] },
  },
  'station.message_quarantined': {
    action: 'StopTransaction',
    payload: { transactionId: 99, meterStop: 1200, timestamp: '2026-03-01T12:10:05Z' },
    reason: 'No transaction of that id is known.',
    messageId: '5d2f0c6b3f1e4a0c9b7f1f5b1f0f3f6e',
  },
  'connector.status_changed': {
    evseId: 1,
    evseUid: '01JNADZ0M5W9E6H2T8Q4R7K1CB',
    connectorId: 1,
    status: 'OCCUPIED',
    errorCode: null,
    error: null,
  },
  'session.started': {
    session: {
      ...exampleSession,
      version: 1,
      energyWh: 0,
      toldEnergyWh: 0,
      powerW: null,
      updatedAt: exampleSession.createdAt,
    },
  },
  'session.ended': {
    session: {
      ...exampleSession,
      version: 9,
      status: 'COMPLETED',
      chargingState: 'IDLE',
      endedAt: at('13:02:40'),
      energyWh: 11_204,
      toldEnergyWh: 11_204,
      powerW: null,
      stopReason: 'EVDisconnected',
      updatedAt: at('13:02:40'),
    },
  },
  'location.removed': { location: asRetired(exampleLocation, at('14:10:00')) },
  'station.removed': { station: removed },
  'token.removed': { token: asRetired(exampleToken, at('14:10:00')) },
  'firmware.status_changed': { status: 'Installing', requestId: 12 },
  'security.event': { type: 'SettingSystemTime', techInfo: null },
  'webhook.endpoint_disabled': { webhookEndpoint: newsOf(gone, false) },
  'webhook.endpoint_deleted': { webhookEndpoint: newsOf(exampleWebhookEndpoint, true) },
};

/** Of those whose object does not say when it changed. */
const OCCURRED: { readonly [T in EventType]?: Date } = {
  'connector.status_changed': exampleStation.updatedAt,
  'webhook.endpoint_updated': exampleWebhookEndpoint.updatedAt,
  'webhook.endpoint_deleted': at('12:30:00'),
};

type Carried = { readonly version: number; readonly updatedAt?: Date };

const exampleOf = (type: EventType, index: number): DomainEvent => {
  const { object: kind } = EVENTS[type];
  const object = OBJECTS[kind];
  const data = DATA[type] ?? { [kind]: object };
  const carried = (data as Readonly<Partial<Record<EventObject, Carried>>>)[kind];
  const isNowhere = kind === 'token' || kind === 'webhookEndpoint';
  return {
    id: `01JNAF0000000000000000${String(index + 1).padStart(4, '0')}`,
    seq: index + 1,
    type,
    occurredAt: OCCURRED[type] ?? carried?.updatedAt ?? at('12:10:06'),
    objectId: 'uid' in object ? object.uid : object.id,
    objectVersion: (carried ?? object).version,
    locationId: isNowhere ? null : 'harbour',
    stationId: isNowhere || kind === 'location' ? null : 'HARBOUR-01',
    sessionId: kind === 'session' || kind === 'command' ? exampleSession.id : null,
    tokenUid: EVENTS[type].audience === 'personal' ? exampleToken.uid : null,
    stationGroupId: null,
    partyId: 'default',
    data,
  } as DomainEvent;
};

/** By type. */
export const exampleEvents = Object.fromEntries(EVENT_TYPES.map((type, index) => [type, exampleOf(type, index)])) as {
  readonly [T in EventType]: DomainEvent<T>;
};
