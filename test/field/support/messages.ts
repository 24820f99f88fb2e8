/** What stations say most, as sound payloads: a test overwrites what is odd in it. undefined takes a property away. */
import type { OcppVersion } from '../../../src/domain/station.ts';

type Fields = Record<string, unknown>;

export const bootPayload = (version: OcppVersion, more: Fields = {}): Fields =>
  version === '1.6'
    ? { chargePointVendor: 'Vendor', chargePointModel: 'Model', ...more }
    : { reason: 'PowerUp', chargingStation: { vendorName: 'Vendor', model: 'Model' }, ...more };

/** evseId is 1.6's connector; its status words differ from those of 2.x. */
export const statusPayload = (
  version: OcppVersion,
  evseId: number,
  status: string,
  at: Date,
  more: Fields = {},
): Fields =>
  version === '1.6'
    ? { connectorId: evseId, errorCode: 'NoError', status, timestamp: at.toISOString(), ...more }
    : { timestamp: at.toISOString(), connectorStatus: status, evseId, connectorId: 1, ...more };

/** 1.6 StartTransaction. */
export const startPayload = (idTag: string, meterStart: number, at: Date, more: Fields = {}): Fields => ({
  connectorId: 1,
  idTag,
  meterStart,
  timestamp: at.toISOString(),
  ...more,
});

/** 1.6 StopTransaction. */
export const stopPayload = (transactionId: number, meterStop: number, at: Date, more: Fields = {}): Fields => ({
  transactionId,
  meterStop,
  timestamp: at.toISOString(),
  ...more,
});

/** A register in Wh, as MeterValues of all versions have it in their lists. */
export const registerValue = (version: OcppVersion, energyWh: number, at: Date, context?: string): Fields => ({
  timestamp: at.toISOString(),
  sampledValue: [
    {
      value: version === '1.6' ? String(energyWh) : energyWh,
      measurand: 'Energy.Active.Import.Register',
      ...(context === undefined ? {} : { context }),
      ...(version === '1.6' ? { unit: 'Wh' } : { unitOfMeasure: { unit: 'Wh' } }),
    },
  ],
});

/** 1.6 MeterValues. */
export const meterPayload = (connectorId: number, energyWh: number, at: Date, more: Fields = {}): Fields => ({
  connectorId,
  meterValue: [registerValue('1.6', energyWh, at)],
  ...more,
});

const TRIGGERS = { Started: 'CablePluggedIn', Updated: 'MeterValuePeriodic', Ended: 'EVDeparted' } as const;

/** 2.x TransactionEvent; energyWh null: without a reading. */
export const eventPayload = (
  eventType: 'Started' | 'Updated' | 'Ended',
  transactionId: string,
  seqNo: number,
  energyWh: number | null,
  at: Date,
  more: Fields = {},
): Fields => ({
  eventType,
  timestamp: at.toISOString(),
  triggerReason: TRIGGERS[eventType],
  seqNo,
  transactionInfo: { transactionId },
  ...(eventType === 'Started' ? { evse: { id: 1, connectorId: 1 } } : {}),
  ...(energyWh === null
    ? {}
    : {
        meterValue: [
          registerValue(
            '2.0.1',
            energyWh,
            at,
            eventType === 'Started'
              ? 'Transaction.Begin'
              : eventType === 'Ended'
                ? 'Transaction.End'
                : 'Sample.Periodic',
          ),
        ],
      }),
  ...more,
});
