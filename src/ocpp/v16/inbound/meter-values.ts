import type { OCPP16 } from 'typed-ocpp';
import { evseNumber } from '../../evse-number.ts';
import { integerOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { newestReadingTime } from '../../timestamp.ts';
import { readingsOf } from '../meter-value.ts';

/** A transactionId of 0 means none: stations that must send a number send that outside a transaction. */
export const meterValues: Inbound<OCPP16.MeterValuesRequest, OCPP16.MeterValuesResponse> = async (request, context) => {
  const { stationId, receivedAt, inbox } = context;
  const times = { ...context, action: 'MeterValues' };
  const newest = newestReadingTime(request.meterValue, times);
  const transactionId = integerOf(request.transactionId);
  await inbox.meterValues({
    stationId,
    protocol: '1.6',
    transactionId: transactionId === null || transactionId === 0 ? null : String(transactionId),
    evseId: (await evseNumber(request.connectorId, context)) ?? null,
    readings: readingsOf(request.meterValue, newest.at, times),
    clock: newest.kind,
    receivedAt,
  });
  return {};
};
