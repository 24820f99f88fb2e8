import { expect, it } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import { systemClock } from '../../../src/observe/clock.ts';
import { createApply } from '../../../src/store/mongo/apply.ts';
import { type Entry, entryId } from '../../../src/store/mongo/entry.ts';
import { createEventStore } from '../../../src/store/mongo/events.ts';
import { createFollower, DEFAULT_FOLLOWER_OPTIONS } from '../../../src/store/mongo/follower.ts';
import { FORMAT } from '../../../src/store/mongo/format.ts';
import { createKnown } from '../../../src/store/mongo/known.ts';
import { allEvents, aMessageEvent } from '../../conformance/documents.ts';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';
import { silentLog } from '../../support/silent-log.ts';
import { appendAndDie, openModels } from './own-store.ts';

const empty = { nonce: 'x', documents: [], readings: [], events: [], tokens: [] };
const entryOf = (n: number): Entry => ({ ...empty, _id: entryId(n), node: 'own', firstSeq: n, lastSeq: n });

it('has not stored a change for its caller before every node shows it, and shows it later all the same', async () => {
  let mark = { n: 0, seq: 0 };
  let away = false;
  const follower = createFollower({
    commitLog: {
      append: async () => ({ won: false }),
      after: async () => [],
      entry: async () => null,
      prune: async () => undefined,
    },
    progress: {
      prepare: async () => undefined,
      read: async () => mark,
      reached: async (n, seq) => {
        if (away) throw new DomainError('unavailable');
        mark = { n, seq };
      },
      prunedThrough: async () => 0,
      pruning: async () => undefined,
      probe: async () => undefined,
      oldestReader: async () => 0,
      requireReader: async () => undefined,
    },
    applyEntry: async () => undefined,
    known: createKnown(systemClock),
    nodeId: 'own',
    clock: systemClock,
    log: silentLog,
    format: FORMAT,
    options: { ...DEFAULT_FOLLOWER_OPTIONS, lookEveryMs: 3_600_000 },
  });
  await follower.start();
  const store = async (n: number): Promise<void> => {
    const entry = entryOf(n);
    await follower.exclusively(() => follower.own(entry));
    await follower.apply(entry);
  };

  await store(1);
  expect(mark.n).toBe(1);
  away = true;
  await expect(store(2)).rejects.toMatchObject({ code: 'unavailable' });
  away = false;
  await store(3);
  expect(mark).toEqual({ n: 3, seq: 3 });
  await follower.close();
});

describeWithMongo('the event log on MongoDB', () => {
  it('shows on every node the events up to the mark, and no further', async () => {
    const { models } = await openModels(mongoUrl());
    const apply = createApply({ models, log: silentLog, updatesAtOnce: 16 });
    await apply(await appendAndDie(models, { n: 0, seq: 0 }, { events: [aMessageEvent('E-1'), aMessageEvent('E-2')] }));
    const events = createEventStore({ models, progress: { read: async () => ({ n: 1, seq: 1 }) } });
    expect((await events.events(allEvents)).items.map(({ id }) => id)).toEqual(['E-1']);
    expect((await events.eventsBySeq(0, 10)).map(({ id }) => id)).toEqual(['E-1']);
    expect(await events.lastEventSeq()).toBe(1);
  });
});
