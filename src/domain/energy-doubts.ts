/** What an operator is told of a station whose meter is not to be believed. */
import type { Session, SessionFlag } from './session.ts';

const DOUBTS = {
  meter_begin_not_believed: "the register of a session's begin cannot have led to the one after it",
  energy_step_not_believed: 'a register or an interval told more energy than the hardware can deliver',
  unit_not_understood: 'energy or power was told in a unit that is not known, or is none of theirs',
  meter_jumped_back: 'a register fell while a session ran',
  meter_negative: 'a register was below zero',
  meter_stop_below_start: 'the register at the end of a session was below that of its begin',
} as const satisfies Partial<Record<SessionFlag, string>>;

type Doubt = keyof typeof DOUBTS;
const isDoubt = (flag: SessionFlag): flag is Doubt => Object.hasOwn(DOUBTS, flag);

/** What a change of a session newly raises doubts of, in words; null: nothing. */
export const energyDoubt = (before: Pick<Session, 'flags'> | null, after: Pick<Session, 'flags'>): string | null => {
  // Most sessions never have a flag.
  if (after.flags.length === 0 || before?.flags === after.flags) return null;
  const raised = after.flags.filter((flag) => before?.flags.includes(flag) !== true);
  const words = raised.filter(isDoubt).map((flag) => DOUBTS[flag]);
  return words.length === 0 ? null : words.join('; ');
};
