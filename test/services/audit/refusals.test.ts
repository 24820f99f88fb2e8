/** Refused writes are seen in the audit log, and no flood of them fills it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../src/domain/audit.ts';
import { DomainError } from '../../../src/domain/error.ts';
import { SEES_ALL } from '../../../src/domain/visibility.ts';
import { createRefusals, type Refusals } from '../../../src/services/audit/refusals.ts';
import { createMemoryServices, type MemoryServices } from '../../support/memory-services.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';
import { silentLog } from '../../support/silent-log.ts';
import { aCaller, aLocation, aToken, startSide, type TestSide } from '../station-side.ts';

const nobody = aCaller({ clientId: 'app', scopes: new Set() });

let side: TestSide;
let memory: MemoryServices;
let refusals: Refusals;
beforeEach(async () => {
  side = await startSide();
  memory = createMemoryServices();
  const metrics = createRecordedMetrics();
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `E${ids}`;
  };
  refusals = createRefusals({ committer: side.store, clock: side.clock, newId, log: silentLog, metrics });
});
afterEach(() => side.close());

const entries = async (): Promise<readonly AuditEntry[]> => {
  const { items } = await side.store.list('auditEntries', {
    scope: SEES_ALL,
    order: 'createdAt',
    descending: false,
    after: null,
    limit: 1000,
    updatedFromAt: null,
    updatedToAt: null,
    where: { outcome: 'REFUSED' },
  });
  return items;
};

const refused = (call: Promise<unknown>, code = 'insufficient_scope') => expect(call).rejects.toMatchObject({ code });

describe('a write that is refused', () => {
  it('is one entry for each operation of a client in a minute, with its count', async () => {
    const { locations, tokens } = refusals.noting(memory.services);
    for (let tries = 0; tries < 50; tries += 1) await refused(locations.put(nobody, aLocation('L'), null));
    await refused(tokens.put(nobody, aToken('T'), null));
    await refused(locations.put({ ...nobody, clientId: 'other' }, aLocation('L'), null));
    await refusals.flush();
    const told = (await entries()).map(({ clientId, operation, object, objectId, attempts }) =>
      [clientId, operation, object, objectId, attempts].join(' '),
    );
    expect(told.toSorted()).toEqual([
      'app location.put location L 50',
      'app token.put token T 1',
      'other location.put location L 1',
    ]);
    for (const entry of await entries())
      expect(entry).toMatchObject({ reason: 'insufficient_scope', before: null, after: null, partyId: null });
  });

  it('says which person it was, also one who is no driver', async () => {
    const { locations } = refusals.noting(memory.services);
    await refused(locations.put({ ...nobody, accountId: 'ann' }, aLocation('L'), null));
    await refusals.flush();
    expect(await entries()).toMatchObject([{ clientId: 'app', userId: 'ann' }]);
  });

  it('is counted anew in the next minute', async () => {
    const { locations } = refusals.noting(memory.services);
    for (let minute = 0; minute < 3; minute += 1) {
      for (let tries = 0; tries < 3; tries += 1) await refused(locations.put(nobody, aLocation('L'), null));
      await refusals.flush();
      await side.clock.advance(61_000);
    }
    expect((await entries()).map(({ attempts }) => attempts)).toEqual([3, 3, 3]);
  });

  it('is there at once, with the first of them', async () => {
    const { locations } = refusals.noting(memory.services);
    await refused(locations.put(nobody, aLocation('L'), null));
    await expect.poll(entries).toHaveLength(1);
    await refusals.flush();
    expect(await entries()).toMatchObject([{ attempts: 1, version: 1 }]);
  });

  it('by grants is one, too, and by its own type where it is a command', async () => {
    const { locations, commands } = refusals.noting(memory.services);
    memory.failNext('locations.put', new DomainError('forbidden'));
    await refused(locations.put(aCaller(), aLocation('L'), null), 'forbidden');
    const request = {
      type: 'RESET_STATION',
      stationId: 'S',
      parameters: { evseId: null, when: 'now' },
      expiresInS: null,
      idempotencyKey: null,
    } as never;
    await refused(commands.request(nobody, request));
    await refusals.flush();
    expect((await entries()).map(({ operation, reason }) => [operation, reason]).toSorted()).toEqual([
      ['RESET_STATION', 'insufficient_scope'],
      ['location.put', 'forbidden'],
    ]);
  });

  it('for what the input says is none, and neither is a read', async () => {
    const { locations } = refusals.noting(memory.services);
    memory.failNext('locations.put', new DomainError('invalid_request'));
    await refused(locations.put(aCaller(), aLocation('L'), null), 'invalid_request');
    await refused(locations.get(nobody, 'L'));
    await refusals.flush();
    expect(await entries()).toEqual([]);
  });
});
