/**
 * Endpoints of webhooks in a process of their own, each with a server as if it had its own host: one hangs, one answers
 * 500, one 410, one redirects to loopback; of the others every second one asks for order.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** How many are not healthy: the first ones. */
export const BAD_ENDPOINTS = 4;

type Kind = 'hanging' | 'failing' | 'gone' | 'redirecting' | 'healthy' | 'ordered';

const kindOf = (index: number): Kind =>
  (['hanging', 'failing', 'gone', 'redirecting'] as const)[index] ?? (index % 2 === 0 ? 'healthy' : 'ordered');

export const isOrdered = (index: number): boolean => kindOf(index) === 'ordered';

export type Heard = {
  /** Distinct events of each endpoint. */
  readonly counts: readonly number[];
  /** What healthy endpoints were sent, repeated ones too. */
  readonly sent: number;
  readonly repeated: number;
  /** Firsts that came behind a later one of their object, at endpoints that asked for order. */
  readonly outOfOrder: number;
  /** From an event to its first attempt. */
  readonly lateMs: readonly number[];
  /** Requests that a redirect led to loopback. */
  readonly loopback: number;
};

export type Endpoints = {
  readonly urls: readonly string[];
  readonly heard: () => Promise<Heard>;
  readonly stop: () => Promise<void>;
};

const answer = (kind: Kind, url: string, response: ServerResponse): void => {
  if (kind === 'hanging') return;
  if (kind === 'redirecting') response.writeHead(302, { location: `${url}/inside` }).end();
  else response.writeHead(kind === 'failing' ? 500 : kind === 'gone' ? 410 : 204).end();
};

const ID = /"id":"([^"]+)"/;

const serve = async (count: number): Promise<void> => {
  const seen = Array.from({ length: count }, () => new Set<string>());
  const versions = Array.from({ length: count }, () => new Map<string, number>());
  const lateMs: number[] = [];
  const heard = { sent: 0, repeated: 0, outOfOrder: 0, loopback: 0 };
  const urls: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const kind = kindOf(index);
    const isHealthy = kind === 'healthy' || kind === 'ordered';
    const server = createServer(async (request, response) => {
      const atMs = Date.now();
      let text = '';
      for await (const chunk of request) text += chunk;
      if (request.url === '/inside') heard.loopback += 1;
      answer(kind, urls[index] ?? '', response);
      if (!isHealthy) return;
      heard.sent += 1;
      const id = ID.exec(text)?.[1] ?? '';
      const own = seen[index];
      if (own === undefined || own.has(id)) {
        heard.repeated += 1;
        return;
      }
      own.add(id);
      const event = JSON.parse(text) as { occurred_at: string; object_id: string; version: number };
      lateMs.push(atMs - Date.parse(event.occurred_at));
      const before = versions[index]?.get(event.object_id) ?? 0;
      if (kind === 'ordered' && event.version < before) heard.outOfOrder += 1;
      versions[index]?.set(event.object_id, Math.max(before, event.version));
    });
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }
  process.on('message', () => {
    process.send?.({ ...heard, counts: seen.map(({ size }) => size), lateMs } satisfies Heard);
  });
  process.once('disconnect', () => process.exit());
  process.send?.(urls);
};

const ROLE = 'endpoints';

/** Answers when all listen. */
export const startEndpoints = async (count: number): Promise<Endpoints> => {
  const child = fork(fileURLToPath(import.meta.url), [ROLE, String(count)]);
  const [urls] = (await once(child, 'message')) as [readonly string[]];
  return {
    urls,
    heard: async () => {
      child.send('heard');
      const [heard] = await once(child, 'message');
      return heard as Heard;
    },
    stop: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
};

/** Each as an endpoint of the gateway's; answers their ids, the bad ones first. */
export const registerEndpoints = async (
  gateway: { readonly url: string; readonly token: string },
  urls: readonly string[],
  types: readonly string[],
): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (const [index, url] of urls.entries()) {
    const made = await fetch(`${gateway.url}/api/v1/webhooks/endpoints`, {
      method: 'POST',
      headers: { authorization: `Bearer ${gateway.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url: `${url}/hook`, filter: { types }, ordered: isOrdered(index) }),
    });
    const body = (await made.json()) as { readonly endpoint?: { readonly id: string } };
    if (body.endpoint === undefined) throw new Error(`no endpoint: ${made.status} ${JSON.stringify(body)}`);
    ids.push(body.endpoint.id);
  }
  return ids;
};

const [, file, role, count] = process.argv;
if (file === fileURLToPath(import.meta.url) && role === ROLE) await serve(Number(count));
