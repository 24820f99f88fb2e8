/** Two readers of events that come back after every fault: of the stream, and of the log's pages. */
import { setTimeout as pause } from 'node:timers/promises';
import { openSentEvents } from '../../journeys/support/sse.ts';
import type { ToldEvent } from './journal.ts';
import type { PatientApi } from './patient-api.ts';

const AGAIN_MS = 50;
const LIST_EVERY_MS = 100;
const PAGE = 200;

export type Reader = {
  readonly told: readonly ToldEvent[];
  /** Resolves when the event with this id was told, or false after withinMs. */
  readonly hasReached: (eventId: string, withinMs: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

const reading = (read: (told: ToldEvent[], signal: AbortSignal) => Promise<void>, againMs: number): Reader => {
  const told: ToldEvent[] = [];
  const closing = new AbortController();
  const { signal } = closing;
  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      // A stream that breaks is what happens here; the reader goes on behind what it was told.
      await read(told, signal).catch(() => undefined);
      await pause(againMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const done = work();
  return {
    told,
    hasReached: async (eventId, withinMs) => {
      const untilMs = performance.now() + withinMs;
      while (performance.now() < untilMs) {
        if (told.some(({ id }) => id === eventId)) return true;
        await pause(AGAIN_MS);
      }
      return false;
    },
    close: async () => {
      closing.abort();
      await done;
    },
  };
};

/** Resumes with the Last-Event-ID. What was on its way before its first event came is not its. */
export const readStream = (api: PatientApi): Reader =>
  reading(async (told, signal) => {
    const { url, token } = await api.door();
    const last = told.at(-1);
    const headers = {
      authorization: `Bearer ${token}`,
      ...(last === undefined ? {} : { 'last-event-id': last.id }),
    };
    const events = await openSentEvents(`${url}/api/v1/events/stream`, { method: 'GET', headers, signal }).catch(
      (error: unknown) => {
        // It may be the token: the next try has a new one.
        api.forgetToken();
        throw error;
      },
    );
    for await (const { id, event, data } of events) {
      if (id !== null) told.push({ id, type: event, data: JSON.parse(data).data });
    }
  }, AGAIN_MS);

/** Reads the last page again until there is one behind it, and takes what has come to it. */
export const readLog = (api: PatientApi): Reader => {
  let path = `/api/v1/events?limit=${PAGE}`;
  let taken = 0;
  return reading(async (told, signal) => {
    for (;;) {
      const answer = await api.ask('GET', path);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      for (const { id, type, data } of answer.body.slice(taken)) told.push({ id, type, data });
      taken = answer.body.length;
      const link = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
      if (link === undefined || signal.aborted) return;
      path = `${new URL(link).pathname}${new URL(link).search}`;
      taken = 0;
    }
  }, LIST_EVERY_MS);
};
