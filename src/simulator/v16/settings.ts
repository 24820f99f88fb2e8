/** OCPP 1.6 configuration keys of the station. */
import type { OCPP16 } from 'typed-ocpp';
import { type Core, type Handlers, handler, type Rules } from '../core.ts';

type Setting = { value: string; readonly access: 'RW' | 'R'; readonly kind: 'int' | 'bool' | 'text'; reboot?: boolean };

export type Settings16 = Map<string, Setting>;

export type SettingsOptions = {
  readonly connectors: number;
  readonly sampleIntervalS: number;
  readonly connectionTimeoutS: number;
  readonly heartbeatIntervalS: number;
  readonly transactionAttempts: number;
  readonly transactionRetryS: number;
};

export const PROFILE_LIMITS = { stackLevel: 8, periods: 24, profiles: 32 };

export const createSettings16 = (options: SettingsOptions): Settings16 => {
  const int = (value: number, access: 'RW' | 'R' = 'RW'): Setting => ({ value: String(value), access, kind: 'int' });
  const bool = (value: boolean, access: 'RW' | 'R' = 'RW'): Setting => ({ value: String(value), access, kind: 'bool' });
  const text = (value: string, access: 'RW' | 'R' = 'RW'): Setting => ({ value, access, kind: 'text' });
  return new Map(
    Object.entries({
      AllowOfflineTxForUnknownId: bool(true),
      AuthorizationCacheEnabled: bool(false),
      AuthorizeRemoteTxRequests: bool(false),
      ClockAlignedDataInterval: int(0),
      ConnectionTimeOut: int(options.connectionTimeoutS),
      ConnectorPhaseRotation: text('0.RST'),
      GetConfigurationMaxKeys: int(50, 'R'),
      HeartbeatInterval: int(options.heartbeatIntervalS),
      LocalAuthorizeOffline: bool(true),
      LocalPreAuthorize: bool(false),
      MeterValuesAlignedData: text('Energy.Active.Import.Register'),
      MeterValuesSampledData: text('Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC'),
      MeterValueSampleInterval: int(options.sampleIntervalS),
      NumberOfConnectors: int(options.connectors, 'R'),
      ResetRetries: int(1),
      StopTransactionOnEVSideDisconnect: bool(true),
      StopTransactionOnInvalidId: bool(true),
      StopTxnAlignedData: text(''),
      StopTxnSampledData: text(''),
      SupportedFeatureProfiles: text(
        'Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger',
        'R',
      ),
      TransactionMessageAttempts: int(options.transactionAttempts),
      TransactionMessageRetryInterval: int(options.transactionRetryS),
      UnlockConnectorOnEVSideDisconnect: bool(true),
      WebSocketPingInterval: int(0),
      LocalAuthListEnabled: bool(true),
      LocalAuthListMaxLength: int(100, 'R'),
      SendLocalListMaxLength: int(100, 'R'),
      ReserveConnectorZeroSupported: bool(false, 'R'),
      ChargeProfileMaxStackLevel: int(PROFILE_LIMITS.stackLevel, 'R'),
      ChargingScheduleAllowedChargingRateUnit: text('Current,Power', 'R'),
      ChargingScheduleMaxPeriods: int(PROFILE_LIMITS.periods, 'R'),
      MaxChargingProfilesInstalled: int(PROFILE_LIMITS.profiles, 'R'),
      SecurityProfile: int(0),
      CpoName: text('Voltgate'),
    } satisfies Record<string, Setting>),
  );
};

const numberOf = (settings: Settings16, key: string): number => Number(settings.get(key)?.value ?? 0);
const flag = (settings: Settings16, key: string): boolean => settings.get(key)?.value === 'true';

export const heartbeatMs16 = (settings: Settings16): number => numberOf(settings, 'HeartbeatInterval') * 1000;

export const sampledMeasurands16 = (settings: Settings16): readonly string[] =>
  (settings.get('MeterValuesSampledData')?.value ?? '').split(',').map((name) => name.trim());

export const rules16 = (settings: Settings16): Rules => ({
  sampleMs: numberOf(settings, 'MeterValueSampleInterval') * 1000,
  connectionTimeoutMs: numberOf(settings, 'ConnectionTimeOut') * 1000,
  attempts: numberOf(settings, 'TransactionMessageAttempts'),
  retryIntervalMs: numberOf(settings, 'TransactionMessageRetryInterval') * 1000,
  stopOnInvalid: flag(settings, 'StopTransactionOnInvalidId'),
  stopOnUnplug: flag(settings, 'StopTransactionOnEVSideDisconnect'),
  authorizeRemote: flag(settings, 'AuthorizeRemoteTxRequests'),
  offlineStart: flag(settings, 'AllowOfflineTxForUnknownId'),
  startPoints: new Set(),
  endsOnStop: true,
  maxStackLevel: PROFILE_LIMITS.stackLevel,
});

const fits = (setting: Setting, value: string): boolean => {
  if (setting.kind === 'int') return /^\d{1,9}$/.test(value);
  if (setting.kind === 'bool') return /^(true|false)$/i.test(value);
  return value.length <= 500;
};

export const configurationHandlers = (core: Core, settings: Settings16): Handlers => ({
  GetConfiguration: handler<OCPP16.GetConfigurationRequest, OCPP16.GetConfigurationResponse>([], ({ key }) => {
    const asked = key === undefined || key.length === 0 ? [...settings.keys()] : key;
    const unknownKey = asked.filter((name) => !settings.has(name));
    const configurationKey = asked.flatMap((name) => {
      const setting = settings.get(name);
      return setting === undefined ? [] : [{ key: name, readonly: setting.access === 'R', value: setting.value }];
    });
    return {
      payload: {
        ...(configurationKey.length > 0 ? { configurationKey } : {}),
        ...(unknownKey.length > 0 ? { unknownKey } : {}),
      },
    };
  }),
  ChangeConfiguration: handler<OCPP16.ChangeConfigurationRequest, OCPP16.ChangeConfigurationResponse>(
    ['key', 'value'],
    ({ key, value }) => {
      const setting = settings.get(key);
      if (setting === undefined) return { payload: { status: 'NotSupported' } };
      if (setting.access === 'R' || !fits(setting, value)) return { payload: { status: 'Rejected' } };
      setting.value = setting.kind === 'bool' ? value.toLowerCase() : value;
      return { payload: { status: 'Accepted' }, afterwards: () => core.operations.limitsChanged() };
    },
  ),
});
