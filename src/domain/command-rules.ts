/** The life of a command: which status may follow which, and what each thing that happens makes of the record. */
import type { Command, CommandFault, CommandStatus, LateOutcome, StationAnswer } from './command.ts';
import { isSettled } from './command.ts';
import type { Observation } from './command-reason.ts';
import { COMMANDS } from './commands/commands.ts';
import type { CommandDeclaration, CommandEffect } from './commands/declaration.ts';
import { DomainError } from './error.ts';
import type { NewEvent } from './event.ts';

/**
 * SENT → ACCEPTED without an answer is only for what ends the connection that the answer would come over: a reset.
 * SENT → QUEUED is only for a sending that failed before anything left the gateway.
 * SENT → CONFIRMED: the effect can be seen before the answer, or the answer is the effect.
 */
const NEXT: Readonly<Record<CommandStatus, readonly CommandStatus[]>> = {
  QUEUED: ['SENT', 'FAILED', 'EXPIRED', 'CANCELLED'],
  SENT: ['QUEUED', 'ACCEPTED', 'CONFIRMED', 'REJECTED', 'FAILED', 'TIMED_OUT'],
  ACCEPTED: ['CONFIRMED', 'TIMED_OUT', 'CANCELLED'],
  CONFIRMED: [],
  REJECTED: [],
  FAILED: [],
  TIMED_OUT: [],
  EXPIRED: [],
  CANCELLED: [],
};

/** Whether a command may go from one status to another. */
export const mayFollow = (from: CommandStatus, to: CommandStatus): boolean => NEXT[from].includes(to);

type Changing = 'sessionId' | 'seen' | 'result' | 'error' | 'lateOutcome' | 'sentAt' | 'sentBy' | 'answeredAt';

const revise = <C extends Command>(command: C, change: Partial<Pick<Command, Changing>>, now: Date): C => ({
  ...command,
  ...change,
  version: command.version + 1,
  updatedAt: now,
});

const move = <C extends Command>(
  command: C,
  status: CommandStatus,
  change: Partial<Pick<Command, Changing>>,
  now: Date,
): C => {
  if (!mayFollow(command.status, status)) {
    throw new DomainError('conflict', { detail: `A command that is ${command.status} cannot become ${status}.` });
  }
  return { ...revise(command, change, now), status };
};

const fault = (code: CommandFault['code'], detail: string): { readonly error: CommandFault } => ({
  error: { code, detail },
});

/** About to leave for the station, from this node: QUEUED → SENT. Throws conflict from any other status. */
export const markSent = <C extends Command>(command: C, nodeId: string, now: Date): C =>
  move(command, 'SENT', { sentAt: now, sentBy: nodeId }, now);

/** Made as SENT: about to leave for the station, from this node, as soon as it is stored for the first time. */
export const bornSent = <C extends Command>(command: C, nodeId: string): C => ({
  ...command,
  status: 'SENT',
  sentAt: command.createdAt,
  sentBy: nodeId,
});

/** Nothing left the gateway after all: SENT → QUEUED, so that it is tried again. Throws conflict from any other status. */
export const markUnsent = <C extends Command>(command: C, now: Date): C =>
  move(command, 'QUEUED', { sentAt: null, sentBy: null }, now);

/** It can never be sent: QUEUED, or SENT with nothing sent, → FAILED. Throws conflict once it has ended. */
export const refuse = <C extends Command>(command: C, error: CommandFault, now: Date): C =>
  move(command, 'FAILED', { error, sentAt: null, sentBy: null }, now);

/** Nobody wants it any more: QUEUED → CANCELLED. Throws command_not_cancellable otherwise. */
export const cancel = <C extends Command>(command: C, now: Date): C => {
  if (command.status !== 'QUEUED') throw new DomainError('command_not_cancellable');
  return move(command, 'CANCELLED', {}, now);
};

/** The station has taken another command for the same behind it: ACCEPTED → CANCELLED; null when it is not awaited. */
export const supersede = <C extends Command>(command: C, now: Date): C | null =>
  command.status === 'ACCEPTED'
    ? move(command, 'CANCELLED', fault('conflict', 'A later command for the same took its place.'), now)
    : null;

/** Its time to wait is over: QUEUED → EXPIRED; null when it is not queued or not due. */
export const expire = <C extends Command>(command: C, now: Date): C | null =>
  command.status === 'QUEUED' && now >= command.expiresAt
    ? move(command, 'EXPIRED', fault('expired', 'The station was not ready before the command expired.'), now)
    : null;

const UNANSWERED: CommandFault = { code: 'station_timeout', detail: 'The station did not answer in time.' };

const STOPPED: CommandFault = {
  code: 'outcome_unknown',
  detail: 'The gateway stopped while the command was at the station.',
};

/** When the effect of an accepted command must have been seen. */
export const effectDueAt = (command: Command): Date =>
  new Date((command.answeredAt ?? command.updatedAt).getTime() + COMMANDS[command.type].effectWithinS * 1000);

/** The station's own record may tell of it later than this one. */
const connectionLost = (seenAt: Date): Observation => ({
  seenAt,
  what: 'OFFLINE',
  evseId: null,
  connectorId: null,
  value: 'connection_lost',
  detail: null,
});

const MISSED = fault('effect_timeout', 'The station accepted, but its effect was not seen in time.');
const NEITHER = fault(
  'station_timeout',
  'The connection ended before the station answered, and its effect was not seen in time.',
);

/** The effect did not come in time: ACCEPTED → TIMED_OUT; null when it is not awaited or not due. */
export const missEffect = <C extends Command>(command: C, now: Date): C | null =>
  command.status === 'ACCEPTED' && now >= effectDueAt(command)
    ? move(command, 'TIMED_OUT', command.answeredAt === null ? NEITHER : MISSED, now)
    : null;

const effectOf = ({ type, parameters }: Command): CommandEffect => {
  // The record pairs each type with its own parameters, which the union of all cannot see.
  const { effect } = COMMANDS[type] as CommandDeclaration<never>;
  return typeof effect === 'function' ? effect(parameters as never) : effect;
};

/** Whether the station's yes is all that there is to see. */
const answerIsEffect = (command: Command, done: boolean): boolean => done || effectOf(command) === 'answer';

/**
 * A station that does what it was asked may end the connection before it answers, when it was asked for a boot: its effect
 * is awaited as after a yes. Else nobody knows any more what came of it, which `error` says.
 */
const cutOff = <C extends Command>(
  command: C,
  now: Date,
  status: 'FAILED' | 'TIMED_OUT',
  change: Pick<Command, 'error' | 'seen'>,
): C => (effectOf(command) === 'boot' ? move(command, 'ACCEPTED', {}, now) : move(command, status, change, now));

/**
 * The process that had sent it has died: SENT → FAILED, or on to ACCEPTED where its effect may still come (cutOff); null
 * otherwise. It is never sent again. Its effect, when it is seen after all, becomes the late outcome.
 * error: why its sending failed inside a process that lives; then it ends at once.
 */
export const interrupt = <C extends Command>(command: C, now: Date, error?: CommandFault): C | null => {
  if (command.status !== 'SENT') return null;
  return error === undefined
    ? cutOff(command, now, 'FAILED', { error: STOPPED })
    : move(command, 'FAILED', { error }, now);
};

/** An outcome that is known for good is never replaced; a late yes can still be followed by its effect. */
const withLateOutcome = <C extends Command>(
  command: C,
  outcome: Omit<LateOutcome, 'seenAt'>,
  change: Partial<Pick<Command, Changing>>,
  now: Date,
): C | null => {
  const known = command.lateOutcome;
  if (known !== null && (known.status !== 'ACCEPTED' || outcome.status === 'ACCEPTED')) return null;
  return revise(command, { ...change, lateOutcome: { ...outcome, seenAt: now } }, now);
};

const lateAnswer = <C extends Command>(command: C, answer: StationAnswer, now: Date): C | null => {
  // Answered already (or never asked): this is a repetition, not news.
  if (command.sentAt === null || command.answeredAt !== null || answer.kind === 'timeout') return null;
  if (answer.kind === 'accepted') {
    const answered = { result: answer.result, answeredAt: now };
    if (command.status === 'CONFIRMED') return revise(command, answered, now);
    const status = answerIsEffect(command, answer.done) ? 'CONFIRMED' : 'ACCEPTED';
    // The effect may have come first; its outcome stays, the answer is kept beside it.
    return (
      withLateOutcome(command, { status, sessionId: command.sessionId, detail: null }, answered, now) ??
      revise(command, answered, now)
    );
  }
  const status = answer.kind === 'rejected' ? 'REJECTED' : 'FAILED';
  return withLateOutcome(
    command,
    { status, sessionId: null, detail: answer.detail },
    { answeredAt: now, ...(answer.kind === 'rejected' ? { result: answer.result } : {}) },
    now,
  );
};

/**
 * What a station's answer makes of a command: SENT moves on; after the end it becomes the late outcome.
 * null: it changes nothing (a repetition, or nothing was asked).
 */
export const settle = <C extends Command>(command: C, answer: StationAnswer, now: Date): C | null => {
  if (isSettled(command.status)) return lateAnswer(command, answer, now);
  if (command.status !== 'SENT') return null;
  switch (answer.kind) {
    case 'accepted':
      return move(
        command,
        answerIsEffect(command, answer.done) ? 'CONFIRMED' : 'ACCEPTED',
        { result: answer.result, answeredAt: now },
        now,
      );
    case 'rejected':
      return move(
        command,
        'REJECTED',
        { ...fault('station_rejected', answer.detail), result: answer.result, answeredAt: now },
        now,
      );
    case 'not_supported':
      return move(command, 'FAILED', { ...fault('not_supported', answer.detail), answeredAt: now }, now);
    case 'error':
      return move(
        command,
        'FAILED',
        { ...fault('station_error', `${answer.errorCode}: ${answer.detail}`), answeredAt: now },
        now,
      );
    case 'timeout':
      return answer.lost === true
        ? cutOff(command, now, 'TIMED_OUT', { error: UNANSWERED, seen: [connectionLost(now)] })
        : move(command, 'TIMED_OUT', { error: UNANSWERED }, now);
  }
};

/**
 * The effect was seen: SENT and ACCEPTED become CONFIRMED, whichever of answer and effect came first;
 * a command that had ended after it was sent keeps it as its late outcome. null: nothing new, or it was never sent.
 */
export const seeEffect = <C extends Command>(command: C, sessionId: string | null, now: Date): C | null => {
  const session = { sessionId: command.sessionId ?? sessionId };
  if (command.status === 'SENT' || command.status === 'ACCEPTED') return move(command, 'CONFIRMED', session, now);
  const named = () => (command.sessionId === null && sessionId !== null ? revise(command, session, now) : null);
  if (command.status === 'CONFIRMED') return named();
  if (command.sentAt === null) return null;
  // After a late no the outcome stays; the session that began all the same is named beside it.
  return withLateOutcome(command, { status: 'CONFIRMED', sessionId, detail: null }, session, now) ?? named();
};

/**
 * The event that tells of a command as it is now.
 *
 * tokenUid: the token that it is about (that of the start, or of the session), or null.
 */
export const commandUpdated = (
  command: Command,
  eventId: string,
  tokenUid: string | null,
): NewEvent<'command.updated'> => ({
  id: eventId,
  type: 'command.updated',
  occurredAt: command.updatedAt,
  objectId: command.id,
  objectVersion: command.version,
  locationId: command.locationId,
  stationId: command.stationId,
  sessionId: command.sessionId,
  tokenUid,
  partyId: command.partyId,
  stationGroupId: command.stationGroupId,
  data: { command },
});
