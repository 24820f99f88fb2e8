/** How a station's problems are kept: one for each kind, action and property, few, and not for ever. */
import { createHash } from 'node:crypto';
import { cutText } from './cut-text.ts';
import type { ProblemNews, StationProblem, StationProblemKind } from './station-problem.ts';

/** Of one station. Which go when there are more: see `withoutTooMany`. */
export const MOST_PROBLEMS = 32;
/** A problem that was not seen for so long is over. */
export const PROBLEM_KEPT_DAYS = 30;

const DAY_MS = 86_400_000;
/** Actions and properties are named by stations. */
const LONGEST_NAME = 200;
const LONGEST_DETAIL = 500;

export type ProblemName = Pick<ProblemNews, 'kind' | 'action' | 'property'>;

const cut = (text: string, most: number): string => (text.length > most ? `${cutText(text, most - 1)}…` : text);
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
    level: news.level ?? null,
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

/** Nothing is lost by it: it makes room for any other. */
export const isMild = ({ kind }: { readonly kind: StationProblemKind }): boolean => kind === 'read_leniently';

const newestFirst = (a: StationProblem, b: StationProblem): number => b.lastAt.getTime() - a.lastAt.getTime();

/** Most frequent first. */
const kindsOf = (problems: readonly StationProblem[]): readonly (readonly [StationProblemKind, number])[] => {
  const counts = new Map<StationProblemKind, number>();
  for (const { kind } of problems) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
};

/**
 * Stations name actions and properties, and can make up any number of them. So the one that was seen the longest ago
 * goes first of the mild ones, then of the kind that has the most: none pushes out what is told of once.
 */
const withoutTooMany = (problems: readonly StationProblem[]): readonly StationProblem[] => {
  const kept = problems.toSorted(newestFirst);
  while (kept.length > MOST_PROBLEMS) {
    const kind = kept.some(isMild) ? 'read_leniently' : kindsOf(kept)[0]?.[0];
    kept.splice(
      kept.findLastIndex((problem) => problem.kind === kind),
      1,
    );
  }
  return kept;
};

/** Whether a new one takes no place that is due to its like: two kinds that take turns are not told of for ever. */
const hasRoom = (problems: readonly StationProblem[], sighting: StationProblem): boolean => {
  if (problems.length < MOST_PROBLEMS) return true;
  if (isMild(sighting)) return false;
  const kinds = kindsOf(problems);
  const ofItsKind = kinds.find(([kind]) => kind === sighting.kind)?.[1] ?? 0;
  return problems.some(isMild) || (kinds[0]?.[1] ?? 0) > ofItsKind + 1;
};

/**
 * A station's problems with what was seen since, the latest first. told: those that are new, while there is room for
 * them; a station that always has other problems is not told of each time.
 */
export const withSightings = (
  known: readonly StationProblem[],
  sightings: readonly StationProblem[],
  now: Date,
): { readonly problems: readonly StationProblem[]; readonly told: readonly StationProblem[] } => {
  let problems = withoutTooMany(withoutAged(known, now));
  const told: StationProblem[] = [];
  for (const sighting of sightings) {
    const before = problems.find(({ id }) => id === sighting.id);
    if (before === undefined && hasRoom(problems, sighting)) told.push(sighting);
    const others = problems.filter((problem) => problem !== before);
    problems = withoutTooMany([...others, before === undefined ? sighting : seenAgain(before, sighting)]);
  }
  return { problems, told };
};
