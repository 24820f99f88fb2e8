/**
 * What callers name fields of a command's parameters, where it is not the record's own name: an instant loses its `At`,
 * and a charging schedule has OCPI's names. In camelCase; REST writes the same in snake_case.
 */
import type { CommandParameters, CommandType } from './command.ts';
import type { JsonObject, JsonValue } from './json.ts';

const NAMES: Readonly<Record<string, string>> = {
  fromAt: 'from',
  untilAt: 'until',
  validFromAt: 'validFrom',
  validToAt: 'validTo',
};

/** @see OCPI 2.2.1 mod_charging_profiles, ChargingProfile and ChargingProfilePeriod */
const SCHEDULE_NAMES: Readonly<Record<string, string>> = {
  startAt: 'startDateTime',
  durationS: 'duration',
  unit: 'chargingRateUnit',
  minRate: 'minChargingRate',
  periods: 'chargingProfilePeriod',
  startS: 'startPeriod',
  phases: 'numberPhases',
};

/** Names come from outside, too: what every object inherits, such as `__proto__`, is none of ours. */
const nameOf = (name: string, inSchedule: boolean): string => {
  const names = inSchedule ? SCHEDULE_NAMES : NAMES;
  return Object.hasOwn(names, name) ? (names[name] ?? name) : name;
};

/** From a JSON pointer into a command request to one into what the caller sent: `/parameters/fromAt` is `/from`. */
export const outsidePointer = (pointer: string): string => {
  const segments = pointer.replace(/^\/parameters(?=\/)/, '').split('/');
  const schedule = segments.indexOf('schedule');
  return segments.map((segment, index) => nameOf(segment, schedule !== -1 && index > schedule)).join('/');
};

const outsideValue = (value: unknown, inSchedule: boolean): JsonValue => {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => outsideValue(item, inSchedule));
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      nameOf(name, inSchedule),
      outsideValue(inner, inSchedule || name === 'schedule'),
    ]),
  );
};

/** A command's parameters as JSON with the outside's names; instants as RFC 3339. */
export const outsideParameters = (parameters: CommandParameters[CommandType]): JsonObject =>
  outsideValue(parameters, false) as JsonObject;
