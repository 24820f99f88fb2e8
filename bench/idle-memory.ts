/** What a connected, booted station that says nothing costs: resident memory with and without them, after a full collection. */
import { join } from 'node:path';
import { type Contestant, isGateway, seedGateway, startContestant, stationIds } from './contestants.ts';
import { BENCH_VERSIONS, type BenchVersion } from './load/session.ts';
import type { Load } from './load-client.ts';
import type { Sizes } from './options.ts';

export type IdleRow = {
  readonly contestant: Contestant;
  readonly version: BenchVersion;
  readonly stations: number;
  readonly kibPerStation: number;
};

/** Stations that come and go first, so that what is made once for all is not counted. */
const FIRST = 50;

export const measureIdleMemory = async (
  load: Load,
  contestants: readonly Contestant[],
  folder: string,
  { idleStations }: Sizes,
  against: string | null,
): Promise<readonly IdleRow[]> => {
  const rows: IdleRow[] = [];
  for (const contestant of contestants) {
    for (const version of BENCH_VERSIONS) {
      // One process for each figure: memory that was used once would not show again.
      const place = join(folder, `idle-${contestant.replaceAll(/\W+/g, '-')}`);
      if (version === '1.6' && isGateway(contestant)) {
        const seeding = await startContestant(contestant, place, { against });
        await seedGateway(seeding.url, idleStations);
        await seeding.process.stop();
      }
      const server = await startContestant(contestant, place, { against });
      const ids = stationIds(version, idleStations);
      const fleet = { fleet: 'idle', url: server.stationsUrl, version } as const;
      await load.ask('connect', { ...fleet, ids: ids.slice(0, FIRST) });
      await load.ask('run', { fleet: 'idle', durationMs: 200, pauseMs: 0 });
      await load.ask('disconnect', { fleet: 'idle' });
      const before = await server.process.settledUsage();
      await load.ask('connect', { ...fleet, ids });
      const after = await server.process.settledUsage();
      await load.ask('disconnect', { fleet: 'idle' });
      await server.process.stop();
      const kibPerStation = (after.rssBytes - before.rssBytes) / 1024 / idleStations;
      console.log(`  OCPP ${version}, ${contestant}: ${kibPerStation.toFixed(1)} KiB for each idle station`);
      rows.push({ contestant, version, stations: idleStations, kibPerStation });
    }
  }
  return rows;
};
