/** Firmware, diagnostics, caches, the local list and what a vendor sends: answered as a station without them would. */
import type { OCPP16 } from 'typed-ocpp';
import { busy, type Core, type Handlers, handler } from '../core.ts';

export const maintenanceHandlers16 = (core: Core): Handlers => {
  let listVersion = 0;
  return {
    ClearCache: handler<OCPP16.ClearCacheRequest, OCPP16.ClearCacheResponse>([], () => ({
      payload: { status: 'Accepted' },
    })),
    UpdateFirmware: handler<OCPP16.UpdateFirmwareRequest, OCPP16.UpdateFirmwareResponse>(
      ['location', 'retrieveDate'],
      () => ({
        payload: {},
        afterwards: async () => {
          const steps = ['Downloading', 'Downloaded', 'Installing', 'Installed'] as const;
          for (const status of steps) await core.call('FirmwareStatusNotification', { status });
          if (!busy(core)) core.reboot('RemoteReset', null);
        },
      }),
    ),
    GetDiagnostics: handler<OCPP16.GetDiagnosticsRequest, OCPP16.GetDiagnosticsResponse>(['location'], () => ({
      payload: { fileName: `${core.id}.log` },
      afterwards: async () => {
        await core.call('DiagnosticsStatusNotification', { status: 'Uploading' });
        await core.call('DiagnosticsStatusNotification', { status: 'Uploaded' });
      },
    })),
    DataTransfer: handler<OCPP16.DataTransferRequest, OCPP16.DataTransferResponse>(['vendorId'], () => ({
      payload: { status: 'UnknownVendorId' },
    })),
    GetLocalListVersion: handler<OCPP16.GetLocalListVersionRequest, OCPP16.GetLocalListVersionResponse>([], () => ({
      payload: { listVersion },
    })),
    SendLocalList: handler<OCPP16.SendLocalListRequest, OCPP16.SendLocalListResponse>(
      ['listVersion', 'updateType'],
      (request) => {
        if (request.updateType === 'Differential' && request.listVersion <= listVersion) {
          return { payload: { status: 'VersionMismatch' } };
        }
        listVersion = request.listVersion;
        return { payload: { status: 'Accepted' } };
      },
    ),
  };
};
