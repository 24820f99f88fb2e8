/** OCPP 2.1: as 2.0.1, and what it adds. */
import type { Core, Dialect } from '../core.ts';
import type { DeviceModelOptions } from '../v201/device-model.ts';
import { createDialect201, rpcNames201, UNSUPPORTED_201 } from '../v201/index.ts';
import { dynamicScheduleHandlers } from './dynamic-schedule.ts';

export const rpcNames21 = rpcNames201;

const UNSUPPORTED_21 = [
  'AFRRSignal',
  'AdjustPeriodicEventStream',
  'ChangeTransactionTariff',
  'ClearDERControl',
  'ClearTariffs',
  'GetCertificateChainStatus',
  'GetDERControl',
  'GetPeriodicEventStream',
  'GetTariffs',
  'NotifyAllowedEnergyTransfer',
  'NotifyWebPaymentStarted',
  'RequestBatterySwap',
  'SetDERControl',
  'SetDefaultTariff',
];

export const createDialect21 = (core: Core, options: DeviceModelOptions): Dialect => {
  const base = createDialect201(core, options);
  return {
    ...base,
    subprotocol: 'ocpp2.1',
    handlers: { ...base.handlers, ...dynamicScheduleHandlers(core) },
    unsupported: new Set([...UNSUPPORTED_201, ...UNSUPPORTED_21]),
  };
};
