import { OPERATIONS } from '../../operations.gen.ts';
import type { OperationId } from '../../operations.ts';
import { type Command, Fault, needed } from '../command.ts';

const readBody = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new Fault(`--body is no JSON: ${error instanceof Error ? error.message : error}`);
  }
};

const isOperation = (name: string): name is OperationId => Object.hasOwn(OPERATIONS, name);

/** `name=value` pairs. */
const pairs = (given: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    (Array.isArray(given) ? given : []).map((pair: string) => {
      const [name = '', ...rest] = pair.split('=');
      return [name, rest.join('=')];
    }),
  );

export const call: Command = {
  summary: 'any operation of the API by its name in the reference',
  usage: 'OPERATION [--path NAME=VALUE]… [--query NAME=VALUE]… [--body JSON]',
  options: {
    path: { type: 'string', multiple: true },
    query: { type: 'string', multiple: true },
    body: { type: 'string' },
  },
  run: async ({ client, print }, positionals, values) => {
    const name = needed(positionals, 0, 'OPERATION');
    if (!isOperation(name)) throw new Fault(`There is no operation ${name}: ${Object.keys(OPERATIONS).join(', ')}.`);
    const input = {
      path: pairs(values.path),
      query: pairs(values.query),
      ...(typeof values.body === 'string' ? { body: readBody(values.body) } : {}),
    };
    const { data } = await (await client()).whole(name, input as never);
    if (data !== undefined) print(JSON.stringify(data, null, 2));
  },
};
