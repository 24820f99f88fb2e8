/**
 * What a subscription answers to an event, made once for all that ask the same as the same caller. Only what was made
 * without looking anything up is shared: it follows from the event alone. A look-up is each reader's own, and of now.
 */
import { createSourceEventStream, type DocumentNode, type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Caller } from '../domain/access.ts';
import type { GraphqlContext } from './context.ts';
import { eventIdOf } from './live.ts';

/** Answers kept for one event: many callers each ask for themselves, and then nothing is to be gained. */
const MOST_ANSWERS = 20;

type Answers = Map<string, ExecutionResult>;
type Args = ExecutionArgs & { readonly contextValue: GraphqlContext; readonly signal?: AbortSignal };

const isPromise = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  typeof value === 'object' && value !== null && 'then' in value;

const isIterable = <T>(value: object): value is AsyncIterable<T> => Symbol.asyncIterator in value;

export const useSharedResults = (): Plugin<GraphqlContext> => {
  /** By the payload, which is the same object for all readers of an event and does not change; gone with it. */
  const answers = new WeakMap<object, Answers>();
  /** A text is parsed once as long as it is remembered. */
  const documents = new WeakMap<DocumentNode, number>();
  let lastDocument = 0;

  const numberOf = (document: DocumentNode): number => {
    const known = documents.get(document);
    if (known !== undefined) return known;
    lastDocument += 1;
    documents.set(document, lastDocument);
    return lastDocument;
  };

  const keyOf = ({ document, operationName, variableValues }: Args, caller: Caller): string =>
    JSON.stringify([
      numberOf(document),
      operationName,
      variableValues,
      caller.clientId,
      caller.userId,
      [...caller.scopes].sort(),
      caller.grants,
    ]);

  const answer = (args: Args, key: string, payload: unknown): ExecutionResult | PromiseLike<ExecutionResult> => {
    if (typeof payload !== 'object' || payload === null) return execute({ ...args, rootValue: payload });
    const known = answers.get(payload)?.get(key);
    if (known !== undefined) return known;
    const made = execute({ ...args, rootValue: payload });
    if (isPromise(made)) return made;
    const all = answers.get(payload) ?? new Map<string, ExecutionResult>();
    if (all.size < MOST_ANSWERS) answers.set(payload, all.set(key, made));
    return made;
  };

  const subscribe = async (args: Args): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> => {
    const stream = await createSourceEventStream(args);
    if (!isIterable<unknown>(stream)) return stream;
    const source = stream[Symbol.asyncIterator]();
    args.signal?.addEventListener('abort', () => void source.return?.(), { once: true });
    const key = keyOf(args, await args.contextValue.caller());
    const results: AsyncIterableIterator<ExecutionResult> = {
      [Symbol.asyncIterator]: () => results,
      next: async () => {
        const { value, done } = await source.next();
        if (done === true) return { done, value: undefined };
        const eventId = eventIdOf(value);
        const result = await answer(args, key, value);
        return { done: false, value: eventId === null ? result : { ...result, extensions: { eventId } } };
      },
      return: async () => {
        await source.return?.();
        return { done: true, value: undefined };
      },
    };
    return results;
  };

  return {
    onSubscribe: ({ setSubscribeFn }) => {
      setSubscribeFn(subscribe as never);
    },
  };
};
