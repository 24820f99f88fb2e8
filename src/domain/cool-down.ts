/** Keeps a start that fails again and again from hammering a station. */
import type { Command } from './command.ts';

const WINDOW_MS = 5 * 60 * 1000;
const FAILURES = 3;
const FIRST_PAUSE_S = 30;
const LONGEST_PAUSE_S = 300;

/** How far back starts matter: a run of failures with its pauses. */
export const COOL_DOWN_LOOK_BACK_MS = 60 * 60 * 1000;

/** What was never sent has not hammered anything. */
const hasFailed = (start: Command<'START_SESSION'>): boolean =>
  start.status === 'REJECTED' || start.status === 'TIMED_OUT' || (start.status === 'FAILED' && start.sentAt !== null);

const hasStarted = (start: Command<'START_SESSION'>): boolean =>
  start.status === 'CONFIRMED' || start.lateOutcome?.status === 'CONFIRMED';

/**
 * Seconds until a start on an EVSE (null: the station chooses) is taken again; null: now.
 *
 * The third failure within 5 minutes begins it with 30 s; each further one within 5 minutes of the pause's end
 * doubles it, up to 300 s. A start that worked ends it.
 *
 * @param starts recent starts of the station, in any order
 */
export const coolDownS = (
  starts: readonly Command<'START_SESSION'>[],
  evseId: number | null,
  now: Date,
): number | null => {
  const ended = starts
    .filter((start) => start.evseId === evseId && (hasFailed(start) || hasStarted(start)))
    .sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime());
  let failedAtMs: number[] = [];
  let pauseS = 0;
  let untilMs = 0;
  for (const start of ended) {
    if (hasStarted(start)) {
      failedAtMs = [];
      pauseS = 0;
      untilMs = 0;
      continue;
    }
    const atMs = start.updatedAt.getTime();
    failedAtMs = [...failedAtMs.filter((earlier) => atMs - earlier < WINDOW_MS), atMs];
    const goesOn = pauseS > 0 && atMs - untilMs < WINDOW_MS;
    if (goesOn) pauseS = Math.min(LONGEST_PAUSE_S, pauseS * 2);
    else pauseS = failedAtMs.length >= FAILURES ? FIRST_PAUSE_S : 0;
    untilMs = atMs + pauseS * 1000;
  }
  const leftS = Math.ceil((untilMs - now.getTime()) / 1000);
  return pauseS > 0 && leftS > 0 ? leftS : null;
};
