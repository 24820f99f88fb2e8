/** Gathers what was seen of a station between a command's request and its end, and says by it why the command came to nothing. */
import type { Command } from '../../domain/command.ts';
import type { Observation } from '../../domain/command-reason.ts';
import { namedToken } from '../../domain/commands/naming.ts';
import type { DomainEvent, EventType } from '../../domain/event.ts';
import { READS_ALL } from '../../domain/event-scopes.ts';
import type { Session } from '../../domain/session.ts';
import type { Station } from '../../domain/station.ts';
import { asItIs } from '../../domain/told-status.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import { reasonOf } from '../../domain/why-ended.ts';
import type { Store } from '../ports/store.ts';
import type { ShownTokens } from './shown-tokens.ts';

/** A command that has just ended, with why, and with what was seen; as it is where it ended well. */
export type Explain = (ended: Command) => Promise<Command>;

/** Events that are looked at, and things that are told. */
const MOST_EVENTS = 100;
const MOST_SEEN = 30;

const TYPES: readonly EventType[] = [
  'connector.status_changed',
  'station.online',
  'station.offline',
  'station.updated',
];

const ofStation = { evseId: null, connectorId: null, detail: null } as const;

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The connectors that a command can be about, as they are now; a status that was told before the request counts as well. */
const standing = (command: Command, station: Station): readonly Observation[] => {
  // A start on a station that has many EVSEs, none of which is named, can be about each of them.
  const evseId = command.evseId ?? null;
  return station.evses
    .filter(({ id }) => evseId === null || id === evseId)
    .flatMap((evse) =>
      evse.connectors.map((connector): Observation => {
        const { status, errorCode, statusAt } = asItIs(station, connector);
        return {
          seenAt: statusAt ?? station.updatedAt,
          what: 'CONNECTOR_STATUS',
          evseId: evse.id,
          connectorId: connector.id,
          value: status,
          detail: errorCode,
        };
      }),
    )
    .filter(({ value }) => value !== 'UNKNOWN');
};

const fromEvent = (event: DomainEvent, since: Date): readonly Observation[] => {
  const seenAt = event.occurredAt;
  switch (event.type) {
    case 'connector.status_changed': {
      const { evseId, connectorId, status, errorCode } = event.data;
      return [{ seenAt, what: 'CONNECTOR_STATUS', evseId, connectorId, value: status, detail: errorCode }];
    }
    case 'station.online':
      return [{ ...ofStation, seenAt, what: 'ONLINE', value: null }];
    case 'station.offline':
      return [{ ...ofStation, seenAt, what: 'OFFLINE', value: event.data.station.disconnectReason }];
    case 'station.updated': {
      const { bootedAt } = event.data.station;
      return bootedAt === null || bootedAt <= since
        ? []
        : [{ ...ofStation, seenAt: bootedAt, what: 'BOOT', value: null }];
    }
    default:
      return [];
  }
};

const whose = (own: string | null, uid: string | null): Observation['detail'] => {
  if (uid === null) return 'no_token';
  return own !== null && isSame(own, uid) ? 'own_token' : 'other_token';
};

const fromSession = (session: Session, own: string | null): Observation => ({
  seenAt: session.startedAt,
  what: 'TRANSACTION',
  evseId: session.evseId,
  connectorId: session.connectorId,
  value: session.chargingState ?? session.status,
  detail: whose(own, session.token?.uid ?? null),
});

const answerOf = ({ answeredAt, error, result }: Command): readonly Observation[] => {
  if (answeredAt === null) return [];
  const said = typeof result === 'object' && result !== null && 'status' in result ? result.status : null;
  const value = typeof said === 'string' && said !== '' ? said : (error?.code ?? null);
  const detail = error === null || error.code === 'effect_timeout' ? null : error.detail;
  return [{ ...ofStation, seenAt: answeredAt, what: 'STATION_ANSWER', value, detail }];
};

const textOf = ({ seenAt, ...rest }: Observation): string => JSON.stringify([seenAt.getTime(), rest]);

/** What stands and what came are in part the same; one thing is told once, and of too much the latest. */
const inOrder = (seen: readonly Observation[]): readonly Observation[] => {
  const sorted = seen.toSorted((one, other) => one.seenAt.getTime() - other.seenAt.getTime());
  const last = new Map<string, string | null>();
  const once = new Set<string>();
  return sorted
    .filter((one) => {
      if (once.has(textOf(one))) return false;
      once.add(textOf(one));
      if (one.what !== 'CONNECTOR_STATUS') return true;
      const place = `${one.evseId} ${one.connectorId}`;
      const isNews = last.get(place) !== one.value;
      last.set(place, one.value);
      return isNews;
    })
    .slice(-MOST_SEEN);
};

export const createExplain =
  ({
    store,
    shownTokens,
  }: {
    readonly store: Pick<Store, 'station' | 'openSessionsOf' | 'events'>;
    readonly shownTokens: Pick<ShownTokens, 'of'>;
  }): Explain =>
  async (ended) => {
    const { status, stationId, createdAt, evseId } = ended;
    if (status === 'CONFIRMED' || status === 'CANCELLED') return ended;
    const [station, sessions, events] = await Promise.all([
      store.station(stationId),
      store.openSessionsOf(stationId),
      store.events({
        scope: SEES_ALL,
        reads: READS_ALL,
        types: TYPES,
        descending: false,
        afterId: null,
        limit: MOST_EVENTS,
        fromAt: createdAt,
        toAt: null,
        sessionId: null,
        stationId,
        locationId: null,
        objectId: null,
      }),
    ]);
    const own = namedToken(ended)?.uid ?? null;
    const concerns = (place: { readonly evseId: number | null }) =>
      evseId === null || place.evseId === null || place.evseId === evseId;
    const isStart = ended.type === 'START_SESSION';
    const seen = inOrder([
      ...(ended.seen ?? []),
      ...events.items.flatMap((event) => fromEvent(event, createdAt)).filter(concerns),
      // Behind the events: of one instant the later word counts.
      ...(station === null ? [] : standing(ended, station)),
      ...(station === null || station.online
        ? []
        : [
            {
              ...ofStation,
              seenAt: station.disconnectedAt ?? station.updatedAt,
              what: 'OFFLINE' as const,
              value: station.disconnectReason,
            },
          ]),
      ...(isStart ? sessions.filter(concerns).map((session) => fromSession(session, own)) : []),
      ...(isStart
        ? shownTokens
            .of(stationId)
            .filter(({ at }) => at >= createdAt)
            .map(
              ({ at, uid, answer }): Observation => ({
                ...ofStation,
                seenAt: at,
                what: 'AUTHORIZE',
                value: answer,
                detail: whose(own, uid),
              }),
            )
        : []),
      ...answerOf(ended),
    ]);
    return { ...ended, seen, reason: reasonOf(ended, seen) };
  };
