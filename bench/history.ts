/** `--history`: the same calls and reads on an empty store and on a full one, in turn. What is stored must not make a call slower. */
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accessToken, type RunningServer, seedGateway, startContestant, stationIds } from './contestants.ts';
import { fillHistory } from './history-fill.ts';
import { BENCH_VERSIONS, CALL_KINDS, type CallKind } from './load/session.ts';
import type { Load } from './load-client.ts';
import type { Options } from './options.ts';
import { type Read, readsOf } from './reads.ts';
import { joined, median, quantile, rounded } from './statistics.ts';

type Growth = {
  readonly what: string;
  readonly emptyP50Ms: number;
  readonly fullP50Ms: number;
  /** Median over the rounds of full by empty. */
  readonly ratio: number;
};

/** Above it a call counts as one that grows with the store; machines alone make a fifth of difference. */
const CEILING = 1.5;
const STATIONS = 100;

type Samples = Map<string, { readonly empty: number[]; readonly full: number[] }>;

const note = (samples: Samples, what: string, side: 'empty' | 'full', p50Ms: number): void => {
  const both = samples.get(what) ?? { empty: [], full: [] };
  both[side].push(p50Ms);
  samples.set(what, both);
};

const SIDES = ['empty', 'full'] as const;

const readsFor = async (
  server: RunningServer,
  token: string,
  kinds: readonly Read[],
): Promise<readonly (Read & { what: string })[]> => {
  const [one] = kinds;
  const sessionId = one === undefined ? '' : (new URL(one.request.url).pathname.split('/').at(-1) ?? '');
  const get = async (what: string, path: string): Promise<Read & { what: string }> => {
    const url = `${server.url}${path}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } });
    const expected = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${expected.slice(0, 300)}`);
    return { what, kind: 'REST list of 50', request: { method: 'GET', url, token, body: null }, expected };
  };
  const station = stationIds('2.0.1', 1)[0] ?? '';
  return [
    ...kinds.map((read) => ({ ...read, what: read.kind })),
    await get('REST list, newest first', '/api/v1/sessions?limit=50&order=newest_first'),
    await get('REST list, of a station', `/api/v1/sessions?limit=50&order=newest_first&station_id=${station}`),
    await get('REST readings of a session', `/api/v1/sessions/${sessionId}/readings?limit=50`),
    await get('REST events, a page', '/api/v1/events?limit=50'),
  ];
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
  const folders = { empty: join(folder, 'empty'), full: join(folder, 'full') };
  const fillMs = await fillHistory(join(folders.full, 'data'), {
    sessions: sizes.historySessions,
    readings: sizes.historyReadings,
    stations: 500,
  });
  const { size } = await stat(join(folders.full, 'data', 'voltgate.sqlite'));
  const gib = (size / 2 ** 30).toFixed(1);
  console.log(
    `Filled with ${sizes.historySessions} sessions and ${sizes.historyReadings} meter values in ${(fillMs / 1000).toFixed(0)} s: ${gib} GiB`,
  );
  const servers = {
    empty: await startContestant('gateway (SQLite)', folders.empty),
    full: await startContestant('gateway (SQLite)', folders.full),
  };
  const samples: Samples = new Map();
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
            if (own !== undefined) note(samples, `OCPP ${version} ${kind}`, side, quantile(own, 0.5));
          }
          note(samples, `OCPP ${version}, all calls`, side, quantile(joined(Object.values(latenciesMs)), 0.5));
        }
      }
      for (const side of SIDES) await load.ask('disconnect', { fleet: side });
    }
    const reads = new Map<(typeof SIDES)[number], readonly (Read & { what: string })[]>();
    for (const side of SIDES) {
      const token = await accessToken(servers[side].url);
      reads.set(side, await readsFor(servers[side], token, await readsOf(servers[side].url, token, 50)));
    }
    for (let index = 0; index < sizes.rounds; index += 1) {
      for (const side of SIDES) {
        for (const { what, request, expected } of reads.get(side) ?? []) {
          const durationMs = sizes.roundMs / 4;
          const { latenciesMs } = await load.ask('reads', { request, expected, connections: 2, durationMs });
          note(samples, what, side, quantile(latenciesMs, 0.5));
        }
      }
    }
  } finally {
    for (const side of SIDES) await servers[side].process.stop();
  }
  const growth: readonly Growth[] = [...samples].map(([what, { empty, full }]) => ({
    what,
    emptyP50Ms: rounded(median(empty)),
    fullP50Ms: rounded(median(full)),
    ratio: rounded(median(full.map((value, index) => value / (empty[index] ?? Number.NaN)))),
  }));
  console.log('| p50 ms | empty store | full store | ratio |\n| --- | --: | --: | --: |');
  for (const row of growth) console.log(`| ${row.what} | ${row.emptyP50Ms} | ${row.fullP50Ms} | ${row.ratio} |`);
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
