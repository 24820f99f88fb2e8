import type { OCPP16 } from 'typed-ocpp';
import type { Registration } from '../../../domain/station.ts';
import { textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';

const STATUSES: Readonly<Record<Registration, OCPP16.BootNotificationResponse['status']>> = {
  accepted: 'Accepted',
  pending: 'Pending',
  rejected: 'Rejected',
};

export const bootNotification: Inbound<OCPP16.BootNotificationRequest, OCPP16.BootNotificationResponse> = async (
  request,
  { stationId, inbox, registered },
) => {
  const product = {
    vendor: textOf(request.chargePointVendor),
    model: textOf(request.chargePointModel),
    firmwareVersion: textOf(request.firmwareVersion),
  };
  const { registration, now, intervalS } = await inbox.boot({
    stationId,
    protocol: '1.6',
    vendor: product.vendor ?? '',
    model: product.model ?? '',
    // chargeBoxSerialNumber is deprecated (OCPP 1.6, 6.3), but the only one that some stations send.
    serialNumber: textOf(request.chargePointSerialNumber) ?? textOf(request.chargeBoxSerialNumber),
    firmwareVersion: product.firmwareVersion,
    reason: null,
  });
  registered(registration, product);
  return { status: STATUSES[registration], currentTime: now.toISOString(), interval: intervalS };
};
