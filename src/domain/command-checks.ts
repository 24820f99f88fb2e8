/** What is wrong with a command's parameters in themselves, before anything is looked up. */
import { type ChargingProfile, RESERVED_PROFILE_IDS_FROM } from './charging-profile.ts';
import type { CommandParameters, CommandType, VariableRef } from './command.ts';
import type { FieldFault } from './error.ts';

type Fault = FieldFault | null;

const fault = (pointer: string, detail: string): FieldFault => ({ pointer: `/parameters/${pointer}`, detail });

const wholeFrom = (least: number, pointer: string, value: number | null): Fault =>
  value === null || (Number.isSafeInteger(value) && value >= least)
    ? null
    : fault(pointer, `Must be a whole number of at least ${least}.`);

const atLeastZero = (pointer: string, value: number | null): Fault =>
  value === null || (Number.isFinite(value) && value >= 0) ? null : fault(pointer, 'Must be a number of at least 0.');

const text = (pointer: string, value: string, longest: number): Fault =>
  value.length >= 1 && value.length <= longest ? null : fault(pointer, `Must have 1 to ${longest} characters.`);

const evse = ({
  evseId,
  connectorId = null,
}: {
  readonly evseId: number | null;
  readonly connectorId?: number | null;
}): readonly Fault[] => [
  wholeFrom(1, 'evseId', evseId),
  wholeFrom(1, 'connectorId', connectorId),
  connectorId !== null && evseId === null ? fault('connectorId', 'Needs evseId beside it.') : null,
];

const span = (from: string, fromAt: Date | null, until: string, untilAt: Date | null, now: Date): readonly Fault[] => [
  fromAt !== null && untilAt !== null && fromAt >= untilAt ? fault(until, `Must be after ${from}.`) : null,
  untilAt !== null && untilAt <= now ? fault(until, 'Lies in the past.') : null,
];

/** Lengths as in OCPP 2.0.1 Part 2, 2.3 (ComponentType, VariableType); the 2.1 value is the longer. */
const variables = (refs: readonly (VariableRef & { readonly value?: string })[]): readonly Fault[] => [
  refs.length === 0 ? fault('variables', 'Must name at least one.') : null,
  ...refs.flatMap((ref, index) => [
    text(`variables/${index}/component`, ref.component, 50),
    text(`variables/${index}/variable`, ref.variable, 50),
    ref.value !== undefined && ref.value.length > 2500
      ? fault(`variables/${index}/value`, 'Must have at most 2500 characters.')
      : null,
    ref.connectorId !== null && ref.evseId === null
      ? fault(`variables/${index}/connectorId`, 'Needs evseId beside it.')
      : null,
  ]),
];

const profileFaults = (profile: ChargingProfile, now: Date): readonly Fault[] => {
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
    ...span('validFromAt', profile.validFromAt, 'profile/validToAt', profile.validToAt, now),
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

type Check<T extends CommandType> = (parameters: CommandParameters[T], now: Date) => readonly Fault[];

const CHECKS: { readonly [T in CommandType]: Check<T> } = {
  START_SESSION: (parameters) => [...evse(parameters), text('token/uid', parameters.token.uid, 255)],
  STOP_SESSION: ({ sessionId }) => [text('sessionId', sessionId, 255)],
  UNLOCK_CONNECTOR: (parameters) => evse(parameters),
  RESET_STATION: (parameters) => evse(parameters),
  CHANGE_AVAILABILITY: (parameters) => evse(parameters),
  TRIGGER_MESSAGE: (parameters) => [...evse(parameters), text('message', parameters.message, 50)],
  GET_CONFIGURATION: ({ keys }) => keys.map((key, index) => text(`keys/${index}`, key, 50)),
  SET_CONFIGURATION: ({ key, value }) => [
    text('key', key, 50),
    value.length > 500 ? fault('value', 'Must have at most 500 characters.') : null,
  ],
  GET_VARIABLES: (parameters) => variables(parameters.variables),
  SET_VARIABLES: (parameters) => variables(parameters.variables),
  SET_CHARGING_PROFILE: ({ evseId, sessionId, profile }, now) => [
    wholeFrom(1, 'evseId', evseId),
    (profile.purpose === 'TX') !== (sessionId !== null)
      ? fault('sessionId', 'Goes with purpose TX, and only with it.')
      : null,
    // OCPP 2.0.1 Part 2, K01.FR.03: the station's maximum is set for the station as a whole.
    profile.purpose === 'STATION_MAX' && evseId !== null
      ? fault('evseId', 'Purpose STATION_MAX is for the whole station.')
      : null,
    ...profileFaults(profile, now),
  ],
  CLEAR_CHARGING_PROFILE: ({ evseId, stackLevel }) => [
    wholeFrom(1, 'evseId', evseId),
    wholeFrom(0, 'stackLevel', stackLevel),
  ],
  GET_COMPOSITE_SCHEDULE: ({ evseId, durationS }) => [
    wholeFrom(1, 'evseId', evseId),
    wholeFrom(1, 'durationS', durationS),
  ],
  SET_CHARGING_LIMIT: ({ limitW, limitA, fromAt, untilAt }, now) => [
    (limitW === null) === (limitA === null) ? fault('limitW', 'Exactly one of limitW and limitA is needed.') : null,
    atLeastZero('limitW', limitW),
    atLeastZero('limitA', limitA),
    ...span('fromAt', fromAt, 'untilAt', untilAt, now),
  ],
  CLEAR_CHARGING_LIMIT: () => [],
};

/** Every fault of a command's parameters, with JSON pointers from the request; empty: none. */
export const parameterFaults = <T extends CommandType>(
  type: T,
  parameters: CommandParameters[T],
  now: Date,
): readonly FieldFault[] => {
  const check: Check<T> = CHECKS[type];
  return check(parameters, now).filter((found) => found !== null);
};

/** The EVSE and connector that a command names; null where it names none. */
export const namedConnector = (
  parameters: CommandParameters[CommandType],
): { readonly evseId: number | null; readonly connectorId: number | null } => ({
  evseId: 'evseId' in parameters ? parameters.evseId : null,
  connectorId: 'connectorId' in parameters ? parameters.connectorId : null,
});

/** The session that a command names, or null. */
export const namedSession = (parameters: CommandParameters[CommandType]): string | null =>
  'sessionId' in parameters ? parameters.sessionId : null;
