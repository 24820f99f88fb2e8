/** OCPP 2.0.1. */
import * as schemas from 'typed-ocpp/dist/ocpp20/schemas.js';
import type { OcppProtocol } from '../protocol.ts';
import { createPayloadChecks } from '../schema/payload-check.ts';
import { withTold } from '../told.ts';
import { ERROR_CODES } from './error-codes.ts';
import { formerStatus } from './former-status.ts';
import { MAX_ID_TOKEN } from './id-token.ts';
import { authorize } from './inbound/authorize.ts';
import { bootNotification } from './inbound/boot-notification.ts';
import { firmwareStatusNotification } from './inbound/firmware-status-notification.ts';
import { heartbeat } from './inbound/heartbeat.ts';
import { meterValues } from './inbound/meter-values.ts';
import { notifyEvent } from './inbound/notify-event.ts';
import { passedOnMessages } from './inbound/passed-on.ts';
import { securityEventNotification } from './inbound/security-event-notification.ts';
import { statusNotification } from './inbound/status-notification.ts';
import { transactionEvent } from './inbound/transaction-event.ts';
import { keysTold } from './meter-keys.ts';
import { changeAvailability } from './outbound/change-availability.ts';
import { clearChargingLimit, setChargingLimit } from './outbound/charging-limit.ts';
import { clearChargingProfile, setChargingProfile } from './outbound/charging-profile.ts';
import { getCompositeSchedule } from './outbound/get-composite-schedule.ts';
import { readConfiguration } from './outbound/read-configuration.ts';
import { requestStartTransaction } from './outbound/request-start-transaction.ts';
import { requestStopTransaction } from './outbound/request-stop-transaction.ts';
import { reset } from './outbound/reset.ts';
import { TRIGGERS, triggerMessage } from './outbound/trigger-message.ts';
import { unlockConnector } from './outbound/unlock-connector.ts';
import { getVariables, setVariables } from './outbound/variables.ts';
import { plugsTold } from './plugs.ts';
import { TO_STATION } from './to-station.ts';

/** 2.1 takes them too, but for those that it has otherwise. */
export const inbound = {
  Authorize: authorize(MAX_ID_TOKEN),
  BootNotification: bootNotification('2.0.1'),
  FirmwareStatusNotification: firmwareStatusNotification,
  Heartbeat: heartbeat,
  MeterValues: meterValues('2.0.1'),
  NotifyEvent: notifyEvent,
  SecurityEventNotification: securityEventNotification,
  StatusNotification: statusNotification,
  TransactionEvent: transactionEvent('2.0.1', MAX_ID_TOKEN),
  ...passedOnMessages,
};

export const v201: OcppProtocol = {
  version: '2.0.1',
  subprotocol: 'ocpp2.0.1',
  errorCodes: ERROR_CODES,
  unreadableId: '-1',
  compression: true,
  sendMessages: false,
  resultErrors: false,
  actions: new Set([...Object.keys(inbound), ...TO_STATION]),
  inbound: new Map(Object.entries(withTold({ keysTold, plugsTold }, inbound))),
  // A pending station reports what it was asked for by GetBaseReport or GetReport (B02).
  beforeAccepted: new Set(['BootNotification', 'NotifyReport']),
  reshape: formerStatus,
  triggers: TRIGGERS,
  outbound: {
    START_SESSION: requestStartTransaction(MAX_ID_TOKEN),
    STOP_SESSION: requestStopTransaction,
    UNLOCK_CONNECTOR: unlockConnector,
    RESET_STATION: reset,
    CHANGE_AVAILABILITY: changeAvailability,
    TRIGGER_MESSAGE: triggerMessage(TRIGGERS),
    GET_VARIABLES: getVariables,
    SET_VARIABLES: setVariables,
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
    ['StatusNotification', ['connectorStatus']],
  ]),
  ...createPayloadChecks(schemas, { looseDates: false }),
};
