/** Reservations, lists, logs, firmware and what a vendor sends. */
import type { OCPP20 } from 'typed-ocpp';
import { type Core, connectorOf, type Handlers, handler } from '../core.ts';
import { cancelReservation, reserve } from '../reservations.ts';

export const otherHandlers201 = (core: Core): Handlers => {
  let versionNumber = 0;
  return {
    ReserveNow: handler<OCPP20.ReserveNowRequest, OCPP20.ReserveNowResponse>(
      ['id', 'expiryDateTime', 'idToken'],
      ({ id, expiryDateTime, idToken, evseId }) => {
        const connector =
          evseId === undefined ? core.operations.connectorForStart(null, idToken.idToken) : connectorOf(core, evseId);
        if (connector === undefined) return { payload: { status: 'Rejected' } };
        if (connector === null) return { payload: { status: 'Occupied' } };
        if (connector.fault !== null) return { payload: { status: 'Faulted' } };
        if (!connector.operative) return { payload: { status: 'Unavailable' } };
        const taken = connector.session !== null || connector.vehicle !== null || connector.authorization !== null;
        const otherwise = connector.reservation !== null && connector.reservation.id !== id;
        if (taken || otherwise) return { payload: { status: 'Occupied' } };
        return {
          payload: { status: 'Accepted' },
          afterwards: () => reserve(core, connector, id, idToken.idToken, new Date(expiryDateTime)),
        };
      },
    ),
    CancelReservation: handler<OCPP20.CancelReservationRequest, OCPP20.CancelReservationResponse>(
      ['reservationId'],
      ({ reservationId }) => ({
        payload: { status: cancelReservation(core, reservationId) ? 'Accepted' : 'Rejected' },
      }),
    ),
    ClearCache: handler<OCPP20.ClearCacheRequest, OCPP20.ClearCacheResponse>([], () => ({
      payload: { status: 'Accepted' },
    })),
    GetLocalListVersion: handler<OCPP20.GetLocalListVersionRequest, OCPP20.GetLocalListVersionResponse>([], () => ({
      payload: { versionNumber },
    })),
    SendLocalList: handler<OCPP20.SendLocalListRequest, OCPP20.SendLocalListResponse>(
      ['versionNumber', 'updateType'],
      (request) => {
        if (request.updateType === 'Differential' && request.versionNumber <= versionNumber) {
          return { payload: { status: 'VersionMismatch' } };
        }
        versionNumber = request.versionNumber;
        return { payload: { status: 'Accepted' } };
      },
    ),
    DataTransfer: handler<OCPP20.DataTransferRequest, OCPP20.DataTransferResponse>(['vendorId'], () => ({
      payload: { status: 'UnknownVendorId' },
    })),
    GetLog: handler<OCPP20.GetLogRequest, OCPP20.GetLogResponse>(['logType', 'requestId', 'log'], ({ requestId }) => ({
      payload: { status: 'Accepted', filename: `${core.id}.log` },
      afterwards: async () => {
        await core.call('LogStatusNotification', { status: 'Uploading', requestId });
        await core.call('LogStatusNotification', { status: 'Uploaded', requestId });
      },
    })),
    UpdateFirmware: handler<OCPP20.UpdateFirmwareRequest, OCPP20.UpdateFirmwareResponse>(
      ['requestId', 'firmware'],
      ({ requestId }) => ({
        payload: { status: 'Accepted' },
        afterwards: async () => {
          const steps = ['Downloading', 'Downloaded', 'Installing', 'Installed'] as const;
          for (const status of steps) await core.call('FirmwareStatusNotification', { status, requestId });
        },
      }),
    ),
    CostUpdated: handler<OCPP20.CostUpdatedRequest, OCPP20.CostUpdatedResponse>(['totalCost', 'transactionId'], () => ({
      payload: {},
    })),
  };
};
