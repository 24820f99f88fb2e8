/** A small gateway that nobody here wrote the rpc or the schemas of: ocpp-rpc's server in strict mode. */

import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { createValidator, RPCServer } from 'ocpp-rpc';
import type { SimulatedVersion } from '../../../src/simulator/core.ts';

export type Heard = { readonly action: string; readonly params: Record<string, unknown>; readonly stationId: string };

type Client = {
  readonly identity: string;
  readonly protocol: string;
  call: (action: string, params: object, options?: object) => Promise<Record<string, unknown>>;
  close: (options?: object) => Promise<unknown>;
  handle: (handler: (call: { method: string; params: Record<string, unknown> }) => unknown) => void;
  on: (event: string, listener: (detail: never) => void) => void;
  handshake: { readonly password?: Buffer };
};

export type StrictGateway = {
  readonly url: string;
  readonly heard: Heard[];
  /** What the strict mode found wrong with frames of the station; must stay empty. */
  readonly violations: unknown[];
  /** What the gateway says instead; throwing answers with a CALLERROR. */
  readonly answers: Map<string, (params: Record<string, unknown>) => unknown>;
  readonly clients: Client[];
  /** Calls the station that connected last. */
  readonly call: (action: string, params: object) => Promise<Record<string, unknown>>;
  readonly of: (action: string) => Record<string, unknown>[];
  readonly close: () => Promise<void>;
};

export const SUBPROTOCOLS: Record<SimulatedVersion, string> = {
  '1.6': 'ocpp1.6',
  '2.0.1': 'ocpp2.0.1',
  '2.1': 'ocpp2.1',
};

export const VERSIONS = ['1.6', '2.0.1', '2.1'] as const;

/**
 * ocpp-rpc 2.2.1 looks up urn:<action>.req and .conf, and its 2.1 schemas are named urn:<action>Request and Response:
 * without this it refuses every 2.1 message.
 */
type Schema = { $id: string; definitions?: Record<string, Record<string, unknown>> };

/** Its string types carry additionalProperties, which means nothing and which Ajv warns of on every use. */
const withoutNoise = (definitions: Schema['definitions'] = {}) =>
  Object.fromEntries(
    Object.entries(definitions).map(([name, { additionalProperties, ...rest }]) => [
      name,
      rest.type === 'object' ? { ...rest, additionalProperties } : rest,
    ]),
  );

const schemas21 = createRequire(import.meta.url)('ocpp-rpc/lib/schemas/ocpp2_1.json') as Schema[];
const validator21 = createValidator(
  'ocpp2.1',
  schemas21.map((schema) => ({
    ...schema,
    definitions: withoutNoise(schema.definitions),
    $id: schema.$id.replace(/Request$/, '.req').replace(/Response$/, '.conf'),
  })),
);

const tokenOf = (params: Record<string, unknown>): unknown => params.idTag ?? params.idToken;
const blocked = (params: Record<string, unknown>) => JSON.stringify(tokenOf(params) ?? '').includes('BLOCKED');

export const startStrictGateway = async (): Promise<StrictGateway> => {
  const server = new RPCServer({
    protocols: Object.values(SUBPROTOCOLS),
    strictMode: true,
    strictModeValidators: [validator21],
  });
  const heard: Heard[] = [];
  const violations: unknown[] = [];
  const answers: StrictGateway['answers'] = new Map();
  const clients: Client[] = [];
  const transactions = new Map<string, number>();

  const usual = (client: Client, method: string, params: Record<string, unknown>): unknown => {
    const v16 = client.protocol === 'ocpp1.6';
    const now = new Date().toISOString();
    const status = blocked(params) ? 'Blocked' : 'Accepted';
    switch (method) {
      case 'BootNotification':
        return { status: 'Accepted', interval: 3600, currentTime: now };
      case 'Heartbeat':
        return { currentTime: now };
      case 'Authorize':
        return v16 ? { idTagInfo: { status } } : { idTokenInfo: { status } };
      case 'StartTransaction': {
        // A retried start is the same transaction.
        const key = JSON.stringify([client.identity, params]);
        const transactionId = transactions.get(key) ?? transactions.size + 1;
        transactions.set(key, transactionId);
        return { transactionId, idTagInfo: { status } };
      }
      case 'TransactionEvent':
        return params.idToken === undefined ? {} : { idTokenInfo: { status } };
      default:
        return {};
    }
  };

  server.auth((accept) => accept({}));
  server.on('client', (client: Client) => {
    clients.push(client);
    client.handle(({ method, params }) => {
      heard.push({ action: method, params, stationId: client.identity });
      const answer = answers.get(method);
      return answer === undefined ? usual(client, method, params) : answer(params);
    });
    client.on('strictValidationFailure', (detail) => violations.push(detail));
    client.on('badMessage', (detail) => violations.push(detail));
  });
  const http = await server.listen(0, '127.0.0.1');
  const { port } = http.address() as AddressInfo;

  return {
    url: `ws://127.0.0.1:${port}/ocpp`,
    heard,
    violations,
    answers,
    clients,
    call: (action, params) => {
      const client = clients.at(-1);
      if (client === undefined) throw new Error('no station is connected');
      return client.call(action, params);
    },
    of: (action) => heard.filter((each) => each.action === action).map(({ params }) => params),
    close: async () => {
      await server.close({ force: true });
    },
  };
};
