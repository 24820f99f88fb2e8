/** What stations tell of their connectors. */
import { connectorOf, isFaulted, isPlausible, withConnectorStatus } from '../../domain/connector-map.ts';
import type { NewEvent } from '../../domain/event.ts';
import { evseUidOf } from '../../domain/evse.ts';
import type { Station } from '../../domain/station.ts';
import type { EffectObserver } from '../effects.ts';
import type { StationInbox, StatusReport } from '../inbox.ts';
import { type EventMaker, withoutPassword } from '../new-event.ts';
import type { Log } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import type { StationWriter } from './station-writer.ts';

export const createStatus = ({
  writer,
  events,
  effects,
  clock,
  log,
}: {
  readonly writer: StationWriter;
  readonly events: EventMaker;
  readonly effects: Pick<EffectObserver, 'availabilityChanged'>;
  readonly clock: Clock;
  readonly log: Log;
}): StationInbox['status'] => {
  const eventsOf = (before: Station, after: Station, report: StatusReport): readonly NewEvent[] => {
    const { evseId, errorCode } = report;
    const connectorId = report.connectorId ?? 1;
    const connector = evseId === null ? undefined : connectorOf(after, evseId, connectorId);
    const own =
      evseId === null || connector === undefined
        ? events.ofStation('station.updated', after)
        : events.ofStationNews('connector.status_changed', after, {
            evseId,
            evseUid: evseUidOf(after, evseId),
            connectorId,
            status: connector.status,
            errorCode,
          });
    const [was, is] = [isFaulted(before), isFaulted(after)];
    if (is && !was) {
      return [own, events.ofStationNews('station.faulted', after, { station: withoutPassword(after), errorCode })];
    }
    return was && !is ? [own, events.ofStation('station.recovered', after)] : [own];
  };

  return async (report) => {
    const { stationId } = report;
    if (!isPlausible(report)) {
      log.warn({ stationId, evseId: report.evseId, connectorId: report.connectorId }, 'station.status_of_nothing');
      return;
    }
    await writer.write<void>(stationId, async ({ station }) => {
      if (station === null) return { change: null, answer: undefined };
      const told = withConnectorStatus(station, { ...report, at: report.at ?? clock.now() });
      const after = told.changed ? { ...told.station, version: station.version + 1, updatedAt: clock.now() } : station;
      // Told again is news for a command that waits for exactly this state.
      const effect = await effects.availabilityChanged(after);
      if (!told.changed) {
        const change = effect.commands.length === 0 ? null : { commands: effect.commands, events: effect.events };
        return { change, answer: undefined };
      }
      return {
        change: {
          stations: [after],
          commands: effect.commands,
          events: [...eventsOf(station, after, report), ...effect.events],
        },
        answer: undefined,
      };
    });
  };
};
