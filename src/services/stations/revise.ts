/** Writes what a rule makes of a station as its next version, and tells of it; where nothing changes, nothing is written. */
import type { Station } from '../../domain/station.ts';
import type { EventMaker } from '../new-event.ts';
import type { Clock } from '../ports/time.ts';
import type { StationWriter } from './station-writer.ts';

/** rule: answers the same object where nothing changes. Answers whether something did. */
export type ReviseStation = (
  stationId: string,
  rule: (station: Station) => Station | Promise<Station>,
) => Promise<boolean>;

export const createReviseStation =
  ({
    writer,
    events,
    clock,
  }: {
    readonly writer: Pick<StationWriter, 'write'>;
    readonly events: Pick<EventMaker, 'ofStation'>;
    readonly clock: Pick<Clock, 'now'>;
  }): ReviseStation =>
  (stationId, rule) =>
    writer.write(stationId, async ({ station }) => {
      const next = station === null ? null : await rule(station);
      if (station === null || next === null || next === station) return { change: null, answer: false };
      const changed = { ...next, version: station.version + 1, updatedAt: clock.now() };
      return {
        change: { stations: [changed], events: [events.ofStation('station.updated', changed)] },
        answer: true,
      };
    });
