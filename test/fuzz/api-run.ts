/** One run of bad clients against a gateway process, beside a healthy station. */
import { Agent, request as openRequest } from 'node:http';
import { ADMIN_SECRET } from '../support/gateway.ts';
import { type ApiRequest, apiRequestOf } from './api-cases.ts';
import { type ApiAnswer, apiFault } from './api-verdict.ts';
import { watchOwnDelay } from './event-loop.ts';
import { KNOWN_TAG } from './examples.ts';
import { createFindings, cutAll, type Findings } from './findings.ts';
import { startGatewayProcess } from './gateway-process.ts';
import { startHealthyStation } from './healthy-station.ts';
import { createMemoryWatch, judgeMemory, type MemoryVerdict } from './memory.ts';
import type { FuzzOptions } from './options.ts';
import { readAll } from './stored-state.ts';

const AT_ONCE = 8;
const PATIENCE_MS = 20_000;
const LOCATION = {
  address: 'Street 1',
  city: 'Utrecht',
  country: 'NLD',
  coordinates: { latitude: '52.05', longitude: '5.10' },
  time_zone: 'Europe/Amsterdam',
};
const THEIRS = {
  location: 'fuzz',
  station: 'FUZZED',
  session: 'none',
  token: KNOWN_TAG,
  command: 'none',
  evse: 'none',
  quarantined: 'none',
  template: 'none',
  auditEntry: 'none',
  operation: '0'.repeat(64),
  sandbox: 'XS-000',
  party: 'ZZ-VGT',
  account: 'NOBODY',
  client: 'admin',
  event: 'none',
  webhook: 'none',
  delivery: 'none.1',
  firstEvent: 'none',
};

export type ApiReport = {
  readonly findings: ReturnType<Findings['all']>;
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly healthy: { readonly calls: number; readonly maxMs: number; readonly maxNetMs: number };
  readonly memory: MemoryVerdict;
};

const ask = (agent: Agent, port: number, { method, path, headers, body }: ApiRequest): Promise<ApiAnswer> =>
  new Promise((resolve, reject) => {
    const request = openRequest(
      {
        agent,
        port,
        host: '127.0.0.1',
        method,
        path,
        headers: { ...headers, ...(body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
        timeout: PATIENCE_MS,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.on('timeout', () => request.destroy(new Error(`no answer within ${PATIENCE_MS} ms`)));
    request.on('error', reject);
    if (body !== null) request.write(body);
    request.end();
  });

/** onProgress hears how many requests are through. */
export const runApi = async (
  options: FuzzOptions,
  onProgress: (done: number) => void = () => undefined,
): Promise<ApiReport> => {
  const { cases: total, seed } = options;
  const findings = createFindings();
  const tell = (name: string, fault: string, answers: readonly string[] = []): void =>
    findings.add({ index: null, name, fault, frames: [], answers });
  const gateway = await startGatewayProcess((line) => {
    if (!line.startsWith('{"level":"warn"')) tell('the log', line.slice(0, 1_500).replace(/"time":"[^"]+",/, ''));
  });
  const ownDelay = watchOwnDelay();
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const statuses: Record<string, number> = {};
  try {
    const { api, port } = gateway;
    const token = await api.token();
    for (const [path, body] of [
      ['locations/fuzz', LOCATION],
      [`tokens/${KNOWN_TAG}`, { type: 'RFID', contract_id: 'C', status: 'ACCEPTED' }],
      ['stations/FUZZED', { location_id: 'fuzz', registration: 'accepted', security_profile: 0, validation: 'strict' }],
      ['locations/well', LOCATION],
      [
        'stations/HEALTHY',
        { location_id: 'well', registration: 'accepted', security_profile: 0, validation: 'strict' },
      ],
    ] as const) {
      await api.request('PUT', `/api/v1/${path}`, { body });
    }
    const healthy = await startHealthyStation(
      api.stationsUrl,
      { id: 'HEALTHY', version: '1.6' },
      { findings, ownDelay, starvedMs: gateway.starvedMs },
    );
    const memory = createMemoryWatch(gateway.inspector, total);
    const fromMs = performance.now();
    let done = 0;
    let next = 0;

    const one = async (index: number): Promise<void> => {
      const made = apiRequestOf(seed, index, THEIRS, { token, clientSecret: ADMIN_SECRET });
      const sent = () =>
        cutAll([
          `${made.method} ${made.path}`,
          JSON.stringify(made.headers).replace(token, '…'),
          String(made.body ?? ''),
        ]);
      const found = (fault: string, answers: readonly string[]): void =>
        findings.add({ index, name: `${made.face} ${made.name}`, fault, frames: sent(), answers: cutAll(answers) });
      try {
        const answer = await ask(agent, port, made);
        statuses[`${made.face} ${answer.status}`] = (statuses[`${made.face} ${answer.status}`] ?? 0) + 1;
        const fault = apiFault(made, answer);
        if (fault !== null) found(fault, [answer.body]);
      } catch (error) {
        found(`no answer: ${error instanceof Error ? error.message : String(error)}`, []);
      }
    };
    const work = async (): Promise<void> => {
      while (next < total && gateway.isRunning()) {
        const index = next;
        next += 1;
        if (options.only !== null && index !== options.only) continue;
        await one(index);
        done += 1;
        memory.passed(done);
        onProgress(done);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const seconds = (performance.now() - fromMs) / 1000;

    if (!gateway.isRunning()) tell('the process', 'the gateway has died');
    await healthy.stop();
    for (const list of ['locations', 'stations', 'tokens', 'commands', 'events', 'clients'])
      if (gateway.isRunning()) await readAll(api, `/api/v1/${list}`, (fault) => tell('what is stored', fault));
    const verdict = judgeMemory(memory.samples, total);
    if (verdict.fault !== null)
      tell(
        'the memory',
        verdict.fault,
        memory.samples.map((sample) => JSON.stringify(sample)),
      );
    const maxNetMs = Math.max(...healthy.latencies.map(({ netMs }) => netMs));
    return {
      findings: findings.all(),
      requests: done,
      statuses,
      seconds,
      healthy: {
        calls: healthy.latencies.length,
        maxMs: Math.max(...healthy.latencies.map(({ totalMs }) => totalMs)),
        maxNetMs,
      },
      memory: verdict,
    };
  } finally {
    ownDelay.stop();
    agent.destroy();
    await gateway.close();
  }
};
