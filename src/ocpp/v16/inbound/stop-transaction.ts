import type { OCPP16 } from 'typed-ocpp';
import { registerReading } from '../../metering.ts';
import { integerOf, numberOf, textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { messageTime } from '../../timestamp.ts';
import { idTagInfo } from '../authorization.ts';
import { presentedTag } from '../id-tag.ts';
import { readingsOf } from '../meter-value.ts';

const NO_ID = 0;

/** reason and idTag may be missing (OCPP 1.6 errata 2.5): the reason is then Local. */
export const stopTransaction: Inbound<OCPP16.StopTransactionRequest, OCPP16.StopTransactionResponse> = async (
  request,
  context,
) => {
  // Without one it is as one that says 0: the only open session's, or kept.
  const transactionId = integerOf(request.transactionId) ?? NO_ID;
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
