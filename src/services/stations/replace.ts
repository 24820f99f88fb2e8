/**
 * Puts new hardware in the place of a station: its EVSEs go there with their uids and eMI3 ids, in one commit with the
 * end of what was open or waiting at the old station, and with the one event that tells of it.
 *
 * What was charged stays the old station's, under the same EVSE uids. The old station may not connect any more, because
 * nothing of it is in use: what it told would make EVSEs up that nobody finds. An operator can put it in use again.
 */
import type { Caller } from '../../domain/access.ts';
import { refuse } from '../../domain/command-rules.ts';
import { DomainError, isDomainError } from '../../domain/error.ts';
import { type EvseRecord, evseUidOf } from '../../domain/evse.ts';
import { inScope } from '../../domain/kinds/in-scope.ts';
import { isOpen } from '../../domain/session-rules.ts';
import type { Evse, Station } from '../../domain/station.ts';
import { newStation, replacedFault, STATION_REPLACED } from '../../domain/station-rules.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import { forbidden, found, requireScope, sees, visibilityOf } from '../access.ts';
import type { NewHardware, ReplacementInput, Stations } from '../api/stations.ts';
import type { CommandRecords } from '../commands/records.ts';
import { collectFaults } from '../faults.ts';
import { OLDEST_FIRST } from '../list-pages.ts';
import { type EventMaker, withoutPassword } from '../new-event.ts';
import type { Change } from '../ports/commit.ts';
import type { Log } from '../ports/observing.ts';
import type { StationLinks } from '../ports/station-links.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';
import type { EndLeft } from '../sessions/end-left.ts';
import type { AuditedStationWriter } from './audited-station-writer.ts';
import { byUid, recordAt } from './evse-registry.ts';
import type { OpenRules } from './open-rules.ts';
import { hashPassword } from './password.ts';
import { planReplacement, type ReplacementPlan } from './replacement-plan.ts';
import { checkHardware, checkKey, checkStationId } from './station-checks.ts';
import type { StationState, Step } from './station-writer.ts';

type Replaced = Awaited<ReturnType<Stations['replace']>>;
/** done false: it had been done before. */
type Answer = { readonly refused: DomainError } | (Replaced & { readonly done: boolean });

const conflict = (detail: string): never => {
  throw new DomainError('conflict', { detail });
};

const checkInput = ({ stationId, replacement, station }: ReplacementInput): void => {
  const faults = collectFaults();
  checkStationId(faults.unless, '/replacement', replacement);
  faults.unless(replacement !== stationId, '/replacement', 'A station cannot replace itself.');
  if (station !== null) {
    checkHardware(faults.unless, '/station', station);
    checkKey(faults.unless, '/station', {
      profile: station.securityProfile,
      hasPassword: station.password !== null,
    });
  }
  faults.raise();
};

export const createReplace = ({
  store,
  writer,
  events,
  endLeft,
  commandEvent,
  openRules,
  links,
  clock,
  log,
}: {
  readonly store: Pick<Store, 'get' | 'getMany' | 'sessions' | 'unsettledCommands'>;
  readonly writer: Pick<AuditedStationWriter, 'writeBothBy'>;
  readonly events: EventMaker;
  readonly endLeft: EndLeft;
  readonly commandEvent: CommandRecords['eventOf'];
  readonly openRules: Pick<OpenRules, 'changed'>;
  readonly links: Pick<StationLinks, 'disconnect'>;
  readonly clock: Clock;
  readonly log: Log;
}): Stations['replace'] => {
  /** The hardware as it is before; made when that is asked for. */
  const hardware = (
    caller: Caller,
    old: Station,
    known: Station | null,
    { replacement: id, station: make }: ReplacementInput,
    passwordHash: string | null,
  ): Station => {
    const scope = visibilityOf(caller);
    if (make === null && known === null) {
      const detail = 'There is no such station; say in `station` how to make it.';
      throw new DomainError('invalid_request', { detail, faults: [{ pointer: '/replacement', detail }] });
    }
    if (known !== null && make !== null) conflict('There is a station of that id already.');
    if (known !== null && known.replacedBy !== null) {
      conflict(`The replacement was itself replaced, by ${known.replacedBy}: put it in use again first.`);
    }
    if (known !== null && known.partyId !== old.partyId) conflict('The two stations are not of one party.');
    if (known !== null && known.locationId !== null && old.locationId !== null && known.locationId !== old.locationId) {
      conflict('The replacement stands at another location.');
    }
    const base = known ?? {
      ...newStation(id, 'accepted', clock.now()),
      version: 0,
      ...madeAs(old, make, passwordHash),
    };
    const placed = {
      ...base,
      locationId: base.locationId ?? old.locationId,
      groupId: base.groupId ?? old.groupId,
    };
    if (!inScope('stations', scope, placed)) forbidden('The replacement is not in the grants of the client.');
    return placed;
  };

  const madeAs = (old: Station, make: NewHardware | null, passwordHash: string | null): Partial<Station> => ({
    name: make?.name ?? old.name,
    validation: make?.validation ?? old.validation,
    security: { profile: make?.securityProfile ?? 1, passwordHash },
    partyId: old.partyId,
  });

  /** What has charged on the new hardware would be taken for what charged on the EVSEs that come. */
  const requireUnused = async (replacement: Station, { moved }: ReplacementPlan): Promise<void> => {
    const lists = moved.flatMap(({ to }) =>
      to === null
        ? []
        : store.sessions({
            ...OLDEST_FIRST,
            scope: SEES_ALL,
            limit: 1,
            stationId: replacement.id,
            locationId: null,
            tokenUid: null,
            status: null,
            evseUid: evseUidOf(replacement, to.id),
          }),
    );
    const used = (await Promise.all(lists)).some(({ items }) => items.length > 0);
    if (used) conflict('The replacement has sessions of its own on these EVSEs.');
  };

  const endSessions = async ({ station, sessions }: StationState): ReturnType<EndLeft> => {
    const open = sessions.filter(isOpen);
    if (open.length > 0 && station?.online === true) {
      conflict('A session is running at the station: end it, or take the station off the net first.');
    }
    return endLeft(open);
  };

  /** What is at the station already ends as it does when a station is lost. */
  const endCommands = async (old: Station): Promise<Change> => {
    const waiting = (await store.unsettledCommands(old.id)).filter(({ status }) => status === 'QUEUED');
    const commands = waiting.map((command) => refuse(command, replacedFault(old), clock.now()));
    return { commands, events: await Promise.all(commands.map(commandEvent)) };
  };

  const records = async (old: Station, after: Station, { moved, displaced }: ReplacementPlan): Promise<Change> => {
    const now = clock.now();
    const arrived = new Set(moved.map(({ from }) => from.uid));
    const staying = after.evses.filter(({ uid }) => !arrived.has(uid));
    const uids = [...arrived, ...[...displaced, ...staying].map(({ uid }) => uid)];
    const known = await byUid(store, uids);
    const next = (evse: Evse, at: Station) => recordAt(known.get(evse.uid.toLowerCase()), at, evse, now);
    /** The hardware may have come to the old station's location or group. */
    const isElsewhere = ({ uid }: Evse): boolean => {
      const record = known.get(uid.toLowerCase());
      return record?.locationId !== after.locationId || record.stationGroupId !== after.groupId;
    };
    const retired = (evse: Evse, at: Station): EvseRecord => ({ ...next(evse, at), stationId: null });
    return {
      evses: [
        ...moved.map(({ from, to }) => (to === null ? retired(from, old) : next(to, after))),
        ...displaced.map((evse) => retired(evse, after)),
        ...staying.filter(isElsewhere).map((evse) => next(evse, after)),
      ],
    };
  };

  const carryOut = async (
    old: StationState & { readonly station: Station },
    before: Station,
    input: ReplacementInput,
  ): Promise<Step<Answer>> => {
    const plan = planReplacement(old.station, before, input.evses);
    await requireUnused(before, plan);
    const now = clock.now();
    const station: Station = {
      ...old.station,
      version: old.station.version + 1,
      evses: [],
      evseSeries: old.station.evseSeries + 1,
      replacedBy: before.id,
      updatedAt: now,
    };
    const replacement: Station = { ...before, version: before.version + 1, evses: plan.evses, updatedAt: now };
    const [ended, refused, registry] = await Promise.all([
      endSessions(old),
      endCommands(station),
      records(old.station, replacement, plan),
    ]);
    const evses = plan.moved.map(({ from, to }) => ({
      uid: from.uid,
      evseId: from.id,
      replacementEvseId: to?.id ?? null,
    }));
    const isOver = new Set(ended.commands.map(({ id }) => id));
    return {
      change: {
        stations: [station, replacement],
        sessions: ended.sessions,
        commands: [...ended.commands, ...(refused.commands ?? []).filter(({ id }) => !isOver.has(id))],
        ...registry,
        events: [
          ...ended.events,
          ...(refused.events ?? []),
          events.ofStationNews('station.replaced', station, { station: withoutPassword(station), evses }),
          events.ofStation('station.updated', replacement),
        ],
      },
      answer: { station, replacement, done: true },
    };
  };

  return async (caller, input) => {
    requireScope(caller, 'stations:write');
    checkInput(input);
    const password = input.station?.password ?? null;
    const hash = password === null ? null : await hashPassword(password);
    const decide = async (old: StationState, known: StationState): Promise<Step<Answer>> => {
      const station = found(old.station, sees(caller, 'stations'));
      if (station.replacedBy !== null) {
        const replacement = known.station;
        if (station.replacedBy !== input.replacement || replacement === null) {
          throw new DomainError('station_replaced', { detail: replacedFault(station).detail });
        }
        return {
          change: null,
          answer: { station, replacement: found(replacement, sees(caller, 'stations')), done: false },
        };
      }
      const seen = known.station !== null && sees(caller, 'stations')(known.station) ? known.station : null;
      const step = await carryOut({ ...old, station }, hardware(caller, station, seen, input, hash), input);
      const retired = known.station === null ? await store.get('retiredStations', input.replacement) : null;
      if (retired !== null) {
        if (!sees(caller, 'retiredStations')(retired)) forbidden('The replacement is not in the grants of the client.');
        conflict('The replacement was deleted: put it in use again first, by a PUT under its id.');
      }
      // An id is given once over the installation: who asks to make it has to be told, when all else is right.
      if (known.station !== seen) forbidden('The replacement is not in the grants of the client.');
      return step;
    };
    const by = { caller, operation: 'station.replace' } as const;
    const answer = await writer.writeBothBy<Answer>(by, [input.stationId, input.replacement], async (old, known) => {
      try {
        return await decide(old, known);
      } catch (error) {
        // The writer would take it for another writer's, and try again.
        if (isDomainError(error, 'conflict')) return { change: null, answer: { refused: error } };
        throw error;
      }
    });
    if ('refused' in answer) throw answer.refused;
    const { station, replacement, done } = answer;
    if (done) {
      openRules.changed(station.id, station);
      links.disconnect(station.id, STATION_REPLACED.code, STATION_REPLACED.reason);
      log.info({ stationId: station.id, replacement: replacement.id, clientId: caller.clientId }, 'station.replaced');
    }
    return { station, replacement };
  };
};
