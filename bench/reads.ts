/** Reads over REST and GraphQL, beside an express and a graphql-yoga that give the same bodies without looking anything up. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, type ServerProcess, startServerProcess } from './child.ts';
import { accessToken, type Contestant, type RunningServer, untilRight } from './contestants.ts';
import { createHttpClient, type HttpRequest } from './load/http.ts';
import type { Load } from './load-client.ts';
import type { Sizes } from './options.ts';
import { joined, median, medianRatio, quantile } from './statistics.ts';

export const READ_KINDS = ['REST one', 'REST list of 50', 'GraphQL one', 'GraphQL list of 50'] as const;
export type ReadKind = (typeof READ_KINDS)[number];

export type ReadRow = {
  readonly server: Contestant | 'express' | 'graphql-yoga';
  readonly kind: ReadKind;
  readonly readsPerS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMsPer1000: number;
  /** Reads a second, by those of the bare server in the same rounds. */
  readonly ofBare: number;
};

const CONNECTIONS = 10;
const SESSION_FIELDS =
  'id version status startDateTime endDateTime kwh energyWh powerW evseId connectorId token { uid type } stopReason createdAt';
const ONE = `query ($id: ID!) { session(id: $id) { ${SESSION_FIELDS} } }`;
const LIST = `query { sessions(first: 50) { edges { cursor node { ${SESSION_FIELDS} } } pageInfo { hasNextPage endCursor } } }`;
/** The oldest first: nothing changes them any more. */
const LIST_PATH = '/api/v1/sessions?limit=50';

/** A read and the body that it must give. */
export type Read = { readonly kind: ReadKind; readonly request: HttpRequest; readonly expected: string };

const graphql = (url: string, token: string | null, query: string, variables: object): HttpRequest => ({
  method: 'POST',
  url: `${url}/graphql`,
  token,
  body: JSON.stringify({ query, variables }),
});

const requestsFor = (url: string, token: string | null, id: string): Readonly<Record<ReadKind, HttpRequest>> => ({
  'REST one': { method: 'GET', url: `${url}/api/v1/sessions/${id}`, token, body: null },
  'REST list of 50': { method: 'GET', url: `${url}${LIST_PATH}`, token, body: null },
  'GraphQL one': graphql(url, token, ONE, { id }),
  'GraphQL list of 50': graphql(url, token, LIST, {}),
});

/** Asks once for each kind and looks the bodies over: they are what every later one is held to. */
export const readsOf = async (url: string, token: string, items: number): Promise<readonly Read[]> => {
  const client = createHttpClient(1);
  const ask = async (request: HttpRequest): Promise<string> => {
    const { status, body } = await client.ask(request);
    if (status !== 200) throw new Error(`${request.url}: ${status} ${body.slice(0, 300)}`);
    return body;
  };
  try {
    const sessions = JSON.parse(await ask(requestsFor(url, token, '')['REST list of 50'])) as readonly {
      readonly id: string;
    }[];
    const requests = requestsFor(url, token, sessions[0]?.id ?? '');
    const reads: Read[] = [];
    for (const kind of READ_KINDS) {
      const expected = await ask(requests[kind]);
      const found = expected.match(/"status":"(COMPLETED|ACTIVE)"/g)?.length ?? 0;
      if (found !== (kind.endsWith('one') ? 1 : items))
        throw new Error(`${kind}: ${found} sessions in ${expected.slice(0, 300)}`);
      reads.push({ kind, request: requests[kind], expected });
    }
    return reads;
  } finally {
    client.close();
  }
};

const bare = async (
  file: string,
  answers: object,
  folder: string,
): Promise<{ readonly url: string; readonly process: ServerProcess }> => {
  const answersFile = join(folder, `${file}.json`);
  await writeFile(answersFile, JSON.stringify(answers));
  const port = await freePort();
  const process = startServerProcess({
    file: new URL(`./servers/${file}.ts`, import.meta.url),
    logFile: join(folder, `${file}.log`),
    environment: { PORT: String(port), ANSWERS_FILE: answersFile },
  });
  return { url: `http://127.0.0.1:${port}`, process };
};

const expectedOf = (reads: readonly Read[], kind: ReadKind): string =>
  reads.find((read) => read.kind === kind)?.expected ?? '';

/** An express and a graphql-yoga that answer these reads with these bodies. They listen soon. */
export const startBareReaders = async (reads: readonly Read[], folder: string) => {
  const path = (kind: ReadKind): string => {
    const { pathname } = new URL(reads.find((read) => read.kind === kind)?.request.url ?? '');
    return pathname;
  };
  const data = (kind: ReadKind): object => (JSON.parse(expectedOf(reads, kind)) as { readonly data: object }).data;
  return {
    express: await bare(
      'bare-express',
      {
        [path('REST one')]: JSON.parse(expectedOf(reads, 'REST one')),
        [path('REST list of 50')]: JSON.parse(expectedOf(reads, 'REST list of 50')),
      },
      folder,
    ),
    yoga: await bare('bare-yoga', { ...data('GraphQL one'), ...data('GraphQL list of 50') }, folder),
  };
};

/** The same read of another server. */
export const elsewhere = (read: Read, url: string): Read => {
  const { pathname, search } = new URL(read.request.url);
  return { ...read, request: { ...read.request, url: `${url}${pathname}${search}`, token: null } };
};

export const answersRight = async (read: Read): Promise<boolean> => {
  const client = createHttpClient(1);
  try {
    const { status, body } = await client.ask(read.request);
    return status === 200 && body === read.expected;
  } finally {
    client.close();
  }
};

type Round = { readonly readsPerS: number; readonly cpuMsPer1000: number; readonly latenciesMs: Float32Array };

const round = async (load: Load, process: ServerProcess, read: Read, durationMs: number): Promise<Round> => {
  const before = await process.usage();
  const { calls, elapsedMs, latenciesMs } = await load.ask('reads', {
    request: read.request,
    expected: read.expected,
    connections: CONNECTIONS,
    durationMs,
  });
  const after = await process.usage();
  return {
    readsPerS: (calls / elapsedMs) * 1000,
    cpuMsPer1000: ((after.cpuMs - before.cpuMs) / calls) * 1000,
    latenciesMs,
  };
};

const rowOf = (
  server: ReadRow['server'],
  kind: ReadKind,
  own: readonly Round[],
  bareRounds: readonly Round[],
): ReadRow => {
  const latencies = joined(own.map(({ latenciesMs }) => latenciesMs));
  return {
    server,
    kind,
    readsPerS: median(own.map(({ readsPerS }) => readsPerS)),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    cpuMsPer1000: median(own.map(({ cpuMsPer1000 }) => cpuMsPer1000)),
    ofBare: medianRatio(
      own.map(({ readsPerS }) => readsPerS),
      bareRounds.map(({ readsPerS }) => readsPerS),
    ),
  };
};

/** The gateways must hold 50 sessions at least. */
export const measureReads = async (
  load: Load,
  gateways: readonly RunningServer[],
  folder: string,
  sizes: Sizes,
): Promise<readonly ReadRow[]> => {
  const rows: ReadRow[] = [];
  for (const gateway of gateways) {
    const reads = await readsOf(gateway.url, await accessToken(gateway.url), 50);
    const others = await startBareReaders(reads, folder);
    for (const read of reads) {
      const other = read.kind.startsWith('REST') ? others.express : others.yoga;
      const bareRead = elsewhere(read, other.url);
      await untilRight(() => answersRight(bareRead), other.process);
      const own: Round[] = [];
      const theirs: Round[] = [];
      await round(load, other.process, bareRead, sizes.warmUpMs / 2);
      await round(load, gateway.process, read, sizes.warmUpMs / 2);
      for (let index = 0; index < sizes.rounds; index += 1) {
        theirs.push(await round(load, other.process, bareRead, sizes.roundMs / 2));
        own.push(await round(load, gateway.process, read, sizes.roundMs / 2));
      }
      const measured = [
        rowOf(read.kind.startsWith('REST') ? 'express' : 'graphql-yoga', read.kind, theirs, theirs),
        rowOf(gateway.contestant, read.kind, own, theirs),
      ];
      for (const row of measured) {
        console.log(
          `  ${row.kind}, ${row.server}: ${row.readsPerS.toFixed(0)} reads/s, ${row.ofBare.toFixed(2)} of bare, p50 ${row.p50Ms.toFixed(1)} ms`,
        );
      }
      rows.push(...measured);
    }
    await others.express.process.stop();
    await others.yoga.process.stop();
  }
  return rows;
};
