/** The servers that are compared, each ready to be started in a process of its own. */
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort, type ServerProcess, startServerProcess } from './child.ts';
import { createHttpClient } from './load/http.ts';
import { BENCH_VERSIONS, type BenchVersion, TAGS } from './load/session.ts';

export const CONTESTANTS = [
  'ws',
  'ocpp-rpc strict',
  'gateway before (SQLite)',
  'gateway (SQLite)',
  'gateway before (MongoDB + Redis)',
  'gateway (MongoDB + Redis)',
] as const;
export type Contestant = (typeof CONTESTANTS)[number];

export const isGateway = (contestant: Contestant): boolean => contestant.startsWith('gateway');

const isBefore = (contestant: Contestant): boolean => contestant.startsWith('gateway before');
const isOnServices = (contestant: Contestant): boolean => contestant.endsWith('(MongoDB + Redis)');

/** The gateway of another checkout on the same adapters; null: it is none of a gateway of this one. */
export const beforeOf = (contestant: Contestant): Contestant | null =>
  contestant === 'gateway (SQLite)'
    ? 'gateway before (SQLite)'
    : contestant === 'gateway (MongoDB + Redis)'
      ? 'gateway before (MongoDB + Redis)'
      : null;

/** Those that can run here: on services when the environment names them, and before when there is another checkout. */
export const contestantsHere = (against: string | null): readonly Contestant[] =>
  CONTESTANTS.filter(
    (name) =>
      (!isOnServices(name) || (process.env.MONGODB_URL && process.env.REDIS_URL)) &&
      (!isBefore(name) || against !== null),
  );

const SECRET = 'bench-admin-secret-0123456789';
/** Access tokens name it: those of an earlier start of the same store are good for the next. */
const PUBLIC_URL = 'http://bench.localhost';
const SEED_AT_ONCE = 64;
const READY_WITHIN_MS = 60_000;

export type RunningServer = {
  readonly contestant: Contestant;
  readonly process: ServerProcess;
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** ws://…/ocpp */
  readonly stationsUrl: string;
  /** Started again with the same. */
  readonly against: string | null;
};

export const stationIds = (version: BenchVersion, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `B${version.replaceAll('.', '')}-${String(index).padStart(5, '0')}`);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until the answer is right; resolves with the instant. */
export const untilRight = async (ask: () => Promise<boolean>, server: ServerProcess): Promise<number> => {
  const untilMs = performance.now() + READY_WITHIN_MS;
  const attempt = async (): Promise<boolean> => {
    try {
      return await ask();
    } catch {
      return false; // nobody listens yet
    }
  };
  while (performance.now() < untilMs) {
    if (await Promise.race([attempt(), server.failed])) return performance.now();
    await pause(2);
  }
  throw new Error('The server was not ready in time.');
};

const listens = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
  return true;
};

const fileOf = (contestant: Contestant, against: string | null): URL => {
  if (contestant === 'ws') return new URL('./servers/bare-ws.ts', import.meta.url);
  if (contestant === 'ocpp-rpc strict') return new URL('./servers/strict-ocpp-rpc.ts', import.meta.url);
  if (!isBefore(contestant)) return new URL('../src/main.ts', import.meta.url);
  if (against === null) throw new Error('There is no other checkout.');
  return pathToFileURL(join(against, 'src/main.ts'));
};

/** Services given to a gateway: databases and keys of this run only. */
const servicesFor = (contestant: Contestant, name: string): Record<string, string> => {
  if (!isOnServices(contestant)) return {};
  const mongo = new URL(process.env.MONGODB_URL ?? '');
  mongo.pathname = `/bench_${name}`;
  return { MONGODB_URL: mongo.href, REDIS_URL: process.env.REDIS_URL ?? '' };
};

/**
 * Resolves when it takes connections.
 *
 * A gateway runs as users run it: the default log level, to a file, on a store in `folder` that stays between starts.
 * Only the limit of requests is off, which is there to refuse what the benchmark does.
 * against: another checkout, with its dependencies installed; its gateway is the one "before".
 */
export const startContestant = async (
  contestant: Contestant,
  folder: string,
  { execArgv = [], against = null }: { readonly execArgv?: readonly string[]; readonly against?: string | null } = {},
): Promise<RunningServer> => {
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const process = startServerProcess({
    file: fileOf(contestant, against),
    logFile: join(folder, 'server.log'),
    execArgv,
    environment: {
      PORT: String(port),
      ...(isGateway(contestant)
        ? {
            HOST: '127.0.0.1',
            PUBLIC_URL,
            DATA_DIR: join(folder, 'data'),
            ADMIN_CLIENT_SECRET: SECRET,
            RATE_LIMIT: '0',
            // Where the endpoints of webhooks are.
            OUTBOUND_ALLOW: '127.0.0.1',
            ...servicesFor(contestant, folder.replaceAll(/[^a-z0-9]/gi, '').slice(-30)),
          }
        : {}),
    },
  });
  const url = `http://127.0.0.1:${port}`;
  const client = createHttpClient(1);
  const health = { method: 'GET', url: `${url}/health/ready`, token: null, body: null } as const;
  await untilRight(
    isGateway(contestant) ? async () => (await client.ask(health)).status === 200 : () => listens(port),
    process,
  );
  client.close();
  return {
    contestant,
    process,
    url,
    stationsUrl: `ws://127.0.0.1:${port}${isGateway(contestant) ? '/ocpp' : ''}`,
    against,
  };
};

/** An access token of the gateway's administration. */
export const accessToken = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`admin:${SECRET}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const body = (await response.json()) as { readonly access_token?: string };
  if (body.access_token === undefined) throw new Error(`no token: ${JSON.stringify(body)}`);
  return body.access_token;
};

/** Registers stations of both versions and the token that they show, through the API. */
export const seedGateway = async (url: string, stations: number): Promise<void> => {
  const token = await accessToken(url);
  const client = createHttpClient(SEED_AT_ONCE);
  const put = async (path: string, body: object): Promise<void> => {
    const answer = await client.ask({ method: 'PUT', url: `${url}${path}`, token, body: JSON.stringify(body) });
    if (answer.status >= 300) throw new Error(`PUT ${path}: ${answer.status} ${answer.body}`);
  };
  await put('/api/v1/locations/bench', {
    name: 'Bench',
    address: 'Bench 1',
    city: 'Bench',
    country: 'NLD',
    coordinates: { latitude: 52, longitude: 5 },
    time_zone: 'Europe/Amsterdam',
  });
  for (const tag of TAGS)
    await put(`/api/v1/tokens/${tag}`, { type: 'RFID', contract_id: `NL-VGT-C${tag}`, issuer: 'Bench' });
  const ids = BENCH_VERSIONS.flatMap((version) => stationIds(version, stations));
  const putNext = async (): Promise<void> => {
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
      await put(`/api/v1/stations/${id}`, { location_id: 'bench', security_profile: 0, validation: 'strict' });
    }
  };
  await Promise.all(Array.from({ length: SEED_AT_ONCE }, putNext));
  client.close();
};
