/** Server-sent events carry the id of the event that each came with; a reconnect names the last in `Last-Event-ID`. */
import type { Plugin } from 'graphql-yoga';
import type { GraphqlContext } from './context.ts';

type Result = { readonly extensions?: { readonly eventId?: unknown } };

/** Its data is one line; a field of its own may follow it. */
const withId = <T extends Result>(result: T): T => {
  const id = result.extensions?.eventId;
  if (typeof id !== 'string') return result;
  return { ...result, stringify: (value: unknown) => `${JSON.stringify(value)}\nid: ${id}` };
};

async function* withIds(results: AsyncIterable<Result>): AsyncGenerator<Result> {
  for await (const result of results) yield withId(result);
}

const isIterable = (result: unknown): result is AsyncIterable<Result> =>
  typeof result === 'object' && result !== null && Symbol.asyncIterator in result;

export const useEventIds = (): Plugin<GraphqlContext> => ({
  onResultProcess: ({ request, result, setResult }) => {
    const accepted = request.headers.get('accept') ?? '';
    // Of several that are accepted yoga might take another form, where no field can follow.
    if (!/^\s*text\/event-stream\s*(;[^,]*)?$/.test(accepted) || !isIterable(result)) return;
    const own = (result as AsyncIterable<Result>)[Symbol.asyncIterator]();
    const ids = withIds({ [Symbol.asyncIterator]: () => own });
    setResult({
      [Symbol.asyncIterator]: () => ({
        next: () => ids.next(),
        // A generator can't be interrupted while it waits; what it waits for can.
        return: async () => {
          await own.return?.();
          return { done: true, value: undefined };
        },
      }),
    } as never);
  },
});
