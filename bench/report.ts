/** The tables, the floors, and what is written to files. */
import { type CommandRow, sessionsOf } from './command-latency.ts';
import { beforeOf, type Contestant } from './contestants.ts';
import type { DeliveriesRow } from './deliveries/measure.ts';
import type { IdleRow } from './idle-memory.ts';
import type { ReadRow } from './reads.ts';
import type { SearchRow } from './search.ts';
import type { StartRow } from './start-time.ts';
import { rounded } from './statistics.ts';
import type { StreamsRow } from './streams.ts';
import type { ThroughputRow } from './throughput.ts';

export type Results = {
  readonly command: string;
  readonly startedAt: string;
  readonly tookS: number;
  readonly machine: string;
  /** What the gateway on services ran on; null: there were none. */
  readonly services: string | null;
  readonly throughput: readonly ThroughputRow[];
  readonly idle: readonly IdleRow[];
  readonly commands: readonly CommandRow[];
  readonly reads: readonly ReadRow[];
  readonly streams: readonly (StreamsRow & { readonly server: Contestant })[];
  readonly deliveries: readonly (DeliveriesRow & { readonly server: Contestant })[];
  readonly starts: readonly StartRow[];
  readonly search: readonly SearchRow[];
};

export const FLOORS = {
  ofStrict: 0.6,
  kibPerIdleStation: 20,
  commandP99Ms: 10,
  besideStreams: 3,
  firstAttemptP99Ms: 500,
} as const;

/** What was missed; held by the gateway on its embedded adapters, at rest and at a station's pace. */
export const missedFloors = (results: Results): readonly string[] => [
  ...results.throughput
    .filter(({ contestant, ofStrict }) => contestant === 'gateway (SQLite)' && !(ofStrict >= FLOORS.ofStrict))
    .map(
      ({ version, stations, ofStrict }) =>
        `OCPP ${version}, ${stations} stations: ${ofStrict.toFixed(2)} of ocpp-rpc strict, floor ${FLOORS.ofStrict}`,
    ),
  ...results.idle
    .filter(
      ({ contestant, kibPerStation }) => beforeOf(contestant) !== null && !(kibPerStation <= FLOORS.kibPerIdleStation),
    )
    .map(
      ({ contestant, version, kibPerStation }) =>
        `${contestant}, OCPP ${version}: ${kibPerStation.toFixed(1)} KiB for each idle station, ceiling ${FLOORS.kibPerIdleStation}`,
    ),
  ...results.commands
    .filter(
      ({ contestant, background, p99Ms }) =>
        contestant === 'gateway (SQLite)' && !background.endsWith('closed loop') && !(p99Ms < FLOORS.commandP99Ms),
    )
    .map(
      ({ background, face, kind, p99Ms }) =>
        `${face} ${kind} ${background}: p99 ${p99Ms.toFixed(1)} ms to the station's socket, ceiling ${FLOORS.commandP99Ms}`,
    ),
  ...results.streams
    .filter(({ server, ofWithout }) => server === 'gateway (SQLite)' && !(ofWithout < FLOORS.besideStreams))
    .map(
      ({ streams, ofWithout }) =>
        `stations beside ${streams} event streams: p50 ${ofWithout.toFixed(2)} of that without, ceiling ${FLOORS.besideStreams}`,
    ),
  ...results.deliveries
    .filter(({ server, firstP99Ms }) => server === 'gateway (SQLite)' && !(firstP99Ms < FLOORS.firstAttemptP99Ms))
    .map(
      ({ endpoints, firstP99Ms }) =>
        `webhooks to ${endpoints} endpoints: p99 ${firstP99Ms.toFixed(0)} ms to the first attempt, ceiling ${FLOORS.firstAttemptP99Ms}`,
    ),
  ...results.deliveries
    .filter(({ lacking, outOfOrder, loopback }) => lacking + outOfOrder + loopback > 0)
    .map(
      ({ server, lacking, outOfOrder, loopback }) =>
        `webhooks, ${server}: ${lacking} endpoints lack events, ${outOfOrder} events out of order, ${loopback} redirects followed`,
    ),
];

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map((_, index) => (index === 0 ? '---' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** Markdown; a part that was not run is left out. */
export const tablesOf = (results: Results): string => {
  const parts: string[] = [];
  const add = (title: string, text: string): void => {
    parts.push(`### ${title}\n\n${text}`);
  };
  if (results.throughput.length > 0) {
    add(
      'Calls of stations, closed loop',
      table(
        ['', 'calls/s', 'p50 ms', 'p99 ms', 'server CPU ms / 1,000 calls', 'of ocpp-rpc strict', 'of before'],
        results.throughput.map((row) => [
          `OCPP ${row.version}, ${row.stations} stations, ${row.contestant}`,
          Math.round(row.callsPerS),
          rounded(row.p50Ms),
          rounded(row.p99Ms),
          rounded(row.cpuMsPer1000),
          row.ofStrict.toFixed(2),
          row.ofBefore === null ? '' : row.ofBefore.toFixed(2),
        ]),
      ),
    );
  }
  if (results.idle.length > 0) {
    add(
      `Memory of idle stations (${results.idle[0]?.stations ?? 0} of them)`,
      table(
        ['', 'KiB each'],
        results.idle.map((row) => [`OCPP ${row.version}, ${row.contestant}`, row.kibPerStation.toFixed(1)]),
      ),
    );
  }
  if (results.commands.length > 0) {
    add(
      "From an API call to the frame on the station's socket",
      table(
        ['', 'sessions', 'p50 ms', 'p90 ms', 'p99 ms'],
        results.commands.map((row) => [
          `${row.contestant}, ${row.background}, ${row.face}, ${row.kind}`,
          sessionsOf(row),
          rounded(row.p50Ms),
          rounded(row.p90Ms),
          rounded(row.p99Ms),
        ]),
      ),
    );
  }
  if (results.reads.length > 0) {
    add(
      'Reads, ten connections',
      table(
        ['', 'reads/s', 'p50 ms', 'p99 ms', 'server CPU ms / 1,000', 'of the bare server'],
        results.reads.map((row) => [
          `${row.kind}, ${row.server}`,
          Math.round(row.readsPerS),
          rounded(row.p50Ms),
          rounded(row.p99Ms),
          rounded(row.cpuMsPer1000),
          row.ofBare.toFixed(2),
        ]),
      ),
    );
  }
  if (results.streams.length > 0) {
    add(
      `Stations beside the event streams of one client (${results.streams[0]?.stations ?? 0} stations at their pace)`,
      table(
        [
          '',
          'p50 ms',
          'p99 ms',
          'p50 ms without',
          'p99 ms without',
          'p50 of without',
          'event to reader p50 ms',
          'p99 ms',
          'MB/s',
        ],
        results.streams.map((row) => [
          `${row.streams} streams, ${row.server}`,
          rounded(row.p50Ms),
          rounded(row.p99Ms),
          rounded(row.withoutP50Ms),
          rounded(row.withoutP99Ms),
          row.ofWithout.toFixed(2),
          rounded(row.delayP50Ms),
          rounded(row.delayP99Ms),
          rounded(row.mbPerS),
        ]),
      ),
    );
  }
  if (results.deliveries.length > 0) {
    const { endpoints, events } = results.deliveries[0] ?? { endpoints: 0, events: 0 };
    add(
      `Webhooks (${endpoints} endpoints: one hangs, one answers 500, one 410, one redirects; ${events} events at a pace, then again at once)`,
      table(
        [
          '',
          'event to first attempt p50 ms',
          'p99 ms',
          'API p50 ms',
          'p99 ms',
          'API p50 ms without',
          'p99 ms without',
          'at once/s',
          'server CPU ms / 1,000',
          'of only signing and posting',
        ],
        results.deliveries.map((row) => [
          row.server,
          rounded(row.firstP50Ms),
          rounded(row.firstP99Ms),
          rounded(row.apiP50Ms),
          rounded(row.apiP99Ms),
          rounded(row.withoutP50Ms),
          rounded(row.withoutP99Ms),
          Math.round(row.perS),
          rounded(row.cpuMsPer1000),
          row.ofBare.toFixed(2),
        ]),
      ),
    );
  }
  if (results.starts.length > 0) {
    add(
      'Start, to the first right answer',
      table(
        ['', 'ms'],
        results.starts.map((row) => [`${row.server}, ${row.firstAnswer}`, Math.round(row.ms)]),
      ),
    );
  }
  if (results.search.length > 0) {
    add(
      `Search around a point, ${results.search[0]?.locations ?? 0} locations, 50 in a page, SQLite, in the process`,
      table(
        ['', 'p50 ms', 'p95 ms'],
        results.search.map((row) => [row.what, rounded(row.p50Ms), rounded(row.p95Ms)]),
      ),
    );
  }
  return parts.join('\n\n');
};

const BEGIN = '<!-- begin: written by npm run bench -->';
const END = '<!-- end -->';

/** The document with its generated part replaced; the prose around it stays. */
export const withTables = (document: string, results: Results): string => {
  const [before, rest] = document.split(BEGIN, 2);
  const after = rest?.slice(rest.indexOf(END) + END.length);
  if (before === undefined || after === undefined) throw new Error('The document has no generated part.');
  const services = results.services === null ? '' : `\nServices: ${results.services}.`;
  const head = `\`${results.command}\` on ${results.startedAt.slice(0, 10)}, ${results.machine}, ${results.tookS} s.${services}`;
  return `${before}${BEGIN}\n\n${head}\n\n${tablesOf(results)}\n\n${END}${after}`;
};
