/** The compiled checks judge every request as express-openapi-validator does, which stays here as the oracle. */
import { Agent, createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DescribedOperation,
  type Description,
  operationsOf,
  readDescription,
} from '../../src/rest/description.ts';
import { matchedOf } from '../../src/rest/request.ts';
import { createValidation, requireKnownQuery } from '../../src/rest/validation.ts';

type Asked = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};
type Verdict = { readonly passed?: object; readonly status?: number; readonly message?: string };

/** The oracle holds a list as a whole. */
const wholly = (description: Description): Description => {
  const copy = structuredClone(description);
  for (const path of Object.values(copy.paths)) Reflect.deleteProperty(path.put ?? {}, 'x-items-alone');
  return copy;
};

const description = wholly(readDescription());
const operations = operationsOf(description);
const agent = new Agent({ keepAlive: true });

/** The oracle takes a parameter of the path in place of an operation's own of that name: it is given the operation's alone. */
const withOwnParameters = ({ paths, ...rest }: Description): object => {
  const placeOf = (given: object): string => {
    const known =
      '$ref' in given ? description.components.parameters[String(given.$ref).split('/').at(-1) ?? ''] : given;
    const { name, in: place } = (known ?? {}) as { readonly name?: string; readonly in?: string };
    return `${place} ${name}`;
  };
  const items = Object.entries(paths).map(([path, { parameters: ofPath = [], ...item }]) => {
    const methods = Object.entries(item).map(([method, operation]) => {
      const own = operation.parameters ?? [];
      const others = ofPath.filter((given) => !own.some((one) => placeOf(one) === placeOf(given)));
      return [method, { ...operation, parameters: [...own, ...others] }];
    });
    return [path, Object.fromEntries(methods)];
  });
  return structuredClone({ ...rest, paths: Object.fromEntries(items) });
};

const oracle = (): RequestHandler[] => {
  const handlers = middleware({
    apiSpec: withOwnParameters(description) as never,
    validateRequests: { allErrors: true, allowUnknownQueryParameters: true },
    validateResponses: false,
    validateSecurity: false,
    validateApiSpec: false,
  });
  // It would name only the first of the parameters that it does not know.
  const knownOnly: RequestHandler = (request, _response, next) => {
    const { openapi } = request as { openapi?: { schema: { operationId: string } } };
    const operation = operations.find(({ operationId }) => operationId === openapi?.schema.operationId);
    if (operation !== undefined) requireKnownQuery(request, operation);
    next();
  };
  return [...(handlers as RequestHandler[]), knownOnly];
};

/** Answers how the handlers judge: what they pass on, or what they refuse with. */
const judge = (handlers: readonly RequestHandler[]) => {
  const app = express();
  app.use(express.json({ type: ['application/json', 'application/merge-patch+json'] }), ...handlers);
  app.use((request, response) => {
    const { openapi } = request as {
      openapi?: { pathParams: object; schema: { operationId: string; requestBody?: object } };
    };
    const takesBody = Boolean(openapi?.schema.requestBody) || (matchedOf(response)?.operation.bodies.size ?? 0) > 0;
    const matched = matchedOf(response);
    response.json({
      passed: {
        operationId: openapi?.schema.operationId ?? matched?.operation.operationId,
        params: openapi?.pathParams ?? matched?.params,
        query: request.query,
        body: takesBody ? request.body : null,
      },
    });
  });
  const tell: ErrorRequestHandler = (error, request, response, _next) => {
    const told: readonly { readonly path: string; readonly message: string }[] = error.errors ?? [];
    // What is wrong with the request as a whole points at nothing, as the problem handler has it.
    const errors = told
      .filter(({ path }) => error.status === 400 && path !== request.path)
      .map(({ path, message }) => ({ path, message }));
    const allow: string[] = error.headers?.Allow?.split(', ').toSorted() ?? [];
    response.json({ status: error.status ?? 500, message: error.message, errors, allow });
  };
  app.use(tell);
  return createServer(app);
};

const ask = (port: number, { method, url, headers, body }: Asked): Promise<Verdict> =>
  new Promise((resolve, reject) => {
    const length = body === null ? {} : { 'content-length': Buffer.byteLength(body) };
    const asked = send(
      { host: '127.0.0.1', port, agent, method, path: url, headers: { ...headers, ...length } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (text === '') reject(new Error(`${method} ${url} has no answer: ${response.statusCode}`));
          else resolve(JSON.parse(text));
        });
      },
    );
    asked.on('error', reject);
    asked.end(body ?? undefined);
  });

const servers = { oracle: judge(oracle()), own: judge([createValidation(description).handler]) };
beforeAll(async () => {
  for (const server of Object.values(servers)) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
});
afterAll(() => {
  agent.destroy();
  for (const server of Object.values(servers)) {
    server.closeAllConnections();
    server.close();
  }
});

const both = async (asked: Asked): Promise<readonly [own: Verdict, oracle: Verdict]> => {
  const [own, expected] = await Promise.all(
    [servers.own, servers.oracle].map((server) => ask((server.address() as AddressInfo).port, asked)),
  );
  return [own ?? {}, expected ?? {}];
};

const ODD_TEXTS = [
  '',
  ' ',
  '0',
  '1',
  '50',
  '1001',
  '-1',
  '1.5',
  '1e2',
  'true',
  'false',
  'null',
  'x',
  'é',
  'X'.repeat(256),
];
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e9,
  '',
  'x',
  [],
  [1],
  {},
  { a: 1 },
  'X'.repeat(300),
];

type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};

const resolve = (schema: Schema): Schema =>
  schema.$ref === undefined
    ? schema
    : resolve((description.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) as Schema);

/** Values as the schema has them, now and then another. */
const arbitraryOf = (given: Schema, depth = 0): fc.Arbitrary<unknown> => {
  const schema = resolve(given);
  const odd = fc.constantFrom(...ODD_VALUES);
  const usually = (likely: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 12, arbitrary: likely }, { weight: 1, arbitrary: odd });
  if (schema.enum !== undefined) return usually(fc.constantFrom(...schema.enum));
  const [type] = [schema.type ?? []].flat();
  if (type === 'object' && depth < 6) {
    const properties = Object.entries(schema.properties ?? {});
    const required = schema.required ?? [];
    const whole = fc.record(
      { ...Object.fromEntries(properties.map(([name, value]) => [name, arbitraryOf(value, depth + 1)])), other: odd },
      { requiredKeys: [] },
    );
    const right = fc.record(
      Object.fromEntries(properties.map(([name, value]) => [name, arbitraryOf(value, depth + 1)])),
      {
        requiredKeys: required.filter((name) => properties.some(([known]) => known === name)),
      },
    );
    return usually(fc.oneof({ weight: 5, arbitrary: right }, { weight: 1, arbitrary: whole }));
  }
  if (type === 'array') return usually(fc.array(arbitraryOf(schema.items ?? {}, depth + 1), { maxLength: 3 }));
  if (type === 'integer') return usually(fc.integer({ min: schema.minimum ?? -3, max: (schema.minimum ?? 0) + 20 }));
  if (type === 'number') return usually(fc.constantFrom(0, 1, 0.5, 6, 32, 100_000));
  if (type === 'boolean') return usually(fc.boolean());
  if (schema.format === 'date-time')
    return usually(fc.constantFrom('2026-03-01T12:00:00Z', '2026-03-01T12:00:00+01:00', '2026-03-01', 'soon'));
  if (schema.pattern !== undefined) return usually(fc.constantFrom('NLD', 'nld', 'NL', '52.1', '5.000000'));
  return usually(fc.string({ minLength: 1, maxLength: 12 }));
};

/** `'` beside `@` or `#` is left out: Node's url.parse, which the oracle uses, then encodes it by itself. */
const queryText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ODD_TEXTS).map(encodeURIComponent) },
  { weight: 2, arbitrary: fc.constantFrom('2026-03-01T12:00:00Z', '2026-03-01T12:00:00%2B01:00', 'session.started') },
  { weight: 1, arbitrary: fc.constantFrom('session.started,station.online', 'a,,b', 'ACTIVE', 'newest_first') },
  { weight: 1, arbitrary: fc.constantFrom(...":/?[]!$'()*+,;=%".split(''), '%41', '%zz') },
);

const queryFor = (operation: DescribedOperation): fc.Arbitrary<string> => {
  const known = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  // A list without a value, and a list with names, make the oracle throw a TypeError.
  const lists = operation.parameters.filter(({ schema }) => schema.type === 'array').map(({ name }) => name);
  const name = fc.constantFrom(...known, ...known, ...known, 'foo', 'foo[a]', '[x]', 'limit[]', 'cursor[a]', 'types[]');
  const pair = fc
    .tuple(name, queryText, fc.integer({ min: 0, max: 20 }))
    .map(([key, value, chance]) => (chance === 0 && !lists.includes(key) ? key : `${key}=${value}`));
  return fc.array(pair, { maxLength: 4 }).map((pairs) => (pairs.length === 0 ? '' : `?${pairs.join('&')}`));
};

const SEGMENTS = [
  'S1',
  'X'.repeat(255),
  'X'.repeat(256),
  '%C3%A9',
  '%',
  '%zz',
  'a%2Fb',
  'START_SESSION',
  'stream',
  '{id}',
];
const MEDIA_TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'Application/JSON;a=b',
  'application/merge-patch+json',
  'text/plain',
  'text/plain; Charset=UTF-8; b=1; a=2',
  'multipart/form-data; boundary=x',
  'application/*',
];

const asked: fc.Arbitrary<Asked> = fc.constantFrom(...operations).chain((operation) => {
  const schema = [...operation.bodies.values()][0] as Schema | undefined;
  const likelyType = operation.bodies.size === 0 ? null : ([...operation.bodies.keys()][0] ?? null);
  return fc
    .record({
      method: fc.oneof(
        { weight: 12, arbitrary: fc.constant(operation.method.toUpperCase()) },
        { weight: 1, arbitrary: fc.constantFrom('GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD') },
      ),
      segment: fc.oneof({ weight: 4, arbitrary: fc.constant('S1') }, fc.constantFrom(...SEGMENTS)),
      tail: fc.oneof({ weight: 9, arbitrary: fc.constant('') }, fc.constantFrom('/', '//', '/more')),
      upper: fc.integer({ min: 0, max: 15 }),
      query: queryFor(operation),
      type: fc.oneof({ weight: 9, arbitrary: fc.constant(likelyType) }, fc.constantFrom(null, ...MEDIA_TYPES)),
      header: fc.constantFrom(null, null, null, '', '"1"', 'X'.repeat(256)),
      body:
        schema === undefined
          ? fc.constantFrom(null, null, {})
          : fc.oneof({ weight: 20, arbitrary: arbitraryOf(schema) }, fc.constant(null)),
    })
    .map(({ method, segment, tail, upper, query, type, header, body }) => {
      const path = operation.path.replaceAll(/\{\w+\}/g, segment) + tail;
      // Those that HEAD answers have no body to read the verdict from.
      const asks = method === 'HEAD' ? 'DELETE' : method;
      const isText = typeof body === 'object' && body !== null;
      return {
        method: asks,
        url: (upper === 0 ? `/api/v1/${path.slice('/api/v1/'.length).toUpperCase()}` : path) + query,
        headers: {
          ...(type === null ? {} : { 'content-type': type }),
          ...(header === null ? {} : { 'if-match': header, 'idempotency-key': header, 'last-event-id': header }),
        },
        body: isText && asks !== 'GET' ? JSON.stringify(body) : null,
      };
    });
});

describe('the compiled checks', () => {
  it('judge any request as the oracle does', async () => {
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(asked, async (request) => {
        const [own, expected] = await both(request);
        if (expected.passed !== undefined) passed += 1;
        // A body that may be left out needs no media type: the oracle wants one, and looks at nothing else.
        const isUntyped = expected.status === 415 && request.headers['content-type'] === undefined;
        if (isUntyped && own.status !== 415) return;
        // What is there only under the names of commands is told as what is not there, with those names.
        if (expected.status === 405 && own.message?.startsWith('There is no ')) return;
        // Of forms that exclude each other the oracle tells what the others lack, too.
        if (own.status === 400 && own.message?.includes('must have only one of')) {
          expect(expected.status).toBe(400);
          return;
        }
        expect(own).toEqual(expected);
      }),
      { numRuns: 1500 },
    );
    // It would show nothing if all were refused.
    expect(passed).toBeGreaterThan(100);
  }, 120_000);

  it.each([
    ['a list without a value', '/api/v1/events?types', '/query/types'],
    ['a list with a name', '/api/v1/events?types[a]=1', '/query/types'],
  ])('refuse %s, at which the oracle fails', async (_name, url, path) => {
    const [own, expected] = await both({ method: 'GET', url, headers: {}, body: null });
    expect(expected).toMatchObject({ status: 500 });
    expect(own).toMatchObject({ status: 400, errors: [{ path }] });
  });
});
