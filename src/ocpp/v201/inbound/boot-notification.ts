import type { OCPP20 } from 'typed-ocpp';
import type { OcppVersion, Registration } from '../../../domain/station.ts';
import { objectOf, textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';

const STATUSES: Readonly<Record<Registration, OCPP20.BootNotificationResponse['status']>> = {
  accepted: 'Accepted',
  pending: 'Pending',
  rejected: 'Rejected',
};

/** protocol: the version that the station speaks; 2.1 has the same message. */
export const bootNotification =
  (protocol: OcppVersion): Inbound<OCPP20.BootNotificationRequest, OCPP20.BootNotificationResponse> =>
  async (request, { stationId, inbox, registered }) => {
    const station = objectOf(request.chargingStation);
    const product = {
      vendor: textOf(station.vendorName),
      model: textOf(station.model),
      firmwareVersion: textOf(station.firmwareVersion),
    };
    const { registration, now, intervalS } = await inbox.boot({
      stationId,
      protocol,
      vendor: product.vendor ?? '',
      model: product.model ?? '',
      serialNumber: textOf(station.serialNumber),
      firmwareVersion: product.firmwareVersion,
      reason: textOf(request.reason),
      triggered: request.reason === 'Triggered',
    });
    registered(registration, product);
    return { status: STATUSES[registration], currentTime: now.toISOString(), interval: intervalS };
  };
