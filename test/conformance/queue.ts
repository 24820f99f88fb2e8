/** What every adapter of the Queue port does. An adapter's test calls describeQueue with a way to open it. */
import { afterEach, beforeEach, describe } from 'vitest';
import { createBench, type QueuePlace } from './queue-bench.ts';
import { describeIds } from './queue-ids.ts';
import { describeJobs } from './queue-jobs.ts';
import { describeLanes } from './queue-lanes.ts';
import { describeLoad } from './queue-load.ts';
import { describeLanesOverRestarts, describeRestarts } from './queue-restarts.ts';

export type QueueTraits = {
  /** One process after the other works it: none is taken for dead while another goes on. */
  readonly exclusive: boolean;
};

export const describeQueue = (
  name: string,
  createPlace: () => Promise<QueuePlace>,
  { exclusive }: QueueTraits = { exclusive: true },
): void => {
  describe(`queue: ${name}`, () => {
    const bench = createBench();
    beforeEach(async () => bench.begin(await createPlace()));
    afterEach(() => bench.end());

    describeJobs(bench);
    describeLanes(bench);
    describeIds(bench);
    describeRestarts(bench);
    if (!exclusive) return;
    describeLanesOverRestarts(bench);
    describeLoad(bench);
  });
};
