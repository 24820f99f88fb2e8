/** What an operator should know of a station that does not speak, or behave, as its version has it. */
import type { ValidationLevel } from './validation-level.ts';

export const STATION_PROBLEM_KINDS = [
  'read_leniently',
  'message_refused',
  'answer_refused',
  'frame_unreadable',
  'answer_unusable',
  'clock_absent',
  'clock_skewed',
  'never_boots',
  'no_common_version',
  'wrong_credentials',
  'session_not_ended',
  'energy_not_believed',
] as const;
/**
 * read_leniently: taken as it was meant. message_refused: a message was answered with an error (and kept, when it was
 * about a transaction). answer_refused: an answer to a call of ours could not be understood. answer_unusable: the
 * station could not use an answer of ours (2.1 CALLRESULTERROR). clock_absent: times before 2015 or far ahead.
 * session_not_ended: a session was ended by inference. energy_not_believed: readings that no hardware can make.
 */
export type StationProblemKind = (typeof STATION_PROBLEM_KINDS)[number];

/** One sighting of a problem. */
export type ProblemNews = {
  readonly stationId: string;
  readonly kind: StationProblemKind;
  /** OCPP action of the message, or of the call that was answered; null: it is about no message. */
  readonly action: string | null;
  /** JSON pointer of the property, with `*` for positions in lists; null: it is about none. */
  readonly property: string | null;
  /** What is wrong, in words; never the value itself, which may be a token. */
  readonly detail: string;
  /** Of a message that was refused: the mildest change of level that would take it; null or left out: none would. */
  readonly level?: ValidationLevel | null;
};

/** What a station's record keeps of a problem: one for each kind, action and property. */
export type StationProblem = Omit<ProblemNews, 'stationId' | 'level'> & {
  /** Follows from kind, action and property: the same after it was dismissed and came again. */
  readonly id: string;
  /** That would take the message, see ProblemNews. */
  readonly level: ValidationLevel | null;
  /** Sightings, since the first. */
  readonly count: number;
  /** Our times. */
  readonly firstAt: Date;
  readonly lastAt: Date;
};
