/** What is wrong with a station's messages is counted in memory, and told on the station. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProblemNews, StationProblem } from '../../src/domain/station-problem.ts';
import { MOST_PROBLEMS, PROBLEM_KEPT_DAYS } from '../../src/domain/station-problem-rules.ts';
import { ADMIN, aCaller, aPage, aStation, startSide, type TestSide } from './station-side.ts';

const DAY_MS = 86_400_000;

let side: TestSide;

beforeEach(async () => {
  side = await startSide();
  await side.stations.put(ADMIN, aStation('CP1'), null);
  await side.inbox.connected('CP1', '1.6');
  side.told.length = 0;
});
afterEach(() => side.close());

const refused = (fields: Partial<ProblemNews> = {}): ProblemNews => ({
  stationId: 'CP1',
  kind: 'message_refused',
  action: 'StopTransaction',
  property: '/transactionId',
  detail: 'must be integer',
  level: 'lenient',
  ...fields,
});

/** What is under way is stored; what is counted is not. */
const settled = () => side.clock.advance(0).then(() => side.stations.get(ADMIN, 'CP1'));
const problemsOf = async (id = 'CP1'): Promise<readonly StationProblem[]> =>
  (await side.store.station(id))?.problems ?? [];
const toldOf = () => side.told.filter(({ type }) => type === 'station.problem');
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
};

describe('a problem of a station', () => {
  it('is stored at once with its event, and counted without a write until a minute is over', async () => {
    side.inbox.problem(refused());
    await until(async () => toldOf().length === 1);
    const firstAt = side.clock.now();
    expect(await problemsOf()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{20}$/),
        kind: 'message_refused',
        action: 'StopTransaction',
        property: '/transactionId',
        detail: 'must be integer',
        level: 'lenient',
        count: 1,
        firstAt,
        lastAt: firstAt,
      },
    ]);
    const { version } = await side.stations.get(ADMIN, 'CP1');
    for (let second = 1; second < 60; second += 1) {
      await side.clock.advance(1000);
      side.inbox.problem(refused({ detail: 'must be an integer' }));
    }
    expect((await settled()).version).toBe(version);
    await side.clock.advance(1000);
    await until(async () => (await problemsOf())[0]?.count === 60);
    expect((await side.stations.get(ADMIN, 'CP1')).version).toBe(version + 1);
    expect(await problemsOf()).toMatchObject([{ firstAt, lastAt: new Date(firstAt.getTime() + 59_000) }]);
    expect(toldOf()).toHaveLength(1);
    expect(toldOf()[0]).toMatchObject({ objectId: 'CP1', data: { station: { id: 'CP1' }, problem: { count: 1 } } });
  });

  it('is stored when the station goes, and when the gateway stops', async () => {
    side.inbox.problem(refused());
    side.inbox.problem(refused());
    await side.inbox.disconnected('CP1', 'connection_lost');
    expect(await problemsOf()).toMatchObject([{ count: 2 }]);
    side.inbox.problem(refused());
    await side.idle();
    expect(await problemsOf()).toMatchObject([{ count: 3 }]);
    expect(toldOf()).toHaveLength(1);
  });

  it('is one for each kind, action and property, the latest first', async () => {
    side.inbox.problem(refused());
    await side.clock.advance(1000);
    side.inbox.problem(refused({ property: '/meterStop' }));
    await side.clock.advance(1000);
    side.inbox.problem(refused({ kind: 'clock_skewed', action: null, property: null }));
    await side.idle();
    expect((await problemsOf()).map(({ kind, property }) => [kind, property])).toEqual([
      ['clock_skewed', null],
      ['message_refused', '/meterStop'],
      ['message_refused', '/transactionId'],
    ]);
    expect(toldOf()).toHaveLength(3);
  });

  it('has bounded texts, and is one of few: what was seen the longest ago goes, and is not told of for ever', async () => {
    for (let index = 0; index < 3 * MOST_PROBLEMS; index += 1) {
      side.inbox.problem(refused({ property: `/${index}/${'x'.repeat(1000)}`, detail: 'y'.repeat(10_000) }));
      await side.clock.advance(60_000);
    }
    await side.idle();
    const problems = await problemsOf();
    expect(problems).toHaveLength(MOST_PROBLEMS);
    expect(problems[0]?.property?.startsWith(`/${3 * MOST_PROBLEMS - 1}/`)).toBe(true);
    expect(JSON.stringify(problems).length).toBeLessThan(1000 * MOST_PROBLEMS);
    expect(toldOf()).toHaveLength(MOST_PROBLEMS);
  });

  it('that matters is not pushed out by any number of mild ones, and is told of among them', async () => {
    const mild = (index: number) => refused({ kind: 'read_leniently', property: `/made-up-${index}`, level: null });
    side.inbox.problem(refused());
    for (let index = 0; index < 3 * MOST_PROBLEMS; index += 1) side.inbox.problem(mild(index));
    side.inbox.problem(refused({ property: '/meterStop' }));
    await side.clock.advance(60_000);
    await side.idle();
    for (let index = 0; index < 3 * MOST_PROBLEMS; index += 1) side.inbox.problem(mild(1000 + index));
    for (const kind of ['answer_refused', 'wrong_credentials', 'never_boots'] as const)
      for (let index = 0; index < 4; index += 1) side.inbox.problem(refused({ kind, property: `/${index}` }));
    await side.clock.advance(60_000);
    await side.idle();
    const problems = await problemsOf();
    expect(problems).toHaveLength(MOST_PROBLEMS);
    expect(problems.filter(({ kind }) => kind !== 'read_leniently')).toHaveLength(2 + 3 * 4);
    const told = toldOf().filter(({ data }) => 'problem' in data && data.problem.kind !== 'read_leniently');
    expect(told).toHaveLength(2 + 3 * 4);
  });

  it('told of once is not pushed out by messages that a station makes up, nor are these told of in turns', async () => {
    side.inbox.problem(refused({ kind: 'clock_skewed', action: null, property: null }));
    for (let minute = 0; minute < 20; minute += 1) {
      for (const kind of ['message_refused', 'answer_refused', 'frame_unreadable'] as const)
        for (let index = 0; index < 8; index += 1)
          side.inbox.problem(refused({ kind, action: `MadeUp${minute}`, property: `/${index}` }));
      await side.clock.advance(60_000);
      await side.idle();
    }
    const problems = await problemsOf();
    expect(problems).toHaveLength(MOST_PROBLEMS);
    expect(problems.map(({ kind }) => kind)).toContain('clock_skewed');
    expect(toldOf().length).toBeLessThan(2 * MOST_PROBLEMS);
  });

  it('of a station that has always other ones costs few writes', async () => {
    const { version } = await side.stations.get(ADMIN, 'CP1');
    for (let index = 0; index < 1000; index += 1) side.inbox.problem(refused({ property: `/${index}` }));
    await side.idle();
    expect((await side.stations.get(ADMIN, 'CP1')).version).toBeLessThanOrEqual(version + 9);
  });

  it('that loses something is told at once, however much else is read otherwise than written', async () => {
    for (let index = 0; index < 20; index += 1)
      side.inbox.problem(refused({ kind: 'read_leniently', property: `/${index}` }));
    side.inbox.problem(refused());
    await until(async () => toldOf().length === 5);
    expect((await problemsOf()).filter(({ kind }) => kind === 'message_refused')).toHaveLength(1);
  });

  it('of an identity that nobody registered leaves no record', async () => {
    side.inbox.problem(refused({ stationId: 'NOBODY', kind: 'wrong_credentials' }));
    await side.idle();
    expect(await side.store.station('NOBODY')).toBeNull();
    expect(side.told).toEqual([]);
  });

  it('is over when it was not seen for long', async () => {
    side.inbox.problem(refused());
    await side.idle();
    const aging = side.chores.find(({ name }) => name === 'station-problems');
    const turn = { isFirst: false, signal: new AbortController().signal };
    await side.clock.advance(PROBLEM_KEPT_DAYS * DAY_MS);
    await aging?.run(turn);
    expect(await problemsOf()).toHaveLength(1);
    await side.clock.advance(1);
    await aging?.run(turn);
    expect(await problemsOf()).toEqual([]);
    expect(side.told.at(-1)?.type).toBe('station.updated');
  });
});

describe('an operator', () => {
  const has = async (hasProblems: boolean) =>
    (await side.stations.list(ADMIN, aPage(), { locationId: null, online: null, hasProblems })).items.map(
      ({ id }) => id,
    );

  it('finds the stations that have problems', async () => {
    await side.stations.put(ADMIN, aStation('CP2'), null);
    side.inbox.problem(refused());
    await side.idle();
    expect(await has(true)).toEqual(['CP1']);
    expect(await has(false)).toEqual(['CP2']);
  });

  it('dismisses one problem, or all; what lasts comes again, with its event', async () => {
    side.inbox.problem(refused());
    side.inbox.problem(refused({ property: '/meterStop' }));
    side.inbox.problem(refused({ property: '/reason' }));
    await side.idle();
    const [first] = await problemsOf();
    const { problems } = await side.stations.dismissProblems(ADMIN, 'CP1', first?.id ?? '');
    expect(problems.map(({ id }) => id)).not.toContain(first?.id);
    expect(problems).toHaveLength(2);
    await expect(side.stations.dismissProblems(ADMIN, 'CP1', first?.id ?? '')).rejects.toMatchObject({
      code: 'not_found',
    });
    side.inbox.problem(refused());
    expect((await side.stations.dismissProblems(ADMIN, 'CP1', null)).problems).toEqual([]);
    await side.idle();
    expect(await has(true)).toEqual([]);
    side.told.length = 0;
    side.inbox.problem(refused());
    await side.idle();
    expect(toldOf()).toHaveLength(1);
    expect(await problemsOf()).toMatchObject([{ count: 1 }]);
  });

  it('needs the scope and the grant for that', async () => {
    const reader = aCaller({ scopes: new Set(['stations:read']) });
    await expect(side.stations.dismissProblems(reader, 'CP1', null)).rejects.toMatchObject({
      code: 'insufficient_scope',
    });
    const bound = aCaller({ grants: { ...ADMIN.grants, locationIds: ['ELSEWHERE'] } });
    await expect(side.stations.dismissProblems(bound, 'CP1', null)).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('is counted by the node that has the socket, and two nodes lose nothing of it', async () => {
  const other = side.another();
  side.inbox.problem(refused());
  other.inbox.problem(refused());
  await Promise.all([side.idle(), other.idle()]);
  expect(await problemsOf()).toMatchObject([{ count: 2 }]);
});
