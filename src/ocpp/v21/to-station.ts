import { TO_STATION as TO_STATION_OF_201 } from '../v201/to-station.ts';

/** What only the CSMS may call: all that 2.0.1 has, and what 2.1 adds. */
export const TO_STATION = [
  ...TO_STATION_OF_201,
  'AFRRSignal',
  'AdjustPeriodicEventStream',
  'ChangeTransactionTariff',
  'ClearDERControl',
  'ClearTariffs',
  'GetDERControl',
  'GetPeriodicEventStream',
  'GetTariffs',
  'NotifyAllowedEnergyTransfer',
  'RequestBatterySwap',
  'SetDERControl',
  'SetDefaultTariff',
  'UpdateDynamicSchedule',
  'UsePriorityCharging',
] as const;
