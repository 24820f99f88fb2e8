import { DomainError } from '../../domain/error.ts';
import type { IdempotencyRecord, IdempotencyStore } from '../../services/ports/idempotency-store.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';

/** A second put of (clientId, key) throws DomainError('conflict'). */
export const putIdempotencyRecord = (connection: Connection, record: IdempotencyRecord): void => {
  const stored = connection.run(
    `INSERT INTO idempotency (client_id, key, request_hash, command_id, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    record.clientId,
    record.key,
    record.requestHash,
    record.commandId,
    record.createdAt.getTime(),
  );
  if (stored === 0) throw new DomainError('conflict', { cause: new Error('The idempotency key is stored already.') });
};

type Row = { readonly request_hash: string; readonly command_id: string; readonly created_at: number };

export const idempotencyOperations = {
  idempotencyRecord: (
    connection: Connection,
    { clientId, key }: { clientId: string; key: string },
  ): IdempotencyRecord | null => {
    const row = connection.get<Row>(
      'SELECT request_hash, command_id, created_at FROM idempotency WHERE client_id = ? AND key = ?',
      clientId,
      key,
    );
    if (row === undefined) return null;
    const { request_hash: requestHash, command_id: commandId, created_at: createdMs } = row;
    return { clientId, key, requestHash, commandId, createdAt: new Date(createdMs) };
  },
};

export const createIdempotencyStore = (database: SqliteDatabase): IdempotencyStore => {
  const find = database.lookUp<typeof idempotencyOperations>('store');
  return {
    idempotencyRecord: (clientId, key) => find('idempotencyRecord', { clientId, key }),
    // What is committed can be read at once.
    caughtUp: async () => undefined,
  };
};
