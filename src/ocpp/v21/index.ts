/** OCPP 2.1: the messages of 2.0.1, whose shapes it widens, and its own. */
import * as schemas from 'typed-ocpp/dist/ocpp21/schemas.js';
import type { OcppProtocol } from '../protocol.ts';
import { createPayloadChecks } from '../schema/payload-check.ts';
import { withTold } from '../told.ts';
import { ERROR_CODES } from '../v201/error-codes.ts';
import { formerStatus } from '../v201/former-status.ts';
import { authorize } from '../v201/inbound/authorize.ts';
import { bootNotification } from '../v201/inbound/boot-notification.ts';
import { meterValues } from '../v201/inbound/meter-values.ts';
import { transactionEvent } from '../v201/inbound/transaction-event.ts';
import { inbound as inboundOf201, v201 } from '../v201/index.ts';
import { keysTold } from '../v201/meter-keys.ts';
import { requestStartTransaction } from '../v201/outbound/request-start-transaction.ts';
import { triggerMessage } from '../v201/outbound/trigger-message.ts';
import { plugsTold } from '../v201/plugs.ts';
import { passedOnMessages } from './inbound/passed-on.ts';
import { TRIGGERS } from './outbound/trigger-message.ts';
import { TO_STATION } from './to-station.ts';

/** Longest idToken of OCPP 2.1 (identifierString[255]). */
const MAX_ID_TOKEN = 255;

const inbound = {
  ...inboundOf201,
  Authorize: authorize(MAX_ID_TOKEN),
  BootNotification: bootNotification('2.1'),
  MeterValues: meterValues('2.1'),
  TransactionEvent: transactionEvent('2.1', MAX_ID_TOKEN),
  ...passedOnMessages,
};

export const v21: OcppProtocol = {
  version: '2.1',
  subprotocol: 'ocpp2.1',
  errorCodes: ERROR_CODES,
  unreadableId: '-1',
  compression: true,
  sendMessages: true,
  resultErrors: true,
  actions: new Set([...Object.keys(inbound), ...TO_STATION]),
  inbound: new Map(Object.entries(withTold({ keysTold, plugsTold }, inbound))),
  // A pending station reports what it was asked for by GetBaseReport or GetReport (B02).
  beforeAccepted: new Set(['BootNotification', 'NotifyReport']),
  reshape: formerStatus,
  triggers: TRIGGERS,
  // A profile of charging limits is in 2.1 what it is in 2.0.1: a period without operationMode means ChargingOnly.
  outbound: {
    ...v201.outbound,
    START_SESSION: requestStartTransaction(MAX_ID_TOKEN),
    TRIGGER_MESSAGE: triggerMessage(TRIGGERS),
  },
  readConfiguration: v201.readConfiguration,
  keysTold,
  plugsTold,
  essential: new Map([
    ...v201.essential,
    // The answer has a status for each of them, and at least one.
    ['GetCertificateChainStatus', ['certificateStatusRequests']],
  ]),
  ...createPayloadChecks(schemas, { looseDates: false }),
};
