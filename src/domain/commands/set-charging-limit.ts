import { declareCommand } from './declaration.ts';
import { atLeastZero, fault, span } from './faults.ts';
import { named, optional, optionalInstant, session } from './fields.ts';

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
    (limitW === null) === (limitA === null) ? fault('limitW', 'Exactly one of limitW and limitA is needed.') : null,
    atLeastZero('limitW', limitW),
    atLeastZero('limitA', limitA),
    ...span('fromAt', fromAt, 'untilAt', untilAt, now),
  ],
  scope: 'charging:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 14_400,
  beforeAccepted: false,
  bulk: { perSecond: 50 },
  feature: 'SMART_CHARGING',
});
