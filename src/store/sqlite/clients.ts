import type { Client } from '../../domain/access.ts';
import type { ClientStore } from '../../services/ports/client-store.ts';
import type { ListQuery } from '../../services/ports/list.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { type DocumentRow, type DocumentTable, readDocument } from './documents.ts';
import { decodeOrNull, encode } from './json.ts';
import type { Selection } from './list-plan.ts';
import { decodePage, readPage } from './page.ts';

export const clientTable: DocumentTable = {
  name: 'clients',
  key: 'id',
  columns: ['id', 'version', 'created_at', 'updated_at', 'doc'],
};

export const clientRow = (client: Client): DocumentRow => [
  client.id,
  client.version,
  client.createdAt.getTime(),
  client.updatedAt.getTime(),
  encode(client),
];

/** Clients lie in no scope: who may list them may list them all. */
const selection: Selection = { table: clientTable, filters: [] };

export const clientOperations = {
  client: (connection: Connection, id: string) => readDocument(connection, 'SELECT doc FROM clients WHERE id = ?', id),
  clients: (connection: Connection, query: ListQuery) => readPage(connection, selection, query),
};

export const createClientStore = (database: SqliteDatabase): ClientStore => {
  const call = database.reader<typeof clientOperations>('store');
  const find = database.lookUp<typeof clientOperations>('store');
  return {
    client: async (id) => decodeOrNull<Client>(await find('client', id)),
    clients: async (query) => decodePage<Client>(await call('clients', query)),
  };
};
