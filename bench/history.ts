/** `--history`: the same calls and reads on an empty store and on a full one, in turn. What is stored must not make a call slower. */
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accessToken, type RunningServer, seedGateway, startContestant, stationIds } from './contestants.ts';
import { fillHistory } from './history-fill.ts';
import { hasPage, historyReads, type NamedRead } from './history-reads.ts';
import { BENCH_VERSIONS, CALL_KINDS, type CallKind } from './load/session.ts';
import type { Load } from './load-client.ts';
import type { Options } from './options.ts';
import { joined, median, medianRatio, quantile, rounded } from './statistics.ts';

type Growth = {
  readonly what: string;
  readonly emptyP50Ms: number;
  readonly fullP50Ms: number;
  /** Median over the rounds of full by empty, of their p50. */
  readonly ratio: number;
  readonly emptyP99Ms: number;
  readonly fullP99Ms: number;
};

/** Above it a call counts as one that grows with the store; machines alone make a fifth of difference. */
const CEILING = 1.5;
const STATIONS = 100;

type Round = { readonly p50Ms: number; readonly p99Ms: number };
type Samples = Map<string, { readonly empty: Round[]; readonly full: Round[] }>;

const note = (samples: Samples, what: string, side: 'empty' | 'full', latenciesMs: Float32Array): void => {
  const both = samples.get(what) ?? { empty: [], full: [] };
  both[side].push({ p50Ms: quantile(latenciesMs, 0.5), p99Ms: quantile(latenciesMs, 0.99) });
  samples.set(what, both);
};

const growthOf = (
  what: string,
  { empty, full }: { readonly empty: readonly Round[]; readonly full: readonly Round[] },
) => {
  const p50s = (rounds: readonly Round[]) => rounds.map(({ p50Ms }) => p50Ms);
  const p99s = (rounds: readonly Round[]) => rounds.map(({ p99Ms }) => p99Ms);
  return {
    what,
    emptyP50Ms: rounded(median(p50s(empty))),
    fullP50Ms: rounded(median(p50s(full))),
    ratio: rounded(medianRatio(p50s(full), p50s(empty))),
    emptyP99Ms: rounded(median(p99s(empty))),
    fullP99Ms: rounded(median(p99s(full))),
  } satisfies Growth;
};

const SIDES = ['empty', 'full'] as const;

/** Fills the folder, or takes the one that an earlier run has filled and kept. Answers how long it took, in ms. */
const filled = async (folder: string, { historySessions, historyReadings }: Options['sizes']): Promise<number> => {
  const mark = join(folder, 'filled.json');
  const size = { sessions: historySessions, readings: historyReadings, stations: 500 };
  if (existsSync(join(folder, 'data', 'voltgate.sqlite'))) {
    const kept = existsSync(mark)
      ? (JSON.parse(await readFile(mark, 'utf8')) as typeof size & { fillMs: number })
      : null;
    if (kept?.sessions !== size.sessions || kept.readings !== size.readings) {
      throw new Error(`${folder} is not filled, or otherwise: delete it.`);
    }
    return kept.fillMs;
  }
  const fillMs = await fillHistory(join(folder, 'data'), size);
  await writeFile(mark, JSON.stringify({ ...size, fillMs }));
  return fillMs;
};

/** From the spawn of the process until it is ready, in turn. The first start of each is no start like others: it may migrate. */
const startedInTurn = async (
  folders: Readonly<Record<(typeof SIDES)[number], string>>,
  samples: Samples,
  times: number,
): Promise<Record<(typeof SIDES)[number], RunningServer>> => {
  const start = (side: (typeof SIDES)[number]): Promise<RunningServer> =>
    startContestant('gateway (SQLite)', folders[side]);
  for (let index = 0; index <= times; index += 1) {
    for (const side of SIDES) {
      const server = await start(side);
      const tookMs = performance.now() - server.process.spawnedAtMs;
      if (index > 0) note(samples, 'Start until ready', side, Float32Array.of(tookMs));
      await server.process.stop();
    }
  }
  return { empty: await start('empty'), full: await start('full') };
};

export const measureHistory = async (
  options: Options,
  load: Load,
  folder: string,
  machine: string,
): Promise<number> => {
  const { sizes } = options;
  const beganMs = performance.now();
  const stations = Math.min(STATIONS, sizes.fleets.at(-1) ?? STATIONS);
  const folders = { empty: join(folder, 'empty'), full: options.historyData ?? join(folder, 'full') };
  const fillMs = await filled(folders.full, sizes);
  const { size } = await stat(join(folders.full, 'data', 'voltgate.sqlite'));
  const gib = (size / 2 ** 30).toFixed(1);
  console.log(
    `Filled with ${sizes.historySessions} sessions and ${sizes.historyReadings} meter values in ${(fillMs / 1000).toFixed(0)} s: ${gib} GiB`,
  );
  const samples: Samples = new Map();
  const servers = await startedInTurn(folders, samples, sizes.starts);
  try {
    for (const side of SIDES) await seedGateway(servers[side].url, stations);
    for (const version of BENCH_VERSIONS) {
      for (const side of SIDES) {
        const { stationsUrl } = servers[side];
        await load.ask('connect', { fleet: side, url: stationsUrl, version, ids: stationIds(version, stations) });
        await load.ask('run', { fleet: side, durationMs: sizes.warmUpMs, pauseMs: 0 });
      }
      for (let index = 0; index < sizes.rounds; index += 1) {
        for (const side of SIDES) {
          const { latenciesMs } = await load.ask('run', { fleet: side, durationMs: sizes.roundMs, pauseMs: 0 });
          for (const kind of CALL_KINDS) {
            const own = latenciesMs[kind satisfies CallKind];
            if (own !== undefined) note(samples, `OCPP ${version} ${kind}`, side, own);
          }
          note(samples, `OCPP ${version}, all calls`, side, joined(Object.values(latenciesMs)));
        }
      }
      for (const side of SIDES) {
        // The reads want a whole page, which short rounds on a busy machine may not have made.
        while (!(await hasPage(servers[side])))
          await load.ask('run', { fleet: side, durationMs: sizes.roundMs, pauseMs: 0 });
        await load.ask('disconnect', { fleet: side });
      }
    }
    const reads = new Map<(typeof SIDES)[number], readonly NamedRead[]>();
    for (const side of SIDES) {
      const token = await accessToken(servers[side].url);
      reads.set(side, await historyReads(servers[side], token));
    }
    for (let index = 0; index < sizes.rounds * (reads.get('full')?.length ?? 0); index += 1) {
      for (const side of SIDES) {
        const own = reads.get(side) ?? [];
        for (const { what, request, expected } of own.slice(index % own.length, (index % own.length) + 1)) {
          const durationMs = sizes.roundMs / 4;
          const { latenciesMs } = await load.ask('reads', { request, expected, connections: 2, durationMs });
          note(samples, what, side, latenciesMs);
        }
      }
    }
  } finally {
    for (const side of SIDES) await servers[side].process.stop();
  }
  const growth: readonly Growth[] = [...samples].map(([what, both]) => growthOf(what, both));
  console.log('| ms | empty p50 | full p50 | ratio | empty p99 | full p99 |\n| --- | --: | --: | --: | --: | --: |');
  for (const { what, emptyP50Ms, fullP50Ms, ratio, emptyP99Ms, fullP99Ms } of growth)
    console.log(`| ${[what, emptyP50Ms, fullP50Ms, ratio, emptyP99Ms, fullP99Ms].join(' | ')} |`);
  if (options.quick) return 0;
  if (options.output !== null) {
    const results = {
      command: 'npm run bench -- --history',
      startedAt: new Date().toISOString(),
      tookS: Math.round((performance.now() - beganMs) / 1000),
      machine,
      sessions: sizes.historySessions,
      readings: sizes.historyReadings,
      fillS: Math.round(fillMs / 1000),
      gib: Number(gib),
      growth,
    };
    await writeFile(join(options.output, 'last-history.json'), `${JSON.stringify(results, null, 2)}\n`);
  }
  const grown = growth.filter(({ ratio }) => !(ratio <= CEILING));
  for (const { what, ratio } of grown) console.error(`missed: ${what} takes ${ratio} times as long on the full store`);
  return grown.length === 0 ? 0 : 1;
};
