/** A station is deleted: gone for good where it has no history, else retired. Nothing is asked of it from then on. */
import type { Command } from '../../domain/command.ts';
import { refuse } from '../../domain/command-rules.ts';
import { DomainError, isDomainError } from '../../domain/error.ts';
import { trackOutages } from '../../domain/outage-rules.ts';
import { asRetired, retiredRecord } from '../../domain/retired.ts';
import { isOpen } from '../../domain/session-rules.ts';
import type { Station } from '../../domain/station.ts';
import { DELETED_FAULT, STATION_DELETED } from '../../domain/station-rules.ts';
import { found, requireScope, requireVersion, sees } from '../access.ts';
import type { Removed } from '../api/paging.ts';
import type { Stations } from '../api/stations.ts';
import type { CommandRecords } from '../commands/records.ts';
import type { EventMaker } from '../new-event.ts';
import type { Change } from '../ports/commit.ts';
import type { Log } from '../ports/observing.ts';
import type { StationLinks } from '../ports/station-links.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, NewId } from '../ports/time.ts';
import { requireNotSimulated, stationHasHistory } from '../retirement.ts';
import type { EndLeft } from '../sessions/end-left.ts';
import type { AuditedStationWriter } from './audited-station-writer.ts';
import { recordsOf } from './evse-registry.ts';
import type { StationState, Step } from './station-writer.ts';

type Answer = Removed<Station> | { readonly refused: DomainError };

export const createRemoveStation = ({
  store,
  writer,
  events,
  endLeft,
  commandEvent,
  links,
  clock,
  newId,
  log,
}: {
  readonly store: Pick<Store, 'get' | 'getMany' | 'list' | 'station' | 'unsettledCommands'>;
  readonly writer: Pick<AuditedStationWriter, 'writeBy'>;
  readonly events: EventMaker;
  readonly endLeft: EndLeft;
  readonly commandEvent: CommandRecords['eventOf'];
  readonly links: Pick<StationLinks, 'disconnect'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
}): Stations['remove'] => {
  const endSessions = async ({ station, sessions }: StationState, endsRunning: boolean): ReturnType<EndLeft> => {
    const open = sessions.filter(isOpen);
    if (open.length > 0 && station?.online === true && !endsRunning) {
      const detail = 'A session is running at the station: end it, or take the station off the net first.';
      throw new DomainError('conflict', { detail });
    }
    return endLeft(open);
  };

  /** What is at the station already ends as it does when a station is lost. */
  const endWaiting = async ({ id }: Station): Promise<readonly Command[]> => {
    const waiting = (await store.unsettledCommands(id)).filter(({ status }) => status === 'QUEUED');
    return waiting.map((command) => refuse(command, DELETED_FAULT, clock.now()));
  };

  const remove = async (
    state: StationState,
    before: Station,
    endsRunning: boolean,
  ): Promise<Step<Removed<Station>>> => {
    await requireNotSimulated(store, before);
    const now = clock.now();
    const { station: shown, outages } = trackOutages(
      asRetired({ ...before, online: false, ...(before.online ? { disconnectedAt: now } : {}) }, now),
      { now, newId },
    );
    const object = { ...shown, retiredAt: now };
    const [ended, waiting, retired, former, evses] = await Promise.all([
      endSessions(state, endsRunning),
      endWaiting(before),
      stationHasHistory(store, before),
      store.get('retiredStations', before.id),
      recordsOf(store, before, before.evses, now),
    ]);
    const isOver = new Set(ended.commands.map(({ id }) => id));
    const refused = waiting.filter(({ id }) => !isOver.has(id));
    const change: Change = {
      removed: { stations: [{ key: before.id, version: before.version }] },
      ...(retired ? { retiredStations: [retiredRecord(object, former)] } : {}),
      sessions: ended.sessions,
      commands: [...ended.commands, ...refused],
      outages,
      evses: evses.map((evse) => ({ ...evse, stationId: null })),
      events: [
        ...ended.events,
        ...(await Promise.all(refused.map(commandEvent))),
        events.ofStation('station.removed', object),
      ],
    };
    return { change, answer: retired ? { object, retired } : { object: before, retired } };
  };

  return async (caller, id, ifVersion, { endsSessions } = { endsSessions: false }) => {
    requireScope(caller, 'stations:write');
    // A station that nobody registered must not be remembered for being asked for.
    found(await store.station(id), sees(caller, 'stations'));
    const by = { caller, operation: 'station.delete' } as const;
    const answer = await writer.writeBy<Answer>(by, id, async (state) => {
      const station = found(state.station, sees(caller, 'stations'));
      requireVersion(station, ifVersion);
      try {
        return await remove(state, station, endsSessions);
      } catch (error) {
        // The writer would take it for another writer's, and try again.
        if (isDomainError(error, 'conflict')) return { change: null, answer: { refused: error } };
        throw error;
      }
    });
    if ('refused' in answer) throw answer.refused;
    links.disconnect(id, STATION_DELETED.code, STATION_DELETED.reason);
    log.info({ stationId: id, retired: answer.retired, clientId: caller.clientId }, 'station.deleted');
    return answer;
  };
};
