/** What an OCPP 1.6 station says outside transactions. */
import type { OCPP16 } from 'typed-ocpp';
import type { Connector } from '../connector.ts';
import type { AuthorizeAnswer, BootReason, Core, Registration } from '../core.ts';
import type { CallOutcome } from '../rpc.ts';

type Status16 = OCPP16.StatusNotificationRequest['status'];

export const bootNotification = async (
  core: Core,
  _reason: BootReason,
): Promise<{ status: Registration; intervalS: number } | null> => {
  const request: OCPP16.BootNotificationRequest = {
    chargePointVendor: core.identity.vendor,
    chargePointModel: core.identity.model,
    chargePointSerialNumber: core.identity.serial,
    firmwareVersion: core.identity.firmware,
  };
  const outcome = await core.call('BootNotification', request);
  if (outcome.kind !== 'result') return null;
  const answer = outcome.payload as OCPP16.BootNotificationResponse;
  return { status: answer.status, intervalS: answer.interval };
};

export const heartbeat = async (core: Core): Promise<void> => {
  await core.call('Heartbeat', {});
};

/** OCPP 1.6, 4.9. */
export const statusOf = (connector: Connector): Status16 => {
  const { session } = connector;
  if (connector.fault !== null) return 'Faulted';
  if (session !== null) {
    if (session.chargingState === 'Charging' || session.chargingState === 'SuspendedEV') return session.chargingState;
    return 'SuspendedEVSE';
  }
  if (!connector.operative) return 'Unavailable';
  if (connector.finishing) return 'Finishing';
  if (connector.vehicle !== null || connector.authorization !== null) return 'Preparing';
  return connector.reservation === null ? 'Available' : 'Reserved';
};

const ERROR_CODES: ReadonlySet<string> = new Set<OCPP16.StatusNotificationRequest['errorCode']>([
  'ConnectorLockFailure',
  'EVCommunicationError',
  'GroundFailure',
  'HighTemperature',
  'InternalError',
  'OverCurrentFailure',
  'OverVoltage',
  'PowerMeterFailure',
  'PowerSwitchFailure',
  'ReaderFailure',
  'UnderVoltage',
  'WeakSignal',
]);

const errorCodeOf = (fault: string | null): OCPP16.StatusNotificationRequest['errorCode'] => {
  if (fault === null) return 'NoError';
  return ERROR_CODES.has(fault) ? (fault as OCPP16.StatusNotificationRequest['errorCode']) : 'OtherError';
};

/** Behind OtherError stands the vendor's own code (OCPP 1.6 ChargePointErrorCode). */
const vendorWords = (
  core: Core,
  fault: string | null,
): Pick<OCPP16.StatusNotificationRequest, 'vendorErrorCode' | 'vendorId' | 'info'> =>
  fault === null
    ? {}
    : {
        vendorId: core.identity.vendor,
        info: `simulated fault: ${fault}`.slice(0, 50),
        ...(errorCodeOf(fault) === 'OtherError' ? { vendorErrorCode: fault.slice(0, 50) } : {}),
      };

export const statusNotification = (core: Core, connector: Connector, status: string): Promise<CallOutcome> => {
  const request: OCPP16.StatusNotificationRequest = {
    connectorId: connector.id,
    errorCode: errorCodeOf(connector.fault),
    status: status as Status16,
    timestamp: core.now().toISOString(),
    ...vendorWords(core, connector.fault),
  };
  return core.call('StatusNotification', request);
};

export const authorize = async (core: Core, uid: string): Promise<AuthorizeAnswer | null> => {
  if (!core.online()) return null;
  const outcome = await core.call('Authorize', { idTag: uid } satisfies OCPP16.AuthorizeRequest);
  if (outcome.kind !== 'result') return null;
  const { idTagInfo } = outcome.payload as OCPP16.AuthorizeResponse;
  return { status: idTagInfo.status, groupId: idTagInfo.parentIdTag ?? null };
};
