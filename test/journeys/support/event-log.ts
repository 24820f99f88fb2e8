/** Everything a gateway tells over GET /api/v1/events/stream, kept in order, to be waited for. */
import type { Json, TestApi } from '../../support/gateway.ts';
import { orGiveUp } from './patience.ts';
import { openSentEvents } from './sse.ts';

export type ToldEvent = { readonly id: string; readonly type: string; readonly data: Json };

export type EventLog = {
  /** Oldest first. */
  readonly events: readonly ToldEvent[];
  /** The first event that matches, told already or not yet. */
  readonly first: (match: (event: ToldEvent) => boolean) => Promise<ToldEvent>;
  /** Resolves with the next event that is told. */
  readonly next: () => Promise<void>;
  /** Goes on behind the last event at another gateway on the same data. */
  readonly moveTo: (gateway: Pick<TestApi, 'url' | 'token'>) => Promise<void>;
  readonly close: () => void;
};

/** Everything that was told up to now: the stream may be behind what was just read. A last one of our own shows that it has come. */
export const allTold = async (gateway: Pick<TestApi, 'request'>, log: EventLog): Promise<readonly ToldEvent[]> => {
  const { body: mark } = await gateway.request('PUT', '/api/v1/tokens/STAGE-MARK', {
    body: { type: 'OTHER', contract_id: 'NL-VGT-CMARK' },
  });
  await log.first(
    ({ type, data }) => type === 'token.updated' && data.token.uid === mark.uid && data.token.version === mark.version,
  );
  return log.events;
};

export const followEvents = async (gateway: Pick<TestApi, 'url' | 'token'>): Promise<EventLog> => {
  const events: ToldEvent[] = [];
  let waiting: (() => void)[] = [];
  let reader = new AbortController();

  const take = (event: ToldEvent) => {
    events.push(event);
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
  };

  const open = async ({ url, token }: Pick<TestApi, 'url' | 'token'>) => {
    reader = new AbortController();
    const { signal } = reader;
    const last = events.at(-1);
    const told = await openSentEvents(`${url}/api/v1/events/stream`, {
      method: 'GET',
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(last === undefined ? {} : { 'last-event-id': last.id }),
      },
      signal,
    });
    const read = async () => {
      for await (const { id, event, data } of told) {
        if (id !== null) take({ id, type: event, data: JSON.parse(data).data });
      }
    };
    // The stream ends with its gateway; whoever waits for more than it told runs into the test's time limit.
    read().catch(() => undefined);
  };
  await open(gateway);

  const next = () => new Promise<void>((resolve) => waiting.push(resolve));
  return {
    events,
    next,
    first: async (match) => {
      for (;;) {
        const change = next();
        const found = events.find(match);
        if (found !== undefined) return found;
        await orGiveUp(change, () => events.slice(-20));
      }
    },
    moveTo: async (other) => {
      reader.abort();
      await open(other);
    },
    close: () => reader.abort(),
  };
};
