/** Requests of the same meaning on each face, with the code that comes back. */
import { request } from 'undici';
import type { Json } from '../../support/gateway.ts';

export const CODE_FACES = ['rest', 'graphql', 'mcp'] as const;
export type CodeFace = (typeof CODE_FACES)[number];

/** status: HTTP's. code: of the error; null: there is none. body: as it came. */
export type Told = { readonly status: number; readonly code: string | null; readonly body: Json };

/** Where a face is, and who asks; null: without a token. */
export type At = { readonly url: string; readonly token: string | null };

const send = async (
  { url, token }: At,
  path: string,
  method: 'GET' | 'POST' | 'PUT',
  body: object | null,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: Json }> => {
  const answer = await request(`${url}${path}`, {
    method,
    body: body === null ? null : JSON.stringify(body),
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: text === '' ? null : (JSON.parse(text) as Json) };
};

export const askRest = async (
  at: At,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body: object | null = null,
  headers: Readonly<Record<string, string>> = {},
): Promise<Told> => {
  const answer = await send(at, `/api/v1${path}`, method, body, headers);
  return { ...answer, code: answer.body?.code ?? answer.body?.error?.code ?? null };
};

export const askGraphql = async (at: At, query: string, input: object | null = null): Promise<Told> => {
  const variables = input === null ? {} : { input };
  const answer = await send(at, '/graphql', 'POST', { query, variables });
  const data: Json = Object.values(answer.body.data ?? {})[0];
  return { ...answer, code: answer.body.errors?.[0]?.extensions?.code ?? data?.error?.code ?? null };
};

export const askTool = async (at: At, name: string, given: object): Promise<Told> => {
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } };
  const accept = 'application/json, text/event-stream';
  const answer = await send(at, '/mcp?access=write', 'POST', call, { accept });
  const content = answer.body.result?.structuredContent;
  const code = answer.body.error?.data?.code ?? content?.code ?? content?.command?.error?.code ?? null;
  return { ...answer, code };
};

const camel = (value: Json): Json =>
  Array.isArray(value)
    ? value.map(camel)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([name, held]) => [
            name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()),
            camel(held),
          ]),
        )
      : value;

/** A command, of an agent its first step. */
export const askCommand = (face: CodeFace, at: At, type: string, input: object): Promise<Told> => {
  if (face === 'rest') return askRest(at, 'POST', `/commands/${type}`, input);
  if (face === 'mcp') return askTool(at, 'prepare_command', { type, input });
  const field = type.toLowerCase().replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  const named = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  return askGraphql(at, `mutation ($input: ${named}!) { ${field}(input: $input) { id } }`, camel(input));
};

/** What became of a command. */
export const readCommand = (face: CodeFace, at: At, id: string): Promise<Told> => {
  if (face === 'rest') return askRest(at, 'GET', `/commands/${id}`);
  if (face === 'mcp') return askTool(at, 'get_command', { id });
  return askGraphql(at, `{ command(id: "${id}") { error { code } } }`);
};

export const readStation = (face: CodeFace, at: At, id: string): Promise<Told> => {
  if (face === 'rest') return askRest(at, 'GET', `/stations/${id}`);
  if (face === 'mcp') return askTool(at, 'get_station', { id });
  return askGraphql(at, `{ station(id: "${id}") { id } }`);
};
