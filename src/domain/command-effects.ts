/** How what is seen of a station is matched to the command that brought it. */
import type { Command } from './command.ts';
import type { CommandParameters } from './commands/commands.ts';
import type { Session } from './session.ts';
import type { Connector, Station } from './station.ts';
import type { MadeAt } from './station-clock.ts';
import { asItIs } from './told-status.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How far a station's clock may be off beyond what is known of it, where its time is asked. */
const CLOCK_TOLERANCE_MS = 60_000;
/** Behind that, a card that is shown at the station again is its holder's doing, not ours. */
const CARD_START_WITHIN_MS = 15 * 60 * 1000;

/** Late effects are looked for this long after a command was sent. */
export const LATE_EFFECT_WITHIN_MS = DAY_MS;

const waits = ({ status }: Command): boolean => status === 'SENT' || status === 'ACCEPTED';

const sameUid = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * Whether a session that OCPP 1.6 told of can come from a start of ours. 1.6 has no remoteStartId: what there is
 * to go by is the token, the EVSE, and that it began after the start was sent: by the order of arrival, not by the
 * station's clock, unless it can be told that the message had waited at the station since before (see `madeAt`).
 *
 * | the station's message | made at | fits |
 * |---|---|---|
 * | came before the start was sent | receipt | no |
 * | came after it, whatever time it tells, over the connection that it was made in | receipt | yes |
 * | came after it, waited from before the connection, since before the sending | the time told, corrected | no |
 * | came after it, waited from before the connection, since after the sending | the time told, corrected | yes |
 *
 * A virtual token (an app's) cannot be shown at a station, so its late start is known for a day; a card's for 15 minutes.
 *
 * @param made when the message was made, by our clock
 */
export const couldHaveStarted = (
  command: Command<'START_SESSION'>,
  session: Session,
  made: MadeAt,
  now: Date,
): boolean => {
  const { token, evseId } = command.parameters;
  if (command.sentAt === null || command.sessionId !== null) return false;
  if (command.status === 'REJECTED') return false;
  if (session.token === null || !sameUid(session.token.uid, token.uid)) return false;
  if (evseId !== null && evseId !== session.evseId) return false;
  const sinceSentMs = made.at.getTime() - command.sentAt.getTime();
  // It was sent later than it is now: our clock was set back since then, by so much at least.
  const setBackMs = Math.max(0, command.sentAt.getTime() - now.getTime());
  // Some time has passed between its receipt and now, by which less of that is seen.
  const toleranceMs = made.byArrival && setBackMs === 0 ? 0 : CLOCK_TOLERANCE_MS;
  if (sinceSentMs < -toleranceMs - setBackMs) return false;
  if (now.getTime() - command.sentAt.getTime() > LATE_EFFECT_WITHIN_MS) return false;
  // Its own deadline ends the waiting; the time of day may have been set forward since it was sent.
  if (waits(command)) return true;
  const virtual = token.type === 'APP_USER' || token.type === 'AD_HOC_USER';
  return virtual || sinceSentMs <= CARD_START_WITHIN_MS;
};

/** Of the starts that fit, the one that still waits goes first, then the oldest. Takes them newest first. */
export const firstToMatch = (starts: readonly Command<'START_SESSION'>[]): Command<'START_SESSION'> | undefined => {
  const waiting = starts.filter(waits);
  return waiting.at(-1) ?? starts.at(-1);
};

const connectorsOf = (
  station: Station,
  { evseId, connectorId }: CommandParameters['CHANGE_AVAILABILITY'],
): readonly Connector[] =>
  station.evses
    .filter((evse) => evseId === null || evse.id === evseId)
    .flatMap((evse) => evse.connectors)
    .map((connector) => asItIs(station, connector))
    .filter((connector) => connectorId === null || connector.id === connectorId);

/** Whether the station already is as a CHANGE_AVAILABILITY wants it: all named connectors UNAVAILABLE, or none. */
export const availabilityReached = (station: Station, wanted: CommandParameters['CHANGE_AVAILABILITY']): boolean => {
  const named = connectorsOf(station, wanted).map((connector) => connector.status);
  const told = named.length > 0 ? named : wanted.evseId === null ? [station.status] : [];
  if (told.length === 0 || told.includes('UNKNOWN')) return false;
  return wanted.operative ? !told.includes('UNAVAILABLE') : told.every((status) => status === 'UNAVAILABLE');
};
