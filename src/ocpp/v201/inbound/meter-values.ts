import type { OCPP20 } from 'typed-ocpp';
import type { OcppVersion } from '../../../domain/station.ts';
import { evseNumber } from '../../evse-number.ts';
import type { Inbound } from '../../protocol.ts';
import { newestReadingTime } from '../../timestamp.ts';
import { readingsOf } from '../meter-value.ts';

/** Readings outside a transaction; those of one come with its TransactionEvents. EVSE 0 is the main meter. */
export const meterValues =
  (protocol: OcppVersion): Inbound<OCPP20.MeterValuesRequest, OCPP20.MeterValuesResponse> =>
  async (request, context) => {
    const { stationId, receivedAt, inbox } = context;
    const times = { ...context, action: 'MeterValues' };
    const newest = newestReadingTime(request.meterValue, times);
    await inbox.meterValues({
      stationId,
      protocol,
      transactionId: null,
      evseId: (await evseNumber(request.evseId, context)) ?? null,
      readings: readingsOf(request.meterValue, newest.at, times),
      clock: newest.kind,
      receivedAt,
    });
    return {};
  };
