/** Asks a connected station for its configuration in its own version, behind all that it is told. */
import { isDomainError } from '../../domain/error.ts';
import type { ConfigurationAsked, ConfigurationTold } from '../../services/ports/station-links.ts';
import type { CallOutcome, SendCall } from '../protocol.ts';
import type { StationConnection } from '../rpc/connection.ts';
import { keepTold } from '../told.ts';

/** Throws DomainError station_offline or station_busy when nothing was asked. What its answers cannot be read as is a refusal. */
export const readConfiguration = async (
  connection: StationConnection,
  asked: ConfigurationAsked,
): Promise<ConfigurationTold> => {
  const { edge, stationId } = connection;

  const keepToldIn = async (action: string, outcome: CallOutcome): Promise<void> => {
    if (outcome.kind !== 'result') return;
    try {
      await keepTold(edge.protocol, edge.inbox, { stationId, action, payload: outcome.payload });
    } catch (error) {
      edge.log.error({ stationId, action, err: error }, 'station.told_not_stored');
    }
  };

  const call: SendCall = async (action, payload) => {
    const outcome = await connection.call({
      id: edge.newId(),
      action,
      payload,
      notAfter: null,
      onLate: (late) => void keepToldIn(action, late),
      background: true,
    });
    await keepToldIn(action, outcome);
    return outcome;
  };

  try {
    return await edge.protocol.readConfiguration(asked, call);
  } catch (error) {
    if (isDomainError(error)) throw error;
    edge.log.error({ stationId, err: error }, 'station.configuration_not_understood');
    return { kind: 'refused', reason: 'Its answer could not be understood.' };
  }
};
