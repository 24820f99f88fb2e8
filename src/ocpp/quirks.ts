/** Where stations of some product differ from the specification: data, chosen by vendor, model and firmware. */
import type { JsonObject, JsonValue } from '../domain/json.ts';
import { numberOf, objectOf } from './payload.ts';
import type { Inbound, StationProduct } from './protocol.ts';

/** A change of one inbound payload. Doing it twice must be the same as once. */
type Transform = (action: string, payload: JsonObject) => JsonObject;

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

const withoutSuffix = (payload: JsonObject, field: string): JsonObject => {
  const value = payload[field];
  if (typeof value !== 'string' || !value.includes(';')) return payload;
  return { ...payload, [field]: value.slice(0, value.indexOf(';')) };
};

const TRANSFORMS = {
  /** A station with one connector that counts it from 0, in messages about a transaction. */
  connector_zero_is_one: (action, payload) =>
    (action === 'StartTransaction' || action === 'MeterValues') && numberOf(payload.connectorId) === 0
      ? { ...payload, connectorId: 1 }
      : payload,
  /** `04A1B2;something` is the tag 04A1B2. */
  tag_suffix_after_semicolon: (_action, payload) => {
    const changed = withoutSuffix(payload, 'idTag');
    const token = objectOf(changed.idToken);
    const clean = withoutSuffix(token, 'idToken');
    return clean === token ? changed : { ...changed, idToken: clean };
  },
  /** Enum values in another case, or with spaces or underscores, such as `suspended_ev`. */
  enum_spelling: (action, payload) => {
    if (!Object.hasOwn(SPELLING_OF, action)) return payload;
    const fields = (SPELLING_OF[action] ?? []).filter((field) => respelt(field, payload[field]) !== payload[field]);
    if (fields.length === 0) return payload;
    return {
      ...payload,
      ...Object.fromEntries(fields.map((field) => [field, respelt(field, payload[field]) ?? null])),
    };
  },
} as const satisfies Record<string, Transform>;
export type TransformName = keyof typeof TRANSFORMS;

/** Patterns are tried on the whole text; null fits all, also a station of which nothing is known. */
export type Quirk = {
  readonly vendor: RegExp | null;
  readonly model: RegExp | null;
  readonly firmware: RegExp | null;
  readonly transforms: readonly TransformName[];
};

/** The quirks that we know. A product's own goes here with its patterns, and its test beside the others. */
export const QUIRKS: readonly Quirk[] = [
  // Harmless for all: a value that is right stays as it is, and one that is wrong has one meaning only.
  { vendor: null, model: null, firmware: null, transforms: ['enum_spelling'] },
];

const fits = (pattern: RegExp | null, text: string | null | undefined): boolean =>
  pattern === null || (typeof text === 'string' && pattern.test(text));

/** An inbound payload put right for its product. The payload itself is never changed; a right one is given back as it is. */
export const correctPayload = (
  quirks: readonly Quirk[],
  product: StationProduct | null,
  action: string,
  payload: JsonObject,
): JsonObject => {
  let corrected = payload;
  for (const { vendor, model, firmware, transforms } of quirks) {
    if (!fits(vendor, product?.vendor) || !fits(model, product?.model) || !fits(firmware, product?.firmwareVersion))
      continue;
    for (const name of transforms) corrected = TRANSFORMS[name](action, corrected);
  }
  return corrected;
};

/** A version's inbound table whose handlers see corrected payloads. */
export const withQuirks = (
  quirks: readonly Quirk[],
  table: Readonly<Record<string, Inbound<never, object>>>,
): ReadonlyMap<string, Inbound<never, object>> =>
  new Map(
    Object.entries(table).map(([action, handle]) => {
      const corrected: Inbound<JsonObject, object> = (request, context) =>
        // The table pairs each action with the handler of its request; never is how a table of many requests is typed.
        handle(correctPayload(quirks, context.product ?? null, action, objectOf(request)) as never, context);
      return [action, corrected as Inbound<never, object>];
    }),
  );
