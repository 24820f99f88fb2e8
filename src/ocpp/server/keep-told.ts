/** Keeps what a station's answer to a call tells of itself. Whatever comes of that, the call has its answer. */
import type { CallOutcome } from '../protocol.ts';
import type { StationConnection } from '../rpc/connection.ts';
import { keepTold } from '../told.ts';

/** what: for the log, beside the station and the action. */
export const keepToldIn = async (
  { edge, stationId }: StationConnection,
  action: string,
  outcome: CallOutcome,
  what: object = {},
): Promise<void> => {
  if (outcome.kind !== 'result') return;
  try {
    await keepTold(edge.protocol, edge.inbox, { stationId, action, payload: outcome.payload });
  } catch (error) {
    // It can be asked for again.
    edge.log.error({ stationId, ...what, action, err: error }, 'station.told_not_stored');
  }
};
