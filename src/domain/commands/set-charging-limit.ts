import { declareCommand } from './declaration.ts';
import { atLeastZero, fault, span } from './faults.ts';
import { named, optional, optionalInstant, session } from './fields.ts';

/** IEC 61851-1, Annex A: a vehicle may take from 6 A on; what is less stops it, and stations round it either way. */
const LEAST_A = 6;
const LEAST_W = LEAST_A * 230;

export const setChargingLimit = declareCommand({
  parameters: {
    /** null: the whole station. */
    sessionId: session,
    /** Exactly one of limitW and limitA. */
    limitW: optional<number>(),
    limitA: optional<number>(),
    /** null: now. */
    fromAt: named('from', optionalInstant()),
    /** null: until it is cleared. */
    untilAt: named('until', optionalInstant()),
  },
  check: ({ limitW, limitA, fromAt, untilAt }, now) => [
    (limitW === null) === (limitA === null) ? fault('limitW', 'Exactly one limit is needed: in W or in A.') : null,
    atLeastZero('limitW', limitW),
    atLeastZero('limitA', limitA),
    limitW !== null && limitW > 0 && limitW < LEAST_W
      ? fault('limitW', `No vehicle charges with less than ${LEAST_W} W (6 A at 230 V): 0 pauses.`)
      : null,
    limitA !== null && limitA > 0 && limitA < LEAST_A
      ? fault('limitA', `No vehicle charges with less than ${LEAST_A} A: 0 pauses.`)
      : null,
    ...span(fromAt, 'untilAt', untilAt, now),
  ],
  scope: 'charging:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 14_400,
  beforeAccepted: false,
  bulk: { perSecond: 50 },
  feature: 'SMART_CHARGING',
});
