/** Takes jobs from BullMQ as they fall due, in its order, and hands them on. What is taken is locked by a token of its own. */
import { setImmediate as turn } from 'node:timers/promises';
import { Job as BullJob, type JobJson } from 'bullmq';
import type { Redis } from 'ioredis';
import { endConnection } from '../../redis/connection.ts';
import type { Log } from '../../services/ports/observing.ts';
import type { Clock } from '../../services/ports/time.ts';
import type { Bull } from './bull.ts';
import type { StoredJob } from './stored-job.ts';

/** Asked for at once while there is much to take. */
const MOST_AT_ONCE = 32;
/** One wait for news. Below the time after which a silent connection counts as dead. */
const LONGEST_WAIT_S = 5;
const RETRY_MS = 500;
/** Before the first job runs this many are taken: one that was due earlier may lie behind one that was added later. */
const FIRST_TAKE = 10_000;
const LOOK_FOR_LOST_EVERY_MS = 30_000;
const LOOK_AT_ONCE = 100;
/** While others could take what there is no room for here. */
const NO_ROOM_MS = 50;

export type Arrival = {
  readonly bullJob: BullJob<StoredJob>;
  readonly bullId: string;
  /** Its lock. */
  readonly token: string;
};

export type Arrivals = {
  /** What an earlier process took, then what is due now. */
  readonly first: () => Promise<readonly Arrival[]>;
  /** From now on everything that falls due goes to `deliver`. */
  readonly run: () => void;
  /** Resolves when what was being taken at the time of the call has been handed on. */
  readonly handedOn: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export const createArrivals = (dependencies: {
  readonly open: () => Promise<Bull>;
  /** A connection of its own: it waits for news on it. */
  readonly waiting: Redis;
  /** Unique among all that work this queue. */
  readonly tokenPrefix: string;
  /** Nobody else works this queue: what is active and not here was lost on its way here. */
  readonly exclusive: boolean;
  readonly isHere: (bullId: string) => boolean;
  /** How many more may be taken now. */
  readonly room: () => number;
  readonly deliver: (arrivals: readonly Arrival[]) => void;
  readonly clock: Clock;
  readonly log: Log;
}): Arrivals => {
  const { open, waiting, tokenPrefix, exclusive, isHere, room, deliver, clock, log } = dependencies;
  let taken = 0;
  let stopped = false;
  let taking: Promise<unknown> = Promise.resolve();
  let running: Promise<void> = Promise.resolve();
  /** An answer may have been lost: Redis gave a job that never came. */
  let mayHaveLost = true;
  let lookedAtMs = 0;
  let endPause: () => void = () => undefined;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      endPause = () => {
        cancel();
        resolve();
      };
    });

  type Taken = { readonly arrivals: readonly Arrival[]; readonly more: boolean; readonly nextDueMs: number };

  /** One connection: the answers come in the order of the questions, and so in the order of the queue. */
  const take = async ({ backend, queue }: Bull, atOnce: number): Promise<Taken> => {
    const answers = await Promise.allSettled(
      Array.from({ length: atOnce }, async () => {
        const token = `${tokenPrefix}:${taken++}`;
        const [json, id, , nextDueMs] = await backend.moveToActive(token);
        const bullId = String(id);
        const bullJob = json === null ? null : BullJob.fromJSON<StoredJob>(queue, json as JobJson, bullId);
        return { bullJob, bullId, token, nextDueMs: Number(nextDueMs) };
      }),
    );
    const arrivals: Arrival[] = [];
    let more = true;
    let nextDueMs = 0;
    let failure: { readonly reason: unknown } | null = null;
    for (const answer of answers) {
      if (answer.status === 'rejected') {
        failure = answer;
      } else if (answer.value.bullJob === null) {
        more = false;
        nextDueMs = answer.value.nextDueMs;
      } else {
        const { bullJob, bullId, token } = answer.value;
        arrivals.push({ bullJob, bullId, token });
      }
    }
    if (failure !== null) {
      mayHaveLost = true;
      deliver(arrivals);
      throw failure.reason;
    }
    return { arrivals, more, nextDueMs };
  };

  /** Active jobs that are not here, those taken first coming first. Only while none is being taken. */
  const lost = async ({ backend, queue, key }: Bull): Promise<readonly Arrival[]> => {
    const client = await backend.client;
    const found: Arrival[] = [];
    const look = async (bullId: string): Promise<void> => {
      const [json, token, active] = await Promise.all([
        backend.getJobData(bullId),
        client.get(`${key(bullId)}:lock`),
        backend.isJobInState('active', bullId),
      ]);
      // It may have ended just now.
      if (json === undefined || !active || isHere(bullId)) return;
      found.push({ bullJob: BullJob.fromJSON<StoredJob>(queue, json, bullId), bullId, token: token ?? '0' });
    };
    const ids = (await client.lrange(key('active'), 0, -1)).filter((id) => !isHere(id)).toReversed();
    // One connection: the answers come in the order of the questions.
    for (let from = 0; from < ids.length; from += LOOK_AT_ONCE) {
      await Promise.all(ids.slice(from, from + LOOK_AT_ONCE).map(look));
    }
    mayHaveLost = false;
    lookedAtMs = clock.now().getTime();
    return found;
  };

  const untilNews = async ({ key }: Bull, nextDueMs: number): Promise<void> => {
    const dueInMs = nextDueMs > 0 ? nextDueMs - clock.now().getTime() : Number.POSITIVE_INFINITY;
    // 0 would wait for ever.
    const waitS = Math.min(Math.max(dueInMs / 1000, 0.001), LONGEST_WAIT_S);
    await waiting.bzpopmin(key('marker'), waitS);
  };

  const work = async (): Promise<void> => {
    let atOnce = 1;
    let failing = false;
    while (!stopped) {
      if (room() <= 0) {
        await pause(NO_ROOM_MS);
        continue;
      }
      try {
        const bull = await open();
        const isTime = clock.now().getTime() - lookedAtMs > LOOK_FOR_LOST_EVERY_MS;
        if (exclusive && (mayHaveLost || isTime)) deliver(await lost(bull));
        const done = take(bull, Math.min(atOnce, room())).then((some) => {
          deliver(some.arrivals);
          return some;
        });
        taking = done.catch(() => undefined);
        const { more, nextDueMs } = await done;
        failing = false;
        atOnce = more ? Math.min(atOnce * 2, MOST_AT_ONCE) : 1;
        if (!more && !stopped) await untilNews(bull, nextDueMs);
      } catch (error) {
        if (stopped) return;
        if (!failing) log.warn({ err: error, retryEveryMs: RETRY_MS }, 'queue.fetch_failed');
        failing = true;
        await pause(RETRY_MS);
      }
    }
  };

  const takeFirst = async (): Promise<readonly Arrival[]> => {
    const bull = await open();
    const all = exclusive ? [...(await lost(bull))] : [];
    const most = Math.min(FIRST_TAKE, room());
    for (let more = true; more && all.length < most; ) {
      const some = await take(bull, Math.min(MOST_AT_ONCE, most - all.length));
      all.push(...some.arrivals);
      more = some.more;
    }
    return all;
  };

  return {
    first: () => {
      const done = takeFirst();
      taking = done.catch(() => undefined);
      return done;
    },
    handedOn: async () => {
      await taking;
      // Who waited for it has gone on by then.
      await turn();
    },
    run: () => {
      running = work();
    },
    stop: async () => {
      stopped = true;
      endPause();
      await endConnection(waiting);
      await running;
    },
  };
};
