/** How a station's problems are kept: one for each kind, action and property, few, and not for ever. */
import { createHash } from 'node:crypto';
import type { ProblemNews, StationProblem } from './station-problem.ts';

/** Of one station. When there are more, the one that was seen the longest ago goes. */
export const MOST_PROBLEMS = 32;
/** A problem that was not seen for so long is over. */
export const PROBLEM_KEPT_DAYS = 30;

const DAY_MS = 86_400_000;
/** Actions and properties are named by stations. */
const LONGEST_NAME = 200;
const LONGEST_DETAIL = 500;

export type ProblemName = Pick<ProblemNews, 'kind' | 'action' | 'property'>;

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const cutOrNull = (text: string | null): string | null => (text === null ? null : cut(text, LONGEST_NAME));

const idOf = ({ kind, action, property }: ProblemName): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, action, property]))
    .digest('hex')
    .slice(0, 20);

/** A problem as it is seen for the first time, with texts of a bounded length. */
export const firstSighting = (news: ProblemNews, now: Date): StationProblem => {
  const name = { kind: news.kind, action: cutOrNull(news.action), property: cutOrNull(news.property) };
  return {
    ...name,
    id: idOf(name),
    detail: cut(news.detail, LONGEST_DETAIL),
    level: news.takenAt ?? null,
    count: 1,
    firstAt: now,
    lastAt: now,
  };
};

/** One problem with what was seen of it later. */
export const seenAgain = (problem: StationProblem, later: StationProblem): StationProblem => ({
  ...problem,
  detail: later.detail,
  level: later.level,
  count: problem.count + later.count,
  lastAt: later.lastAt > problem.lastAt ? later.lastAt : problem.lastAt,
});

/** Without what was not seen for long; the same list when nothing goes. */
export const withoutAged = (problems: readonly StationProblem[], now: Date): readonly StationProblem[] => {
  const oldest = now.getTime() - PROBLEM_KEPT_DAYS * DAY_MS;
  return problems.every(({ lastAt }) => lastAt.getTime() >= oldest)
    ? problems
    : problems.filter(({ lastAt }) => lastAt.getTime() >= oldest);
};

const newestFirst = (a: StationProblem, b: StationProblem): number => b.lastAt.getTime() - a.lastAt.getTime();

/**
 * A station's problems with what was seen since, the latest first. told: those that are new, while there is room for
 * them; a station that always has other problems is not told of each time.
 */
export const withSightings = (
  known: readonly StationProblem[],
  sightings: readonly StationProblem[],
  now: Date,
): { readonly problems: readonly StationProblem[]; readonly told: readonly StationProblem[] } => {
  const byId = new Map(withoutAged(known, now).map((problem) => [problem.id, problem]));
  const told: StationProblem[] = [];
  for (const sighting of sightings) {
    const before = byId.get(sighting.id);
    if (before === undefined && byId.size < MOST_PROBLEMS) told.push(sighting);
    byId.set(sighting.id, before === undefined ? sighting : seenAgain(before, sighting));
  }
  return { problems: [...byId.values()].toSorted(newestFirst).slice(0, MOST_PROBLEMS), told };
};
