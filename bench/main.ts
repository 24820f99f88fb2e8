/** `npm run bench`: everything in one run on one machine; each server in a process of its own. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { measureCommands } from './command-latency.ts';
import { contestantsHere, isGateway, type RunningServer, seedGateway, startContestant } from './contestants.ts';
import { measureDeliveries } from './deliveries/measure.ts';
import { measureHistory } from './history.ts';
import { measureIdleMemory } from './idle-memory.ts';
import { type Load, startLoad } from './load-client.ts';
import { type Options, readOptions, type Section } from './options.ts';
import { measureReads } from './reads.ts';
import { missedFloors, type Results, tablesOf, withTables } from './report.ts';
import { measureSearch } from './search.ts';
import { servicesHere } from './services.ts';
import { measureStarts } from './start-time.ts';
import { measureStreams } from './streams.ts';
import { measureThroughput } from './throughput.ts';

const machine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim() || process.arch}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.versions.node}`;

const run = async (options: Options, load: Load, folder: string): Promise<Results> => {
  const { sizes } = options;
  const beganMs = performance.now();
  const startedAt = new Date().toISOString();
  const wants = (section: Section): boolean => options.sections.includes(section);
  const { against } = options;
  const contestants = contestantsHere(against);
  const services = await servicesHere();
  if (services !== null) console.log(`Services: ${services}`);
  const folderOf = (contestant: string): string => join(folder, contestant.replaceAll(/\W+/g, '-'));
  const servers: RunningServer[] = [];
  const gateways = (): readonly RunningServer[] => servers.filter(({ contestant }) => isGateway(contestant));
  try {
    let [throughput, idle, commands, reads, streams, deliveries, starts]: [
      Results['throughput'],
      Results['idle'],
      Results['commands'],
      Results['reads'],
      Results['streams'],
      Results['deliveries'],
      Results['starts'],
    ] = [[], [], [], [], [], [], []];
    const search = wants('search') ? await measureSearch(join(folder, 'search'), sizes.search) : [];
    if (wants('idle')) {
      console.log('Memory of idle stations');
      idle = await measureIdleMemory(load, contestants, join(folder, 'idle'), sizes, against);
    }
    // The search needs none of them.
    const needsServers = options.sections.some((section) => section !== 'search');
    for (const contestant of needsServers ? contestants : []) {
      const server = await startContestant(contestant, folderOf(contestant), { against });
      servers.push(server);
      if (isGateway(contestant)) await seedGateway(server.url, sizes.fleets.at(-1) ?? 0);
    }
    // The reads want sessions that stations have made.
    if (wants('throughput') || wants('reads') || wants('start')) {
      console.log('Calls of stations');
      const least = { ...sizes, rounds: 1, fleets: sizes.fleets.slice(0, 1) };
      const measured = await measureThroughput(load, servers, wants('throughput') ? sizes : least);
      throughput = wants('throughput') ? measured : [];
    }
    if (wants('commands')) {
      console.log('From an API call to the frame');
      const rows = [];
      for (const gateway of gateways()) rows.push(...(await measureCommands(load, gateway, sizes)));
      commands = rows;
    }
    if (wants('reads')) {
      console.log('Reads');
      reads = await measureReads(load, gateways(), folder, sizes);
    }
    if (wants('streams')) {
      console.log('Event streams beside stations');
      const rows = [];
      for (const gateway of gateways())
        rows.push({ server: gateway.contestant, ...(await measureStreams(load, gateway, sizes)) });
      streams = rows;
    }
    if (wants('deliveries')) {
      console.log('Webhooks');
      const rows = [];
      for (const gateway of gateways())
        rows.push({ server: gateway.contestant, ...(await measureDeliveries(load, gateway, folder, sizes)) });
      deliveries = rows;
    }
    if (wants('start')) {
      console.log('Start');
      const rows = [];
      for (const gateway of gateways())
        rows.push(...(await measureStarts(gateway, folderOf(gateway.contestant), folder, sizes.starts)));
      starts = rows;
    }
    return {
      command: ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' '),
      startedAt,
      tookS: Math.round((performance.now() - beganMs) / 1000),
      machine: machine(),
      services,
      throughput,
      idle,
      commands,
      reads,
      streams,
      deliveries,
      starts,
      search,
    };
  } finally {
    for (const server of servers) await server.process.stop();
  }
};

const write = async (results: Results, output: string): Promise<void> => {
  await writeFile(join(output, 'last-run.json'), `${JSON.stringify(results, null, 2)}\n`);
  const document = join(output, 'RESULTS.md');
  await writeFile(document, withTables(await readFile(document, 'utf8'), results));
};

const main = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2));
  const folder = await mkdtemp(join(tmpdir(), 'voltgate-bench-'));
  const load = startLoad();
  try {
    if (options.history) return await measureHistory(options, load, folder, machine());
    const results = await run(options, load, folder);
    console.log(`\n${tablesOf(results)}\n`);
    if (options.quick) return 0;
    if (options.output !== null) await write(results, options.output);
    const missed = missedFloors(results);
    for (const line of missed) console.error(`missed: ${line}`);
    return missed.length === 0 ? 0 : 1;
  } finally {
    await load.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

process.exitCode = await main();
