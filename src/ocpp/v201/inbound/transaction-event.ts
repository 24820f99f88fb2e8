import type { OCPP20 } from 'typed-ocpp';
import type { JsonObject } from '../../../domain/json.ts';
import type { ChargingState } from '../../../domain/session.ts';
import type { OcppVersion } from '../../../domain/station.ts';
import type { TransactionReport } from '../../../services/inbox.ts';
import { evseNumber } from '../../evse-number.ts';
import { integerOf, jsonOf, objectOf, positiveOf, textOf } from '../../payload.ts';
import type { Inbound, InboundContext } from '../../protocol.ts';
import { messageTime } from '../../timestamp.ts';
import { idTokenInfo, presentedToken } from '../id-token.ts';
import { readingsOf } from '../meter-value.ts';

const KINDS: Readonly<Record<string, TransactionReport['kind']>> = {
  Started: 'started',
  Updated: 'updated',
  Ended: 'ended',
} satisfies Record<OCPP20.TransactionEventRequest['eventType'], TransactionReport['kind']>;

const CHARGING_STATES: Readonly<Record<string, ChargingState>> = {
  Charging: 'CHARGING',
  EVConnected: 'EV_CONNECTED',
  SuspendedEV: 'SUSPENDED_EV',
  SuspendedEVSE: 'SUSPENDED_EVSE',
  Idle: 'IDLE',
} satisfies Record<NonNullable<OCPP20.TransactionEventRequest['transactionInfo']['chargingState']>, ChargingState>;

const named = <T>(names: Readonly<Record<string, T>>, value: unknown): T | null => {
  const name = textOf(value) ?? '';
  return Object.hasOwn(names, name) ? (names[name] ?? null) : null;
};

/**
 * The EVSE of a transaction is named by its first event (OCPP 2.0.1 part 2, E01), and need not be by those that
 * follow it.
 */
const evseIdOf = async (
  number: unknown,
  kind: TransactionReport['kind'],
  context: InboundContext,
): Promise<number | null> =>
  // Nobody charges at the station as a whole (0): its only EVSE is meant.
  kind === 'started' ? ((await evseNumber(positiveOf(number), context)) ?? null) : positiveOf(number);

/** null: it names no transaction, or says nothing that happened to it. */
const reportOf = async (
  request: OCPP20.TransactionEventRequest,
  protocol: OcppVersion,
  context: InboundContext,
): Promise<TransactionReport | null> => {
  const info: JsonObject = objectOf(jsonOf(request.transactionInfo));
  const evse: JsonObject = objectOf(jsonOf(request.evse));
  const kind = named(KINDS, request.eventType);
  const transactionId = textOf(info.transactionId);
  if (kind === null || transactionId === null) return null;
  const times = { ...context, action: 'TransactionEvent' };
  const offline = request.offline === true;
  const { at, kind: clock } = messageTime(request.timestamp, times, { waited: offline });
  const token = presentedToken(request.idToken);
  // The token of an event that stops it is the one that stopped it (OCPP 2.0.1 part 2, E07), whoever began it.
  const stops = kind === 'ended' || request.triggerReason === 'StopAuthorized';
  const evseId = await evseIdOf(evse.id, kind, context);
  return {
    stationId: context.stationId,
    protocol,
    kind,
    transactionId,
    startKey: null,
    seqNo: integerOf(request.seqNo),
    at,
    clock,
    receivedAt: context.receivedAt,
    offline,
    evseId,
    connectorId: evseId === null ? null : positiveOf(evse.connectorId),
    token: stops ? null : token,
    stopToken: stops ? token : null,
    remoteStartId: integerOf(info.remoteStartId),
    chargingState: named(CHARGING_STATES, info.chargingState),
    // "Local" may be left out (TransactionType.stoppedReason).
    stopReason: textOf(info.stoppedReason) ?? (kind === 'ended' ? 'Local' : null),
    readings: readingsOf(request.meterValue, at, times),
  };
};

/** protocol and maxLength: the version, and the longest idToken that it can say. */
export const transactionEvent =
  (
    protocol: OcppVersion,
    maxLength: number,
  ): Inbound<OCPP20.TransactionEventRequest, OCPP20.TransactionEventResponse> =>
  async (request, context) => {
    const { stationId, inbox, receivedAt } = context;
    const report = await reportOf(request, protocol, context);
    if (report === null) {
      // It fits nothing, and the station would repeat it for ever if it were refused.
      await inbox.quarantine({
        stationId,
        protocol,
        action: 'TransactionEvent',
        payload: objectOf(jsonOf(request)),
        reason: 'it names no transaction or no event type',
        property: null,
        errorCode: null,
        level: null,
        receivedAt,
      });
      return {};
    }
    const reply = await inbox.transaction(report);
    // idTokenInfo answers an idToken, and nothing else (OCPP 2.0.1 part 2, E01).
    const shown = report.token !== null || report.stopToken !== null;
    return shown && reply.authorization !== null ? { idTokenInfo: idTokenInfo(reply.authorization, maxLength) } : {};
  };
