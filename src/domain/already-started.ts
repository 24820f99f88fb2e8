/** A start that is asked for once more while it runs, or is on its way: nothing is sent for it, and nothing is counted. */
import type { Command } from './command.ts';
import { DomainError } from './error.ts';
import type { Session } from './session.ts';
import { isOpen } from './session-rules.ts';
import type { TokenRef } from './token.ts';

/** Of a start: where and with which token. evseId null: the station chooses, and a fleet's token may charge at each of its EVSEs. */
export type StartPlace = { readonly evseId: number | null; readonly token: Pick<TokenRef, 'uid'> };

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** What a session was begun by and is open for; one that only waits for its inferred end gives way to the next start. */
const runs = ({ evseId, token }: StartPlace, session: Session): boolean =>
  session.evseId === evseId &&
  isOpen(session) &&
  session.left === null &&
  session.authorization === 'ACCEPTED' &&
  session.token !== null &&
  isSame(session.token.uid, token.uid);

const isUnderWay = ({ evseId, token }: StartPlace, command: Command): boolean =>
  command.type === 'START_SESSION' &&
  command.parameters.evseId === evseId &&
  (command.status === 'QUEUED' || command.status === 'SENT' || command.status === 'ACCEPTED') &&
  isSame(command.parameters.token.uid, token.uid);

/** The error that names the session of that token on that EVSE; null: there is none. */
export const alreadyRunning = (place: StartPlace, open: readonly Session[]): DomainError | null => {
  const session = place.evseId === null ? undefined : open.find((one) => runs(place, one));
  if (session === undefined) return null;
  const { id: sessionId, commandId } = session;
  return new DomainError('already_started', {
    detail: 'A session of this token runs on this EVSE already.',
    names: commandId === null ? { sessionId } : { sessionId, commandId },
  });
};

/** The error that names the start of that token on that EVSE that is not settled yet; null: there is none. */
export const alreadyUnderWay = (place: StartPlace, commands: readonly Command[]): DomainError | null => {
  const command = place.evseId === null ? undefined : commands.find((one) => isUnderWay(place, one));
  if (command === undefined) return null;
  return new DomainError('already_started', {
    detail: 'A start with this token on this EVSE is under way already.',
    names: { commandId: command.id },
  });
};
