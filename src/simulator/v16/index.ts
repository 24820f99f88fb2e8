/** OCPP 1.6J. */
import type { Core, Dialect, RpcNames } from '../core.ts';
import { profileHandlers16 } from './charging-profiles.ts';
import { controlHandlers16 } from './control.ts';
import { maintenanceHandlers16 } from './maintenance.ts';
import { authorize, bootNotification, heartbeat, statusNotification, statusOf } from './messages.ts';
import { reservationHandlers16 } from './reservation.ts';
import { configurationHandlers, createSettings16, heartbeatMs16, rules16, type SettingsOptions } from './settings.ts';
import { createTransactionMessages16 } from './transactions.ts';

export const rpcNames16: RpcNames = {
  missingProperty: 'FormationViolation',
  notImplemented: 'NotImplemented',
  unreadableId: null,
};

/** The security extensions beyond what a station of profile 1 needs. */
const UNSUPPORTED = [
  'CertificateSigned',
  'DeleteCertificate',
  'GetInstalledCertificateIds',
  'GetLog',
  'InstallCertificate',
  'SignedUpdateFirmware',
];

export const createDialect16 = (core: Core, options: SettingsOptions): Dialect => {
  const settings = createSettings16(options);
  return {
    subprotocol: 'ocpp1.6',
    handlers: {
      ...configurationHandlers(core, settings),
      ...controlHandlers16(core, settings),
      ...maintenanceHandlers16(core),
      ...reservationHandlers16(core),
      ...profileHandlers16(core),
    },
    unsupported: new Set(UNSUPPORTED),
    rules: () => rules16(settings),
    // OCPP 1.6, 4.2: the interval of an accepted BootNotification becomes HeartbeatInterval.
    setHeartbeatS: (intervalS) => {
      const setting = settings.get('HeartbeatInterval');
      if (setting !== undefined) setting.value = String(intervalS);
    },
    heartbeatMs: () => heartbeatMs16(settings),
    boot: (reason) => bootNotification(core, reason),
    heartbeat: () => heartbeat(core),
    statusOf,
    reportStatus: (connector, status) => statusNotification(core, connector, status),
    authorize: (uid) => authorize(core, uid),
    ...createTransactionMessages16(core, settings),
  };
};
