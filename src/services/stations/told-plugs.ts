/** Keeps what stations tell of their plugs; followers hear of what is new. */
import { withToldPlugs } from '../../domain/told-plugs.ts';
import type { StationInbox } from '../inbox.ts';
import type { EventMaker } from '../new-event.ts';
import type { Clock } from '../ports/time.ts';
import type { StationWriter } from './station-writer.ts';

export const createToldPlugs =
  ({
    writer,
    events,
    clock,
  }: {
    readonly writer: Pick<StationWriter, 'write'>;
    readonly events: Pick<EventMaker, 'ofStation'>;
    readonly clock: Pick<Clock, 'now'>;
  }): StationInbox['plugs'] =>
  (stationId, told) =>
    writer.write<void>(stationId, async ({ station }) => {
      const next = station === null ? null : withToldPlugs(station, told);
      if (station === null || next === null || next === station) return { change: null, answer: undefined };
      const changed = { ...next, version: station.version + 1, updatedAt: clock.now() };
      return {
        change: { stations: [changed], events: [events.ofStation('station.updated', changed)] },
        answer: undefined,
      };
    });
