import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS, type Caller } from '../../src/domain/access.ts';
import type { PersistedOperation } from '../../src/domain/persisted-operation.ts';
import type { PersistedOperations } from '../../src/services/api/persisted-operations.ts';
import {
  createPersistedOperations,
  keyOfOperation,
  MOST_OPERATIONS,
  sha256Of,
} from '../../src/services/persisted-operations.ts';
import type { Store } from '../../src/services/ports/store.ts';
import { openDatabase, type SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteStore, storeModule } from '../../src/store/sqlite/store.ts';
import { aClient } from '../conformance/documents.ts';
import { auditedOn } from '../support/audited.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { callerWith } from './commands/harness.ts';

const admin = callerWith();
const ofParty: Caller = { ...admin, grants: { ...ALL_GRANTS, partyIds: ['NL-ONE'] } };

const page = { limit: 2, cursor: null, newestFirst: false, updatedFromAt: null, updatedToAt: null, withTotal: true };

let folder: string;
let database: SqliteDatabase;
let store: Store;
let operations: PersistedOperations;

const kept = (document: string, clientId: string | null, second: number): PersistedOperation => {
  const sha256 = sha256Of(document);
  const at = new Date(Date.UTC(2026, 2, 1, 12, 0, second));
  const id = keyOfOperation(sha256, clientId);
  return { id, version: 1, sha256, clientId, document, createdAt: at, updatedAt: at };
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voltgate-operations-'));
  database = await openDatabase({ file: join(folder, 'voltgate.db'), modules: [storeModule] });
  const clock = createManualClock();
  const made = createSqliteStore({ database, clock });
  store = made;
  operations = createPersistedOperations({
    store,
    committer: auditedOn(made, clock),
    clock,
    documentFault: () => null,
  });
  const grantsOf = (partyId: string) => ({ ...ALL_GRANTS, partyIds: [partyId] });
  await store.commit({
    clients: [
      aClient({ id: 'one', scopes: [], grants: grantsOf('NL-ONE') }),
      aClient({ id: 'two', scopes: [], grants: grantsOf('NL-TWO') }),
    ],
  });
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

describe('persisted operations', () => {
  it(`are ${MOST_OPERATIONS} of one client and of everybody, and no more`, async () => {
    for (const clientId of ['one', null]) {
      const most = Array.from({ length: MOST_OPERATIONS - 1 }, (_, index) => kept(`{ n${index} }`, clientId, 0));
      await store.commit({ persistedOperations: most });
      const register = (document: string) => operations.register(admin, { document, clientId });
      expect(await register('{ last }')).toMatchObject({ created: true });
      await expect(register('{ oneMore }')).rejects.toMatchObject({ code: 'conflict' });
      expect(await register('{ last }')).toMatchObject({ created: false });
    }
    expect(await operations.register(admin, { document: '{ other }', clientId: 'two' })).toMatchObject({
      created: true,
    });
  });

  it('are shown to who is bound to parties page by page, those of others passed over', async () => {
    const all = Array.from({ length: 9 }, (_, index) =>
      kept(`{ n${index} }`, [null, 'two', 'one'][index % 3] ?? null, index),
    );
    await store.commit({ persistedOperations: all });
    const seen: string[] = [];
    const totals: (number | null)[] = [];
    for (let cursor: string | null = null; ; ) {
      const { items, nextCursor, total } = await operations.list(ofParty, { ...page, cursor }, null);
      seen.push(...items.map(({ document }) => document));
      totals.push(total);
      cursor = nextCursor;
      if (cursor === null) break;
    }
    expect([seen, totals]).toEqual([
      ['{ n2 }', '{ n5 }', '{ n8 }'],
      [3, 3],
    ]);
    expect((await operations.list(admin, page, null)).total).toBe(9);
  });
});
