/** The seam between stations' news and commands: a command sees its effect inside the commit that brings it. */
import type { Command } from '../domain/command.ts';
import type { NewEvent } from '../domain/event.ts';
import type { Session } from '../domain/session.ts';
import type { Station } from '../domain/station.ts';
import type { MadeAt } from '../domain/station-clock.ts';

/**
 * Called while a change is built; what it answers is added to the same commit.
 *
 * The rules that make this safe:
 * - An observer only reads and answers; it writes nothing and publishes nothing itself. When the commit conflicts
 *   (someone changed the command or the session meanwhile), everything is read and asked again.
 * - Commands are answered whole, with their version already raised by one, and each with its own `command.updated` event.
 * - Calls for one station never overlap; calls for different stations do.
 * - Throwing fails the commit, and so the station's message: it is for broken stores, not for "no command fits".
 */
export type EffectObserver = {
  /** The station has a new socket here; another node may have sent it commands before. */
  readonly stationConnected: (stationId: string) => void;
  /**
   * A session is new, or it has just told its token or remoteStartId and has no commandId yet: so it can be called more
   * than once for one session, until a command is found. `session` is as it will be stored, its version included; it may
   * have ended already (a start that comes late). What is answered in commandId is put into the session.
   * The START_SESSION is found by transaction.remoteStartId (2.x) or by token, EVSE and time (1.6): made says when the
   * message that told of it was made, by our clock.
   */
  readonly sessionStarted: (session: Session, made: MadeAt) => Promise<EffectResult>;
  /** A session ended (COMPLETED or INVALID), by its station or by an operator; told once for each session. */
  readonly sessionEnded: (session: Session) => Promise<EffectResult>;
  /** A BootNotification came, whatever the registration. */
  readonly stationBooted: (stationId: string) => Promise<EffectResult>;
  /** The status of the station or of one of its connectors changed, or was told again; `station` is as it will be stored. */
  readonly availabilityChanged: (station: Station) => Promise<EffectResult>;
};

export type EffectResult = {
  readonly commands: readonly Command[];
  readonly events: readonly NewEvent[];
  /** For sessionStarted: the START_SESSION behind it; null when there is none. */
  readonly commandId: string | null;
  /** For sessionStarted: when that command was sent. */
  readonly startSentAt: Date | null;
  /** For sessionStarted: that command had timed out before; the session is flagged so. */
  readonly startedAfterTimeout: boolean;
};

/** No command is touched. */
export const NO_EFFECT: EffectResult = {
  commands: [],
  events: [],
  commandId: null,
  startSentAt: null,
  startedAfterTimeout: false,
};
