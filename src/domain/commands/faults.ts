/** The checks that commands' parameters share. Pointers lead from the parameters, by the record's own names. */
import { characterCount } from '../character-count.ts';
import { type ChargingProfile, RESERVED_PROFILE_IDS_FROM } from '../charging-profile.ts';
import type { FieldFault } from '../error.ts';
import type { VariableRef } from './variable-ref.ts';

/** pointer: without a slash at its start. null: nothing is wrong. */
export type Fault = FieldFault | null;

export const fault = (pointer: string, detail: string): FieldFault => ({ pointer, detail });

export const wholeFrom = (least: number, pointer: string, value: number | null): Fault =>
  value === null || (Number.isSafeInteger(value) && value >= least)
    ? null
    : fault(pointer, `Must be a whole number of at least ${least}.`);

export const atLeastZero = (pointer: string, value: number | null): Fault =>
  value === null || (Number.isFinite(value) && value >= 0) ? null : fault(pointer, 'Must be a number of at least 0.');

export const text = (pointer: string, value: string, longest: number): Fault =>
  value.length >= 1 && characterCount(value) <= longest
    ? null
    : fault(pointer, `Must have 1 to ${longest} characters.`);

export const evseFaults = ({
  evseId,
  connectorId = null,
}: {
  readonly evseId: number | null;
  readonly connectorId?: number | null;
}): readonly Fault[] => [
  wholeFrom(1, 'evseId', evseId),
  wholeFrom(1, 'connectorId', connectorId),
  connectorId !== null && evseId === null ? fault('connectorId', 'Which EVSE it is of must be said beside it.') : null,
];

export const span = (fromAt: Date | null, until: string, untilAt: Date | null, now: Date): readonly Fault[] => [
  fromAt !== null && untilAt !== null && fromAt >= untilAt
    ? fault(until, 'Must be after the time from which it holds.')
    : null,
  untilAt !== null && untilAt <= now ? fault(until, 'Lies in the past.') : null,
];

/** Lengths as in OCPP 2.0.1 Part 2, 2.3 (ComponentType, VariableType); the 2.1 value is the longer. */
export const variableFaults = (refs: readonly (VariableRef & { readonly value?: string })[]): readonly Fault[] => [
  refs.length === 0 ? fault('variables', 'Must name at least one.') : null,
  ...refs.flatMap((ref, index) => [
    text(`variables/${index}/component`, ref.component, 50),
    text(`variables/${index}/variable`, ref.variable, 50),
    ref.value !== undefined && characterCount(ref.value) > 2500
      ? fault(`variables/${index}/value`, 'Must have at most 2500 characters.')
      : null,
    ref.connectorId !== null && ref.evseId === null
      ? fault(`variables/${index}/connectorId`, 'Which EVSE it is of must be said beside it.')
      : null,
  ]),
];

export const profileFaults = (profile: ChargingProfile, now: Date): readonly Fault[] => {
  const { periods, durationS, startAt, minRate } = profile.schedule;
  return [
    wholeFrom(1, 'profile/id', profile.id),
    profile.id >= RESERVED_PROFILE_IDS_FROM
      ? fault('profile/id', `Must be below ${RESERVED_PROFILE_IDS_FROM}: the ids from there on are the gateway's own.`)
      : null,
    wholeFrom(0, 'profile/stackLevel', profile.stackLevel),
    (profile.kind === 'RECURRING') !== (profile.recurrency !== null)
      ? fault('profile/recurrency', 'Goes with kind RECURRING, and only with it.')
      : null,
    profile.kind === 'RELATIVE' && startAt !== null
      ? fault('profile/schedule/startAt', 'A RELATIVE profile has none.')
      : null,
    ...span(profile.validFromAt, 'profile/validToAt', profile.validToAt, now),
    wholeFrom(1, 'profile/schedule/durationS', durationS),
    atLeastZero('profile/schedule/minRate', minRate),
    periods.length === 0 ? fault('profile/schedule/periods', 'Must hold at least one.') : null,
    ...periods.flatMap((period, index) => {
      const before = periods[index - 1];
      const at = `profile/schedule/periods/${index}`;
      return [
        // OCPP 1.6 7.14, 2.0.1 K01.FR.30: the first period starts with the schedule.
        before === undefined && period.startS !== 0 ? fault(`${at}/startS`, 'The first must be 0.') : null,
        before !== undefined && !(period.startS > before.startS)
          ? fault(`${at}/startS`, 'Must be after the one before.')
          : null,
        wholeFrom(0, `${at}/startS`, period.startS),
        atLeastZero(`${at}/limit`, period.limit),
        period.phases !== null && ![1, 2, 3].includes(period.phases)
          ? fault(`${at}/phases`, 'Must be 1, 2 or 3.')
          : null,
      ];
    }),
  ];
};
