/** Messages of made-up transactions, for the tests of the session rules. */
import type { MeterReading, SampledValue } from '../../src/domain/meter.ts';
import type { Session } from '../../src/domain/session.ts';
import { applyReport, type ReportContext, type SessionReport } from '../../src/domain/session-rules.ts';
import type { AuthorizationStatus, Token } from '../../src/domain/token.ts';

export const START = new Date('2026-03-01T12:00:00.000Z');
export const at = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

export const value = (number: number | null, fields: Partial<SampledValue> = {}): SampledValue => ({
  value: number,
  raw: String(number),
  measurand: 'Energy.Active.Import.Register',
  unit: 'Wh',
  context: 'Sample.Periodic',
  phase: null,
  location: null,
  signedData: null,
  ...fields,
});

export const reading = (seconds: number, ...values: readonly SampledValue[]): MeterReading => ({
  sampledAt: at(seconds),
  values,
});

export const register = (seconds: number, energyWh: number, context = 'Sample.Periodic'): MeterReading =>
  reading(seconds, value(energyWh, { context }));

export const message = (fields: Partial<SessionReport> & Pick<SessionReport, 'kind'>): SessionReport => ({
  stationId: 'CP1',
  protocol: '2.0.1',
  startKey: null,
  seqNo: null,
  at: START,
  evseId: 1,
  connectorId: 1,
  remoteStartId: null,
  chargingState: null,
  stopReason: null,
  readings: [],
  ...fields,
});

export const aToken = (fields: Partial<Token> = {}): Token => ({
  partyId: 'default',
  uid: 'TAG1',
  type: 'RFID',
  version: 1,
  contractId: 'NL-VGT-C1',
  status: 'ACCEPTED',
  expiresAt: null,
  groupId: null,
  masterPass: false,
  driverId: null,
  issuer: null,
  visualNumber: null,
  createdAt: START,
  updatedAt: START,
  ...fields,
});

export const shown = (
  status: AuthorizationStatus = 'ACCEPTED',
  fields: Partial<Token> = {},
): ReportContext['token'] => {
  const token = aToken(fields);
  return {
    ref: { uid: token.uid, type: token.type },
    authorization: { status, expiresAt: null, groupId: token.groupId, token },
  };
};

export const context = (fields: Partial<ReportContext> = {}): ReportContext => ({
  partyId: 'default',
  stationGroupId: null,
  maxPowerW: null,
  now: START,
  newSessionId: 'S1',
  transactionId: 'T1',
  locationId: 'LOC1',
  token: null,
  ...fields,
});

export type Told = { readonly report: SessionReport; readonly token?: ReportContext['token'] };

/** What a sequence of messages makes of no session. */
export const sessionAfter = (...messages: readonly (Told | SessionReport)[]): Session => {
  let session: Session | null = null;
  for (const one of messages) {
    const told: Told = 'report' in one ? one : { report: one };
    session = applyReport(session, told.report, context({ token: told.token ?? null }));
  }
  if (session === null) throw new Error('There must be a message.');
  return session;
};
