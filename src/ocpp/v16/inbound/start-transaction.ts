import { createHash } from 'node:crypto';
import type { OCPP16 } from 'typed-ocpp';
import { evseNumber } from '../../evse-number.ts';
import { registerReading } from '../../metering.ts';
import { numberOf, positiveOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { messageTime } from '../../timestamp.ts';
import { idTagInfo } from '../authorization.ts';
import { presentedTag } from '../id-tag.ts';

/**
 * What a retry of the same start says again: a station that heard no answer repeats the message word for word
 * (OCPP 1.6, 3.7.1), so the texts are hashed as they came. What is no text or number (validation off) as JSON: it may
 * have a `toString` of its own.
 */
const startKeyOf = (request: OCPP16.StartTransactionRequest): string =>
  createHash('sha256')
    .update(
      [request.connectorId, request.idTag, request.timestamp, request.meterStart, request.reservationId]
        .filter((part) => part !== undefined)
        .map((part: unknown) => (typeof part === 'object' ? JSON.stringify(part) : String(part)))
        .join('|'),
    )
    .digest('hex');

export const startTransaction: Inbound<OCPP16.StartTransactionRequest, OCPP16.StartTransactionResponse> = async (
  request,
  context,
) => {
  const { at, kind } = messageTime(request.timestamp, { ...context, action: 'StartTransaction' });
  // Nobody charges at the station as a whole: its only connector is meant.
  const evseId = (await evseNumber(positiveOf(request.connectorId), context)) ?? null;
  const meterStart = numberOf(request.meterStart);
  const reply = await context.inbox.transaction({
    stationId: context.stationId,
    protocol: '1.6',
    kind: 'started',
    transactionId: null,
    startKey: startKeyOf(request),
    seqNo: null,
    at,
    clock: kind,
    receivedAt: context.receivedAt,
    // 1.6 does not say whether a message waited; its timestamp does.
    offline: false,
    evseId,
    connectorId: evseId === null ? null : 1,
    token: presentedTag(request.idTag),
    stopToken: null,
    remoteStartId: null,
    chargingState: null,
    stopReason: null,
    readings: meterStart === null ? [] : [registerReading(meterStart, at, 'Transaction.Begin')],
  });
  return {
    transactionId: Number(reply.transactionId),
    // The answer must hold one. Without a tag it was a start by button, which is the station's to allow.
    idTagInfo: reply.authorization === null ? { status: 'Accepted' } : idTagInfo(reply.authorization),
  };
};
