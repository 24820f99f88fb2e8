import type { Command, StationAnswer } from '../../domain/command.ts';
import type { CommandType } from '../../domain/commands/commands.ts';

/** One request for a station, with what the OCPP folders need to say it. */
export type StationOrder = {
  [T in CommandType]: {
    readonly command: Command<T>;
    /** For what names a session: its OCPP transaction. */
    readonly transactionId: string | null;
    readonly sessionEvseId: number | null;
  };
}[CommandType];

/** The way out to the stations that are connected. */
export type StationLinks = {
  readonly isConnected: (stationId: string) => boolean;
  /** Whether the station is connected and may be told this now: until its boot is accepted, only what configures it. */
  readonly isReady: (stationId: string, type: CommandType) => boolean;
  /**
   * Sends an order. Throws DomainError before anything was sent: station_offline, station_busy, conflict (it has not
   * booted yet), station_rejected, not_supported (the station's version does not know it). After it was sent it never throws.
   */
  readonly send: (order: StationOrder) => Promise<StationAnswer>;
  /** Closes the station's socket; true when there was one. */
  readonly disconnect: (stationId: string, code: number, reason: string) => boolean;
};
