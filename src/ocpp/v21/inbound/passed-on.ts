/** What 2.1 adds and has no domain meaning yet, each with its correct answer, by functional block of OCPP 2.1 part 2. */
import type { OCPP21 } from 'typed-ocpp';
import type { JsonObject } from '../../../domain/json.ts';
import { allPassedOn } from '../../passed-on.ts';
import { integerOf, listOf, objectOf, textOf } from '../../payload.ts';

/** Longest VAT number (string[20]). */
const MAX_VAT_NUMBER = 20;

/** C: payment. */
const payment = allPassedOn({
  NotifySettlement: {} satisfies OCPP21.NotifySettlementResponse,
  // The CSMS sends it in the specification (C25); of a station that does, it is acknowledged all the same.
  NotifyWebPaymentStarted: {} satisfies OCPP21.NotifyWebPaymentStartedResponse,
  // No register of VAT numbers is configured. The answer repeats what was asked, as far as an answer can say it.
  VatNumberValidation: (request) => {
    const evseId = integerOf(request.evseId);
    return {
      status: 'Rejected',
      vatNumber: textOf(request.vatNumber)?.slice(0, MAX_VAT_NUMBER) ?? '',
      ...(evseId === null || evseId < 0 ? {} : { evseId }),
    } satisfies OCPP21.VatNumberValidationResponse;
  },
});

/** K: smart charging. */
const smartCharging = allPassedOn({
  NotifyPriorityCharging: {} satisfies OCPP21.NotifyPriorityChargingResponse,
  // 2.1 can say it plainly: the vehicle charges without a profile of ours (K15, K17).
  NotifyEVChargingNeeds: { status: 'NoChargingProfile' } satisfies OCPP21.NotifyEVChargingNeedsResponse,
  // No profile of kind Dynamic is ever set from here, so none can be pulled (K28).
  PullDynamicScheduleUpdate: { status: 'Rejected' } satisfies OCPP21.PullDynamicScheduleUpdateResponse,
});

/** An instant to ask again at; nothing is known that would end later. */
const epoch = new Date(0).toISOString();

/** M: the status of each certificate that was asked about is Failed, as nobody is configured that could be asked. */
const chainStatus = (request: JsonObject): JsonObject => ({
  certificateStatus: listOf(request.certificateStatusRequests)
    .map(objectOf)
    .map((one) => ({
      certificateHashData: objectOf(one.certificateHashData),
      source: textOf(one.source) ?? 'OCSP',
      status: 'Failed',
      nextUpdate: epoch,
    })),
});
const certificates = allPassedOn({ GetCertificateChainStatus: chainStatus });

/** N: event streams. What comes in them is passed on, so they may be opened. */
const streams = allPassedOn({
  OpenPeriodicEventStream: { status: 'Accepted' } satisfies OCPP21.OpenPeriodicEventStreamResponse,
  ClosePeriodicEventStream: {} satisfies OCPP21.ClosePeriodicEventStreamResponse,
  // Sent by SEND and never answered; what stands here goes nowhere.
  NotifyPeriodicEventStream: {},
});

/** R, S: distributed energy resources, battery swap. */
const resources = allPassedOn({
  NotifyDERAlarm: {} satisfies OCPP21.NotifyDERAlarmResponse,
  NotifyDERStartStop: {} satisfies OCPP21.NotifyDERStartStopResponse,
  ReportDERControl: {} satisfies OCPP21.ReportDERControlResponse,
  BatterySwap: {} satisfies OCPP21.BatterySwapResponse,
});

export const passedOnMessages = { ...payment, ...smartCharging, ...certificates, ...streams, ...resources };
