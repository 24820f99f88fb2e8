import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRoutedQueue } from '../../src/cluster/routed-queue.ts';
import type { Command } from '../../src/domain/command.ts';
import { markSent } from '../../src/domain/command-rules.ts';
import { createEnqueue } from '../../src/services/commands/enqueue.ts';
import { createRecovery } from '../../src/services/commands/recovery.ts';
import type { Job, JobOptions, Queue } from '../../src/services/ports/queue.ts';
import { command, T0 } from '../services/commands/fixtures.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';

const send = (stationId: string, id = `send-${stationId}`): Job => ({
  id,
  name: 'command.send',
  lane: stationId,
  data: {},
});
/** It goes to the station's node. */
const AT_STATION = { atStation: true } as const;
const expiry = (id: string): Job => ({ id, name: 'command.expire', lane: id, data: {} });

/** A queue that keeps what is added. */
const keptJobs = () => {
  const jobs = new Map<string, { readonly job: Job; readonly options: JobOptions }>();
  let closed = false;
  const add: Queue['add'] = async (job, options = {}) => {
    if (jobs.has(job.id)) return false;
    jobs.set(job.id, { job, options });
    return true;
  };
  const queue: Queue = {
    add,
    addAll: async (list) => {
      for (const { job, options } of list) await add(job, options);
    },
    remove: async (id) => jobs.delete(id),
    work: () => undefined,
    stats: async () => ({ waiting: jobs.size, delayed: 0, running: 0, dead: 0 }),
    close: async () => {
      closed = true;
    },
  };
  return { queue, ids: () => [...jobs.keys()], jobs, closed: () => closed };
};
type KeptJobs = ReturnType<typeof keptJobs>;

/** Three nodes' queues and the shared one, as node A sees them. */
const route = (held: Map<string, string>) => {
  const queues: Record<string, KeptJobs> = { A: keptJobs(), B: keptJobs(), C: keptJobs() };
  const shared = keptJobs();
  const opened: string[] = [];
  const at = (node: string): KeptJobs => {
    queues[node] ??= keptJobs();
    return queues[node];
  };
  const queue = createRoutedQueue({
    own: at('A').queue,
    shared: shared.queue,
    queueOf: (node) => {
      opened.push(node);
      const { add, addAll, close } = at(node).queue;
      return { add, addAll, close: () => close(0) };
    },
    owners: {
      nodeId: 'A',
      ownerOf: async (id) => held.get(id) ?? null,
      ownersOf: async (ids) =>
        new Map(
          ids.flatMap((id) => {
            const node = held.get(id);
            return node === undefined ? [] : [[id, node] as const];
          }),
        ),
    },
  });
  return { queue, at, shared, opened };
};

describe('a routed queue', () => {
  it('gives what is for a station to the node that holds it, and all else to everybody', async () => {
    const { queue, at, shared } = route(
      new Map([
        ['S1', 'A'],
        ['S2', 'B'],
        ['S3', 'C'],
      ]),
    );
    await queue.addAll([
      ...['S1', 'S2', 'S3'].flatMap((id) => [{ job: send(id), options: AT_STATION }, { job: expiry(`expire-${id}`) }]),
      { job: send('S2', 'another'), options: AT_STATION },
      { job: send('NOWHERE'), options: AT_STATION },
    ]);
    expect(['A', 'B', 'C'].map((node) => at(node).ids())).toEqual([['send-S1'], ['send-S2', 'another'], ['send-S3']]);
    expect(shared.ids()).toEqual(['expire-S1', 'expire-S2', 'expire-S3']);
  });

  it('takes one job as it takes many, with its options', async () => {
    const { queue, at, shared } = route(new Map([['S2', 'B']]));
    expect(await queue.add(send('S2'), { ...AT_STATION, attempts: 7 })).toBe(true);
    expect(await queue.add(send('S2'), AT_STATION)).toBe(false);
    expect(await queue.add(expiry('e'), { delayMs: 5 })).toBe(true);
    expect(await queue.add(send('NOWHERE'), AT_STATION)).toBe(true);
    expect(at('B').jobs.get('send-S2')?.options).toEqual({ ...AT_STATION, attempts: 7 });
    expect(shared.jobs.get('e')?.options).toEqual({ delayMs: 5 });
    expect(await queue.stats()).toMatchObject({ waiting: 1 });
  });

  it('keeps a bounded number of other queues open, and closes all at the end', async () => {
    const held = new Map(Array.from({ length: 100 }, (_, index) => [`S${index}`, `N${index}`]));
    const { queue, at, opened } = route(held);
    for (const id of held.keys()) await queue.add(send(id), AT_STATION);
    await queue.add(send('S99', 'again'), AT_STATION);
    expect(opened).toHaveLength(100);
    expect(at('N0').closed()).toBe(true);
    expect(at('N99').closed()).toBe(false);
    await queue.close(0);
    expect([...held.values()].every((node) => at(node).closed())).toBe(true);
    expect(at('A').closed()).toBe(true);
  });
});

type NodeName = 'A' | 'B';

/** A command is asked for at one node while its station comes, goes and moves. When all has come to rest, it was sent. */
describe('a command and a station that meet over two nodes', () => {
  it('never miss each other, in whatever order their steps come', async () => {
    const moves = fc.array(fc.constantFrom('A', 'B', 'away'), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        moves,
        fc.constantFrom('A', 'B'),
        fc.integer({ min: 1, max: 3 }),
        async (s, to, from, many) => {
          /** Something far away: it is done some time after it was asked for, and its answer comes some time after that. */
          const far =
            <Args extends readonly unknown[], Answer>(work: (...args: Args) => Answer) =>
            async (...args: Args): Promise<Answer> => {
              await s.schedule(Promise.resolve());
              const answer = work(...args);
              await s.schedule(Promise.resolve());
              return answer;
            };
          const records = new Map<string, Command>();
          let holder: string | null = null;
          /** Whether each node has a socket of the station. */
          const connected = { A: false, B: false };
          const claiming = { A: false, B: false };
          const works: Promise<void>[] = [];

          /** A node's queue as it is worked: one job at a time, its id taken until it is at its end. */
          const workedQueue = (nodeId: NodeName) => {
            const ids = new Set<string>();
            const waiting: Job[] = [];
            let working = false;
            const look = far(() => connected[nodeId]);
            const mark = far((id: string) => {
              const record = records.get(id);
              if (record?.status === 'QUEUED') records.set(id, markSent(record, nodeId, T0));
            });
            const end = far((id: string) => void ids.delete(id));
            const work = async () => {
              working = true;
              for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
                if (await look()) await mark(String(job.data.commandId));
                await end(job.id);
              }
              working = false;
            };
            return far((jobs: readonly Job[]) => {
              const fresh = jobs.filter(({ id }) => !ids.has(id));
              for (const job of fresh) {
                ids.add(job.id);
                waiting.push(job);
              }
              if (!working && waiting.length > 0) works.push(work());
              return fresh.length > 0;
            });
          };
          const queues = { A: workedQueue('A'), B: workedQueue('B') };
          const shared = keptJobs();

          const node = (nodeId: NodeName) => {
            const read = far(() => holder);
            const at = (name: NodeName): Queue => ({
              ...shared.queue,
              add: (job) => queues[name]([job]),
              addAll: async (jobs) => void (await queues[name](jobs.map(({ job }) => job))),
            });
            const queue = createRoutedQueue({
              own: at(nodeId),
              shared: shared.queue,
              queueOf: (other) => ({ ...at(other === 'A' ? 'A' : 'B'), close: async () => undefined }),
              owners: {
                nodeId,
                ownerOf: () => read(),
                ownersOf: async (ids) => {
                  const found = await read();
                  return new Map(found === null ? [] : ids.map((id) => [id, found]));
                },
              },
            });
            const unsettled = far(() => [...records.values()]);
            const { stationReady } = createRecovery({
              store: { unsettledCommands: () => unsettled() },
              interruption: { unlessBeingSent: async () => undefined },
              queue,
              clock: createManualClock(T0),
            });
            const { enqueue } = createEnqueue({
              queue,
              refill: async () => undefined,
              clock: createManualClock(T0),
              log: silentLog,
              metrics: createRecordedMetrics(),
            });
            const commit = far((record: Command) => void records.set(record.id, record));
            const claim = far(() => {
              holder = nodeId;
            });
            const release = far(() => {
              if (holder === nodeId) holder = null;
            });
            const heardOfIt = far(() => undefined);
            return {
              request: async (record: Command) => {
                await commit(record);
                await enqueue(record);
              },
              connect: async () => {
                connected[nodeId] = true;
                claiming[nodeId] = true;
                await claim();
                claiming[nodeId] = false;
              },
              ready: () => stationReady('CS1'),
              disconnect: async () => {
                connected[nodeId] = false;
                await release();
              },
              /** Another took the station; this one may hear of it late. */
              lose: async () => {
                await heardOfIt();
                // A socket whose claim is on its way is newer than what took the one before it.
                if (holder !== nodeId && !claiming[nodeId]) connected[nodeId] = false;
              },
            };
          };
          const nodes = { A: node('A'), B: node('B') };

          const requests = async () => {
            for (let n = 1; n <= many; n += 1) {
              await nodes[from].request(command('UNLOCK_CONNECTOR', { id: `C${n}`, number: n }));
            }
          };
          const comings = async () => {
            const beside: Promise<void>[] = [];
            for (const place of to) {
              if (place === 'away') {
                await Promise.all([nodes.A.disconnect(), nodes.B.disconnect()]);
                continue;
              }
              await nodes[place].connect();
              // These go on by themselves, beside whatever comes next.
              beside.push(nodes[place].ready(), nodes[place === 'A' ? 'B' : 'A'].lose());
            }
            await Promise.all(beside);
          };
          await s.waitFor(Promise.all([requests(), comings()]));
          for (let done = 0; done < works.length; ) {
            done = works.length;
            await s.waitFor(Promise.all(works));
          }
          if (holder === null) return;
          expect([...records.values()].map(({ id, status }) => [id, status])).toEqual(
            Array.from({ length: many }, (_, index) => [`C${index + 1}`, 'SENT']),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});
