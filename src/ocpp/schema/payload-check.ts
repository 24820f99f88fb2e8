/** Checks payloads against the schemas of one OCPP version. A schema is compiled when it is first asked for. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { cutText } from '../../domain/cut-text.ts';
import type { PayloadCheck, PayloadCoercion, SchemaFault } from '../protocol.ts';
import { isUsualTimestamp, parseTimestamp } from '../timestamp.ts';
import { coerce, type Schema } from './coerce.ts';

/** Faults told of one payload; a broken one can have thousands. */
const MAX_FAULTS = 20;

/** Of a property that a station made up. */
const LONGEST_NAME = 50;

/**
 * A list of faults is copied whole for each faulty member behind it, by the code that ajv makes: 80,000 events without
 * their ids would hold every other station up for seconds. Behind so many faults no more are gathered.
 */
const gatherFew = (code: string): string =>
  code.replaceAll(/vErrors\.concat\(([\w.]+)\)/g, (copy) => `(vErrors.length < ${5 * MAX_FAULTS} ? ${copy} : vErrors)`);

export type PayloadChecks = {
  readonly requestCheck: (action: string) => PayloadCheck | null;
  readonly responseCheck: (action: string) => PayloadCheck | null;
  readonly requestCoercion: (action: string) => PayloadCoercion | null;
  readonly responseCoercion: (action: string) => PayloadCoercion | null;
};

/**
 * Which kind of fault a JSON Schema keyword stands for, by the words of the error codes (OCPP-J 1.6, 4.2.3;
 * OCPP 2.0.1 part 4, 4.3): occurrence: "violates occurrence constraints"; type: "violates data type constraints,
 * such as 12 for a string"; property: "contains an invalid value"; format (FormationViolation, FormatViolation):
 * "syntactically incorrect or not conform the PDU structure", which is all that is left: unknown properties, and
 * texts that are not of the form asked for.
 */
const FAULT_OF_KEYWORD: Readonly<Record<string, SchemaFault['fault']>> = {
  required: 'occurrence',
  minItems: 'occurrence',
  maxItems: 'occurrence',
  minProperties: 'occurrence',
  maxProperties: 'occurrence',
  dependencies: 'occurrence',
  type: 'type',
  enum: 'property',
  const: 'property',
  minimum: 'property',
  maximum: 'property',
  exclusiveMinimum: 'property',
  exclusiveMaximum: 'property',
  multipleOf: 'property',
  minLength: 'property',
  maxLength: 'property',
  pattern: 'property',
};

/** What is wrong, without the value itself: it may be a token. */
const detailOf = (error: ErrorObject): string => {
  switch (error.keyword) {
    case 'required':
      return `the property ${String(error.params.missingProperty)} is missing`;
    case 'additionalProperties':
      return `the property ${String(error.params.additionalProperty)} is not known here`;
    case 'enum':
      return 'the value is not one of those allowed';
    default:
      return error.message ?? error.keyword;
  }
};

/** The property itself where ajv names the object that lacks it, or has it beyond what is known. */
const placeOf = ({ instancePath, params }: ErrorObject): string => {
  const name: unknown = params.missingProperty ?? params.additionalProperty;
  return typeof name === 'string' ? `${instancePath}/${cutText(name, LONGEST_NAME)}` : instancePath;
};

const faultOf = (error: ErrorObject): SchemaFault => ({
  pointer: error.instancePath,
  place: placeOf(error),
  keyword: error.keyword,
  detail: detailOf(error),
  fault: FAULT_OF_KEYWORD[error.keyword] ?? 'format',
});

// Without the meta-schema, whose compiling is what an Ajv costs at the start.
const isRfc3339 = new Ajv({
  validateSchema: false,
  meta: false,
  formats: { rfc3339: fullFormats['date-time'] },
}).compile<string>({ type: 'string', format: 'rfc3339' });

const isDateTime = (text: string, { looseDates }: { readonly looseDates: boolean }): boolean =>
  looseDates ? parseTimestamp(text) !== null : isRfc3339(text);

/**
 * Checks of one version from typed-ocpp's schemas, which are named `<Action>Request` and `<Action>Response`, or
 * `<Action>` for what OCPP 2.1 sends unanswered. They carry no ids; each holds its own definitions.
 *
 * looseDates: OCPP 1.6 asks for ISO 8601 only, so whatever parseTimestamp reads is right; 2.x asks for RFC 3339.
 */
export const createPayloadChecks = (
  schemas: Readonly<Record<string, object>>,
  options: { readonly looseDates: boolean },
): PayloadChecks => {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    // 21.4 is a multiple of 0.1, though not in binary.
    multipleOfPrecision: 6,
    // The schemas are typed-ocpp's, and checking each against the meta-schema takes longer than compiling it.
    validateSchema: false,
    meta: false,
    code: { process: gatherFew },
    formats: {
      'date-time': (text: string) => isUsualTimestamp(text) || isDateTime(text, options),
      uri: fullFormats.uri,
    },
  });
  const checks = new Map<string, PayloadCheck | null>();

  const compiled = (name: string): PayloadCheck | null => {
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (schema === undefined) return null;
    let validate: ValidateFunction | null = null;
    return (payload) => {
      validate ??= ajv.compile(schema);
      if (validate(payload)) return [];
      return (validate.errors ?? []).slice(0, MAX_FAULTS).map(faultOf);
    };
  };

  const coercion = (name: string): PayloadCoercion | null => {
    const schema: Schema | undefined = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    return schema === undefined ? null : (payload) => coerce(schema, payload);
  };

  const check = (name: string): PayloadCheck | null => {
    const known = checks.get(name);
    if (known !== undefined) return known;
    const made = compiled(name);
    // Only what exists is kept: names come from stations.
    if (made !== null) checks.set(name, made);
    return made;
  };

  /** A station names the action: it must not be taken for the name of another schema. */
  const ofRequest = <T>(action: string, find: (name: string) => T | null): T | null =>
    find(`${action}Request`) ?? (/(Request|Response)$/.test(action) ? null : find(action));

  return {
    requestCheck: (action) => ofRequest(action, check),
    responseCheck: (action) => check(`${action}Response`),
    requestCoercion: (action) => ofRequest(action, coercion),
    responseCoercion: (action) => coercion(`${action}Response`),
  };
};
