import type { Token } from '../../domain/token.ts';
import type { ListQuery } from '../../services/ports/list.ts';
import type { TokenStore } from '../../services/ports/token-store.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { type DocumentRow, type DocumentTable, readDocument, readDocumentsByKey } from './documents.ts';
import { decodeAll, decodeOrNull, encode, uidKey, uidKeys } from './json.ts';
import { type Counted, only, type Selection } from './list-plan.ts';
import { countUpTo, decodePage, readPage } from './page.ts';

export const tokenTable: DocumentTable = {
  name: 'tokens',
  key: 'uid',
  columns: ['uid', 'version', 'driver_id', 'created_at', 'updated_at', 'doc'],
};

export const tokenRow = (token: Token): DocumentRow => [
  uidKey(token.uid),
  token.version,
  token.driverId,
  token.createdAt.getTime(),
  token.updatedAt.getTime(),
  encode(token),
];

const selection = (query: ListQuery): Selection => ({
  table: tokenTable,
  filters: [
    ['driver_id', only(query.scope.driverId)],
    ['uid', uidKeys(query.scope.tokenUids)],
  ],
});

/** A place in the list is named by the uid as it is shown; the order is that of the keys. */
const positioned = (query: ListQuery): ListQuery =>
  query.after === null ? query : { ...query, after: { ...query.after, id: uidKey(query.after.id) } };

export const tokenOperations = {
  token: (connection: Connection, uid: string) =>
    readDocument(connection, 'SELECT doc FROM tokens WHERE uid = ?', uidKey(uid)),
  tokensByUid: (connection: Connection, uids: readonly string[]) =>
    readDocumentsByKey(connection, tokenTable, uids.map(uidKey)),
  tokens: (connection: Connection, query: ListQuery) => readPage(connection, selection(query), positioned(query)),
  countTokens: (connection: Connection, { query, upTo }: Counted<ListQuery>) =>
    countUpTo(connection, selection(query), query, upTo),
};

export const createTokenStore = (database: SqliteDatabase): TokenStore => {
  const call = database.reader<typeof tokenOperations>('store');
  const find = database.lookUp<typeof tokenOperations>('store');
  return {
    token: async (uid) => decodeOrNull<Token>(await find('token', uid)),
    tokensByUid: async (uids) => decodeAll<Token>(await call('tokensByUid', uids)),
    tokens: async (query) => decodePage<Token>(await call('tokens', query)),
    countTokens: (query, upTo) => call('countTokens', { query, upTo }),
  };
};
