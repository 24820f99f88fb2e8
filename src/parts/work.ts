/** The queue in work: what processes that died have left is mended first. */
import type { Backends, Mending } from '../backends/backends.ts';
import type { Jobs } from '../services/jobs.ts';
import type { Parts } from './parts.ts';

/** How long running jobs may take at the stop; the rest of ten seconds is for stations and requests. */
const STOP_MS = 3_000;

/** Throws when a service's jobs have no handler. */
export const startWork = (
  parts: Parts,
  { backends, jobs, mending }: { readonly backends: Backends; readonly jobs: Jobs; readonly mending: Mending },
): Promise<unknown> =>
  parts.start({
    name: 'work',
    start: async () => {
      const handlers = jobs.handlers();
      const stopWatching = await backends.mend(mending);
      backends.queue.work(handlers);
      return stopWatching;
    },
    stop: async (stopWatching) => {
      stopWatching();
      await backends.queue.close(STOP_MS);
    },
  });
