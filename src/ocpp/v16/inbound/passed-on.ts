/** What has no domain meaning yet, each with its correct answer. */
import type { OCPP16 } from 'typed-ocpp';
import { allPassedOn } from '../../passed-on.ts';

export const passedOnMessages = allPassedOn({
  // No vendor's extension is known here (OCPP 1.6, 4.3).
  DataTransfer: { status: 'UnknownVendorId' } satisfies OCPP16.DataTransferResponse,
  DiagnosticsStatusNotification: {} satisfies OCPP16.DiagnosticsStatusNotificationResponse,
  LogStatusNotification: {} satisfies OCPP16.LogStatusNotificationResponse,
  // No certificate authority is configured (OCPP 1.6 Security Whitepaper, A02).
  SignCertificate: { status: 'Rejected' } satisfies OCPP16.SignCertificateResponse,
});
