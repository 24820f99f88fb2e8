import type { OCPP16 } from 'typed-ocpp';
import { registerReading } from '../../metering.ts';
import { integerOf, jsonOf, numberOf, objectOf, textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { messageTime } from '../../timestamp.ts';
import { idTagInfo } from '../authorization.ts';
import { presentedTag } from '../id-tag.ts';
import { readingsOf } from '../meter-value.ts';

/** reason and idTag may be missing (OCPP 1.6 errata 2.5): the reason is then Local. */
export const stopTransaction: Inbound<OCPP16.StopTransactionRequest, OCPP16.StopTransactionResponse> = async (
  request,
  context,
) => {
  const transactionId = integerOf(request.transactionId);
  if (transactionId === null) {
    // Nothing to look for, and the station would repeat it for ever if it were refused.
    await context.inbox.quarantine({
      stationId: context.stationId,
      protocol: '1.6',
      action: 'StopTransaction',
      payload: objectOf(jsonOf(request)),
      reason: 'it names no transaction',
      property: '/transactionId',
      errorCode: null,
      takenAt: null,
      receivedAt: context.receivedAt,
    });
    return {};
  }
  const times = { ...context, action: 'StopTransaction' };
  const { at, kind } = messageTime(request.timestamp, times);
  const stopToken = presentedTag(request.idTag);
  const meterStop = numberOf(request.meterStop);
  const reply = await context.inbox.transaction({
    stationId: context.stationId,
    protocol: '1.6',
    kind: 'ended',
    transactionId: String(transactionId),
    startKey: null,
    seqNo: null,
    at,
    clock: kind,
    receivedAt: context.receivedAt,
    offline: false,
    evseId: null,
    connectorId: null,
    token: null,
    stopToken,
    remoteStartId: null,
    chargingState: null,
    stopReason: textOf(request.reason) ?? 'Local',
    readings: [
      ...readingsOf(request.transactionData, at, times),
      ...(meterStop === null ? [] : [registerReading(meterStop, at, 'Transaction.End')]),
    ],
  });
  return stopToken === null || reply.authorization === null ? {} : { idTagInfo: idTagInfo(reply.authorization) };
};
