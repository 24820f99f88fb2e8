/** ReserveNow and CancelReservation. */
import type { OCPP16 } from 'typed-ocpp';
import { type Core, connectorOf, type Handlers, handler } from '../core.ts';
import { cancelReservation, reserve } from '../reservations.ts';

export const reservationHandlers16 = (core: Core): Handlers => ({
  ReserveNow: handler<OCPP16.ReserveNowRequest, OCPP16.ReserveNowResponse>(
    ['connectorId', 'expiryDate', 'idTag', 'reservationId'],
    ({ connectorId, expiryDate, idTag, reservationId }) => {
      const connector = connectorOf(core, connectorId);
      if (connector === undefined) return { payload: { status: 'Rejected' } };
      if (connector.fault !== null) return { payload: { status: 'Faulted' } };
      if (!connector.operative) return { payload: { status: 'Unavailable' } };
      const taken = connector.session !== null || connector.vehicle !== null || connector.authorization !== null;
      const otherwise = connector.reservation !== null && connector.reservation.id !== reservationId;
      if (taken || otherwise) return { payload: { status: 'Occupied' } };
      return {
        payload: { status: 'Accepted' },
        afterwards: () => reserve(core, connector, reservationId, idTag, new Date(expiryDate)),
      };
    },
  ),
  CancelReservation: handler<OCPP16.CancelReservationRequest, OCPP16.CancelReservationResponse>(
    ['reservationId'],
    ({ reservationId }) => ({ payload: { status: cancelReservation(core, reservationId) ? 'Accepted' : 'Rejected' } }),
  ),
});
