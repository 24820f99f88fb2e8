/** Everything that the gateway has stored, as its API tells it, and the embedded queue's table. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../../support/gateway.ts';
import type { PatientApi } from '../load/patient-api.ts';

/** A job of the embedded queue. */
export type StoredJob = {
  readonly id: string;
  readonly commandId: string;
  readonly name: string;
  readonly running: boolean;
  readonly runAt: Date;
};

export type Jobs = { readonly waiting: readonly StoredJob[]; readonly dead: readonly string[] };

export type Stored = {
  readonly stations: readonly Json[];
  readonly tokens: readonly Json[];
  /** With `readings`. */
  readonly sessions: readonly Json[];
  readonly commands: readonly Json[];
  /** The whole log, read after all the rest: what the rest shows has its event in it. */
  readonly events: readonly Json[];
  /** null: the queue is not in a file that could be read. */
  readonly jobs: Jobs | null;
};

const PAGE = 1000;
const AT_ONCE = 8;

const inParallel = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> => {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  }
  return results;
};

/** file: of the embedded store, that a running gateway may hold. */
export const readJobs = (file: string): Jobs => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    const rows = (sql: string) => database.prepare(sql).all() as Json[];
    return {
      waiting: rows('SELECT id, name, data, running, run_at_ms FROM queue_job').map((row) => ({
        id: row.id,
        commandId: JSON.parse(row.data).commandId,
        name: row.name,
        running: row.running === 1,
        runAt: new Date(row.run_at_ms),
      })),
      dead: rows('SELECT id FROM queue_dead').map(({ id }) => id),
    };
  } finally {
    database.close();
  }
};

/** A gateway that answers nothing but errors is asked again and again. */
const READ_WITHIN_MS = 60_000;

/** `readStored`; rejects when that takes longer than a store that is sound does. */
export const readStoredInTime = async (api: PatientApi): Promise<Stored> => {
  const over = new AbortController();
  const late = pause(READ_WITHIN_MS, undefined, { signal: over.signal }).then(() => {
    throw new Error(`what is stored cannot be read within ${READ_WITHIN_MS} ms`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([readStored(api, null), late]);
  } finally {
    over.abort();
  }
};

export const readStored = async (api: PatientApi, jobsOf: (() => Jobs) | null): Promise<Stored> => {
  const list = (path: string) => api.all(`/api/v1/${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}`);
  const jobs = jobsOf?.() ?? null;
  const commands = await list('commands');
  const sessions = await inParallel(await list('sessions'), async (session) => ({
    ...session,
    readings: await list(`sessions/${session.id}/readings`),
  }));
  const stations = await list('stations');
  const tokens = await list('tokens');
  return { jobs, commands, sessions, stations, tokens, events: await list('events') };
};
