/** Readers of what is told of tokens, by each way in which a client can go on behind its last event. */
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TestApi } from '../../support/gateway.ts';
import { openSentEvents } from '../support/sse.ts';

/** Adds the id of each event that comes to `ids`, from behind the last one there. */
export type EventReader = (api: TestApi, ids: string[]) => { readonly stop: () => Promise<void> };

type Ids = AsyncIterable<string | null>;

/** A connection that breaks ends the reading: what it has not told is told to the next. */
const reader =
  (open: (api: TestApi, after: string, signal: AbortSignal) => Promise<Ids>): EventReader =>
  (api, ids) => {
    const end = new AbortController();
    const read = async () => {
      for await (const id of await open(api, ids.at(-1) ?? '', end.signal)) if (id !== null) ids.push(id);
    };
    const reading = read().catch(() => undefined);
    return {
      stop: async () => {
        end.abort();
        await reading;
      },
    };
  };

async function* idsOf(events: AsyncIterable<{ readonly id: string | null }>): AsyncGenerator<string | null> {
  for await (const { id } of events) yield id;
}

const SUBSCRIPTION = 'subscription ($after: ID) { event(types: ["token.updated"], after: $after) { id } }';

export const EVENT_READERS: readonly EventReader[] = [
  // The stream of REST.
  reader(async (api, after, signal) =>
    idsOf(
      await openSentEvents(`${api.url}/api/v1/events/stream?types=token.updated`, {
        method: 'GET',
        headers: { authorization: `Bearer ${await api.token()}`, 'last-event-id': after },
        signal,
      }),
    ),
  ),
  // A GraphQL subscription over server-sent events.
  reader(async (api, after, signal) =>
    idsOf(
      await openSentEvents(`${api.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await api.token()}`,
          accept: 'text/event-stream',
          'content-type': 'application/json',
          'last-event-id': after,
        },
        body: JSON.stringify({ query: SUBSCRIPTION }),
        signal,
      }),
    ),
  ),
  // The same over WebSocket, which has no Last-Event-ID.
  reader(async (api, after, signal) => {
    const client = createClient({
      url: `${api.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { Authorization: `Bearer ${await api.token()}` },
      retryAttempts: 0,
    });
    signal.addEventListener('abort', () => void client.terminate(), { once: true });
    const results = client.iterate<{ readonly event: { readonly id: string } }>({
      query: SUBSCRIPTION,
      variables: { after },
    });
    return idsOf(
      (async function* () {
        for await (const { data } of results) if (data) yield data.event;
      })(),
    );
  }),
];
