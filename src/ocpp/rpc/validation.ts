/** Decides, at a station's level, what a payload's schema faults mean. */
import type { ValidationLevel } from '../../domain/station.ts';
import type { SchemaFault } from '../protocol.ts';

export type Verdict = {
  /** The fault for which the payload is refused; null: it is taken. */
  readonly refused: SchemaFault | null;
  /** What was wrong with a payload that is taken all the same. */
  readonly tolerated: readonly SchemaFault[];
};

const TAKEN: Verdict = { refused: null, tolerated: [] };

/** Faults of these keywords leave every value readable. */
const TOLERATED_KEYWORDS: ReadonlySet<string> = new Set([
  'additionalProperties',
  'maxLength',
  'minLength',
  'format',
  'maxItems',
  'multipleOf',
  'minimum',
  'maximum',
]);

/** A sampled value with a misspelt measurand or unit is one reading less, not a message less. */
const isTolerated = (fault: SchemaFault): boolean =>
  TOLERATED_KEYWORDS.has(fault.keyword) || (fault.keyword === 'enum' && fault.pointer.includes('/sampledValue'));

/** strict refuses any fault; lenient those that leave a value missing or unreadable; off none. */
export const judge = (level: ValidationLevel, faults: readonly SchemaFault[]): Verdict => {
  if (faults.length === 0 || level === 'off') return TAKEN;
  const refused = level === 'strict' ? faults[0] : faults.find((fault) => !isTolerated(fault));
  return refused === undefined ? { refused: null, tolerated: faults } : { refused, tolerated: [] };
};

/** Text for the other side: where and what. */
export const faultText = (fault: SchemaFault): string =>
  `${fault.pointer === '' ? '/' : fault.pointer}: ${fault.detail}`;
