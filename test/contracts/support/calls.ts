/** Calls of every operation of both faces over real HTTP, with what came back of them. */
import { graphqlOperations, type Operation, restOperations, type Theirs } from './operations.ts';

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

export type Calls = {
  readonly ask: (path: string, token: string | null, init?: RequestInit) => Promise<Answer>;
  readonly askGraphql: (
    document: string,
    token: string | null,
    options?: { readonly variables?: object; readonly accept?: string },
  ) => Promise<Answer>;
  readonly rest: readonly Call[];
  readonly graphql: readonly Call[];
};

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

const named = <T>(operations: Readonly<Record<string, T>>, name: string): T => {
  const operation = operations[name];
  if (operation === undefined) throw new Error(`The table changed while it was read: ${name}`);
  return operation;
};

/** url: asked when the gateway is there. isOver: whether of a stream enough has been read. */
export const createCalls = (url: () => string, isOver: (text: string) => boolean): Calls => {
  const ask: Calls['ask'] = async (path, token, init = {}) => {
    const stop = new AbortController();
    const response = await fetch(`${url()}${path}`, {
      ...init,
      signal: stop.signal,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(init.headers as Record<string, string>),
      },
    });
    let text = '';
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (isStream && isOver(text)) break;
    }
    stop.abort();
    const { status, headers } = response;
    const isRefused = text.includes('"errors":[') || /"refused":[1-9]/.test(text);
    return { status, ok: response.ok && !isRefused, headers, text };
  };

  const askGraphql: Calls['askGraphql'] = (query, token, { variables = {}, accept = 'application/json' } = {}) =>
    ask('/graphql', token, { method: 'POST', headers: { accept }, body: JSON.stringify({ query, variables }) });

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
    graphql: Object.entries(graphqlOperations(ANY)).map(
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
  };
};
