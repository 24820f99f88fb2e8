/** Asks a connected station for its configuration in its own version, behind all that it is told. */
import { isDomainError } from '../../domain/error.ts';
import type { ConfigurationAsked, ConfigurationTold } from '../../services/ports/station-links.ts';
import type { SendCall } from '../protocol.ts';
import type { StationConnection } from '../rpc/connection.ts';
import { keepToldIn } from './keep-told.ts';

/** Throws DomainError station_offline or station_busy when nothing was asked. What its answers cannot be read as is a refusal. */
export const readConfiguration = async (
  connection: StationConnection,
  asked: ConfigurationAsked,
): Promise<ConfigurationTold> => {
  const { edge, stationId } = connection;

  const call: SendCall = async (action, payload) => {
    const outcome = await connection.call({
      id: edge.newId(),
      action,
      payload,
      notAfter: null,
      onLate: (late) => void keepToldIn(connection, action, late),
      background: true,
    });
    await keepToldIn(connection, action, outcome);
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
