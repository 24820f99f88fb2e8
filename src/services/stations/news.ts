/** What stations tell that changes no record of ours: kept and passed on as events. */
import { stationPlace } from '../../domain/at-station.ts';
import type { EventData, NewEvent } from '../../domain/event.ts';
import type { StationInbox } from '../inbox.ts';
import type { EventMaker } from '../new-event.ts';
import type { Log } from '../ports/observing.ts';
import type { Kept, Quarantine } from '../quarantine/quarantine.ts';
import type { StationWriter } from './station-writer.ts';

export type News = Pick<StationInbox, 'firmwareStatus' | 'securityEvent' | 'message' | 'quarantine'>;
type NewsType = 'firmware.status_changed' | 'security.event' | 'station.message';

export const createNews = ({
  writer,
  events,
  quarantine,
  log,
}: {
  readonly writer: StationWriter;
  readonly events: EventMaker;
  readonly quarantine: Quarantine;
  readonly log: Log;
}): News => {
  const keep = <T extends NewsType>(stationId: string, type: T, data: EventData[T]): Promise<void> =>
    writer.write<void>(stationId, async ({ station }) => {
      const event: NewEvent = events.ofStationNews(type, stationPlace(stationId, station), data);
      return { change: { events: [event] }, answer: undefined };
    });

  return {
    firmwareStatus: (stationId, status, requestId) => {
      log.info({ stationId, status, requestId }, 'firmware.status_changed');
      return keep(stationId, 'firmware.status_changed', { status, requestId });
    },
    securityEvent: (stationId, type, techInfo) => {
      log.warn({ stationId, type }, 'security.event');
      return keep(stationId, 'security.event', { type, techInfo });
    },
    message: (stationId, action, payload) => keep(stationId, 'station.message', { action, payload }),
    quarantine: async (news) => {
      const kept = await writer.write<Kept>(news.stationId, async ({ station }) => {
        const answer = await quarantine.keep(station, news);
        return { change: answer.change, answer };
      });
      kept.tell();
    },
  };
};
