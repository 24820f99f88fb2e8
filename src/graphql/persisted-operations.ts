/**
 * Operations that a request names by the hash of their text: `documentId`, as trusted documents do, or
 * `extensions.persistedQuery.sha256Hash`, as Apollo's clients do. The text takes the place of the request's before it is
 * parsed, so that every limit holds.
 */
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import type { Caller } from '../domain/access.ts';
import { DomainError } from '../domain/error.ts';
import type { PersistedOperations } from '../services/api/persisted-operations.ts';
import { sha256Of } from '../services/persisted-operations.ts';
import type { GraphqlContext } from './context.ts';
import type { TellError } from './errors.ts';

type Params = {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
};

const HASH = /^(?:sha256:)?([0-9a-f]{64})$/i;

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

/** null: the request names none. Throws invalid_request for what is no hash. */
const namedHash = ({ documentId, extensions }: Params): string | null => {
  const named = documentId ?? field(field(extensions, 'persistedQuery'), 'sha256Hash') ?? null;
  if (named === null) return null;
  const hash = typeof named === 'string' ? HASH.exec(named)?.[1] : undefined;
  if (hash !== undefined) return hash.toLowerCase();
  throw new DomainError('invalid_request', {
    detail: 'A persisted operation is named by the SHA-256 of its text, in hex.',
  });
};

/** What Apollo's clients look for; they send the text then. */
const NOT_FOUND = 'PersistedQueryNotFound';

/**
 * The text that a request runs; null: it has none, nor names one. Throws operation_not_persisted where the client may not
 * run it, or nobody has registered it.
 */
export const operationText = async (
  operations: Pick<PersistedOperations, 'documentFor'>,
  caller: Caller | null,
  params: Params,
): Promise<string | null> => {
  const text = typeof params.query === 'string' && params.query !== '' ? params.query : null;
  const named = namedHash(params);
  const own = text === null ? null : sha256Of(text);
  if (named !== null && own !== null && named !== own) {
    throw new DomainError('invalid_request', { detail: 'The hash is not that of the text beside it.' });
  }
  const isBound = caller?.persistedOperationsOnly === true;
  if (text !== null && !isBound) return text;
  const hash = named ?? own;
  if (hash === null) return null;
  const document = await operations.documentFor(caller, hash);
  if (document !== null) return document;
  throw new DomainError('operation_not_persisted', {
    detail: isBound ? 'This client runs persisted operations only, and this is none of them.' : NOT_FOUND,
  });
};

type ServerContext = { readonly identify: () => Promise<Caller> };

/** Over HTTP and server-sent events; a WebSocket's operations ask `operationText` themselves. */
export const usePersistedOperations = (
  operations: Pick<PersistedOperations, 'documentFor'>,
  tellError: TellError,
): Plugin<GraphqlContext, ServerContext> => ({
  onParams: async ({ params, request, setParams, context }) => {
    const asked: GraphQLParams & Params = params;
    const documentId =
      asked.documentId ?? (request.method === 'GET' ? new URL(request.url).searchParams.get('documentId') : null);
    // Reading the schema needs no token, and who has a bad one is told so by the first field that asks who calls.
    const caller = await context.identify().catch(() => null);
    try {
      const query = await operationText(operations, caller, { ...asked, documentId });
      if (query === null || query === asked.query) return;
      setParams({ ...asked, query });
    } catch (error) {
      throw tellError(error);
    }
  },
});
