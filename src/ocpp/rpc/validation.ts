/**
 * Reads a payload at a station's level: the one place between frame and handler where it is decided what is taken, what
 * is refused and what an operator is told.
 *
 * strict: any fault of the schema is a reason to refuse. lenient: what a handler can make sense of is taken, read as it
 * was meant (schema/coerce.ts), and told; only what it cannot do without is a reason to refuse. off: all is taken as it is.
 */
import type { JsonObject } from '../../domain/json.ts';
import type { ValidationLevel } from '../../domain/validation-level.ts';
import type { OcppProtocol, PayloadCheck, PayloadCoercion, SchemaFault } from '../protocol.ts';
import type { Deviation } from '../schema/coerce.ts';

/** How one message, or one answer, is checked and read. null: the version has no schema for it. */
export type PayloadRules = {
  readonly check: PayloadCheck | null;
  readonly coercion: PayloadCoercion | null;
  /** Properties that must be there at `lenient`. */
  readonly essential: readonly string[];
};

export type ReadPayload = {
  readonly payload: JsonObject;
  /** The fault for which it is refused; null: it is taken. */
  readonly refused: SchemaFault | null;
  /** What is not as the schema has it, in a payload that is taken. */
  readonly deviations: readonly Deviation[];
};

const NONE: readonly never[] = [];

type Rules = Pick<
  OcppProtocol,
  'requestCheck' | 'requestCoercion' | 'responseCheck' | 'responseCoercion' | 'essential'
>;

/** Whatever else an answer lacks, without its status nobody knows what came of the call. */
const STATUS: readonly string[] = ['status'];

/** More than any version has. */
const MOST_ACTIONS = 500;

/** Made once for each action: a message is asked for its own with every frame. */
const kept = (make: (protocol: Rules, action: string) => PayloadRules) => {
  const known = new WeakMap<Rules, Map<string, PayloadRules>>();
  return (protocol: Rules, action: string): PayloadRules => {
    const rules = known.get(protocol)?.get(action);
    if (rules !== undefined) return rules;
    const made = make(protocol, action);
    const ofProtocol = known.get(protocol) ?? new Map<string, PayloadRules>();
    if (ofProtocol.size < MOST_ACTIONS) known.set(protocol, ofProtocol.set(action, made));
    return made;
  };
};

export const rulesOfRequest = kept((protocol, action) => ({
  check: protocol.requestCheck(action),
  coercion: protocol.requestCoercion(action),
  essential: protocol.essential.get(action) ?? NONE,
}));

export const rulesOfResponse = kept((protocol, action) => ({
  check: protocol.responseCheck(action),
  coercion: protocol.responseCoercion(action),
  essential: STATUS,
}));

const deviationOf = ({ place, detail }: SchemaFault): Deviation => ({ pointer: place, detail });

const readLeniently = (
  faults: readonly SchemaFault[],
  { check, coercion, essential }: PayloadRules,
  payload: JsonObject,
): ReadPayload => {
  if (check === null || coercion === null) return { payload, refused: null, deviations: faults.map(deviationOf) };
  const read = coercion(payload);
  const left = check(read.payload);
  const lacks = (fault: SchemaFault): boolean =>
    fault.keyword === 'required' && essential.some((name) => fault.place === `/${name}`);
  const refused = left.find(lacks);
  if (refused === undefined)
    return { payload: read.payload, refused: null, deviations: [...read.deviations, ...left.map(deviationOf)] };
  // It may be there, and be unreadable: then that is what is wrong with it.
  const cause = faults.find((fault) => fault.place === refused.place) ?? refused;
  return { payload, refused: cause, deviations: NONE };
};

export const readPayload = (level: ValidationLevel, rules: PayloadRules, payload: JsonObject): ReadPayload => {
  const faults = level === 'off' || rules.check === null ? NONE : rules.check(payload);
  const [first] = faults;
  if (first === undefined) return { payload, refused: null, deviations: NONE };
  return level === 'strict' ? { payload, refused: first, deviations: NONE } : readLeniently(faults, rules, payload);
};

/** The mildest change of level that would take what this one refuses. */
export const levelThatTakes = (level: ValidationLevel, rules: PayloadRules, payload: JsonObject): ValidationLevel =>
  level === 'strict' && readPayload('lenient', rules, payload).refused === null ? 'lenient' : 'off';

/** Text for the other side: where and what. */
export const faultText = (fault: SchemaFault): string =>
  `${fault.pointer === '' ? '/' : fault.pointer}: ${fault.detail}`;

/** A pointer as problems are counted by: positions in lists do not matter. null: the whole. */
export const propertyOf = (pointer: string): string | null =>
  pointer === '' ? null : pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
