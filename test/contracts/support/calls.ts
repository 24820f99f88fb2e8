/** Calls of every operation of both faces over real HTTP and WebSockets, with what came back of them. */
import { CloseCode, createClient } from 'graphql-ws';
import { request } from 'undici';
import { WebSocket } from 'ws';
import { graphqlOperations, type Operation, restOperations, type Theirs } from './operations.ts';
import { type ToolRow, toolRows } from './tools.ts';

export type Answer = {
  readonly status: number;
  /** Of the answer's kind, and without errors in it. */
  readonly ok: boolean;
  readonly headers: Headers;
  /** The body; of a stream all until it was over. */
  readonly text: string;
};

export type Call = {
  readonly name: string;
  readonly operation: Operation;
  /** What is asked, as text: which ids it names. */
  readonly said: (ids: Theirs) => string;
  readonly ask: (ids: Theirs, token: string | null) => Promise<Answer>;
};

export type ToolCall = Omit<Call, 'operation'> & { readonly row: ToolRow };

export type Calls = {
  readonly ask: (
    path: string,
    token: string | null,
    init?: {
      readonly method?: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ) => Promise<Answer>;
  readonly askGraphql: (
    document: string,
    token: string | null,
    options?: { readonly variables?: object; readonly accept?: string },
  ) => Promise<Answer>;
  readonly rest: readonly Call[];
  readonly graphql: readonly Call[];
  /** The subscriptions again, over graphql-transport-ws. */
  readonly sockets: readonly Call[];
  readonly tools: readonly ToolCall[];
};

/** What of an answer an object's absence must not change: its status, its headers but for those of each request, its text. */
export const toldIn = ({ headers, text }: Answer): string => {
  const told = [...headers].filter(([name]) => !/^(date|ratelimit.*|x-request-id|content-length)$/.test(name));
  return `${told.map((header) => header.join(': ')).join('\n')}\n${text}`;
};

/** The text with each id that was asked for under the name of its kind, and without what no two answers share. */
export const withoutIds = (text: string, ids: Theirs): string =>
  Object.entries(ids)
    .reduce((left, [kind, id]) => left.replaceAll(id, `<${kind}>`), text)
    .replace(/^etag: W.*$/m, '')
    .replace(/"instance":"\w{26}"/, '')
    // Each request for many has one of its own.
    .replace(/batch_id(=|":")\w{26}/g, '');

const ANY: Theirs = {
  location: 'L',
  station: 'S',
  session: 'X',
  token: 'T',
  command: 'C',
  quarantined: 'Q',
  template: 'Q',
  auditEntry: 'A',
  evse: 'E',
  party: 'NL-ANY',
  account: 'A',
  operation: 'O',
  sandbox: 'XS-000',
  client: 'A',
  event: 'E',
  webhook: 'W',
  delivery: 'W.1',
  firstEvent: 'F',
};

/**
 * As a client is told it: by the close code of its socket, or by an error of the operation. Of a socket that was not let
 * in yet, 4403 is said of a token whose time is over: with another one its client would be.
 */
const socketFault = (fault: unknown): string => {
  const isClose = typeof fault === 'object' && fault !== null && 'code' in fault;
  if (!isClose) return JSON.stringify({ errors: fault });
  const isOut = fault.code === CloseCode.Unauthorized || fault.code === CloseCode.Forbidden;
  const code = isOut ? 'unauthorized' : `closed_${fault.code}`;
  return JSON.stringify({ errors: [{ extensions: { code } }] });
};

const named = <T>(operations: Readonly<Record<string, T>>, name: string): T => {
  const operation = operations[name];
  if (operation === undefined) throw new Error(`The table changed while it was read: ${name}`);
  return operation;
};

/** url: asked when the gateway is there. isOver: whether of a stream enough has been read. */
export const createCalls = (url: () => string, isOver: (text: string) => boolean): Calls => {
  const ask: Calls['ask'] = async (path, token, init = {}) => {
    // Half of what fetch costs, which thousands of calls notice.
    const { method = 'GET', body = null, headers: given = {} } = init;
    const response = await request(`${url()}${path}`, {
      method,
      body,
      headers: {
        'user-agent': 'node',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...given,
      },
    });
    const headers = new Headers();
    for (const [name, value] of Object.entries(response.headers)) headers.set(name, String(value));
    let text = '';
    if (headers.get('content-type')?.startsWith('text/event-stream') === true) {
      const decoder = new TextDecoder();
      for await (const chunk of response.body) {
        text += decoder.decode(chunk, { stream: true });
        if (isOver(text)) break;
      }
    } else text = await response.body.text();
    const status = response.statusCode;
    const isRefused = /"errors":\[|"refused":[1-9]|"isError":true|"jsonrpc":"2.0".*"error":\{/.test(text);
    return { status, ok: status < 300 && !isRefused, headers, text };
  };

  const askGraphql: Calls['askGraphql'] = (query, token, { variables = {}, accept = 'application/json' } = {}) =>
    ask('/graphql', token, { method: 'POST', headers: { accept }, body: JSON.stringify({ query, variables }) });

  const subscribe = async (query: string, token: string | null): Promise<Answer> => {
    const client = createClient({
      url: `${url().replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      ...(token === null ? {} : { connectionParams: { Authorization: `Bearer ${token}` } }),
      retryAttempts: 0,
    });
    let text = '';
    try {
      for await (const result of client.iterate({ query })) {
        text += `${JSON.stringify(result)}\n`;
        if (isOver(text)) break;
      }
    } catch (fault) {
      text += socketFault(fault);
    } finally {
      await client.dispose();
    }
    return { status: 200, ok: !text.includes('"errors":['), headers: new Headers(), text };
  };

  const operations = graphqlOperations(ANY);
  return {
    ask,
    askGraphql,
    rest: Object.entries(restOperations(ANY)).map(
      ([name, operation]): Call => ({
        name,
        operation,
        said: (ids) => JSON.stringify(named(restOperations(ids), name)),
        ask: (ids, token) => {
          const { method, path, body } = named(restOperations(ids), name);
          return ask(`/api/v1${path}`, token, {
            method,
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          });
        },
      }),
    ),
    graphql: Object.entries(operations).map(
      ([name, operation]): Call => ({
        name,
        operation,
        said: (ids) => JSON.stringify(named(graphqlOperations(ids), name)),
        ask: (ids, token) => {
          const { document, variables = {} } = named(graphqlOperations(ids), name);
          const accept = name.startsWith('Subscription.') ? 'text/event-stream' : 'application/json';
          return askGraphql(document, token, { variables, accept });
        },
      }),
    ),
    sockets: Object.entries(operations)
      .filter(([name]) => name.startsWith('Subscription.'))
      .map(
        ([name, operation]): Call => ({
          name: `${name} over WebSocket`,
          operation,
          said: (ids) => JSON.stringify(named(graphqlOperations(ids), name)),
          ask: (ids, token) => subscribe(named(graphqlOperations(ids), name).document, token),
        }),
      ),
    tools: Object.entries(toolRows(ANY)).map(
      ([name, row]): ToolCall => ({
        name,
        row,
        said: (ids) => JSON.stringify(named(toolRows(ids), name)),
        ask: (ids, token) =>
          ask('/mcp?access=write', token, {
            method: 'POST',
            headers: { accept: 'application/json, text/event-stream' },
            body: JSON.stringify({
              jsonrpc: '2.0',
              id: 1,
              method: 'tools/call',
              params: { name, arguments: named(toolRows(ids), name).arguments },
            }),
          }),
      }),
    ),
  };
};
