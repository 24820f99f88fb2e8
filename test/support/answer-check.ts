/** Holds what a server answers against the description: a wrong answer becomes a 500 that says how it is wrong. */
import { type IncomingMessage, type RequestListener, type ServerResponse, STATUS_CODES } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type DescribedOperation, operationsOf, readDescription } from '../../src/rest/description.ts';
import { createMatch } from '../../src/rest/match.ts';
import { mediaTypeOf } from '../../src/rest/media-type.ts';

type Described = { readonly $ref?: string; readonly content?: Readonly<Record<string, { readonly schema: object }>> };
type WithResponses = { readonly operationId?: string; readonly responses?: Readonly<Record<string, Described>> };

const description = readDescription();
const match = createMatch(operationsOf(description));
const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
addFormats.default(ajv);
ajv.addSchema(description, 'description');

const { responses: shared } = description.components as unknown as {
  readonly responses: Readonly<Record<string, Described>>;
};
const responsesOf = new Map(
  Object.values(description.paths).flatMap((item) =>
    Object.values(item as Readonly<Record<string, WithResponses>>).flatMap(({ operationId, responses }) =>
      operationId === undefined || responses === undefined ? [] : [[operationId, responses] as const],
    ),
  ),
);

/** References of the description begin at its root. */
const rooted = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"description#/')) as object;

const operationFor = (request: IncomingMessage): DescribedOperation | null => {
  try {
    return match(request.method ?? '', (request.url ?? '').split('?', 1)[0] ?? '').operation;
  } catch {
    return null; // refused as it should be
  }
};

/** How an answer is wrong; null: it is right, or no answer of an operation. */
const faultOf = (request: IncomingMessage, response: ServerResponse, body: string): string | null => {
  const operation = operationFor(request);
  const type = mediaTypeOf(String(response.getHeader('content-type') ?? ''));
  if (operation === null || type === 'text/event-stream') return null;
  const responses = responsesOf.get(operation.operationId) ?? {};
  const given = responses[String(response.statusCode)] ?? responses.default;
  const described = given?.$ref === undefined ? given : shared[given.$ref.split('/').at(-1) ?? ''];
  if (described === undefined) return `${operation.operationId} has no answer ${response.statusCode}.`;
  if (body === '') return null;
  const schema = described.content?.[type ?? '']?.schema;
  if (schema === undefined) return `${operation.operationId} answers ${response.statusCode} with no ${type}.`;
  const check = ajv.compile(rooted(schema));
  return check(JSON.parse(body)) ? null : ajv.errorsText(check.errors, { dataVar: 'answer' });
};

export const withAnswerCheck =
  (handler: RequestListener): RequestListener =>
  (request, response) => {
    const end = response.end.bind(response) as (chunk?: unknown, ...rest: readonly unknown[]) => ServerResponse;
    const checked = (chunk?: unknown, ...rest: readonly unknown[]): ServerResponse => {
      const body = typeof chunk === 'string' || Buffer.isBuffer(chunk) ? chunk.toString() : '';
      const fault = response.headersSent ? null : faultOf(request, response, body);
      if (fault === null) return end(chunk, ...rest);
      response.statusCode = 500;
      response.statusMessage = STATUS_CODES[500] ?? '';
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      return end(fault);
    };
    response.end = checked as typeof response.end;
    handler(request, response);
  };
