/** An operator takes problems off a station's record; what is seen again comes again. */
import { DomainError } from '../../domain/error.ts';
import type { Station } from '../../domain/station.ts';
import { found, requireScope, sees } from '../access.ts';
import type { Stations } from '../api/stations.ts';
import type { EventMaker } from '../new-event.ts';
import type { Log } from '../ports/observing.ts';
import type { StationStore } from '../ports/station-store.ts';
import type { Clock } from '../ports/time.ts';
import type { AuditedStationWriter } from './audited-station-writer.ts';
import type { Problems } from './problems.ts';

export const createDismissProblems =
  ({
    store,
    writer,
    events,
    problems,
    clock,
    log,
  }: {
    readonly store: Pick<StationStore, 'station'>;
    readonly writer: Pick<AuditedStationWriter, 'writeBy'>;
    readonly events: EventMaker;
    readonly problems: Pick<Problems, 'forget'>;
    readonly clock: Clock;
    readonly log: Log;
  }): Stations['dismissProblems'] =>
  async (caller, stationId, problemId) => {
    requireScope(caller, 'stations:write');
    // A station that nobody registered must not be remembered for being asked for.
    found(await store.station(stationId), sees(caller, 'stations'));
    problems.forget(stationId, problemId);
    const by = { caller, operation: 'station.dismiss_problems' } as const;
    const station = await writer.writeBy<Station>(by, stationId, async (state) => {
      const before = found(state.station, sees(caller, 'stations'));
      const left = problemId === null ? [] : before.problems.filter(({ id }) => id !== problemId);
      if (left.length === before.problems.length) {
        if (problemId !== null) throw new DomainError('not_found', { detail: 'The station has no such problem.' });
        return { change: null, answer: before };
      }
      const next: Station = { ...before, version: before.version + 1, problems: left, updatedAt: clock.now() };
      return { change: { stations: [next], events: [events.ofStation('station.updated', next)] }, answer: next };
    });
    log.info({ stationId, problemId, clientId: caller.clientId, userId: caller.userId }, 'station.problems_dismissed');
    return station;
  };
