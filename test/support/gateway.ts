/** A whole gateway for a test: real sockets on free ports, a real SQLite file in a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gateway, startGateway } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Scope } from '../../src/domain/access.ts';
import type { Log } from '../../src/services/ports/observing.ts';
import type { Clock } from '../../src/services/ports/time.ts';

export const ADMIN_SECRET = 'test-admin-secret-0123456789';

export type Answer<T> = { readonly status: number; readonly headers: Headers; readonly body: T };
// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects and fails where it is not there
export type Json = any;

/** What a client of a gateway does, over real HTTP. */
export type TestApi = {
  readonly url: string;
  /** ws://…/ocpp */
  readonly stationsUrl: string;
  /** An access token of a client; the administration's by default. */
  readonly token: (clientId?: string, secret?: string, scope?: string) => Promise<string>;
  /** A client with these scopes and grants, and an access token of it. */
  readonly client: (options: {
    readonly id: string;
    readonly scopes: readonly Scope[];
    readonly locationIds?: readonly string[];
    readonly tokenUids?: readonly string[];
  }) => Promise<string>;
  readonly request: (
    method: string,
    path: string,
    options?: { readonly body?: unknown; readonly token?: string; readonly headers?: Record<string, string> },
  ) => Promise<Answer<Json>>;
  readonly get: (path: string, token?: string) => Promise<Json>;
  readonly graphql: (query: string, variables?: object, token?: string) => Promise<Json>;
};

export type TestGateway = TestApi & {
  readonly gateway: Gateway;
  readonly dataDir: string;
  /** Closes it and starts another on the same data and port; whileDown happens in between. */
  readonly restart: (whileDown?: () => Promise<void>) => Promise<TestGateway>;
  readonly close: () => Promise<void>;
};

/** What no password is safe with, and no test waits for. */
const LIGHT = { memoryKiB: 8, passes: 1 };

type Options = {
  readonly environment?: Record<string, string>;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly dataDir?: string;
};

/** Of a gateway that runs anywhere; the administration's secret is ADMIN_SECRET there. */
export const createTestApi = async (url: string): Promise<TestApi> => {
  const token: TestApi['token'] = async (clientId = 'admin', secret = ADMIN_SECRET, scope) => {
    const response = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) }),
    });
    const body = (await response.json()) as Json;
    if (response.status !== 200) throw new Error(`no token for ${clientId}: ${JSON.stringify(body)}`);
    return body.access_token;
  };
  const adminToken = await token();

  const request: TestApi['request'] = async (method, path, input = {}) => {
    const response = await fetch(path.startsWith('http') ? path : `${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${input.token ?? adminToken}`,
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...input.headers,
      },
      ...(input.body === undefined
        ? {}
        : { body: typeof input.body === 'string' ? input.body : JSON.stringify(input.body) }),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, body: json && text !== '' ? JSON.parse(text) : text };
  };

  return {
    url,
    stationsUrl: `${url.replace(/^http/, 'ws')}/ocpp`,
    token,
    client: async ({ id, scopes, locationIds, tokenUids }) => {
      const { body } = await request('PUT', `/api/v1/clients/${id}`, {
        body: {
          name: id,
          scopes,
          grants: { location_ids: locationIds ?? null, token_uids: tokenUids ?? null },
          rotate_secret: true,
        },
      });
      return token(id, body.client_secret);
    },
    request,
    get: async (path, as) => {
      const answer = await request('GET', path, as === undefined ? {} : { token: as });
      if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    graphql: async (query, variables = {}, as) => {
      const answer = await request('POST', '/graphql', {
        body: { query, variables },
        ...(as === undefined ? {} : { token: as }),
      });
      return answer.body;
    },
  };
};

export const startTestGateway = async (options: Options = {}): Promise<TestGateway> =>
  startOn(options.dataDir ?? (await mkdtemp(join(tmpdir(), 'voltgate-test-'))), options);

/** The folder is taken away at the end when it was made here, that is, when the options name none. */
const startOn = async (dataDir: string, options: Options): Promise<TestGateway> => {
  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    ADMIN_CLIENT_SECRET: ADMIN_SECRET,
    LOG_LEVEL: 'silent',
    // Tests ask more than any client; those of the limit set it.
    RATE_LIMIT: '0',
    // Stations of tests answer what their test asks of them; those that are about the reading set it.
    OCPP_CONFIGURATION_AFTER_S: 'off',
    // Commands go at once to a station that has connected; those that are about its boot set it.
    OCPP_BOOT_WAIT_S: '0',
    ...options.environment,
  });
  const gateway = await startGateway(config, {
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ...(options.log === undefined ? {} : { log: options.log }),
    passwordCost: LIGHT,
  });
  const api = await createTestApi(gateway.url);

  const close = async (keepData: boolean) => {
    await gateway.close();
    if (!keepData && options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };

  return {
    ...api,
    gateway,
    dataDir,
    restart: async (whileDown) => {
      await close(true);
      await whileDown?.();
      // The same port: stations and subscribers find it again.
      return startOn(dataDir, { ...options, environment: { ...options.environment, PORT: String(gateway.port) } });
    },
    close: () => close(false),
  };
};
