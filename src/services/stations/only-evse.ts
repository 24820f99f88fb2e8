/** Which EVSE a station means that names none. */
import type { StationInbox } from '../inbox.ts';
import type { StationWriter } from './station-writer.ts';

export const createOnlyEvse =
  (writer: Pick<StationWriter, 'read'>): StationInbox['onlyEvse'] =>
  async (stationId) => {
    const { station } = await writer.read(stationId);
    const [first, ...others] = station?.evses ?? [];
    return first !== undefined && others.length === 0 ? first.id : null;
  };
