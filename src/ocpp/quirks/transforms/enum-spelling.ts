import type { JsonValue } from '../../../domain/json.ts';
import type { Transform } from '../quirk.ts';

/** Spellings that are right in the versions together; what differs only in case or in separators becomes these. */
const ENUM_VALUES: Readonly<Record<string, readonly string[]>> = {
  status: [
    'Available',
    'Preparing',
    'Charging',
    'SuspendedEVSE',
    'SuspendedEV',
    'Finishing',
    'Reserved',
    'Unavailable',
    'Faulted',
  ],
  connectorStatus: ['Available', 'Occupied', 'Reserved', 'Unavailable', 'Faulted'],
  errorCode: [
    'ConnectorLockFailure',
    'EVCommunicationError',
    'GroundFailure',
    'HighTemperature',
    'InternalError',
    'LocalListConflict',
    'NoError',
    'OtherError',
    'OverCurrentFailure',
    'OverVoltage',
    'PowerMeterFailure',
    'PowerSwitchFailure',
    'ReaderFailure',
    'ResetFailure',
    'UnderVoltage',
    'WeakSignal',
  ],
};

const SPELLING_OF: Readonly<Record<string, readonly string[]>> = {
  StatusNotification: ['status', 'connectorStatus', 'errorCode'],
};

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');

const respelt = (field: string, value: JsonValue | undefined): JsonValue | undefined => {
  if (typeof value !== 'string' || ENUM_VALUES[field]?.includes(value) === true) return value;
  return ENUM_VALUES[field]?.find((known) => letters(known) === letters(value)) ?? value;
};

/** Enum values in another case, or with spaces or underscores, such as `suspended_ev`. */
export const enumSpelling: Transform = (action, payload) => {
  if (!Object.hasOwn(SPELLING_OF, action)) return payload;
  const fields = (SPELLING_OF[action] ?? []).filter((field) => respelt(field, payload[field]) !== payload[field]);
  if (fields.length === 0) return payload;
  return {
    ...payload,
    ...Object.fromEntries(fields.map((field) => [field, respelt(field, payload[field]) ?? null])),
  };
};
