/**
 * Counts what is not as it should be with stations, on the node that has their socket. A frame costs no write: what is
 * new is stored at once with its event, what comes again is added to the station's record once a minute, and when the
 * station goes.
 *
 * They are kept in the station's record: there they come in one commit with their event, move with what the writer
 * remembers of the station, and are seen by whoever sees it.
 */
import type { StationProblem } from '../../domain/station-problem.ts';
import { firstSighting, isMild, seenAgain, withoutAged, withSightings } from '../../domain/station-problem-rules.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import type { Chore, Turn } from '../chores.ts';
import type { StationInbox } from '../inbox.ts';
import { OLDEST_FIRST, pagesOf } from '../list-pages.ts';
import { type EventMaker, withoutPassword } from '../new-event.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import type { StationWriter } from './station-writer.ts';

/** Between two writes of what is known already. */
const WINDOW_MS = 60_000;
/** New problems of one station that are stored at once within that time; others wait for its end. */
const AT_ONCE = 8;
/** A mild one is not stored at once behind so many: what matters more finds the rest of them free. */
const MILD_AT_ONCE = 4;
/** Different problems of one station that are counted at a time. */
const MOST_OF_ONE_STATION = 64;
/** Stations that are counted at a time: about 1 KB each. Of others the metric alone tells. */
const MOST_STATIONS = 20_000;
/** Different labels that are kept: kinds times actions; names of actions come from stations. */
const MOST_LABELS = 2_000;

const AGING_EVERY_MS = 3_600_000;
const AGED_AT_ONCE = 200;

export type Problems = {
  readonly problem: StationInbox['problem'];
  /** Stores what was counted of a station. Never throws. */
  readonly flush: (stationId: string) => Promise<void>;
  /** The same of all stations; for the stop. */
  readonly flushAll: () => Promise<void>;
  /** Drops what was counted and is not stored yet; id null: of all its problems. */
  readonly forget: (stationId: string, id: string | null) => void;
  /** Takes away what was not seen for long. */
  readonly aging: Chore;
};

type Tally = {
  readonly dueAtMs: number;
  /** Counted since the last write, by what names them. */
  readonly sightings: Map<string, StationProblem>;
  /** What was stored at once: not new any more, though its write may still be on its way. */
  readonly stored: Set<string>;
};

const nameOf = ({ kind, action, property }: Parameters<StationInbox['problem']>[0]): string =>
  `${kind}\n${action ?? ''}\n${property ?? ''}`;

export const createProblems = ({
  store,
  writer,
  events,
  clock,
  log,
  metrics,
}: {
  readonly store: Pick<DocumentStore, 'list'>;
  readonly writer: Pick<StationWriter, 'write' | 'remembered'>;
  readonly events: EventMaker;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}): Problems => {
  /** In the order in which they fall due. */
  const tallies = new Map<string, Tally>();
  metrics.gauge('ocpp_problem_stations', () => tallies.size);
  const labels = new Map<string, Record<string, string>>();
  let ticking = false;

  const count = (kind: string, action: string | null): void => {
    const key = `${kind} ${action ?? ''}`;
    const label = labels.get(key) ?? Object.freeze({ kind, action: action ?? 'unknown' });
    if (labels.size < MOST_LABELS) labels.set(key, label);
    metrics.count('ocpp_problems_total', label);
  };

  const tick = (): void => {
    ticking = false;
    const nowMs = clock.now().getTime();
    for (const [stationId, { dueAtMs }] of tallies) {
      if (dueAtMs > nowMs) break;
      void flush(stationId);
    }
    tickLater();
  };

  const tickLater = (): void => {
    const [first] = tallies.values();
    if (ticking || first === undefined) return;
    ticking = true;
    clock.after(Math.max(1, first.dueAtMs - clock.now().getTime()), tick);
  };

  const tallyOf = (stationId: string): Tally | null => {
    const known = tallies.get(stationId);
    if (known !== undefined) return known;
    if (tallies.size >= MOST_STATIONS) return null;
    const dueAtMs = clock.now().getTime() + WINDOW_MS;
    const begun: Tally = { dueAtMs, sightings: new Map(), stored: new Set() };
    tallies.set(stationId, begun);
    tickLater();
    return begun;
  };

  /** A mild one makes it. */
  const hasRoom = (sightings: Map<string, StationProblem>, sighting: StationProblem): boolean => {
    if (sightings.size < MOST_OF_ONE_STATION) return true;
    const mild = isMild(sighting) ? undefined : [...sightings].find(([, one]) => isMild(one));
    return mild !== undefined && sightings.delete(mild[0]);
  };

  const add = (stationId: string, name: string, sighting: StationProblem): void => {
    const sightings = tallyOf(stationId)?.sightings;
    const before = sightings?.get(name);
    if (before !== undefined) sightings?.set(name, seenAgain(before, sighting));
    else if (sightings !== undefined && hasRoom(sightings, sighting)) sightings.set(name, sighting);
  };

  const put = (stationId: string, sightings: readonly StationProblem[]): Promise<void> =>
    writer.write<void>(stationId, async ({ station }) => {
      if (station === null) return { change: null, answer: undefined };
      const now = clock.now();
      const { problems, told } = withSightings(station.problems, sightings, now);
      const next = { ...station, version: station.version + 1, problems, updatedAt: now };
      const shown = withoutPassword(next);
      const news = told.map((problem) => events.ofStationNews('station.problem', next, { station: shown, problem }));
      return { change: { stations: [next], events: news }, answer: undefined };
    });

  /** What cannot be stored now is counted on. */
  const keep = async (stationId: string, sightings: ReadonlyMap<string, StationProblem>): Promise<void> => {
    try {
      await put(stationId, [...sightings.values()]);
    } catch (error) {
      log.warn({ stationId, err: error }, 'station.problems_not_stored');
      for (const [name, sighting] of sightings) add(stationId, name, sighting);
    }
  };

  const flush = async (stationId: string): Promise<void> => {
    const tally = tallies.get(stationId);
    tallies.delete(stationId);
    if (tally !== undefined && tally.sightings.size > 0) await keep(stationId, tally.sightings);
  };

  const isKnown = (stationId: string, { kind, action, property }: StationProblem): boolean =>
    writer
      .remembered(stationId)
      ?.problems.some((one) => one.kind === kind && one.action === action && one.property === property) === true;

  const age = (stationId: string): Promise<number> =>
    writer.write<number>(stationId, async ({ station }) => {
      if (station === null) return { change: null, answer: 0 };
      const now = clock.now();
      const problems = withoutAged(station.problems, now);
      if (problems === station.problems) return { change: null, answer: 0 };
      const next = { ...station, version: station.version + 1, problems, updatedAt: now };
      const change = { stations: [next], events: [events.ofStation('station.updated', next)] };
      return { change, answer: station.problems.length - problems.length };
    });

  const ageAll = async ({ signal }: Pick<Turn, 'signal'>): Promise<void> => {
    const query = { ...OLDEST_FIRST, scope: SEES_ALL, limit: AGED_AT_ONCE };
    const pages = pagesOf('stations', query, (page) =>
      store.list('stations', { ...page, where: { hasProblems: true } }),
    );
    let aged = 0;
    for await (const stations of pages) {
      for (const { id, problems } of stations) {
        if (withoutAged(problems, clock.now()) !== problems) aged += await age(id);
      }
      if (signal.aborted) break;
    }
    if (aged > 0) log.info({ aged }, 'station.problems_aged');
  };

  return {
    problem: (news) => {
      const { stationId } = news;
      count(news.kind, news.action);
      const name = nameOf(news);
      const tally = tallyOf(stationId);
      if (tally === null) return;
      const before = tally.sightings.get(name);
      if (before !== undefined) {
        tally.sightings.set(name, { ...before, count: before.count + 1, lastAt: clock.now() });
        return;
      }
      const sighting = firstSighting(news, clock.now());
      const isNew = !tally.stored.has(name) && !isKnown(stationId, sighting);
      if (!isNew || tally.stored.size >= (isMild(news) ? MILD_AT_ONCE : AT_ONCE)) {
        add(stationId, name, sighting);
        return;
      }
      tally.stored.add(name);
      const { kind, action, property, detail } = sighting;
      log.warn({ stationId, kind, action, property, detail }, 'station.problem');
      void keep(stationId, new Map([[name, sighting]]));
    },
    flush,
    flushAll: async () => {
      await Promise.all([...tallies.keys()].map(flush));
    },
    forget: (stationId, id) => {
      const sightings = tallies.get(stationId)?.sightings;
      if (sightings === undefined) return;
      for (const [name, sighting] of sightings) if (id === null || sighting.id === id) sightings.delete(name);
    },
    aging: { name: 'station-problems', everyMs: AGING_EVERY_MS, run: ageAll },
  };
};
