/** Documents for the store's suite: whole and valid, changed where a test says so. */
import { ALL_GRANTS, type Client, FROM_INSIDE, SERVICE_CLIENT } from '../../src/domain/access.ts';
import type { Account, AccountName } from '../../src/domain/account.ts';
import type { AuditEntry } from '../../src/domain/audit.ts';
import type { Command } from '../../src/domain/command.ts';
import type { Emi3IdHolder } from '../../src/domain/emi3-id.ts';
import type { NewEvent } from '../../src/domain/event.ts';
import { READS_ALL } from '../../src/domain/event-scopes.ts';
import type { EvseRecord } from '../../src/domain/evse.ts';
import type { Location } from '../../src/domain/location.ts';
import type { StoredReading } from '../../src/domain/meter.ts';
import type { MeterPublicKey } from '../../src/domain/meter-public-key.ts';
import type { Outage } from '../../src/domain/outage.ts';
import type { PersistedOperation } from '../../src/domain/persisted-operation.ts';
import type { QuarantinedMessage } from '../../src/domain/quarantined-message.ts';
import type { Session } from '../../src/domain/session.ts';
import type { SigningKey } from '../../src/domain/signing-key.ts';
import type { Station } from '../../src/domain/station.ts';
import type { StationConfiguration } from '../../src/domain/station-configuration.ts';
import type { StationTemplate, TemplateRollout } from '../../src/domain/station-template.ts';
import type { Token } from '../../src/domain/token.ts';
import { SEES_ALL, type Visibility } from '../../src/domain/visibility.ts';
import { NO_WEBHOOK_FILTER, type WebhookEndpoint, type WebhookSecrets } from '../../src/domain/webhook-endpoint.ts';
import type { EventQuery } from '../../src/services/ports/event-store.ts';
import type { ListQuery } from '../../src/services/ports/list.ts';

/** The instant that many seconds after the suite's beginning of time. */
export const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, 0, 123) + seconds * 1000);

export const everything: Visibility = SEES_ALL;

export const firstPage: ListQuery<'createdAt'> = {
  scope: everything,
  limit: 100,
  after: null,
  order: 'createdAt',
  descending: false,
  updatedFromAt: null,
  updatedToAt: null,
};

export const allSessions = { ...firstPage, stationId: null, locationId: null, tokenUid: null, status: null };
export const allStations = { ...firstPage, locationId: null, online: null };
export const allCommands = {
  ...firstPage,
  stationId: null,
  sessionId: null,
  type: null,
  status: null,
  clientId: null,
};
export const allEvents: EventQuery = {
  scope: everything,
  reads: READS_ALL,
  types: null,
  descending: false,
  afterId: null,
  limit: 100,
  fromAt: null,
  toAt: null,
  sessionId: null,
  stationId: null,
  locationId: null,
  objectId: null,
};

export const aLocation = (changes: Partial<Location> = {}): Location => ({
  partyId: 'default',
  id: 'LOC-1',
  version: 1,
  name: 'Harbour',
  address: 'Kade 1',
  city: 'Rotterdam',
  postalCode: null,
  country: 'NLD',
  coordinates: { latitude: 51.9, longitude: 4.5 },
  timeZone: 'Europe/Amsterdam',
  publish: true,
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const anAuditEntry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
  id: 'A-1',
  version: 1,
  outcome: 'DONE',
  clientId: 'fleet',
  userId: null,
  operation: 'location.put',
  object: 'location',
  objectId: 'LOC-1',
  partyId: 'default',
  before: null,
  after: { id: 'LOC-1', createdAt: '2026-01-01T00:00:00.000Z', coordinates: { latitude: 1 } },
  reason: null,
  attempts: 1,
  from: { ...FROM_INSIDE, face: 'rest', address: '192.0.2.1', requestId: 'R-1' },
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const aConfiguration = (changes: Partial<StationConfiguration> = {}): StationConfiguration => ({
  stationId: 'CS-1',
  version: 1,
  protocol: '1.6',
  firmwareVersion: null,
  entries: [{ key: 'NumberOfConnectors', variable: null, value: '2', readOnly: true }],
  unknown: [],
  complete: true,
  readAt: at(1),
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const aStation = (changes: Partial<Station> = {}): Station => ({
  partyId: 'default',
  id: 'CS-1',
  version: 1,
  locationId: 'LOC-1',
  groupId: null,
  name: null,
  registration: 'accepted',
  security: { profile: 0, passwordHash: null },
  validation: 'lenient',
  vendor: 'Maker',
  model: null,
  serialNumber: null,
  firmwareVersion: null,
  protocol: '2.0.1',
  online: false,
  connectedAt: at(1),
  disconnectedAt: null,
  disconnectReason: null,
  openOutages: [],
  meterKeys: [],
  problems: [],
  bootedAt: at(2),
  clockSkewS: -0.25,
  status: 'AVAILABLE',
  evseSeries: 0,
  replacedBy: null,
  evses: [
    {
      id: 1,
      uid: 'EVSE-1',
      emi3Id: null,
      connectors: [
        { id: 1, status: 'AVAILABLE', errorCode: null, standard: null, maxPowerW: 11_000, statusAt: at(3) },
        { id: 2, status: 'UNKNOWN', errorCode: null, standard: null, maxPowerW: null, statusAt: null },
      ],
    },
  ],
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const anEvse = (changes: Partial<EvseRecord> = {}): EvseRecord => ({
  uid: 'EVSE-1',
  version: 1,
  stationId: 'CS-1',
  number: 1,
  emi3Id: null,
  locationId: 'LOC-1',
  partyId: 'default',
  stationGroupId: null,
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const anEmi3Id = (changes: Partial<Emi3IdHolder> = {}): Emi3IdHolder => ({
  id: 'BEVGTE1',
  version: 1,
  evseUid: 'EVSE-1',
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const aToken = (changes: Partial<Token> = {}): Token => ({
  partyId: 'default',
  uid: 'Tag-1',
  type: 'RFID',
  version: 1,
  contractId: 'NL-ABC-1',
  status: 'ACCEPTED',
  expiresAt: at(1000),
  groupId: null,
  masterPass: false,
  driverId: null,
  issuer: null,
  visualNumber: null,
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const aSession = (changes: Partial<Session> = {}): Session => {
  const id = changes.id ?? 'S-1';
  return {
    partyId: 'default',
    stationGroupId: null,
    id,
    version: 1,
    stationId: 'CS-1',
    locationId: 'LOC-1',
    evseId: 1,
    evseUid: 'EVSE-1',
    connectorId: 1,
    status: 'ACTIVE',
    chargingState: 'CHARGING',
    token: { uid: 'Tag-1', type: 'RFID' },
    groupId: null,
    driverId: null,
    authorization: 'ACCEPTED',
    commandId: null,
    startedAt: at(0),
    endedAt: null,
    energyWh: 1234,
    toldEnergyWh: 1240,
    powerW: 7400.5,
    stateOfChargePercent: null,
    stopReason: null,
    endInferredFrom: null,
    left: null,
    stale: false,
    flags: ['late_messages'],
    transaction: {
      id: `tx-${id}`,
      protocol: '2.0.1',
      startKey: null,
      remoteStartId: null,
      seqNos: [
        [0, 3],
        [5, 5],
      ],
      startSeen: true,
      endSeen: false,
      first: { energyWh: 10, sampledAt: at(4), boundary: false },
      last: null,
      registers: { slotBits: 0, fromMs: at(4).getTime(), samples: [0, 10] },
      maxPowerW: 11_000,
      intervals: [{ energyWh: 100, sampledAt: at(6) }],
      foldedIntervals: null,
      told: {
        tokenAt: at(7),
        chargingStateAt: null,
        chargingStateSeqNo: 2,
        powerAt: at(8),
        stateOfChargeAt: null,
      },
      newestAt: at(5),
    },
    createdAt: at(0),
    updatedAt: at(0),
    ...changes,
  };
};

type CommandCommon = Omit<Command<'STOP_SESSION'>, 'type' | 'parameters'>;

const commandCommon: CommandCommon = {
  partyId: 'default',
  stationGroupId: null,
  id: 'C-1',
  version: 1,
  number: 1,
  stationId: 'CS-1',
  locationId: 'LOC-1',
  evseId: 1,
  evseUid: 'EVSE-1',
  sessionId: null,
  status: 'QUEUED',
  result: null,
  error: null,
  lateOutcome: null,
  requestedBy: { clientId: 'app', userId: null },
  createdAt: at(0),
  updatedAt: at(0),
  expiresAt: at(60),
  sentAt: null,
  sentBy: null,
  answeredAt: null,
};

export const aStart = (changes: Partial<Command<'START_SESSION'>> = {}): Command<'START_SESSION'> => ({
  ...commandCommon,
  type: 'START_SESSION',
  parameters: { evseId: 1, connectorId: null, token: { uid: 'Tag-1', type: 'APP_USER' } },
  ...changes,
});

export const aStop = (changes: Partial<Command<'STOP_SESSION'>> = {}): Command<'STOP_SESSION'> => ({
  ...commandCommon,
  type: 'STOP_SESSION',
  sessionId: 'S-1',
  parameters: { sessionId: changes.sessionId ?? 'S-1' },
  ...changes,
});

export const aReset = (changes: Partial<Command<'RESET_STATION'>> = {}): Command<'RESET_STATION'> => ({
  ...commandCommon,
  type: 'RESET_STATION',
  parameters: { mode: 'ON_IDLE', evseId: null },
  ...changes,
});

export const aLimit = (changes: Partial<Command<'SET_CHARGING_LIMIT'>> = {}): Command<'SET_CHARGING_LIMIT'> => ({
  ...commandCommon,
  type: 'SET_CHARGING_LIMIT',
  parameters: { sessionId: null, limitW: 3700, limitA: null, fromAt: at(100), untilAt: null },
  ...changes,
});

export const anAccount = (changes: Partial<Account> = {}): Account => ({
  id: 'A-1',
  version: 1,
  login: 'Ada@example.org',
  name: 'Ada',
  email: 'ada@example.org',
  role: 'operator',
  status: 'active',
  driverId: null,
  partyId: 'default',
  grants: ALL_GRANTS,
  passwordHash: '$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA',
  totpRequired: true,
  totp: { secret: 'JBSWY3DPEHPK3PXP', lastStep: 7 },
  recoveryHashes: ['a1'],
  link: { purpose: 'password_reset', hash: 'b2', expiresAt: at(60) },
  identity: { issuer: 'https://login.example', subject: '7' },
  failedLogins: 2,
  failedAt: at(1),
  signedInAt: at(0),
  signedOutAt: null,
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const anAccountName = (changes: Partial<AccountName> = {}): AccountName => ({
  name: 'login ada@example.org',
  version: 1,
  accountId: 'A-1',
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const aStationTemplate = (changes: Partial<StationTemplate> = {}): StationTemplate => ({
  id: 'T-1',
  version: 1,
  vendor: 'Vendor',
  model: 'Model',
  evses: [{ evseId: null, startOrder: 'PLUG_FIRST', connectors: [{ id: 1, standard: 'IEC_62196_T2' }] }],
  partyId: 'default',
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const aTemplateRollout = (changes: Partial<TemplateRollout> = {}): TemplateRollout => ({
  id: 'T-1',
  version: 1,
  vendor: 'Vendor',
  model: 'Model',
  partyId: 'default',
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const aPersistedOperation = (changes: Partial<PersistedOperation> = {}): PersistedOperation => ({
  id: 'a1b2',
  version: 1,
  sha256: 'a1b2',
  clientId: null,
  document: '{ me { clientId } }',
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const aSigningKey = (changes: Partial<SigningKey> = {}): SigningKey => ({
  id: '1',
  version: 1,
  kid: 'key-1',
  jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd', kid: 'key-1' },
  signsFromAt: at(0),
  endsEarlier: false,
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const aClient = (changes: Partial<Client> = {}): Client => ({
  id: 'app',
  version: 1,
  name: 'App',
  issuer: null,
  secretHash: 'a1b2',
  jwks: { keys: [{ kty: 'EC', seenAt: '2026-01-01T00:00:00.000Z' }] },
  scopes: ['sessions:read'],
  ...SERVICE_CLIENT,
  locked: false,
  dpopBoundAccessTokens: false,
  persistedOperationsOnly: false,
  grants: { ...ALL_GRANTS, locationIds: ['LOC-1'] },
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const anOutage = (changes: Partial<Outage> = {}): Outage => ({
  id: 'O-1',
  version: 1,
  stationId: 'CS-1',
  locationId: 'LOC-1',
  partyId: 'default',
  stationGroupId: null,
  evseId: null,
  evseUid: null,
  cause: 'UNREACHABLE',
  reason: 'connection_lost',
  startedAt: at(0),
  endedAt: null,
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const aQuarantinedMessage = (changes: Partial<QuarantinedMessage> = {}): QuarantinedMessage => ({
  id: 'Q-1',
  version: 1,
  stationId: 'CS-1',
  locationId: 'LOC-1',
  partyId: 'default',
  stationGroupId: null,
  protocol: '1.6',
  action: 'StopTransaction',
  // A key that ends as those of our instants do is the station's, and stays text.
  payload: { transactionId: '7', seenAt: '2026-01-01T00:00:00.000Z', nested: [{ endedAt: null }] },
  reason: '/transactionId: must be integer',
  property: '/transactionId',
  errorCode: 'TypeConstraintViolation',
  level: 'lenient',
  receivedAt: at(0),
  lastAt: at(0),
  count: 1,
  status: 'OPEN',
  settlement: null,
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const aMeterKey = (changes: Partial<MeterPublicKey> = {}): MeterPublicKey => ({
  id: 'K-1',
  version: 1,
  stationId: 'CS-1',
  locationId: 'LOC-1',
  partyId: 'default',
  stationGroupId: null,
  evseId: 1,
  evseUid: 'UID-1',
  connectorId: null,
  publicKey: 'MFkwEwYH',
  subjectPublicKeyInfo: null,
  encodingMethod: 'OCMF',
  signingMethod: null,
  sources: ['READING'],
  toldAt: at(0),
  lastToldAt: at(0),
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const aReading = (changes: Partial<StoredReading> = {}): StoredReading => ({
  sessionId: 'S-1',
  stationId: 'CS-1',
  key: 'k-1',
  sampledAt: at(10),
  receivedAt: at(11),
  values: [
    {
      value: 1.5,
      raw: { value: '1.5', takenAt: '2026-01-01T00:00:00.000Z' },
      measurand: 'Energy.Active.Import.Register',
      unit: 'Wh',
      context: 'Sample.Periodic',
      phase: null,
      location: null,
      signedData: { signedAt: '2026-01-01T00:00:00.000Z' },
    },
  ],
  ...changes,
});

const eventCommon = (id: string) => ({
  id,
  occurredAt: at(0),
  objectVersion: 1,
  locationId: 'LOC-1',
  stationId: 'CS-1',
  sessionId: null,
  tokenUid: null,
  partyId: 'default',
  stationGroupId: null,
});

export const aMessageEvent = (
  id: string,
  changes: Partial<NewEvent<'station.message'>> = {},
): NewEvent<'station.message'> => ({
  ...eventCommon(id),
  type: 'station.message',
  objectId: 'CS-1',
  data: { action: 'DataTransfer', payload: { sentAt: '2026-01-01T00:00:00.000Z', deep: [{ doneAt: 'soon' }] } },
  ...changes,
});

export const aStationEvent = (
  id: string,
  station: Station,
  changes: Partial<NewEvent<'station.online'>> = {},
): NewEvent<'station.online'> => ({
  ...eventCommon(id),
  type: 'station.online',
  objectId: station.id,
  stationId: station.id,
  locationId: station.locationId,
  data: { station },
  partyId: station.partyId,
  stationGroupId: station.groupId,
  ...changes,
});

export const aSessionEvent = (
  id: string,
  session: Session,
  changes: Partial<NewEvent<'session.updated'>> = {},
): NewEvent<'session.updated'> => ({
  ...eventCommon(id),
  type: 'session.updated',
  objectId: session.id,
  objectVersion: session.version,
  stationId: session.stationId,
  locationId: session.locationId,
  sessionId: session.id,
  tokenUid: session.token?.uid ?? null,
  data: { session },
  partyId: session.partyId,
  stationGroupId: session.stationGroupId,
  ...changes,
});

export const aCommandEvent = (
  id: string,
  command: Command,
  changes: Partial<NewEvent<'command.updated'>> = {},
): NewEvent<'command.updated'> => ({
  ...eventCommon(id),
  type: 'command.updated',
  objectId: command.id,
  stationId: command.stationId,
  locationId: command.locationId,
  sessionId: command.sessionId,
  data: { command },
  partyId: command.partyId,
  stationGroupId: command.stationGroupId,
  ...changes,
});

export const aTokenEvent = (
  id: string,
  token: Token,
  changes: Partial<NewEvent<'token.updated'>> = {},
): NewEvent<'token.updated'> => ({
  ...eventCommon(id),
  type: 'token.updated',
  objectId: token.uid,
  stationId: null,
  locationId: null,
  tokenUid: token.uid,
  data: { token },
  partyId: token.partyId,
  ...changes,
});

export const aWebhookEndpoint = (changes: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
  id: 'HOOK-1',
  version: 1,
  clientId: 'app',
  userId: null,
  accountId: null,
  scopes: ['webhooks:manage'],
  grants: ALL_GRANTS,
  partyId: 'default',
  url: 'https://fleet.example/hook',
  description: null,
  filter: { ...NO_WEBHOOK_FILTER, types: ['session.started'] },
  ordered: false,
  publicKey: null,
  previousSecretEndsAt: at(3),
  disabled: { reason: 'gone', detail: 'HTTP 410', disabledAt: at(2) },
  failing: { sinceAt: at(1), lastAt: at(2) },
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});

export const someWebhookSecrets = (changes: Partial<WebhookSecrets> = {}): WebhookSecrets => ({
  id: 'HOOK-1',
  version: 1,
  current: { secret: 'whsec_bmV3', privateKey: null },
  previous: { secret: 'whsec_b2xk', privateKey: 'whsk_b2xk' },
  previousEndsAt: at(3),
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
});
