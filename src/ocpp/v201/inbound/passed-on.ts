/** What has no domain meaning yet, each with its correct answer, by functional block of OCPP 2.0.1 part 2. */
import type { OCPP20 } from 'typed-ocpp';
import { allPassedOn } from '../../passed-on.ts';

/** A: security. No certificate authority is configured. */
const security = allPassedOn({
  SignCertificate: { status: 'Rejected' } satisfies OCPP20.SignCertificateResponse,
});

/** B, G, H, I, O: provisioning, availability, reservation, display messages. */
const reports = allPassedOn({
  NotifyReport: {} satisfies OCPP20.NotifyReportResponse,
  ReservationStatusUpdate: {} satisfies OCPP20.ReservationStatusUpdateResponse,
  NotifyDisplayMessages: {} satisfies OCPP20.NotifyDisplayMessagesResponse,
});

/** K: smart charging. */
const smartCharging = allPassedOn({
  ClearedChargingLimit: {} satisfies OCPP20.ClearedChargingLimitResponse,
  NotifyChargingLimit: {} satisfies OCPP20.NotifyChargingLimitResponse,
  // Rejected: no schedule will come, so the station does not make the vehicle wait for one (K15).
  NotifyEVChargingNeeds: { status: 'Rejected' } satisfies OCPP20.NotifyEVChargingNeedsResponse,
  // Accepted: it was read; "it does not imply any approval of the charging schedule" (K15).
  NotifyEVChargingSchedule: { status: 'Accepted' } satisfies OCPP20.NotifyEVChargingScheduleResponse,
  ReportChargingProfiles: {} satisfies OCPP20.ReportChargingProfilesResponse,
});

/** L: firmware. */
const firmware = allPassedOn({
  PublishFirmwareStatusNotification: {} satisfies OCPP20.PublishFirmwareStatusNotificationResponse,
});

/** M: ISO 15118 certificates. No authority is configured that could give or vouch for one. */
const certificates = allPassedOn({
  Get15118EVCertificate: { status: 'Failed', exiResponse: '' } satisfies OCPP20.Get15118EVCertificateResponse,
  GetCertificateStatus: { status: 'Failed' } satisfies OCPP20.GetCertificateStatusResponse,
});

/** N, P: diagnostics and data transfer. */
const diagnostics = allPassedOn({
  LogStatusNotification: {} satisfies OCPP20.LogStatusNotificationResponse,
  NotifyCustomerInformation: {} satisfies OCPP20.NotifyCustomerInformationResponse,
  NotifyMonitoringReport: {} satisfies OCPP20.NotifyMonitoringReportResponse,
  // No vendor's extension is known here.
  DataTransfer: { status: 'UnknownVendorId' } satisfies OCPP20.DataTransferResponse,
});

export const passedOnMessages = {
  ...security,
  ...reports,
  ...smartCharging,
  ...firmware,
  ...certificates,
  ...diagnostics,
};
