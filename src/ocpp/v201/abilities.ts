/** What a station can do, from its device model (OCPP 2.0.1 part 2, appendices 3 and 4). */
import { type AbilityFacts, NOTHING_TOLD } from '../../domain/abilities.ts';
import type { RateUnit } from '../../domain/charging-profile.ts';
import type { VariableRef } from '../../domain/commands/variable-ref.ts';
import type { Feature } from '../../domain/feature.ts';
import { countOf, flagOf, voltageOf, wordsOf } from '../configuration.ts';

export type EvseOfStation = { readonly id: number; readonly connectorIds: readonly number[] };

const at = (component: string, variable: string, more: Partial<VariableRef> = {}): VariableRef => ({
  component,
  componentInstance: null,
  evseId: null,
  connectorId: null,
  variable,
  variableInstance: null,
  attribute: null,
  ...more,
});

export const ITEMS_PER_MESSAGE = at('DeviceDataCtrlr', 'ItemsPerMessage', { variableInstance: 'GetVariables' });

const CONTROLLERS: Readonly<Record<string, Feature>> = {
  SmartChargingCtrlr: 'SMART_CHARGING',
  LocalAuthListCtrlr: 'LOCAL_AUTH_LIST',
  ReservationCtrlr: 'RESERVATION',
};

const OF_STATION: readonly VariableRef[] = [
  ITEMS_PER_MESSAGE,
  ...Object.keys(CONTROLLERS).flatMap((name) => [at(name, 'Available'), at(name, 'Enabled')]),
  at('SmartChargingCtrlr', 'ProfileStackLevel'),
  at('SmartChargingCtrlr', 'RateUnit'),
  at('SmartChargingCtrlr', 'PeriodsPerSchedule'),
  // Actual is how many there are.
  at('SmartChargingCtrlr', 'Entries', { variableInstance: 'ChargingProfiles', attribute: 'MaxSet' }),
  at('SmartChargingCtrlr', 'Phases3to1'),
  at('SmartChargingCtrlr', 'ACPhaseSwitchingSupported'),
  at('AuthCtrlr', 'AuthorizeRemoteStart'),
  at('AuthCtrlr', 'Enabled'),
  at('TxCtrlr', 'TxStartPoint'),
  at('TxCtrlr', 'TxStopPoint'),
  at('TxCtrlr', 'EVConnectionTimeOut'),
  at('OCPPCommCtrlr', 'HeartbeatInterval'),
  at('SampledDataCtrlr', 'TxUpdatedInterval'),
  at('SampledDataCtrlr', 'TxUpdatedMeasurands'),
  at('AlignedDataCtrlr', 'Interval'),
  at('ChargingStation', 'SupplyPhases'),
  at('ElectricalFeed', 'ACVoltage'),
];

/** EVSEs whose own variables are asked for. */
const MOST_EVSES = 32;

/** What is asked of a station: that of its message size first. */
export const variablesThatMatter = (evses: readonly EvseOfStation[]): readonly VariableRef[] => [
  ...OF_STATION,
  ...evses
    .slice(0, MOST_EVSES)
    .flatMap(({ id, connectorIds }) => [
      at('EVSE', 'Power', { evseId: id }),
      at('EVSE', 'SupplyPhases', { evseId: id }),
      ...connectorIds.map((connectorId) => at('Connector', 'ConnectorType', { evseId: id, connectorId })),
    ]),
];

/** value null: it has none. missing: the station has no such component or variable. */
export type VariableTold = { readonly variable: VariableRef; readonly value: string | null; readonly missing: boolean };

const UNITS: Readonly<Record<string, RateUnit>> = { a: 'A', w: 'W', current: 'A', power: 'W' };

export const abilitiesOf = (told: readonly VariableTold[]): AbilityFacts => {
  const find = (component: string, variable: string) =>
    told.filter((one) => one.variable.component === component && one.variable.variable === variable);
  const value = (component: string, variable: string): string | null =>
    find(component, variable).find((one) => one.variable.evseId === null)?.value ?? null;

  /** null: it does not say. */
  const has = (controller: string): boolean | null => {
    const switches = [value(controller, 'Available'), value(controller, 'Enabled')].map(flagOf);
    if (switches.includes(false)) return false;
    if (switches.includes(true)) return true;
    const asked = [...find(controller, 'Available'), ...find(controller, 'Enabled')];
    return asked.length > 0 && asked.every(({ missing }) => missing) && !told.some(isValueOf(controller))
      ? false
      : null;
  };
  const featuresThat = (answer: boolean): readonly Feature[] =>
    Object.entries(CONTROLLERS).flatMap(([name, feature]) => (has(name) === answer ? [feature] : []));

  const units = [...new Set(wordsOf(value('SmartChargingCtrlr', 'RateUnit')).flatMap((word) => UNITS[word] ?? []))];
  const switching = [
    value('SmartChargingCtrlr', 'ACPhaseSwitchingSupported'),
    value('SmartChargingCtrlr', 'Phases3to1'),
  ];
  return {
    ...NOTHING_TOLD,
    features: featuresThat(true),
    lacking: featuresThat(false),
    remoteStartAuthorizes: flagOf(value('AuthCtrlr', 'AuthorizeRemoteStart')),
    maxStackLevel: countOf(value('SmartChargingCtrlr', 'ProfileStackLevel')),
    rateUnits: units.length === 0 ? null : units,
    maxPeriods: countOf(value('SmartChargingCtrlr', 'PeriodsPerSchedule')) || null,
    maxProfiles: countOf(value('SmartChargingCtrlr', 'Entries')),
    phases: phasesOf([...find('EVSE', 'SupplyPhases'), ...find('ChargingStation', 'SupplyPhases')]),
    phaseSwitching: switching.map(flagOf).find((flag) => flag !== null) ?? null,
    voltageV: voltageOf(value('ElectricalFeed', 'ACVoltage')),
    heartbeatIntervalS: countOf(value('OCPPCommCtrlr', 'HeartbeatInterval')) || null,
  };
};

const isValueOf =
  (component: string) =>
  (one: VariableTold): boolean =>
    one.variable.component === component && one.value !== null;

/** That of the EVSEs, when they agree; the station's own when none tells. */
const phasesOf = (told: readonly VariableTold[]): number | null => {
  const numbers = (ofEvses: boolean) =>
    told
      .filter(({ variable }) => (variable.evseId !== null) === ofEvses)
      .map((one) => countOf(one.value))
      .filter((phases) => phases !== null && phases <= 3);
  const all = new Set(numbers(true).length > 0 ? numbers(true) : numbers(false));
  const [phases = null] = all;
  return all.size === 1 ? phases : null;
};
