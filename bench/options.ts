/** What the command line says, and how large each part is. */
import { resolve } from 'node:path';

export const SECTIONS = [
  'throughput',
  'idle',
  'commands',
  'reads',
  'streams',
  'deliveries',
  'start',
  'search',
] as const;
export type Section = (typeof SECTIONS)[number];

export type Sizes = {
  /** Stations of each throughput cell. */
  readonly fleets: readonly number[];
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
  readonly idleStations: number;
  /** Sessions asked for by each face, version and load. */
  readonly commandSessions: number;
  /** After that no further session is asked for: a server without indexes would never come to the end. */
  readonly commandsMs: number;
  /** Event streams of one client; null: as many as it may open. */
  readonly streams: number | null;
  /** Of webhooks, four of which are not healthy. */
  readonly endpoints: number;
  /** At a station's pace. */
  readonly deliveriesMs: number;
  /** Sent again to each healthy endpoint in a round. */
  readonly deliveryEvents: number;
  readonly starts: number;
  /** Locations that are searched, and the deep page of 50. */
  readonly search: { readonly locations: number; readonly page: number };
  readonly historySessions: number;
  readonly historyReadings: number;
};

export const FULL: Sizes = {
  fleets: [100, 1000],
  rounds: 5,
  roundMs: 2_000,
  warmUpMs: 3_000,
  idleStations: 5_000,
  commandSessions: 250,
  commandsMs: 15_000,
  streams: null,
  endpoints: 50,
  deliveriesMs: 20_000,
  deliveryEvents: 200,
  starts: 5,
  search: { locations: 100_000, page: 1_000 },
  historySessions: 1_000_000,
  historyReadings: 10_000_000,
};

/** Shows that everything runs; its figures mean nothing. */
export const QUICK: Sizes = {
  fleets: [5, 30],
  rounds: 1,
  roundMs: 150,
  warmUpMs: 50,
  idleStations: 40,
  commandSessions: 3,
  commandsMs: 10_000,
  streams: 5,
  endpoints: 6,
  deliveriesMs: 1_500,
  deliveryEvents: 5,
  starts: 1,
  search: { locations: 3_000, page: 10 },
  historySessions: 200,
  historyReadings: 2_000,
};

export type Options = {
  readonly quick: boolean;
  readonly history: boolean;
  /** A data folder for the full store, filled when it is empty and left behind; null: a temporary one. */
  readonly historyData: string | null;
  readonly sections: readonly Section[];
  /** Another checkout, whose gateways run beside these; null: none. */
  readonly against: string | null;
  readonly sizes: Sizes;
  /** Where results are written; null: nowhere. */
  readonly output: string | null;
};

const USAGE = `npm run bench -- [--quick] [--history [--history-data DIR]] [--only throughput,idle,commands,reads,streams,deliveries,start,search] [--against DIR] [--rounds N] [--no-output]
  --quick      small and short: shows that everything runs, holds no floor
  --history    instead: the same calls on an empty store and on one with 1,000,000 sessions and 10,000,000 meter values
  --history-data DIR   with --history: the full store's folder, filled when it holds none and kept for the next run
  --only       these parts; floors of the others are not held
  --against DIR   another checkout, with its dependencies: its gateways run beside these, each round next to theirs
  --rounds N   of each cell of calls and reads, in place of 5
  --no-output  prints only: leaves bench/RESULTS.md and bench/last-run.json as they are
MONGODB_URL and REDIS_URL, when both are set, add the gateway on these.`;

const isSection = (name: string): name is Section => (SECTIONS as readonly string[]).includes(name);

/** Throws an Error with the usage when it cannot be read. */
export const readOptions = (args: readonly string[]): Options => {
  let quick = false;
  let history = false;
  let historyData: string | null = null;
  let output: string | null = new URL('.', import.meta.url).pathname;
  let sections: readonly Section[] = SECTIONS;
  let against: string | null = null;
  let rounds: number | null = null;
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === '--quick') quick = true;
    else if (arg === '--history') history = true;
    else if (arg === '--history-data') {
      historyData = left.shift() ?? null;
      if (historyData === null) throw new Error(USAGE);
    } else if (arg === '--against') {
      const folder = left.shift();
      if (folder === undefined) throw new Error(USAGE);
      against = resolve(folder);
    } else if (arg === '--rounds') {
      rounds = Number(left.shift());
      if (!Number.isInteger(rounds) || rounds < 1) throw new Error(USAGE);
    } else if (arg === '--no-output') output = null;
    else if (arg === '--only') {
      const names = (left.shift() ?? '').split(',');
      sections = names.filter(isSection);
      if (sections.length !== names.length) throw new Error(USAGE);
    } else throw new Error(USAGE);
  }
  const sizes = quick ? QUICK : FULL;
  return {
    quick,
    history,
    historyData,
    sections,
    against,
    sizes: rounds === null ? sizes : { ...sizes, rounds },
    output,
  };
};
