/** GraphQL subscriptions as an app has them: over server-sent events and over WebSocket. */
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Json, TestApi } from '../../support/gateway.ts';
import { orGiveUp } from './patience.ts';
import { openSentEvents } from './sse.ts';

export type Subscription = {
  /** What came, oldest first. */
  readonly values: readonly Json[];
  /** Resolves with all values as soon as one matches. */
  readonly until: (match: (value: Json) => boolean) => Promise<readonly Json[]>;
  readonly close: () => Promise<void>;
};

export const TRANSPORTS = ['SSE', 'WebSocket'] as const;
export type Transport = (typeof TRANSPORTS)[number];

type Asked = { readonly query: string; readonly variables: Record<string, unknown> };

const overSse = async (gateway: TestApi, asked: Asked, end: AbortController) => {
  const told = await openSentEvents(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await gateway.token()}`,
      accept: 'text/event-stream',
      'content-type': 'application/json',
    },
    body: JSON.stringify(asked),
    signal: end.signal,
  });
  return (async function* () {
    for await (const { event, data } of told) if (event === 'next') yield JSON.parse(data);
  })();
};

const overWebSocket = async (gateway: TestApi, asked: Asked) => {
  const client = createClient({
    url: `${gateway.url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { Authorization: `Bearer ${await gateway.token()}` },
    retryAttempts: 0,
  });
  return { client, results: client.iterate(asked) };
};

/** field: the one root field of the subscription. */
export const subscribe = async (
  gateway: TestApi,
  transport: Transport,
  field: string,
  asked: Asked,
): Promise<Subscription> => {
  const values: Json[] = [];
  let waiting: (() => void)[] = [];
  const end = new AbortController();
  const socket = transport === 'WebSocket' ? await overWebSocket(gateway, asked) : null;
  const results: AsyncIterable<Json> = socket?.results ?? (await overSse(gateway, asked, end));

  const read = async () => {
    for await (const { data, errors } of results) {
      values.push(errors === undefined ? data[field] : { errors });
      const told = waiting;
      waiting = [];
      for (const tell of told) tell();
    }
  };
  // Aborting is how a reader leaves; a subscription that breaks shows in what never comes.
  const done = read().catch(() => undefined);

  return {
    values,
    until: async (match) => {
      for (;;) {
        const change = new Promise<void>((resolve) => waiting.push(resolve));
        if (values.some(match)) return [...values];
        await orGiveUp(change, () => values);
      }
    },
    close: async () => {
      end.abort();
      await socket?.client.dispose();
      await done;
    },
  };
};
