/** OCPP 2.0.1. */
import type { Core, Dialect, RpcNames } from '../core.ts';
import { profileHandlers201 } from './charging-profiles.ts';
import { controlHandlers201 } from './control.ts';
import {
  createDeviceModel,
  type DeviceModelOptions,
  heartbeatMs201,
  rules201,
  setVariable,
  variableHandlers,
} from './device-model.ts';
import { authorize, bootNotification, heartbeat, statusNotification, statusOf } from './messages.ts';
import { otherHandlers201 } from './other.ts';
import { reportHandlers } from './reports.ts';
import { createTransactionEvents } from './transactions.ts';

export const rpcNames201: RpcNames = {
  missingProperty: 'OccurrenceConstraintViolation',
  notImplemented: 'NotImplemented',
  // Part 4, 4.2.3.
  unreadableId: '-1',
};

/** Known, and not done by this station: displays, certificates, monitoring, local publishing. */
export const UNSUPPORTED_201 = [
  'CertificateSigned',
  'ClearDisplayMessage',
  'ClearVariableMonitoring',
  'CustomerInformation',
  'DeleteCertificate',
  'GetDisplayMessages',
  'GetInstalledCertificateIds',
  'GetMonitoringReport',
  'InstallCertificate',
  'PublishFirmware',
  'SetDisplayMessage',
  'SetMonitoringBase',
  'SetMonitoringLevel',
  'SetNetworkProfile',
  'SetVariableMonitoring',
  'UnpublishFirmware',
];

export const createDialect201 = (core: Core, options: DeviceModelOptions): Dialect => {
  const model = createDeviceModel(options);
  return {
    subprotocol: 'ocpp2.0.1',
    handlers: {
      ...variableHandlers(core, model),
      ...reportHandlers(core, model),
      ...controlHandlers201(core, model),
      ...profileHandlers201(core),
      ...otherHandlers201(core),
    },
    unsupported: new Set(UNSUPPORTED_201),
    rules: () => rules201(model),
    // B01.FR.04
    setHeartbeatS: (intervalS) => setVariable(model, 'OCPPCommCtrlr', 'HeartbeatInterval', String(intervalS)),
    heartbeatMs: () => heartbeatMs201(model),
    boot: (reason) => bootNotification(core, reason),
    heartbeat: () => heartbeat(core),
    statusOf,
    reportStatus: (connector, status) => statusNotification(core, connector, status),
    authorize: (uid) => authorize(core, uid),
    ...createTransactionEvents(core, model),
  };
};
