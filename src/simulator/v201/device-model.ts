/** The station's variables (OCPP 2.0.1 Part 2, B and appendix 3). */
import type { OCPP20 } from 'typed-ocpp';
import { type Core, type Handlers, handler, type Rules } from '../core.ts';

type Kind = 'integer' | 'boolean' | 'string' | 'decimal' | 'OptionList' | 'MemberList' | 'SequenceList';

export type Variable = {
  readonly component: string;
  readonly evseId: number | null;
  readonly variable: string;
  readonly instance: string | null;
  value: string;
  readonly mutability: 'ReadWrite' | 'ReadOnly';
  readonly kind: Kind;
  readonly values: string | null;
  readonly unit: string | null;
};

export type DeviceModel = readonly Variable[];

export type DeviceModelOptions = {
  readonly connectors: number;
  readonly sampleIntervalS: number;
  readonly connectionTimeoutS: number;
  readonly heartbeatIntervalS: number;
  readonly transactionAttempts: number;
  readonly transactionRetryS: number;
  readonly txStartPoint: string;
  readonly txStopPoint: string;
  readonly connectorMaxPowerW: number;
};

export const PROFILE_LIMITS = { stackLevel: 8, periods: 24, profiles: 32 };

type Extra = Partial<Pick<Variable, 'instance' | 'mutability' | 'kind' | 'values' | 'unit' | 'evseId'>>;

const variable = (component: string, name: string, value: string | number | boolean, extra: Extra = {}): Variable => ({
  component,
  evseId: null,
  variable: name,
  instance: null,
  value: String(value),
  mutability: 'ReadWrite',
  kind: typeof value === 'number' ? 'integer' : typeof value === 'boolean' ? 'boolean' : 'string',
  values: null,
  unit: null,
  ...extra,
});

const READ_ONLY: Extra = { mutability: 'ReadOnly' };
const SECONDS: Extra = { unit: 's' };

export const createDeviceModel = (options: DeviceModelOptions): DeviceModel => [
  variable('OCPPCommCtrlr', 'HeartbeatInterval', options.heartbeatIntervalS, SECONDS),
  variable('OCPPCommCtrlr', 'MessageAttempts', options.transactionAttempts, { instance: 'TransactionEvent' }),
  variable('OCPPCommCtrlr', 'MessageAttemptInterval', options.transactionRetryS, {
    ...SECONDS,
    instance: 'TransactionEvent',
  }),
  variable('OCPPCommCtrlr', 'MessageTimeout', 30, { ...SECONDS, ...READ_ONLY, instance: 'Default' }),
  variable('OCPPCommCtrlr', 'OfflineThreshold', 60, SECONDS),
  variable('OCPPCommCtrlr', 'NetworkConfigurationPriority', '1', { kind: 'SequenceList' }),
  variable('OCPPCommCtrlr', 'NetworkProfileConnectionAttempts', 3),
  variable('OCPPCommCtrlr', 'RetryBackOffRepeatTimes', 3),
  variable('OCPPCommCtrlr', 'RetryBackOffRandomRange', 10, SECONDS),
  variable('OCPPCommCtrlr', 'RetryBackOffWaitMinimum', 5, SECONDS),
  variable('OCPPCommCtrlr', 'WebSocketPingInterval', 0, SECONDS),
  variable('OCPPCommCtrlr', 'UnlockOnEVSideDisconnect', true),
  variable('AuthCtrlr', 'Enabled', true),
  variable('AuthCtrlr', 'AuthorizeRemoteStart', false),
  variable('AuthCtrlr', 'LocalAuthorizeOffline', true),
  variable('AuthCtrlr', 'LocalPreAuthorize', false),
  variable('AuthCtrlr', 'OfflineTxForUnknownIdEnabled', true),
  variable('TxCtrlr', 'EVConnectionTimeOut', options.connectionTimeoutS, SECONDS),
  variable('TxCtrlr', 'StopTxOnEVSideDisconnect', true),
  variable('TxCtrlr', 'StopTxOnInvalidId', true),
  variable('TxCtrlr', 'TxStartPoint', options.txStartPoint, {
    kind: 'MemberList',
    values: 'EVConnected,Authorized,PowerPathClosed',
  }),
  variable('TxCtrlr', 'TxStopPoint', options.txStopPoint, {
    kind: 'MemberList',
    values: 'EVConnected,Authorized,PowerPathClosed',
  }),
  variable('TxCtrlr', 'MaxEnergyOnInvalidId', 0),
  variable('SampledDataCtrlr', 'Enabled', true),
  variable('SampledDataCtrlr', 'TxUpdatedInterval', options.sampleIntervalS, SECONDS),
  variable(
    'SampledDataCtrlr',
    'TxUpdatedMeasurands',
    'Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC',
    { kind: 'MemberList' },
  ),
  variable('SampledDataCtrlr', 'TxStartedMeasurands', 'Energy.Active.Import.Register', { kind: 'MemberList' }),
  variable('SampledDataCtrlr', 'TxEndedMeasurands', 'Energy.Active.Import.Register', { kind: 'MemberList' }),
  variable('SampledDataCtrlr', 'TxEndedInterval', 0, SECONDS),
  variable('AlignedDataCtrlr', 'Interval', 0, SECONDS),
  variable('AlignedDataCtrlr', 'Measurands', 'Energy.Active.Import.Register', { kind: 'MemberList' }),
  variable('SmartChargingCtrlr', 'Available', true, READ_ONLY),
  variable('SmartChargingCtrlr', 'Enabled', true),
  variable('SmartChargingCtrlr', 'ProfileStackLevel', PROFILE_LIMITS.stackLevel, READ_ONLY),
  variable('SmartChargingCtrlr', 'RateUnit', 'A,W', { ...READ_ONLY, kind: 'MemberList' }),
  variable('SmartChargingCtrlr', 'PeriodsPerSchedule', PROFILE_LIMITS.periods, READ_ONLY),
  variable('SmartChargingCtrlr', 'Entries', PROFILE_LIMITS.profiles, { ...READ_ONLY, instance: 'ChargingProfiles' }),
  variable('SmartChargingCtrlr', 'LimitChangeSignificance', '1', { kind: 'decimal' }),
  variable('LocalAuthListCtrlr', 'Available', true, READ_ONLY),
  variable('LocalAuthListCtrlr', 'Enabled', true),
  variable('ReservationCtrlr', 'Available', true, READ_ONLY),
  variable('ReservationCtrlr', 'Enabled', true),
  variable('DeviceDataCtrlr', 'ItemsPerMessage', 20, { ...READ_ONLY, instance: 'GetReport' }),
  variable('DeviceDataCtrlr', 'ItemsPerMessage', 20, { ...READ_ONLY, instance: 'GetVariables' }),
  variable('DeviceDataCtrlr', 'BytesPerMessage', 65_536, { ...READ_ONLY, instance: 'GetReport' }),
  variable('DeviceDataCtrlr', 'BytesPerMessage', 65_536, { ...READ_ONLY, instance: 'GetVariables' }),
  variable('SecurityCtrlr', 'SecurityProfile', 0, READ_ONLY),
  variable('SecurityCtrlr', 'OrganizationName', 'Voltgate'),
  variable('SecurityCtrlr', 'CertificateEntries', 0, READ_ONLY),
  variable('ClockCtrlr', 'TimeSource', 'Heartbeat', { kind: 'SequenceList' }),
  variable('ClockCtrlr', 'DateTime', '', READ_ONLY),
  variable('ChargingStation', 'Available', true, READ_ONLY),
  variable('ChargingStation', 'AvailabilityState', 'Available', { ...READ_ONLY, kind: 'OptionList' }),
  variable('ChargingStation', 'SupplyPhases', 3, READ_ONLY),
  ...Array.from({ length: options.connectors }, (_, index) => [
    variable('EVSE', 'Available', true, { ...READ_ONLY, evseId: index + 1 }),
    variable('EVSE', 'AvailabilityState', 'Available', { ...READ_ONLY, kind: 'OptionList', evseId: index + 1 }),
    variable('EVSE', 'SupplyPhases', 3, { ...READ_ONLY, evseId: index + 1 }),
    variable('Connector', 'ConnectorType', 'cType2', { ...READ_ONLY, evseId: index + 1 }),
    variable('EVSE', 'Power', options.connectorMaxPowerW, { ...READ_ONLY, unit: 'W', evseId: index + 1 }),
  ]).flat(),
];

const find = (model: DeviceModel, component: string, name: string, instance?: string): Variable | undefined =>
  model.find(
    (each) =>
      each.component === component && each.variable === name && (instance === undefined || each.instance === instance),
  );

export const textOf = (model: DeviceModel, component: string, name: string): string =>
  find(model, component, name)?.value ?? '';
const numberOf = (model: DeviceModel, component: string, name: string, instance?: string): number =>
  Number(find(model, component, name, instance)?.value ?? 0);
const flag = (model: DeviceModel, component: string, name: string) => textOf(model, component, name) === 'true';

export const setVariable = (model: DeviceModel, component: string, name: string, value: string): void => {
  const found = find(model, component, name);
  if (found !== undefined) found.value = value;
};

export const heartbeatMs201 = (model: DeviceModel): number =>
  numberOf(model, 'OCPPCommCtrlr', 'HeartbeatInterval') * 1000;

export const rules201 = (model: DeviceModel): Rules => {
  const stopPoints = textOf(model, 'TxCtrlr', 'TxStopPoint').split(',');
  return {
    sampleMs: numberOf(model, 'SampledDataCtrlr', 'TxUpdatedInterval') * 1000,
    connectionTimeoutMs: numberOf(model, 'TxCtrlr', 'EVConnectionTimeOut') * 1000,
    attempts: numberOf(model, 'OCPPCommCtrlr', 'MessageAttempts', 'TransactionEvent'),
    retryIntervalMs: numberOf(model, 'OCPPCommCtrlr', 'MessageAttemptInterval', 'TransactionEvent') * 1000,
    stopOnInvalid: flag(model, 'TxCtrlr', 'StopTxOnInvalidId'),
    stopOnUnplug: flag(model, 'TxCtrlr', 'StopTxOnEVSideDisconnect') || stopPoints.includes('EVConnected'),
    authorizeRemote: flag(model, 'AuthCtrlr', 'AuthorizeRemoteStart'),
    offlineStart: flag(model, 'AuthCtrlr', 'OfflineTxForUnknownIdEnabled'),
    startPoints: new Set(textOf(model, 'TxCtrlr', 'TxStartPoint').split(',')),
    endsOnStop: stopPoints.includes('Authorized') || stopPoints.includes('PowerPathClosed'),
    maxStackLevel: PROFILE_LIMITS.stackLevel,
  };
};

type Address = { readonly component: OCPP20.GetVariablesRequest['getVariableData'][number]['component'] } & {
  readonly variable: OCPP20.GetVariablesRequest['getVariableData'][number]['variable'];
};

const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Names are case-insensitive (OCPP 2.0.1 Part 2, 2.1 of the device model). */
const lookUp = (model: DeviceModel, { component, variable }: Address) => {
  const ofComponent = model.filter(
    (each) => sameName(each.component, component.name) && (component.evse?.id ?? null) === each.evseId,
  );
  if (ofComponent.length === 0) return 'UnknownComponent';
  const found = ofComponent.find(
    (each) => sameName(each.variable, variable.name) && (each.instance ?? '') === (variable.instance ?? ''),
  );
  return found ?? 'UnknownVariable';
};

const fits = (found: Variable, value: string): boolean => {
  if (found.kind === 'integer') return /^\d{1,9}$/.test(value);
  if (found.kind === 'boolean') return /^(true|false)$/i.test(value);
  if (found.kind === 'decimal') return Number.isFinite(Number(value));
  const allowed = found.values?.split(',');
  return allowed === undefined || value.split(',').every((each) => allowed.includes(each.trim()));
};

export const variableHandlers = (core: Core, model: DeviceModel): Handlers => ({
  GetVariables: handler<OCPP20.GetVariablesRequest, OCPP20.GetVariablesResponse>(
    ['getVariableData'],
    ({ getVariableData }) => ({
      payload: {
        getVariableResult: getVariableData.map(({ component, variable, attributeType }) => {
          const found = lookUp(model, { component, variable });
          const asked = { component, variable, ...(attributeType === undefined ? {} : { attributeType }) };
          if (typeof found === 'string') return { ...asked, attributeStatus: found } as const;
          // Of what is counted, the most that there can be.
          const isMost = attributeType === 'MaxSet' && found.variable === 'Entries';
          if (attributeType !== undefined && attributeType !== 'Actual' && !isMost) {
            return { ...asked, attributeStatus: 'NotSupportedAttributeType' } as const;
          }
          const clock = found.component === 'ClockCtrlr' && found.variable === 'DateTime';
          const attributeValue = clock ? core.now().toISOString() : found.value;
          return { ...asked, attributeStatus: 'Accepted', attributeValue } as const;
        }),
      },
    }),
  ),
  SetVariables: handler<OCPP20.SetVariablesRequest, OCPP20.SetVariablesResponse>(
    ['setVariableData'],
    ({ setVariableData }) => ({
      payload: {
        setVariableResult: setVariableData.map(({ component, variable, attributeType, attributeValue }) => {
          const asked = { component, variable, ...(attributeType === undefined ? {} : { attributeType }) };
          const found = lookUp(model, { component, variable });
          if (typeof found === 'string') return { ...asked, attributeStatus: found } as const;
          if (attributeType !== undefined && attributeType !== 'Actual') {
            return { ...asked, attributeStatus: 'NotSupportedAttributeType' } as const;
          }
          if (found.mutability === 'ReadOnly' || !fits(found, attributeValue)) {
            return { ...asked, attributeStatus: 'Rejected' } as const;
          }
          found.value = found.kind === 'boolean' ? attributeValue.toLowerCase() : attributeValue;
          return { ...asked, attributeStatus: 'Accepted' } as const;
        }),
      },
    }),
  ),
});
