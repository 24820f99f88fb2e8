import type { AbilityFacts } from '../../domain/abilities.ts';
import type { Command, StationAnswer } from '../../domain/command.ts';
import type { CommandType } from '../../domain/commands/commands.ts';
import type { ConfigurationEntry } from '../../domain/station-configuration.ts';

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

export type ConfigurationAsked = {
  /** As they are known. */
  readonly evses: readonly { readonly id: number; readonly connectorIds: readonly number[] }[];
  /** Only what matters, in small messages: the station did not answer when it was asked for all. */
  readonly brief: boolean;
};

/** unanswered: not in time, or the station has gone. */
export type ConfigurationTold =
  | {
      readonly kind: 'told';
      /** The OCPP message that it was told by. */
      readonly source: string;
      readonly entries: readonly ConfigurationEntry[];
      /** What was asked for by name, and is not there. */
      readonly unknown: readonly string[];
      readonly complete: boolean;
      readonly facts: AbilityFacts;
    }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unanswered' };

export type ConfigurationLinks = {
  /** Whether this node has the station, and its boot was accepted. */
  readonly mayBeAsked: (stationId: string) => boolean;
  /**
   * Asks behind all orders that wait for the station. Throws DomainError station_offline or station_busy when nothing was
   * asked.
   */
  readonly readConfiguration: (stationId: string, asked: ConfigurationAsked) => Promise<ConfigurationTold>;
};
