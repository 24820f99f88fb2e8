/** What would help against a station's problem, in a sentence for an operator. */
import type { StationProblem } from './station-problem.ts';
import type { ValidationLevel } from './validation-level.ts';

/** The more is taken, the higher. */
const MILDNESS = { strict: 0, lenient: 1, off: 2 } as const satisfies Record<ValidationLevel, number>;

const ASK_THE_VENDOR = 'ask the vendor for firmware that sends it as its OCPP version has it';

const againstRefusal = ({ level, property }: StationProblem, validation: ValidationLevel): string => {
  if (level === null && property === null)
    return `No level of validation takes it: accept the registration of the station where it waits for that; else ${ASK_THE_VENDOR}.`;
  if (level === null)
    return `No level of validation takes it: read it in quarantine where it is kept there, and ${ASK_THE_VENDOR}.`;
  if (MILDNESS[level] <= MILDNESS[validation])
    return `The level of the station is ${validation} now, which takes it: apply its quarantined messages again, where it has any.`;
  return `Set validation to ${level}, then apply its quarantined messages, where it has any; and ${ASK_THE_VENDOR}.`;
};

/** By the problem, and by the level that its station has now. */
export const helpWith = (problem: StationProblem, validation: ValidationLevel): string => {
  switch (problem.kind) {
    case 'message_refused':
      return againstRefusal(problem, validation);
    case 'answer_refused':
      return validation === 'strict'
        ? `Set validation to lenient; and ask the vendor for firmware that answers as its OCPP version has it.`
        : 'Ask the vendor for firmware that answers as its OCPP version has it.';
    case 'read_leniently':
      return `The message was taken, so nothing needs to be done here. Before validation is set to strict, ${ASK_THE_VENDOR}.`;
    case 'frame_unreadable':
      return 'Ask the vendor why frames are broken; on a bad line, look at the modem and what is between.';
    case 'answer_unusable':
      return 'The station could not use our answer: read the quarantined message, and report it to the vendor or to us.';
    case 'clock_absent':
    case 'clock_skewed':
      return 'The station must set its clock: by the time in our answers to BootNotification and Heartbeat, or by NTP.';
    case 'never_boots':
      return 'Restart the station, and ask the vendor why it sends no BootNotification after it connects.';
    case 'no_common_version':
      return 'Set the station to OCPP 1.6, 2.0.1 or 2.1 (its subprotocol), or register it with its protocol.';
    case 'wrong_credentials':
      return 'Set the same password in the station and in its record here; the user is its identity. Too many wrong ones keep it out for up to a minute (429).';
    case 'session_not_ended':
      return 'Ask the vendor why the end of a transaction is not told; what was inferred gives way to its own word.';
    case 'energy_not_believed':
      return 'Look at the meter and its unit; both values are on the session.';
  }
};
