/** REST on a free port over memory services; every answer is held against the description. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRestFace } from '../../src/rest/face.ts';
import { withAnswerCheck } from './answer-check.ts';
import { createFaceParts, type GateBounds } from './face-parts.ts';

import type { ManualClock } from './manual-clock.ts';
import type { MemoryServices } from './memory-services.ts';
import type { RecordedMetrics } from './recorded-metrics.ts';

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

export const startRestFace = async ({
  requestsAMinute = null,
  gate = {},
}: {
  readonly requestsAMinute?: number | null;
  readonly gate?: GateBounds;
} = {}): Promise<RestFaceUnderTest> => {
  const { memory, clock, metrics, logged, dependencies } = createFaceParts(requestsAMinute, gate);
  const face = createRestFace(dependencies);
  const server = createServer(withAnswerCheck(face.handler));
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
