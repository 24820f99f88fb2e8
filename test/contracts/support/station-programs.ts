/** What a station says in each OCPP version, in its own words; the tests tell one story with all of them. */
import type { OcppVersion } from '../../../src/domain/station.ts';
import type { Answers, StrictStation } from './strict-station.ts';

type Sample = { readonly at: string; readonly energyWh: number };
type Begin = Sample & { readonly uid: string; readonly remoteStart: Readonly<Record<string, unknown>> };

export type StationProgram = {
  readonly version: OcppVersion;
  /** Its answers to what the gateway asks. */
  readonly answers: Answers;
  readonly actions: {
    readonly start: string;
    readonly stop: string;
    readonly unlock: string;
    readonly readSettings: string;
    readonly writeSettings: string;
  };
  readonly boot: (station: StrictStation) => Promise<Readonly<Record<string, unknown>>>;
  readonly status: (
    station: StrictStation,
    status: 'Available' | 'Occupied' | 'Unavailable',
    at: string,
  ) => Promise<unknown>;
  /** The word that the gateway answers for a token. */
  readonly authorize: (station: StrictStation, uid: string) => Promise<string>;
  /** Begins a transaction and answers its id. */
  readonly begin: (station: StrictStation, input: Begin) => Promise<string>;
  readonly meter: (station: StrictStation, transactionId: string, sample: Sample) => Promise<unknown>;
  readonly end: (
    station: StrictStation,
    transactionId: string,
    sample: Sample & { readonly uid: string },
  ) => Promise<unknown>;
  /** Bodies of REST commands that only this family has, and what they must find. */
  readonly settings: readonly {
    readonly type: string;
    readonly body: object;
    readonly result: object | null;
  }[];
};

const ok = () => ({ status: 'Accepted' });

const LIMIT_W = 7000;
const LIMIT_A = 10;

const program16: StationProgram = {
  version: '1.6',
  actions: {
    start: 'RemoteStartTransaction',
    stop: 'RemoteStopTransaction',
    unlock: 'UnlockConnector',
    readSettings: 'GetConfiguration',
    writeSettings: 'ChangeConfiguration',
  },
  answers: {
    RemoteStartTransaction: ok,
    RemoteStopTransaction: ok,
    UnlockConnector: () => ({ status: 'Unlocked' }),
    Reset: ok,
    ChangeAvailability: ok,
    TriggerMessage: ok,
    GetConfiguration: () => ({
      configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '300' }],
      unknownKey: ['Nothing'],
    }),
    ChangeConfiguration: ok,
    SetChargingProfile: ok,
    ClearChargingProfile: ok,
    GetCompositeSchedule: ({ connectorId, duration, chargingRateUnit }) => ({
      status: 'Accepted',
      connectorId,
      scheduleStart: new Date().toISOString(),
      chargingSchedule: {
        duration,
        chargingRateUnit: chargingRateUnit ?? 'W',
        chargingSchedulePeriod: [{ startPeriod: 0, limit: chargingRateUnit === 'A' ? LIMIT_A : LIMIT_W }],
      },
    }),
  },
  boot: (station) => station.call('BootNotification', { chargePointVendor: 'Outside', chargePointModel: 'RPC' }),
  status: (station, status, timestamp) =>
    station.call('StatusNotification', {
      connectorId: 1,
      errorCode: 'NoError',
      status: status === 'Occupied' ? 'Charging' : status,
      timestamp,
    }),
  authorize: async (station, idTag) => {
    const { idTagInfo } = await station.call('Authorize', { idTag });
    return (idTagInfo as { readonly status: string }).status;
  },
  begin: async (station, { uid, at, energyWh }) => {
    const answer = await station.call('StartTransaction', {
      connectorId: 1,
      idTag: uid,
      meterStart: energyWh,
      timestamp: at,
    });
    return String(answer.transactionId);
  },
  meter: (station, transactionId, { at, energyWh }) =>
    station.call('MeterValues', {
      connectorId: 1,
      transactionId: Number(transactionId),
      meterValue: [
        {
          timestamp: at,
          sampledValue: [{ value: String(energyWh), measurand: 'Energy.Active.Import.Register', unit: 'Wh' }],
        },
      ],
    }),
  end: (station, transactionId, { uid, at, energyWh }) =>
    station.call('StopTransaction', {
      transactionId: Number(transactionId),
      idTag: uid,
      meterStop: energyWh,
      timestamp: at,
      reason: 'Remote',
    }),
  settings: [
    {
      type: 'GET_CONFIGURATION',
      body: { keys: ['HeartbeatInterval', 'Nothing'] },
      result: { unknown_keys: ['Nothing'] },
    },
    { type: 'SET_CONFIGURATION', body: { key: 'HeartbeatInterval', value: '60' }, result: null },
  ],
};

type VariableData = { readonly component: object; readonly variable: object };

const meterValue = ({ at, energyWh }: Sample, context: string) => [
  {
    timestamp: at,
    sampledValue: [
      { value: energyWh / 1000, context, measurand: 'Energy.Active.Import.Register', unitOfMeasure: { unit: 'kWh' } },
    ],
  },
];

const program2x = (version: '2.0.1' | '2.1'): StationProgram => {
  const seq = new Map<string, number>();
  const next = (transactionId: string) => {
    const number = seq.get(transactionId) ?? 0;
    seq.set(transactionId, number + 1);
    return number;
  };
  return {
    version,
    actions: {
      start: 'RequestStartTransaction',
      stop: 'RequestStopTransaction',
      unlock: 'UnlockConnector',
      readSettings: 'GetVariables',
      writeSettings: 'SetVariables',
    },
    answers: {
      RequestStartTransaction: ok,
      RequestStopTransaction: ok,
      UnlockConnector: () => ({ status: 'Unlocked' }),
      Reset: ok,
      ChangeAvailability: ok,
      TriggerMessage: ok,
      GetVariables: ({ getVariableData }) => ({
        getVariableResult: (getVariableData as readonly VariableData[]).map(({ component, variable }) => ({
          attributeStatus: 'Accepted',
          attributeValue: '300',
          component,
          variable,
        })),
      }),
      SetVariables: ({ setVariableData }) => ({
        setVariableResult: (setVariableData as readonly VariableData[]).map(({ component, variable }) => ({
          attributeStatus: 'Accepted',
          component,
          variable,
        })),
      }),
      SetChargingProfile: ok,
      ClearChargingProfile: ok,
      GetCompositeSchedule: ({ evseId, duration, chargingRateUnit }) => ({
        status: 'Accepted',
        schedule: {
          evseId,
          duration,
          scheduleStart: new Date().toISOString(),
          chargingRateUnit: chargingRateUnit ?? 'W',
          chargingSchedulePeriod: [{ startPeriod: 0, limit: chargingRateUnit === 'A' ? LIMIT_A : LIMIT_W }],
        },
      }),
    },
    boot: (station) =>
      station.call('BootNotification', {
        reason: 'PowerUp',
        chargingStation: { vendorName: 'Outside', model: 'RPC', serialNumber: 'S-1' },
      }),
    status: (station, connectorStatus, timestamp) =>
      station.call('StatusNotification', { evseId: 1, connectorId: 1, connectorStatus, timestamp }),
    authorize: async (station, idToken) => {
      const { idTokenInfo } = await station.call('Authorize', { idToken: { idToken, type: 'ISO14443' } });
      return (idTokenInfo as { readonly status: string }).status;
    },
    begin: async (station, { uid, remoteStart, ...sample }) => {
      const transactionId = `tx-${version}-${seq.size}`;
      await station.call('TransactionEvent', {
        eventType: 'Started',
        timestamp: sample.at,
        triggerReason: 'RemoteStart',
        seqNo: next(transactionId),
        transactionInfo: { transactionId, chargingState: 'Charging', remoteStartId: remoteStart.remoteStartId },
        idToken: { idToken: uid, type: 'ISO14443' },
        evse: { id: 1, connectorId: 1 },
        meterValue: meterValue(sample, 'Transaction.Begin'),
      });
      return transactionId;
    },
    meter: (station, transactionId, sample) =>
      station.call('TransactionEvent', {
        eventType: 'Updated',
        timestamp: sample.at,
        triggerReason: 'MeterValuePeriodic',
        seqNo: next(transactionId),
        transactionInfo: { transactionId, chargingState: 'Charging' },
        meterValue: meterValue(sample, 'Sample.Periodic'),
      }),
    end: (station, transactionId, { uid: _uid, ...sample }) =>
      station.call('TransactionEvent', {
        eventType: 'Ended',
        timestamp: sample.at,
        triggerReason: 'RemoteStop',
        seqNo: next(transactionId),
        transactionInfo: { transactionId, stoppedReason: 'Remote' },
        meterValue: meterValue(sample, 'Transaction.End'),
      }),
    settings: [
      {
        type: 'GET_VARIABLES',
        body: { variables: [{ component: 'OCPPCommCtrlr', variable: 'HeartbeatInterval' }] },
        result: { variables: [{ variable: 'HeartbeatInterval', status: 'Accepted', value: '300' }] },
      },
      {
        type: 'SET_VARIABLES',
        body: { variables: [{ component: 'OCPPCommCtrlr', variable: 'HeartbeatInterval', value: '60' }] },
        result: { reboot_required: false },
      },
    ],
  };
};

export const STATION_PROGRAMS: readonly StationProgram[] = [program16, program2x('2.0.1'), program2x('2.1')];
