/** Group commit against a log that other nodes write to as well. */
import { expect, it } from 'vitest';
import type { Append } from '../../../src/store/mongo/commit-log.ts';
import { createGroupCommitter, DEFAULT_COMMITTER_OPTIONS } from '../../../src/store/mongo/committer.ts';
import type { Decision } from '../../../src/store/mongo/decide.ts';
import { createKnown } from '../../../src/store/mongo/known.ts';
import { aStation } from '../../conformance/documents.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const setUp = () => {
  const clock = createManualClock();
  const appended: Decision[] = [];
  const answers: (() => void)[] = [];
  let catchUps = 0;
  const { promise: asked, resolve: firstAsked } = Promise.withResolvers<void>();
  const committer = createGroupCommitter({
    log: {
      append: (_head, decision) => {
        appended.push(decision);
        firstAsked();
        const won: Append = {
          won: true,
          entry: {
            _id: '00000000000000000001',
            node: 'ONE',
            nonce: 'nonce',
            reader: 1,
            firstSeq: 1,
            lastSeq: 0,
            documents: decision.documents,
            readings: decision.readings,
            events: decision.events,
            tokens: decision.tokens,
          },
        };
        if (appended.length > 1) return Promise.resolve(won);
        return new Promise((resolve) => answers.push(() => resolve({ won: false })));
      },
      after: async () => [],
      entry: async () => null,
      prune: async () => undefined,
    },
    known: createKnown(clock),
    lookups: { lookUp: async () => undefined, isMissing: () => false },
    follower: {
      head: () => ({ n: 0, seq: 0 }),
      exclusively: (work) => work(),
      catchUp: async () => {
        catchUps += 1;
      },
      own: async () => undefined,
      apply: async () => undefined,
      appliedThrough: async () => undefined,
      isStuck: () => false,
      requireUnderstood: () => undefined,
      start: async () => undefined,
      look: async () => undefined,
      close: async () => undefined,
    },
    contention: { won: () => undefined, lost: () => undefined, pauseMs: () => (appended.length === 1 ? 20 : 0) },
    clock,
    metrics: null,
    options: DEFAULT_COMMITTER_OPTIONS,
  });
  return { clock, committer, appended, asked, lose: () => answers.shift()?.(), catchUps: () => catchUps };
};

it('takes what came while a number was lost with the next try, after a pause in which others come first', async () => {
  const { clock, committer, appended, asked, lose, catchUps } = setUp();
  const first = committer.commit({ stations: [aStation({ id: 'A' })] });
  await asked;
  const second = committer.commit({ stations: [aStation({ id: 'B' })] });
  lose();
  while (clock.pending() === 0) await new Promise<void>((resolve) => setImmediate(resolve));
  const third = committer.commit({ stations: [aStation({ id: 'C' })] });
  expect(appended).toHaveLength(1);
  await clock.advance(20);
  await Promise.all([first, second, third]);
  expect(appended.map(({ documents }) => documents.map(({ _id }) => _id))).toEqual([['A'], ['A', 'B', 'C']]);
  // One for the number that was lost, one for what came in the pause.
  expect(catchUps()).toBe(2);
});
