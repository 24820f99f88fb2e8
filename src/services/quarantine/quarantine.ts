/** Keeps a message that could not be taken, with the change that its handling makes: one record, however often it comes. */
import { stationPlace } from '../../domain/at-station.ts';
import {
  gaveWay,
  MOST_OPEN,
  newlyQuarantined,
  quarantinedAgain,
  quarantineIdOf,
} from '../../domain/quarantine-rules.ts';
import type { QuarantinedMessage } from '../../domain/quarantined-message.ts';
import type { Station } from '../../domain/station.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import type { QuarantineNews, StationInbox } from '../inbox.ts';
import { OLDEST_FIRST } from '../list-pages.ts';
import type { EventMaker } from '../new-event.ts';
import type { Change } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';

/** What is stored, and what is said once it is. */
export type Kept = {
  readonly change: Required<Pick<Change, 'quarantinedMessages' | 'events'>>;
  readonly tell: () => void;
};

export type Quarantine = {
  /** For the build of a change of the station (station-writer.ts): `tell` is called when it is stored. */
  readonly keep: (station: Station | null, news: QuarantineNews) => Promise<Kept>;
};

export const createQuarantine = ({
  store,
  events,
  problem,
  clock,
  log,
  metrics,
}: {
  readonly store: Pick<DocumentStore, 'get' | 'list' | 'count'>;
  readonly events: EventMaker;
  readonly problem: StationInbox['problem'];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}): Quarantine => {
  /** The one that goes for a new one. */
  const oneTooMany = async (stationId: string): Promise<readonly QuarantinedMessage[]> => {
    const open = { ...OLDEST_FIRST, scope: SEES_ALL, where: { stationId, status: 'OPEN' }, limit: 1 } as const;
    const count = await store.count('quarantinedMessages', open, MOST_OPEN);
    return count !== null && count < MOST_OPEN ? [] : (await store.list('quarantinedMessages', open)).items;
  };

  const tellProblem = ({
    stationId,
    action,
    property,
    reason,
    level,
    errorCode,
    problemKind,
  }: QuarantineNews): void => {
    if (errorCode !== null) return;
    problem({
      stationId,
      kind: problemKind ?? 'message_refused',
      action,
      property,
      detail: reason,
      level,
    });
  };

  return {
    keep: async (station, news) => {
      const now = clock.now();
      const { problemKind: _kind, ...message } = news;
      const { stationId, protocol, action, payload, reason, property } = message;
      const known = await store.get('quarantinedMessages', quarantineIdOf(message));
      if (known !== null)
        return {
          change: { quarantinedMessages: [quarantinedAgain(known, message, now)], events: [] },
          tell: () => tellProblem(news),
        };
      const place = stationPlace(stationId, station);
      const made = newlyQuarantined(message, place, now);
      const left = (await oneTooMany(stationId)).map((oldest) => gaveWay(oldest, now));
      const event = events.ofStationNews('station.message_quarantined', place, {
        action,
        payload,
        reason,
        messageId: made.id,
      });
      return {
        change: { quarantinedMessages: [made, ...left], events: [event] },
        tell: () => {
          metrics.count('ocpp_quarantined_total', { version: protocol, action });
          log.warn({ stationId, action, reason, property, quarantinedId: made.id }, 'station.message_quarantined');
          for (const { id } of left) log.warn({ stationId, quarantinedId: id }, 'quarantine.gave_way');
          tellProblem(news);
        },
      };
    },
  };
};
