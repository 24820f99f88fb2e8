/** Keeps what stations tell of their plugs; followers hear of what is new. */
import { withToldPlugs } from '../../domain/told-plugs.ts';
import type { StationInbox } from '../inbox.ts';
import type { ReviseStation } from './revise.ts';

export const createToldPlugs =
  (revise: ReviseStation): StationInbox['plugs'] =>
  async (stationId, told) => {
    await revise(stationId, (station) => withToldPlugs(station, told));
  };
