/** Calls a second of each server, in closed loop: rounds in turn, so that the machine's moods meet all of them. */
import { beforeOf, type Contestant, type RunningServer, stationIds } from './contestants.ts';
import { BENCH_VERSIONS, type BenchVersion } from './load/session.ts';
import type { Load } from './load-client.ts';
import type { Sizes } from './options.ts';
import { joined, median, medianRatio, quantile } from './statistics.ts';

export type ThroughputRow = {
  readonly contestant: Contestant;
  readonly version: BenchVersion;
  readonly stations: number;
  readonly callsPerS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the server's process with all its threads, for each 1,000 calls. */
  readonly cpuMsPer1000: number;
  /** Calls a second, by those of ocpp-rpc strict in the same rounds. */
  readonly ofStrict: number;
  /** By those of the other checkout's gateway on the same adapters; null: there is none. */
  readonly ofBefore: number | null;
};

type Round = { readonly callsPerS: number; readonly cpuMsPer1000: number; readonly latenciesMs: Float32Array };

const round = async (load: Load, server: RunningServer, fleet: string, durationMs: number): Promise<Round> => {
  const before = await server.process.usage();
  const { calls, elapsedMs, latenciesMs } = await load.ask('run', { fleet, durationMs, pauseMs: 0 });
  const after = await server.process.usage();
  return {
    callsPerS: (calls / elapsedMs) * 1000,
    cpuMsPer1000: ((after.cpuMs - before.cpuMs) / calls) * 1000,
    latenciesMs: joined(Object.values(latenciesMs)),
  };
};

/** One cell: all servers with as many stations of one version. */
const cell = async (
  load: Load,
  servers: readonly RunningServer[],
  version: BenchVersion,
  stations: number,
  sizes: Sizes,
): Promise<readonly ThroughputRow[]> => {
  for (const server of servers) {
    const ids = stationIds(version, stations);
    await load.ask('connect', { fleet: server.contestant, url: server.stationsUrl, version, ids });
    await load.ask('run', { fleet: server.contestant, durationMs: sizes.warmUpMs, pauseMs: 0 });
  }
  const rounds = new Map<Contestant, Round[]>(servers.map(({ contestant }) => [contestant, []]));
  for (let index = 0; index < sizes.rounds; index += 1) {
    for (const server of servers) {
      rounds.get(server.contestant)?.push(await round(load, server, server.contestant, sizes.roundMs));
    }
  }
  for (const server of servers) await load.ask('disconnect', { fleet: server.contestant });

  const ratesOf = (contestant: Contestant): readonly number[] =>
    (rounds.get(contestant) ?? []).map(({ callsPerS }) => callsPerS);
  const strict = ratesOf('ocpp-rpc strict');
  return servers.map(({ contestant }) => {
    const own = rounds.get(contestant) ?? [];
    const before = beforeOf(contestant);
    const latencies = joined(own.map(({ latenciesMs }) => latenciesMs));
    return {
      contestant,
      version,
      stations,
      callsPerS: median(ratesOf(contestant)),
      p50Ms: quantile(latencies, 0.5),
      p99Ms: quantile(latencies, 0.99),
      cpuMsPer1000: median(own.map(({ cpuMsPer1000 }) => cpuMsPer1000)),
      ofStrict: medianRatio(ratesOf(contestant), strict),
      ofBefore: before === null || !rounds.has(before) ? null : medianRatio(ratesOf(contestant), ratesOf(before)),
    };
  });
};

export const measureThroughput = async (
  load: Load,
  servers: readonly RunningServer[],
  sizes: Sizes,
): Promise<readonly ThroughputRow[]> => {
  const rows: ThroughputRow[] = [];
  for (const stations of sizes.fleets) {
    for (const version of BENCH_VERSIONS) {
      const measured = await cell(load, servers, version, stations, sizes);
      for (const row of measured) {
        console.log(
          `  OCPP ${row.version}, ${row.stations} stations, ${row.contestant}: ${row.callsPerS.toFixed(0)} calls/s, ${row.ofStrict.toFixed(2)} of strict, ${row.cpuMsPer1000.toFixed(0)} ms CPU per 1,000${row.ofBefore === null ? '' : `, ${row.ofBefore.toFixed(2)} of before`}`,
        );
      }
      rows.push(...measured);
    }
  }
  return rows;
};
