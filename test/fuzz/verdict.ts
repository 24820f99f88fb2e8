/**
 * What OCPP asks of the answer to one text frame. Told from the frame alone, by two sets of schemas of which one is not
 * the gateway's: where the two disagree, either answer is right.
 */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { OcppVersion, Registration } from '../../src/domain/station.ts';
import type { ValidationLevel } from '../../src/domain/validation-level.ts';
import { createJudge } from '../ocpp/support/judge.ts';
import { PROTOCOLS, requestSchema, type Schema, VERSIONS } from './ocpp-schemas.ts';

export type StationKind = {
  readonly version: OcppVersion;
  readonly validation: ValidationLevel;
  readonly registration: Registration;
};

/** id: under which it must be answered. check: what is wrong with an answer; null: nothing. */
export type Expectation =
  | { readonly kind: 'silence' }
  | { readonly kind: 'answer'; readonly id: string; readonly check: (answer: readonly unknown[]) => string | null };

const SILENCE: Expectation = { kind: 'silence' };

/** OCPP 2.0.1 part 4, 4.1.4; what is tolerated beyond it. */
const MAX_ID = { strict: 36, tolerant: 128 } as const;

/** By JSON Schema keyword: the codes that its violation may be told by, in the spelling of either family. */
const PAYLOAD_CODES: Readonly<Record<string, readonly string[]>> = {
  required: ['OccurenceConstraintViolation', 'OccurrenceConstraintViolation'],
  minItems: ['OccurenceConstraintViolation', 'OccurrenceConstraintViolation'],
  maxItems: ['OccurenceConstraintViolation', 'OccurrenceConstraintViolation'],
  type: ['TypeConstraintViolation'],
  enum: ['PropertyConstraintViolation'],
  minimum: ['PropertyConstraintViolation'],
  maximum: ['PropertyConstraintViolation'],
  multipleOf: ['PropertyConstraintViolation'],
  maxLength: ['PropertyConstraintViolation'],
  additionalProperties: ['FormationViolation', 'FormatViolation'],
  additionalItems: ['FormationViolation', 'FormatViolation'],
  format: ['FormationViolation', 'FormatViolation'],
};

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  multipleOfPrecision: 6,
  validateSchema: false,
  meta: false,
  formats: { ...fullFormats },
});
const compiled = new Map<Schema, ValidateFunction>();
const faultsOf = (schema: Schema, payload: unknown): readonly ErrorObject[] => {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate(payload) ? [] : (validate.errors ?? []);
};

const judges = new Map(VERSIONS.map((version) => [version, createJudge(version)]));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is a verdict of its own.
    return undefined;
  }
};

/** null: a right CALLERROR with one of these codes. */
const errorFault = (answer: readonly unknown[], codes: readonly string[]): string | null => {
  const [type, , code, description, details] = answer;
  if (type !== 4) return `answered with message type ${String(type)} in place of a CALLERROR (${codes.join(', ')})`;
  if (answer.length !== 5 || typeof description !== 'string' || description.length > 255 || !isObject(details))
    return 'a CALLERROR of another form';
  return codes.includes(String(code)) ? null : `${String(code)} in place of ${codes.join(' or ')}`;
};

/** bound: what was asked for was right, so the answer's payload must be. */
const resultFault = (
  version: OcppVersion,
  action: string,
  answer: readonly unknown[],
  bound: boolean,
): string | null => {
  const [type, , payload] = answer;
  if (type === 4) return `refused with ${String(answer[2])}, though it was right`;
  if (type !== 3 || answer.length !== 3 || !isObject(payload)) return 'no CALLRESULT of three parts';
  const judge = judges.get(version);
  // What is only ever sent unanswered has no schema of an answer.
  if (!bound || judge?.knows(action, 'response') !== true) return null;
  return judge.response(action, payload);
};

/** Levels of lists and objects that a frame may have (docs/ocpp.md). */
const MAX_DEPTH = 64;
const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner)));

const either = (...faults: readonly (string | null)[]): string | null =>
  faults.some((fault) => fault === null) ? null : faults.join('; or ');

const isKnown = (version: OcppVersion, action: string): boolean => PROTOCOLS[version].actions.has(action);

/** A CALL whose frame is right. */
const callFault = (
  { version, validation, registration }: StationKind,
  action: string,
  payload: Record<string, unknown>,
  answer: readonly unknown[],
): string | null => {
  const { inbound, beforeAccepted } = PROTOCOLS[version];
  if (registration !== 'accepted' && !beforeAccepted.has(action)) return errorFault(answer, ['SecurityError']);
  if (!inbound.has(action)) return errorFault(answer, [isKnown(version, action) ? 'NotSupported' : 'NotImplemented']);

  const schema = requestSchema(version, action);
  const faults = schema === null ? [] : faultsOf(schema, payload);
  const otherSays = judges.get(version)?.request(action, payload) ?? null;
  const isRight = faults.length === 0 && otherSays === null;
  const result = () => resultFault(version, action, answer, isRight);
  const refusal = () =>
    errorFault(answer, [
      ...new Set(faults.flatMap(({ keyword }) => PAYLOAD_CODES[keyword] ?? [])),
      // What only the other schemas find has no list of faults.
      ...(faults.length === 0 ? Object.values(PAYLOAD_CODES).flat() : []),
    ]);
  if (validation === 'off') return result();
  if (isRight) return result();
  if (validation === 'strict' && faults.length > 0 && otherSays !== null) {
    // 1.6 asks for ISO 8601, which is more than RFC 3339.
    return version === '1.6' && faults.every(({ keyword }) => keyword === 'format')
      ? either(result(), refusal())
      : refusal();
  }
  return either(result(), refusal());
};

/** What must come back for one text frame of a station. */
export const expectationOf = (station: StationKind, text: string): Expectation => {
  const { version, validation } = station;
  const modern = version !== '1.6';
  const frame = parsed(text);
  const unreadable = (id: string | null, ...codes: string[]): Expectation =>
    id === null && !modern ? SILENCE : { kind: 'answer', id: id ?? '-1', check: (answer) => errorFault(answer, codes) };
  const frameCodes = modern ? ['RpcFrameworkError'] : ['FormationViolation'];

  if (!Array.isArray(frame)) return unreadable(null, ...frameCodes);
  const [type, rawId, action, payload] = frame as readonly unknown[];
  const longest = validation === 'strict' ? MAX_ID.strict : MAX_ID.tolerant;
  const id = typeof rawId === 'string' && rawId !== '' && rawId.length <= longest ? rawId : null;
  if (type === 3 || type === 4 || (version === '2.1' && (type === 5 || type === 6))) return SILENCE;
  if (type !== 2) return modern ? unreadable(id, 'MessageTypeNotSupported') : SILENCE;
  if (id === null) return unreadable(null, ...frameCodes);
  if (isDeeperThan(MAX_DEPTH, frame)) return unreadable(id, modern ? 'FormatViolation' : 'FormationViolation');
  if (frame.length !== 4 || typeof action !== 'string' || action === '') return unreadable(id, ...frameCodes);
  if (payload !== null && !isObject(payload)) return unreadable(id, modern ? 'FormatViolation' : 'FormationViolation');
  return { kind: 'answer', id, check: (answer) => callFault(station, action, payload ?? {}, answer) };
};

/** Whether the frame counts among those after a run of which the socket is closed. */
export const isUnreadable = (station: StationKind, text: string): boolean => {
  const frame = parsed(text);
  if (!Array.isArray(frame)) return true;
  const known = station.version === '2.1' ? [2, 3, 4, 5, 6] : [2, 3, 4];
  return !known.includes(frame[0] as number);
};

/** What is wrong with a CALL of the gateway's; null: nothing. */
export const outboundFault = (version: OcppVersion, frame: readonly unknown[]): string | null => {
  const [, id, action, payload] = frame;
  if (frame.length !== 4 || typeof id !== 'string' || id === '' || id.length > 36) return 'a CALL of another form';
  return judges.get(version)?.request(String(action), payload) ?? null;
};
