/** Whether a command can go to its station now, and what its protocol folder must know to say it. */
import { type Command, mayBeSent } from '../../domain/command.ts';
import type { Session } from '../../domain/session.ts';
import { isOpen } from '../../domain/session-rules.ts';
import type { Station } from '../../domain/station.ts';
import type { StationLinks, StationOrder } from '../ports/station-links.ts';

/** Whether this node has the station and may tell it this now. */
export const isReadyHere = (
  links: Pick<StationLinks, 'isReady'>,
  station: Pick<Station, 'id' | 'registration' | 'replacedBy'> | null,
  type: Command['type'],
): boolean =>
  station !== null &&
  station.replacedBy === null &&
  mayBeSent(station.registration, type) &&
  links.isReady(station.id, type);

/** Whether the session that it is about has ended, or is not there; not so when it is about none. */
export const lostItsSession = (command: Command, session: Session | null): boolean =>
  command.sessionId !== null && (session === null || !isOpen(session));

export const orderOf = (command: Command, session: Session | null): StationOrder =>
  // The record pairs each type with its own parameters, which the union of all cannot see.
  ({
    command,
    transactionId: session?.transaction.id ?? null,
    sessionEvseId: session?.evseId ?? null,
  }) as StationOrder;
