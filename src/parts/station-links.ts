/** The services' way to the stations: they are there before the stations' server, and it may be shut before that is closed. */
import { DomainError } from '../domain/error.ts';
import type { StationServer } from '../ocpp/server/station-server.ts';
import type { StationOwners } from '../services/ports/nodes.ts';
import type { ConfigurationLinks, StationLinks } from '../services/ports/station-links.ts';

export type LateLinks = StationLinks &
  ConfigurationLinks & {
    /** Another node has a newer connection of the station. */
    readonly takenOver: (stationId: string) => void;
    /** From now on the stations are there. */
    readonly serve: (server: StationServer) => void;
    /** Nothing is sent from now on: commands wait for the station's next connection, here or at another node. */
    readonly shut: () => void;
    readonly isOpen: () => boolean;
  };

export const createLateLinks = ({ owners }: { readonly owners: Pick<StationOwners, 'isLeased'> }): LateLinks => {
  let server: StationServer | null = null;
  let open = true;
  return {
    isConnected: (stationId) => server?.isConnected(stationId) ?? false,
    // Whoever could not renew its lease sends nothing: others may have the station by now.
    isReady: (stationId, type) => open && owners.isLeased() && (server?.isReady(stationId, type) ?? false),
    send: async (order) => {
      // The lease may have ended while the command was marked as sent.
      if (!open || !owners.isLeased() || server === null) throw new DomainError('station_offline');
      return server.send(order);
    },
    mayBeAsked: (stationId) => open && owners.isLeased() && (server?.mayBeAsked(stationId) ?? false),
    readConfiguration: async (stationId, asked) => {
      if (!open || server === null) throw new DomainError('station_offline');
      return server.readConfiguration(stationId, asked);
    },
    disconnect: (stationId, code, reason) => server?.disconnect(stationId, code, reason) ?? false,
    takenOver: (stationId) => server?.takenOver(stationId),
    serve: (next) => {
      server = next;
    },
    shut: () => {
      open = false;
    },
    isOpen: () => open,
  };
};
