/** Two gateways, each a process of its own, behind a real nginx with compose.yaml's configuration, and who calls it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startMongo } from '../../../scripts/services/mongo.ts';
import { startEntry } from '../../../scripts/services/nginx.ts';
import { freePort } from '../../faults/gateway/free-port.ts';
import type { Json } from '../../support/gateway.ts';
import { ownName, redisUrl } from '../../support/services.ts';
import { until } from '../../support/until.ts';
import { type ChildGateway, startChildGateway } from '../support/child-gateway.ts';
import type { ToldEvent } from '../support/event-log.ts';
import { openSentEvents } from '../support/sse.ts';

const AGAIN_MS = 20;

export type Answer = { readonly status: number; readonly body: Json };

/** A client that asks again, with the same words, until it has an answer that is one. */
export type Client = {
  readonly ask: (
    method: string,
    path: string,
    options?: { readonly body?: object; readonly headers?: Record<string, string> },
  ) => Promise<Answer>;
  /** Why it had to ask again: a status, or 'connection'. */
  readonly refusals: readonly (number | 'connection')[];
};

export const createClient = (url: string, token: string): Client => {
  const refusals: (number | 'connection')[] = [];
  const attempt = async (path: string, init: RequestInit): Promise<Answer | null> => {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  };
  return {
    refusals,
    ask: async (method, path, { body, headers = {} } = {}) => {
      for (;;) {
        const answer = await attempt(path, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }).catch((error: unknown) => {
          // What fetch rejects with when there is no whole answer.
          if (error instanceof TypeError) return null;
          throw error;
        });
        if (answer !== null && answer.status < 500 && answer.body?.code !== 'idempotency_in_progress') return answer;
        if (answer === null || answer.status >= 500) refusals.push(answer?.status ?? 'connection');
        await pause(AGAIN_MS);
      }
    },
  };
};

/** Reads the stream of events, and goes on behind the last one whenever it ends. */
export const readEvents = (url: string, token: string) => {
  const told: ToldEvent[] = [];
  const closing = new AbortController();
  let streams = 0;
  const read = async (): Promise<void> => {
    const last = told.at(-1);
    const stream = await openSentEvents(`${url}/api/v1/events/stream`, {
      method: 'GET',
      headers: { authorization: `Bearer ${token}`, ...(last === undefined ? {} : { 'last-event-id': last.id }) },
      signal: closing.signal,
    });
    streams += 1;
    for await (const { id, event, data } of stream) {
      if (id !== null) told.push({ id, type: event, data: JSON.parse(data).data });
    }
  };
  const done = (async () => {
    while (!closing.signal.aborted) {
      // It breaks with its gateway; what is missing then is seen in what was told.
      await read().catch(() => undefined);
      if (!closing.signal.aborted) await pause(AGAIN_MS);
    }
  })();
  return {
    told,
    streams: () => streams,
    close: async () => {
      closing.abort();
      await done;
    },
  };
};

export type Address = {
  readonly url: string;
  readonly a: ChildGateway;
  readonly b: ChildGateway;
  /** Resolves when the address has led a request to this node since it started. */
  readonly leadsTo: (node: 'a' | 'b') => Promise<void>;
  readonly close: () => Promise<void>;
};

export const openAddress = async (): Promise<Address> => {
  const folder = await mkdtemp(join(tmpdir(), 'voltgate-entry-'));
  // Of its own, and the fastest there is: a deployment is not on a server that takes 60 writes a second.
  const mongo = await startMongo(await mkdtemp(join(folder, 'mongo-')), '127.0.0.1', ['mongod', 'java', 'ferretdb']);
  const ports = { a: await freePort(), b: await freePort() };
  const entry = await startEntry(folder, ports);
  const environment = {
    MONGODB_URL: `${mongo.url}/${ownName()}`,
    REDIS_URL: redisUrl(),
    RATE_LIMIT: '0',
    OCPP_BOOT_WAIT_S: '0',
    PUBLIC_URL: entry.url,
    TRUSTED_PROXIES: '127.0.0.1',
  };
  // One after the other: the first makes the indexes and the keys.
  const a = await startChildGateway({ ...environment, PORT: String(ports.a) });
  const b = await startChildGateway({ ...environment, PORT: String(ports.b) });
  return {
    url: entry.url,
    a,
    b,
    leadsTo: (node) =>
      until(async () => {
        const text = await (await fetch(`http://127.0.0.1:${ports[node]}/metrics`)).text();
        return /^voltgate_http_requests_total\{[^}]*\} [1-9]/m.test(text);
      }),
    close: async () => {
      await Promise.all([a.close(), b.close()]);
      await Promise.all([entry.close(), mongo.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};
