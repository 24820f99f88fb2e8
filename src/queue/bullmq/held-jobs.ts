/** The jobs that were taken from BullMQ and are in memory: what becomes of them is written back by their locks. */
import type { Job as BullJob } from 'bullmq';
import type { Log } from '../../services/ports/observing.ts';
import type { Clock } from '../../services/ports/time.ts';
import type { Entry } from '../schedule/entry.ts';
import type { JobChange } from '../schedule/job-change.ts';
import type { Arrival } from './arrivals.ts';
import { type Bull, KEEP_DEAD } from './bull.ts';
import { readStoredJob, type StoredJob, storedJobOf } from './stored-job.ts';

const EXTEND_AT_ONCE = 1000;

/** BullMQ's codes: @see its ErrorCode. */
const GONE: ReadonlySet<unknown> = new Set([-1, -3]);
const NOT_OURS: ReadonlySet<unknown> = new Set([-2, -6]);
const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);

type Held = { readonly entry: Entry; readonly bullId: string; readonly bullJob: BullJob<StoredJob>; token: string };

export type HeldJobs = {
  readonly isHeld: (bullId: string) => boolean;
  readonly count: () => number;
  /** ran: an earlier process had begun an attempt that did not end. */
  readonly take: (arrival: Arrival) => { readonly entry: Entry; readonly ran: boolean };
  /** A job that is in memory came again, because Redis forgot that it had given it: it has a new lock. */
  readonly takeAgain: (arrival: Arrival) => void;
  readonly forget: (seq: number) => void;
  /** Each change is durable when this resolves; all can be said again. */
  readonly store: (bull: Bull, changes: readonly JobChange[]) => Promise<void>;
  /** false: it was not there any more. */
  readonly remove: (bull: Bull, seq: number) => Promise<boolean>;
  readonly extendLocks: (bull: Bull, forMs: number) => Promise<void>;
  /** Those that wait go back to BullMQ, for others who work the queue. */
  readonly giveBack: (bull: Bull) => Promise<void>;
};

export const createHeldJobs = ({ clock, log }: { readonly clock: Clock; readonly log: Log }): HeldJobs => {
  const bySeq = new Map<number, Held>();
  const byBullId = new Map<string, Held>();
  let lastSeq = 0;

  /** true: it was done; false: there was nothing left to do it to. */
  const done = async (held: Held, doing: Promise<unknown>): Promise<boolean> => {
    try {
      await doing;
      return true;
    } catch (error) {
      const code = codeOf(error);
      if (NOT_OURS.has(code)) {
        log.warn({ jobId: held.entry.job.id, name: held.entry.job.name }, 'queue.job_taken_by_another');
      } else if (!GONE.has(code)) {
        throw error;
      }
      return false;
    }
  };

  const complete = ({ backend }: Bull, held: Held): Promise<boolean> =>
    done(held, backend.moveToCompleted(held.bullJob, null, true, held.token, false));

  // All are sent at once on one connection, in their order.
  const storeOne = async (bull: Bull, change: JobChange): Promise<void> => {
    const held = bySeq.get(change.seq);
    if (held === undefined) return;
    const { backend } = bull;
    const update = (changes: Partial<StoredJob>) =>
      done(held, backend.updateData(held.bullJob, storedJobOf(held.entry, changes)));
    if (change.kind === 'begun') await update({ attempt: change.attempt, running: true });
    else if (change.kind === 'waits') await update({ attempt: change.attempt, runAtMs: change.runAtMs });
    else if (change.kind === 'gone') await complete(bull, held);
    else
      await done(held, backend.moveToFailed(held.bullJob, 'Its attempts are used up.', KEEP_DEAD, held.token, false));
  };

  return {
    isHeld: (bullId) => byBullId.has(bullId),
    count: () => bySeq.size,
    take: ({ bullJob, bullId, token }) => {
      lastSeq += 1;
      const read = readStoredJob(bullJob, bullId, lastSeq);
      const held = { entry: read.entry, bullId, bullJob, token };
      bySeq.set(lastSeq, held);
      byBullId.set(bullId, held);
      return read;
    },
    takeAgain: ({ bullId, token }) => {
      const held = byBullId.get(bullId);
      if (held !== undefined) held.token = token;
    },
    forget: (seq) => {
      const held = bySeq.get(seq);
      bySeq.delete(seq);
      if (held !== undefined && byBullId.get(held.bullId) === held) byBullId.delete(held.bullId);
    },
    store: async (bull, changes) => {
      await Promise.all(changes.map((change) => storeOne(bull, change)));
    },
    remove: async (bull, seq) => {
      const held = bySeq.get(seq);
      return held === undefined ? false : complete(bull, held);
    },
    extendLocks: async ({ backend }, forMs) => {
      const all = [...bySeq.values()];
      for (let from = 0; from < all.length; from += EXTEND_AT_ONCE) {
        const some = all.slice(from, from + EXTEND_AT_ONCE);
        await backend.extendLocks(
          some.map(({ bullId }) => bullId),
          some.map(({ token }) => token),
          forMs,
        );
      }
    },
    giveBack: async ({ backend }) => {
      const nowMs = clock.now().getTime();
      const waiting = [...bySeq.values()].filter(({ entry }) => entry.state === 'waits');
      await Promise.all(
        waiting.map((held) => {
          const { entry, bullId, token } = held;
          const pauseMs = entry.runAtMs - nowMs;
          return done(
            held,
            pauseMs > 0
              ? backend.moveToDelayed(bullId, nowMs, pauseMs, token, { skipAttempt: true })
              : backend.moveJobFromActiveToWait(bullId, token),
          );
        }),
      );
    },
  };
};
