/** OCPP 1.6J with the security whitepaper. */
import * as schemas from 'typed-ocpp/dist/ocpp16/schemas.js';
import type { OcppProtocol } from '../protocol.ts';
import { createPayloadChecks } from '../schema/payload-check.ts';
import { withTold } from '../told.ts';
import { authorize } from './inbound/authorize.ts';
import { bootNotification } from './inbound/boot-notification.ts';
import { firmwareStatusNotification, signedFirmwareStatusNotification } from './inbound/firmware-status.ts';
import { heartbeat } from './inbound/heartbeat.ts';
import { meterValues } from './inbound/meter-values.ts';
import { passedOnMessages } from './inbound/passed-on.ts';
import { securityEventNotification } from './inbound/security-event-notification.ts';
import { startTransaction } from './inbound/start-transaction.ts';
import { statusNotification } from './inbound/status-notification.ts';
import { stopTransaction } from './inbound/stop-transaction.ts';
import { keysTold } from './meter-keys.ts';
import { changeAvailability } from './outbound/change-availability.ts';
import { clearChargingLimit, setChargingLimit } from './outbound/charging-limit.ts';
import { clearChargingProfile, setChargingProfile } from './outbound/charging-profile.ts';
import { getConfiguration, setConfiguration } from './outbound/configuration.ts';
import { getCompositeSchedule } from './outbound/get-composite-schedule.ts';
import { readConfiguration } from './outbound/read-configuration.ts';
import { remoteStartTransaction } from './outbound/remote-start-transaction.ts';
import { remoteStopTransaction } from './outbound/remote-stop-transaction.ts';
import { reset } from './outbound/reset.ts';
import { TRIGGERS, triggerMessage } from './outbound/trigger-message.ts';
import { unlockConnector } from './outbound/unlock-connector.ts';
import { plugsTold } from './plugs.ts';

const inbound = {
  Authorize: authorize,
  BootNotification: bootNotification,
  FirmwareStatusNotification: firmwareStatusNotification,
  Heartbeat: heartbeat,
  MeterValues: meterValues,
  SecurityEventNotification: securityEventNotification,
  SignedFirmwareStatusNotification: signedFirmwareStatusNotification,
  StartTransaction: startTransaction,
  StatusNotification: statusNotification,
  StopTransaction: stopTransaction,
  ...passedOnMessages,
};

/** What only the central system may call. */
const TO_STATION = [
  'CancelReservation',
  'CertificateSigned',
  'ChangeAvailability',
  'ChangeConfiguration',
  'ClearCache',
  'ClearChargingProfile',
  'DeleteCertificate',
  'ExtendedTriggerMessage',
  'GetCompositeSchedule',
  'GetConfiguration',
  'GetDiagnostics',
  'GetInstalledCertificateIds',
  'GetLocalListVersion',
  'GetLog',
  'InstallCertificate',
  'RemoteStartTransaction',
  'RemoteStopTransaction',
  'ReserveNow',
  'Reset',
  'SendLocalList',
  'SetChargingProfile',
  'SignedUpdateFirmware',
  'TriggerMessage',
  'UnlockConnector',
  'UpdateFirmware',
];

export const v16: OcppProtocol = {
  version: '1.6',
  subprotocol: 'ocpp1.6',
  // OCPP-J 1.6, 4.2.3, with its own spelling. It has no code for an unknown message type: "any other error".
  errorCodes: {
    not_implemented: 'NotImplemented',
    not_supported: 'NotSupported',
    internal: 'InternalError',
    protocol: 'ProtocolError',
    security: 'SecurityError',
    format: 'FormationViolation',
    property: 'PropertyConstraintViolation',
    occurrence: 'OccurenceConstraintViolation',
    type: 'TypeConstraintViolation',
    message_type: 'GenericError',
    framework: 'FormationViolation',
    generic: 'GenericError',
  },
  unreadableId: null,
  compression: false,
  sendMessages: false,
  resultErrors: false,
  actions: new Set([...Object.keys(inbound), ...TO_STATION]),
  inbound: new Map(Object.entries(withTold({ keysTold, plugsTold }, inbound))),
  beforeAccepted: new Set(['BootNotification']),
  triggers: TRIGGERS,
  outbound: {
    START_SESSION: remoteStartTransaction,
    STOP_SESSION: remoteStopTransaction,
    UNLOCK_CONNECTOR: unlockConnector,
    RESET_STATION: reset,
    CHANGE_AVAILABILITY: changeAvailability,
    TRIGGER_MESSAGE: triggerMessage,
    GET_CONFIGURATION: getConfiguration,
    SET_CONFIGURATION: setConfiguration,
    SET_CHARGING_PROFILE: setChargingProfile,
    CLEAR_CHARGING_PROFILE: clearChargingProfile,
    GET_COMPOSITE_SCHEDULE: getCompositeSchedule,
    SET_CHARGING_LIMIT: setChargingLimit,
    CLEAR_CHARGING_LIMIT: clearChargingLimit,
  },
  readConfiguration,
  keysTold,
  plugsTold,
  essential: new Map([
    ['FirmwareStatusNotification', ['status']],
    ['MeterValues', ['meterValue']],
    ['SignedFirmwareStatusNotification', ['status']],
    ['StatusNotification', ['status']],
  ]),
  ...createPayloadChecks(schemas, { looseDates: true }),
};
