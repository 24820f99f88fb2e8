import type { JsonObject } from '../../domain/json.ts';
import type { RecordStore } from '../../services/ports/record-store.ts';
import type { Clock } from '../../services/ports/time.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';

type Name = { readonly kind: string; readonly id: string };
type PutRecord = Name & { readonly value: string; readonly expiresAt: Date | null; readonly group: string | null };

export const recordOperations = {
  record: (connection: Connection, { kind, id, nowAt }: Name & { nowAt: Date }): string | null =>
    connection.get<{ value: string }>(
      'SELECT value FROM records WHERE kind = ? AND id = ? AND (expires_at IS NULL OR expires_at > ?)',
      kind,
      id,
      nowAt.getTime(),
    )?.value ?? null,
  putRecord: (connection: Connection, { kind, id, value, expiresAt, group }: PutRecord): void => {
    connection.run(
      `INSERT INTO records (kind, id, value, expires_at, group_id) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (kind, id) DO UPDATE
       SET value = excluded.value, expires_at = excluded.expires_at, group_id = excluded.group_id`,
      kind,
      id,
      value,
      expiresAt?.getTime() ?? null,
      group,
    );
  },
  addRecord: (connection: Connection, { kind, id, value }: Name & { value: string }): boolean =>
    connection.get<{ id: string }>(
      'INSERT INTO records (kind, id, value) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO NOTHING RETURNING id',
      kind,
      id,
      value,
    ) !== undefined,
  deleteRecord: (connection: Connection, { kind, id }: Name): void => {
    connection.run('DELETE FROM records WHERE kind = ? AND id = ?', kind, id);
  },
  deleteRecordGroup: (connection: Connection, group: string): void => {
    connection.run('DELETE FROM records WHERE group_id = ?', group);
  },
};

export const createRecordStore = (database: SqliteDatabase, clock: Clock): RecordStore => {
  const call = database.client<typeof recordOperations>('store');
  return {
    record: async (kind, id) => {
      const value = await call('record', { kind, id, nowAt: clock.now() });
      // Plain JSON: whatever is in it came from the caller and goes back as it was.
      return value === null ? null : (JSON.parse(value) as JsonObject);
    },
    putRecord: (kind, id, value, { expiresAt, group = null }) =>
      call('putRecord', { kind, id, value: JSON.stringify(value), expiresAt, group }),
    addRecord: (kind, id, value) => call('addRecord', { kind, id, value: JSON.stringify(value) }),
    deleteRecord: (kind, id) => call('deleteRecord', { kind, id }),
    deleteRecordGroup: (group) => call('deleteRecordGroup', group),
  };
};
