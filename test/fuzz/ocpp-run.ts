/** One run of bad stations against a gateway process, beside healthy ones. */
import { startCommands } from './api-commands.ts';
import { watchOwnDelay } from './event-loop.ts';
import { KNOWN_TAG } from './examples.ts';
import { createFindings, type Findings } from './findings.ts';
import { type GatewayProcess, startGatewayProcess } from './gateway-process.ts';
import { startHealthyStation } from './healthy-station.ts';
import { type Lane, type LaneCounts, type LaneStation, openLane } from './lane.ts';
import { createMemoryWatch, judgeMemory, type MemoryVerdict } from './memory.ts';
import type { FuzzOptions } from './options.ts';
import { randomFor } from './random.ts';
import { startSlowClients } from './slow-clients.ts';
import { checkStored, type Stored } from './stored-state.ts';

const LOCATION = {
  address: 'Street 1',
  city: 'Utrecht',
  country: 'NLD',
  coordinates: { latitude: '52.05', longitude: '5.10' },
  time_zone: 'Europe/Amsterdam',
};
const SLOW_CLIENTS = 20;
/** Documents, events and indexes that one message may cost, beside what it says itself in several places. */
const STORED_PER_MESSAGE = 8 * 1024;
const STORED_PER_BYTE = 6;

const KINDS = [
  ['strict', 'accepted'],
  ['lenient', 'accepted'],
  ['off', 'accepted'],
  ['strict', 'accepted'],
  ['lenient', 'accepted'],
  ['off', 'accepted'],
  ['strict', 'pending'],
  ['lenient', 'rejected'],
] as const;

const stationsOf = (versions: FuzzOptions['versions']): readonly LaneStation[] =>
  versions.flatMap((version) =>
    KINDS.map(([validation, registration], at) => ({ id: `BAD-${version}-${at}`, version, validation, registration })),
  );

export type Report = {
  readonly findings: ReturnType<Findings['all']>;
  readonly counts: LaneCounts;
  readonly seconds: number;
  readonly commands: number;
  readonly healthy: {
    readonly calls: number;
    readonly p50Ms: number;
    readonly p99Ms: number;
    readonly maxMs: number;
    readonly maxNetMs: number;
    readonly sessions: number;
  };
  readonly ownMaxDelayMs: number;
  readonly memory: MemoryVerdict;
  readonly storedBytes: number;
  readonly stored: Stored;
};

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const prepare = async (
  gateway: GatewayProcess,
  lanes: readonly LaneStation[],
  healthy: readonly { readonly id: string }[],
): Promise<void> => {
  const put = async (path: string, body: object): Promise<void> => {
    const { status, body: said } = await gateway.api.request('PUT', `/api/v1/${path}`, { body });
    if (status !== 201) throw new Error(`PUT ${path}: ${status} ${JSON.stringify(said)}`);
  };
  await put('locations/fuzz', LOCATION);
  await put(`tokens/${KNOWN_TAG}`, { type: 'RFID', contract_id: 'C', status: 'ACCEPTED' });
  for (const { id, validation, registration } of lanes) {
    await put(`stations/${id}`, { location_id: 'fuzz', registration, security_profile: 0, validation });
    await put(`stations/${id}-RAW`, { location_id: 'fuzz', registration: 'accepted', security_profile: 0, validation });
  }
  for (const { id } of healthy)
    await put(`stations/${id}`, {
      location_id: 'fuzz',
      registration: 'accepted',
      security_profile: 0,
      validation: 'strict',
    });
};

/** onProgress hears how many cases are through; what is late is for the caller to judge. */
export const runOcpp = async (
  options: FuzzOptions,
  onProgress: (done: number) => void = () => undefined,
): Promise<Report> => {
  const { cases: total, seed, versions } = options;
  const findings = createFindings();
  const tell = (name: string, fault: string, answers: readonly string[] = []): void =>
    findings.add({ index: null, name, fault, frames: [], answers });
  const gateway = await startGatewayProcess((line) => {
    if (!line.startsWith('{"level":"warn"')) tell('the log', line.slice(0, 1_500).replace(/"time":"[^"]+",/, ''));
  });
  const ownDelay = watchOwnDelay();
  const stations = stationsOf(versions);
  const counts: LaneCounts = { cases: 0, frames: 0, bytes: 0, answers: 0, calls: 0, reconnects: 0 };
  const lanes: Lane[] = [];
  try {
    const { stationsUrl } = gateway.api;
    const wellIds = versions.map((version) => ({ id: `HEALTHY-${version}`, version }));
    await prepare(gateway, stations, wellIds);
    for (const station of stations)
      lanes.push(await openLane({ stationsUrl, port: gateway.port }, station, { seed, findings, counts }));
    const storedBefore = await gateway.storedBytes();
    const healthy = await Promise.all(
      wellIds.map((station) =>
        startHealthyStation(stationsUrl, station, { findings, ownDelay, starvedMs: gateway.starvedMs }),
      ),
    );
    const commands = startCommands(gateway.api, stations, { seed, findings });
    const slow = startSlowClients(gateway.port, 'SLOW', SLOW_CLIENTS);
    const memory = createMemoryWatch(gateway.inspector, total);
    const fromMs = performance.now();

    const laneOf = (index: number): Lane | undefined => lanes[randomFor(seed, index, 2).int(lanes.length)];
    const work = async (lane: Lane): Promise<void> => {
      for (let index = 0; index < total; index += 1) {
        if ((options.only !== null && index !== options.only) || laneOf(index) !== lane) continue;
        if (!gateway.isRunning()) return;
        await lane
          .run(index)
          .catch((error: unknown) =>
            tell('the fuzzer', `case ${index}: ${error instanceof Error ? error.stack : String(error)}`),
          );
        memory.passed(counts.cases);
        onProgress(counts.cases);
      }
    };
    await Promise.all(lanes.map(work));
    const seconds = (performance.now() - fromMs) / 1000;

    slow.stop();
    for (const { first } of findings.all()) {
      if (first.index === null || !gateway.isRunning()) continue;
      const text = (await laneOf(first.index)?.smallest(first.index, first.fault)) ?? null;
      if (text !== null) findings.shrunk(first, text);
    }
    if (!gateway.isRunning()) tell('the process', 'the gateway has died');
    else await commands.stop();
    const well = await Promise.all(healthy.map(async ({ id, stop }) => ({ id, ...(await stop()) })));
    const stored = gateway.isRunning()
      ? await checkStored(gateway.api, well, findings)
      : { events: 0, sessions: 0, commands: 0 };

    const storedBytes = (await gateway.storedBytes()) - storedBefore;
    const calls = healthy.reduce((sum, { latencies }) => sum + latencies.length, 0);
    const mayStore =
      STORED_PER_BYTE * counts.bytes +
      STORED_PER_MESSAGE * (counts.frames + calls + commands.asked()) +
      64 * 1024 * 1024;
    if (storedBytes > mayStore)
      tell('the store', `it grew by ${storedBytes} bytes, where ${mayStore} are accounted for`);
    const verdict = judgeMemory(memory.samples, total);
    if (verdict.fault !== null)
      tell(
        'the memory',
        verdict.fault,
        memory.samples.map((sample) => JSON.stringify(sample)),
      );
    const latencies = healthy.flatMap((station) => station.latencies);
    const totals = latencies.map(({ totalMs }) => totalMs).sort((a, b) => a - b);
    const maxNetMs = latencies.reduce((max, { netMs }) => Math.max(max, netMs), 0);
    return {
      findings: findings.all(),
      counts,
      seconds,
      commands: commands.asked(),
      healthy: {
        calls,
        p50Ms: quantile(totals, 0.5),
        p99Ms: quantile(totals, 0.99),
        maxMs: totals.at(-1) ?? 0,
        maxNetMs,
        sessions: well.reduce((sum, { sessions }) => sum + sessions, 0),
      },
      ownMaxDelayMs: ownDelay.maxMs(),
      memory: verdict,
      storedBytes,
      stored,
    };
  } finally {
    ownDelay.stop();
    for (const lane of lanes) lane.close();
    await gateway.close();
  }
};
