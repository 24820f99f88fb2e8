/** From an API call to the frame on the station's socket: at rest, while 100 others talk at a pace, and while they talk as fast as they can. */
import { accessToken, type Contestant, type RunningServer, stationIds } from './contestants.ts';
import { COMMAND_KINDS, type CommandKind, FACES, type Face } from './load/commands.ts';
import { BENCH_VERSIONS } from './load/session.ts';
import type { Load } from './load-client.ts';
import type { Sizes } from './options.ts';
import { joined, quantile } from './statistics.ts';

export const BACKGROUNDS = ['at rest', '100 stations, 1,000 calls/s', '100 stations, closed loop'] as const;
export type Background = (typeof BACKGROUNDS)[number];

export type CommandRow = {
  readonly contestant: Contestant;
  readonly background: Background;
  readonly face: Face;
  readonly kind: CommandKind;
  /** Sessions measured, and how many there would have been had the time sufficed. */
  readonly count: number;
  readonly wanted: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
};

/** How many were measured; of how many, when the time did not suffice for all. */
export const sessionsOf = ({ count, wanted }: CommandRow): string =>
  count < wanted ? `${count} of ${wanted}` : String(count);

/** Each of the background's 100 stations then says ten things a second. */
const PAUSE_MS = 100;
const TALKING = 100;

export const measureCommands = async (
  load: Load,
  server: RunningServer,
  sizes: Sizes,
): Promise<readonly CommandRow[]> => {
  const { contestant, url, stationsUrl } = server;
  const token = await accessToken(url);
  const talking = Math.min(TALKING, sizes.fleets.at(-1) ?? TALKING);
  const asked = Math.min(20, talking);
  const rows: CommandRow[] = [];
  const fleets = BENCH_VERSIONS.map((version) => ({ version, fleet: `asked ${version}` }));
  for (const { version, fleet } of fleets) {
    const ids = stationIds(version, sizes.fleets.at(-1) ?? 0).slice(-asked);
    await load.ask('connect', { fleet, url: stationsUrl, version, ids });
  }
  const asking = { url, token, sessions: sizes.commandSessions, withinMs: sizes.commandsMs };
  const warmUp = { ...asking, sessions: Math.min(20, sizes.commandSessions) };
  for (const { fleet } of fleets) {
    for (const face of FACES) await load.ask('commands', { ...warmUp, fleet, face });
  }
  for (const background of BACKGROUNDS) {
    if (background !== 'at rest') {
      const ids = stationIds('2.0.1', Math.max(0, Math.min(talking, (sizes.fleets.at(-1) ?? 0) - asked)));
      await load.ask('connect', { fleet: 'talking', url: stationsUrl, version: '2.0.1', ids });
      await load.ask('begin', { fleet: 'talking', pauseMs: background.endsWith('loop') ? 0 : PAUSE_MS });
    }
    for (const face of FACES) {
      const measured = [];
      for (const { fleet } of fleets) {
        measured.push(await load.ask('commands', { ...asking, fleet, face }));
      }
      for (const kind of COMMAND_KINDS) {
        const latencies = joined(measured.map((result) => result[kind]));
        rows.push({
          contestant,
          background,
          face,
          kind,
          count: latencies.length,
          wanted: sizes.commandSessions * fleets.length,
          p50Ms: quantile(latencies, 0.5),
          p90Ms: quantile(latencies, 0.9),
          p99Ms: quantile(latencies, 0.99),
        });
      }
    }
    if (background !== 'at rest') {
      await load.ask('end', { fleet: 'talking' });
      await load.ask('disconnect', { fleet: 'talking' });
    }
  }
  for (const { fleet } of fleets) await load.ask('disconnect', { fleet });
  for (const row of rows) {
    const few = row.count < row.wanted ? ` (${sessionsOf(row)} sessions in the time)` : '';
    console.log(
      `  ${row.contestant}, ${row.background}, ${row.face} ${row.kind}: p50 ${row.p50Ms.toFixed(1)} ms, p99 ${row.p99Ms.toFixed(1)} ms${few}`,
    );
  }
  return rows;
};
