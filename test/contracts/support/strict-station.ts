/** A station on a program that shares nothing with ours: the RPC client of ocpp-rpc, holding both sides to the schemas. */
import { createRequire } from 'node:module';
import ocppRpc from 'ocpp-rpc';
import type { OcppVersion } from '../../../src/domain/station.ts';

// A CommonJS module: its names are properties of what it exports.
const { RPCClient, createValidator } = ocppRpc as unknown as typeof import('ocpp-rpc');

export const SUBPROTOCOLS: Readonly<Record<OcppVersion, string>> = {
  '1.6': 'ocpp1.6',
  '2.0.1': 'ocpp2.0.1',
  '2.1': 'ocpp2.1',
};

type Payload = Readonly<Record<string, unknown>>;
export type Answers = Readonly<Record<string, (params: Payload) => Payload>>;
export type Command = { readonly method: string; readonly params: Payload };

export type StrictStation = {
  /** A CALL; rejects with the error of a CALLERROR or of a schema that was not met. */
  readonly call: (method: string, params: object) => Promise<Payload>;
  /** A frame as it is. */
  readonly send: (text: string) => void;
  /** The next CALL of this name that it has answered; each is handed out once. */
  readonly answered: (method: string) => Promise<Payload>;
  /** What broke a schema, in either direction, and what was answered with an error. */
  readonly faults: readonly string[];
  readonly close: () => Promise<void>;
};

type Definition = { readonly type?: string; readonly additionalProperties?: unknown };
type SchemaWithId = { readonly $id: string; readonly definitions?: Readonly<Record<string, Definition>> };

/** Some say of a text which properties it may have; ajv warns of each. */
const withoutStray = (definition: Definition): Definition => {
  const { additionalProperties: _, ...rest } = definition;
  return definition.type === 'object' ? definition : rest;
};

/**
 * ocpp-rpc asks for `urn:Action.req` and `.conf`, but names its schemas of OCPP 2.1 `urn:ActionRequest` and
 * `…Response`: the same schemas, under the names that it looks for.
 */
const validatorOf21 = () => {
  const schemas = createRequire(import.meta.url)('ocpp-rpc/lib/schemas/ocpp2_1.json') as readonly SchemaWithId[];
  const renamed = schemas.map((schema) => ({
    ...schema,
    definitions: Object.fromEntries(
      Object.entries(schema.definitions ?? {}).map(([name, definition]) => [name, withoutStray(definition)]),
    ),
    $id: schema.$id.replace(/Request$/, '.req').replace(/Response$/, '.conf'),
  }));
  return createValidator('ocpp2.1', renamed as never);
};

const text = (value: unknown): string => (value instanceof Error ? `${value.name}: ${value.message}` : String(value));

export const connectStrictStation = async (options: {
  /** ws://…/ocpp */
  readonly url: string;
  readonly id: string;
  readonly version: OcppVersion;
  readonly password?: string;
  readonly answers?: Answers;
}): Promise<StrictStation> => {
  const client = new RPCClient({
    endpoint: options.url,
    identity: options.id,
    protocols: [SUBPROTOCOLS[options.version]],
    password: options.password ?? null,
    strictMode: true,
    strictModeValidators: [validatorOf21()],
    reconnect: false,
    callTimeoutMs: 10_000,
  } as never);

  const faults: string[] = [];
  const done: Command[] = [];
  const waiting: { readonly method: string; readonly resolve: (params: Payload) => void }[] = [];
  const inWork = new Map<string, Command>();

  const finished = (command: Command): void => {
    const index = waiting.findIndex(({ method }) => method === command.method);
    if (index === -1) done.push(command);
    else waiting.splice(index, 1)[0]?.resolve(command.params);
  };

  client.on('strictValidationFailure', ({ method, outbound, isCall, error, params, result }) => {
    const what = JSON.stringify(isCall ? params : result);
    faults.push(`${outbound ? 'station' : 'gateway'} ${method}: ${text(error)} in ${what}`);
  });
  client.on('badMessage', ({ error }) => faults.push(`frame: ${text(error)}`));
  client.on('callError', ({ method, error }) => faults.push(`${method}: ${text(error)}`));
  client.on('call', ({ outbound, payload }) => {
    if (!outbound) inWork.set(String(payload[1]), { method: String(payload[2]), params: payload[3] });
  });
  client.on('message', ({ outbound, message }) => {
    if (!outbound) return;
    const [type, id] = JSON.parse(String(message)) as [number, string];
    const command = type === 3 ? inWork.get(id) : undefined;
    if (command === undefined) return;
    inWork.delete(id);
    finished(command);
  });
  for (const [method, answer] of Object.entries(options.answers ?? {})) {
    client.handle(method, async ({ params }) => answer(params ?? {}));
  }
  await client.connect();

  return {
    call: async (method, params) => (await client.call(method, params)) as Payload,
    send: (frame) => client.sendRaw(frame),
    answered: (method) => {
      const index = done.findIndex((command) => command.method === method);
      const [command] = index === -1 ? [] : done.splice(index, 1);
      if (command !== undefined) return Promise.resolve(command.params);
      return new Promise((resolve) => waiting.push({ method, resolve }));
    },
    faults,
    close: async () => {
      await client.close();
    },
  };
};
