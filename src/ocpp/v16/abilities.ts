/** What a station can do, from its configuration keys (OCPP 1.6, 9; errata sheet 4.0). */
import { type AbilityFacts, NOTHING_TOLD } from '../../domain/abilities.ts';
import type { RateUnit } from '../../domain/charging-profile.ts';
import { FEATURES, type Feature } from '../../domain/feature.ts';
import { connectorsOf, countOf, flagOf, plainName, wordsOf } from '../configuration.ts';

export type ConfigurationKey = { readonly key: string; readonly readonly: boolean; readonly value: string | null };

const PROFILES: Readonly<Record<string, Feature>> = {
  core: 'CORE',
  firmwaremanagement: 'FIRMWARE_MANAGEMENT',
  localauthlistmanagement: 'LOCAL_AUTH_LIST',
  reservation: 'RESERVATION',
  smartcharging: 'SMART_CHARGING',
  remotetrigger: 'REMOTE_TRIGGER',
};

/** The standard has Current and Power; stations write the units of their profiles, too. */
const UNITS: Readonly<Record<string, RateUnit>> = { current: 'A', a: 'A', amp: 'A', power: 'W', w: 'W', watt: 'W' };

/** The keys that abilities are made of, and some that explain what a station does. */
export const KEYS_THAT_MATTER = [
  'SupportedFeatureProfiles',
  'NumberOfConnectors',
  'AuthorizeRemoteTxRequests',
  'ChargeProfileMaxStackLevel',
  'ChargingScheduleAllowedChargingRateUnit',
  'ChargingScheduleMaxPeriods',
  'MaxChargingProfilesInstalled',
  'ConnectorSwitch3to1PhaseSupported',
  'ConnectorPhaseRotation',
  'HeartbeatInterval',
  'GetConfigurationMaxKeys',
  'ConnectionTimeOut',
  'MeterValueSampleInterval',
  'MeterValuesSampledData',
  'ClockAlignedDataInterval',
  'LocalPreAuthorize',
  'LocalAuthListEnabled',
  'StopTransactionOnEVSideDisconnect',
  'TransactionMessageAttempts',
  'TransactionMessageRetryInterval',
] as const;

const known = <T>(table: Readonly<Record<string, T>>, words: readonly string[]): readonly T[] => {
  const found = words.flatMap((word) => (Object.hasOwn(table, plainName(word)) ? [table[plainName(word)] as T] : []));
  return [...new Set(found)];
};

/** Three letters for each connector that has three phases; what has one, and direct current, say NotApplicable alike. */
const phasesOf = (rotation: string | null): number | null => {
  const turns = wordsOf(rotation).map((word) => word.split('.').at(-1) ?? '');
  return turns.length > 0 && turns.every((turn) => /^[rst]{3}$/.test(turn)) ? 3 : null;
};

/** Keys are compared without regard to case (OCPP 1.6, CiString50Type). */
export const abilitiesOf = (keys: readonly ConfigurationKey[]): AbilityFacts => {
  const values = new Map(keys.map(({ key, value }) => [key.trim().toLowerCase(), value]));
  const value = (key: (typeof KEYS_THAT_MATTER)[number]): string | null => values.get(key.toLowerCase()) ?? null;
  const features = known(PROFILES, wordsOf(value('SupportedFeatureProfiles')));
  const rateUnits = known(UNITS, wordsOf(value('ChargingScheduleAllowedChargingRateUnit')));
  return {
    ...NOTHING_TOLD,
    features,
    // A list in which nothing is understood says nothing.
    lacking: features.length === 0 ? [] : FEATURES.filter((feature) => !features.includes(feature)),
    remoteStartAuthorizes: flagOf(value('AuthorizeRemoteTxRequests')),
    maxStackLevel: countOf(value('ChargeProfileMaxStackLevel')),
    rateUnits: rateUnits.length === 0 ? null : rateUnits,
    maxPeriods: countOf(value('ChargingScheduleMaxPeriods')) || null,
    maxProfiles: countOf(value('MaxChargingProfilesInstalled')),
    phases: phasesOf(value('ConnectorPhaseRotation')),
    phaseSwitching: flagOf(value('ConnectorSwitch3to1PhaseSupported')),
    connectors: connectorsOf(value('NumberOfConnectors')),
    heartbeatIntervalS: countOf(value('HeartbeatInterval')) || null,
  };
};
