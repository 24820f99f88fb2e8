/** REST on a free port over memory services; every answer is held against the description. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMemoryRateLimiter } from '../../src/limits/memory-rate-limiter.ts';
import { createRestFace } from '../../src/rest/face.ts';
import type { Log } from '../../src/services/ports.ts';
import { createRequestQuota } from '../../src/services/request-quota.ts';
import { authenticateByToken } from './callers.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { createMemoryServices, type MemoryServices } from './memory-services.ts';
import { createRecordedMetrics, type RecordedMetrics } from './recorded-metrics.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects and fails where it is not there
type Json = any;
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Json; readonly text: string };
type Options = {
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
};

export type RestFaceUnderTest = MemoryServices & {
  readonly clock: ManualClock;
  readonly metrics: RecordedMetrics;
  readonly logged: { readonly fields: Record<string, unknown>; readonly message: string }[];
  readonly url: string;
  readonly call: (method: string, path: string, options?: Options) => Promise<Answer>;
  readonly warmUp: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const PUBLIC_URL = 'https://charge.example';

export const startRestFace = async ({
  validateResponses = true,
  requestsAMinute = null,
}: {
  readonly validateResponses?: boolean;
  readonly requestsAMinute?: number | null;
} = {}): Promise<RestFaceUnderTest> => {
  const memory = createMemoryServices();
  const clock = createManualClock();
  const metrics = createRecordedMetrics();
  const logged: { fields: Record<string, unknown>; message: string }[] = [];
  const nothing = () => undefined;
  const log: Log = {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (fields, message) => void logged.push({ fields, message }),
  };
  let ids = 0;
  const face = createRestFace({
    services: memory.services,
    authenticate: authenticateByToken,
    requestQuota: createRequestQuota({
      limiter: requestsAMinute === null ? null : createMemoryRateLimiter({ quota: requestsAMinute, windowS: 60 }),
      metrics,
    }),
    log,
    metrics,
    clock,
    newId: () => `request-${++ids}`,
    publicUrl: PUBLIC_URL,
    validateResponses,
  });
  const server = createServer(face.handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...memory,
    clock,
    metrics,
    logged,
    url,
    call: async (method, path, { token = 'all', body, headers = {} } = {}) => {
      const response = await fetch(path.startsWith('http') ? path : `${url}${path}`, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: isJson ? JSON.parse(text === '' ? 'null' : text) : null,
      };
    },
    warmUp: face.warmUp,
    close: async () => {
      await face.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
