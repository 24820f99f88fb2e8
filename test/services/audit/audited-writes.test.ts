/** What callers write has its entry of the audit log in the same commit: who, what, before, after, and no secret. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unnamedWritesIn } from '../../../scripts/unnamed-writes.ts';
import type { AuditEntry } from '../../../src/domain/audit.ts';
import { DomainError } from '../../../src/domain/error.ts';
import { SEES_ALL } from '../../../src/domain/visibility.ts';
import { createLocations } from '../../../src/services/locations/locations.ts';
import { createEventMaker } from '../../../src/services/new-event.ts';
import type { Committer } from '../../../src/services/ports/commit.ts';
import { auditedOn } from '../../support/audited.ts';
import { createHarness, startRequest } from '../commands/harness.ts';
import { ADMIN, aCaller, aLocation, aStation, aToken, startSide, type TestSide } from '../station-side.ts';

const FROM = {
  face: 'rest',
  address: '192.0.2.7',
  requestId: 'REQUEST',
  traceparent: null,
  userAgent: 'a test',
} as const;
const fleet = aCaller({ clientId: 'fleet', accountId: 'ann', from: FROM });

const entriesIn = async (store: Pick<TestSide['store'], 'list'>): Promise<readonly AuditEntry[]> => {
  const { items } = await store.list('auditEntries', {
    scope: SEES_ALL,
    order: 'createdAt',
    descending: false,
    after: null,
    limit: 1000,
    updatedFromAt: null,
    updatedToAt: null,
    where: {},
  });
  return items;
};

describe('what a caller writes', () => {
  let side: TestSide;
  beforeEach(async () => {
    side = await startSide();
  });
  afterEach(() => side.close());

  it('says who wrote what, from where, and what was there before and after', async () => {
    await side.locations.put(fleet, aLocation('L'), null);
    await side.locations.put(fleet, aLocation('L', { city: 'Utrecht' }), null);
    const [made, changed, ...others] = await entriesIn(side.store);
    expect(others).toEqual([]);
    const who = { clientId: 'fleet', userId: 'ann', from: FROM, outcome: 'DONE', operation: 'location.put' };
    expect(made).toMatchObject({ ...who, object: 'location', objectId: 'L', partyId: 'default', before: null });
    expect(made?.after).toMatchObject({ city: 'Amsterdam', version: 1 });
    expect(changed).toMatchObject({ ...who, before: made?.after, after: { city: 'Utrecht', version: 2 } });
  });

  it('keeps no secret, and tells that it changed', async () => {
    const [first, second] = ['a-password-of-16-', 'another-password-'];
    const secured = (password: string | null) => aStation('S', { securityProfile: 1, password });
    await side.stations.put(ADMIN, secured(first), null);
    await side.stations.put(ADMIN, secured(first), null);
    await side.stations.put(ADMIN, secured(second), null);
    const entries = (await entriesIn(side.store)).filter(({ object }) => object === 'station');
    expect(entries.map(({ after }) => after?.security)).toEqual([
      { profile: 1, passwordHash: '(secret)' },
      { profile: 1, passwordHash: '(secret)' },
      { profile: 1, passwordHash: '(secret, changed)' },
    ]);
    const station = await side.store.station('S');
    const text = JSON.stringify(entries);
    for (const secret of [first, second, station?.security.passwordHash ?? '']) expect(text).not.toContain(secret);
  });

  it('is one entry for each object that it writes', async () => {
    await side.stations.put(ADMIN, aStation('OLD'), null);
    const before = await entriesIn(side.store);
    await side.stations.replace(fleet, {
      stationId: 'OLD',
      replacement: 'NEW',
      station: { securityProfile: 0, name: null, validation: null, password: null },
      evses: null,
    });
    const made = (await entriesIn(side.store)).slice(before.length);
    expect(made.map(({ object, objectId, operation }) => [object, objectId, operation]).toSorted()).toEqual([
      ['station', 'NEW', 'station.replace'],
      ['station', 'OLD', 'station.replace'],
    ]);
    expect(made.find(({ objectId }) => objectId === 'OLD')).toMatchObject({
      before: { replacedBy: null },
      after: { replacedBy: 'NEW' },
    });
  });

  it('that was refused leaves no entry of what was not written', async () => {
    await side.tokens.put(ADMIN, aToken('T'), null);
    await expect(side.tokens.put(ADMIN, aToken('T'), 7)).rejects.toMatchObject({ code: 'precondition_failed' });
    expect(await entriesIn(side.store)).toHaveLength(1);
  });

  it('tells what it replaced, also where another was faster', async () => {
    await side.locations.put(ADMIN, aLocation('L'), null);
    let interfered = false;
    const slow: Committer = {
      commit: async (change) => {
        if (!interfered) {
          interfered = true;
          await side.locations.put(ADMIN, aLocation('L', { city: 'Delft' }), null);
        }
        return side.store.commit(change);
      },
    };
    const locations = createLocations({
      store: side.store,
      committer: auditedOn(side.store, side.clock, slow),
      ownership: { ownerFor: async () => 'default' },
      events: createEventMaker({ clock: side.clock, newId: () => crypto.randomUUID() }),
      clock: side.clock,
    });
    await locations.put(fleet, aLocation('L', { city: 'Breda' }), null);
    const cities = (await entriesIn(side.store)).map(({ before, after }) => [before?.city, after?.city]);
    expect(cities.toSorted()).toEqual(
      [
        [undefined, 'Amsterdam'],
        ['Amsterdam', 'Delft'],
        ['Delft', 'Breda'],
      ].toSorted(),
    );
  });

  it('is not written where what it replaces is not there', async () => {
    const audited = auditedOn(side.store, side.clock);
    await side.tokens.put(ADMIN, aToken('T'), null);
    const token = await side.store.token('T');
    if (token === null) throw new Error('It was put.');
    const by = { caller: fleet, operation: 'token.put' } as const;
    await expect(audited.write(by, { tokens: [{ ...token, version: 9 }] })).rejects.toEqual(
      new DomainError('conflict'),
    );
  });

  it('that takes something away says what it was', async () => {
    await side.tokens.put(ADMIN, aToken('Tag'), null);
    const audited = auditedOn(side.store, side.clock);
    const by = { caller: fleet, operation: 'token.put' } as const;
    const removing = (version: number) => audited.write(by, { removed: { tokens: [{ key: 'TAG', version }] } });
    await expect(removing(2)).rejects.toMatchObject({ code: 'conflict' });
    await removing(1);
    const entries = await entriesIn(side.store);
    expect(entries).toHaveLength(2);
    const gone = entries.find(({ after }) => after === null);
    expect(gone).toMatchObject({ object: 'token', objectId: 'Tag', before: { uid: 'Tag', version: 1 }, after: null });
  });

  it('is not what stations tell', async () => {
    await side.stations.put(ADMIN, aStation('S'), null);
    await side.inbox.connected('S', '1.6');
    await side.inbox.boot({
      stationId: 'S',
      protocol: '1.6',
      vendor: 'V',
      model: 'M',
      serialNumber: null,
      firmwareVersion: null,
      reason: null,
    });
    expect(await entriesIn(side.store)).toHaveLength(1);
  });
});

describe('a command', () => {
  it('is one entry with its parameters, also when it is asked for again under its key', async () => {
    const harness = await createHarness();
    const asked = startRequest({ idempotencyKey: 'K' });
    const { id } = await harness.request(asked);
    await harness.request(asked);
    const entries = await entriesIn(harness.store);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      operation: 'START_SESSION',
      object: 'command',
      objectId: id,
      clientId: 'fleet',
      before: null,
      after: { type: 'START_SESSION', stationId: 'CS1', parameters: { token: { uid: 'TAG1' } } },
    });
    await harness.close();
  });

  it('that is taken back says so', async () => {
    const harness = await createHarness();
    const { id } = await harness.request(startRequest());
    await harness.services().api.cancel(aCaller({ clientId: 'other' }), id);
    const [, cancelled] = await entriesIn(harness.store);
    expect(cancelled).toMatchObject({
      operation: 'command.cancel',
      clientId: 'other',
      before: { status: 'QUEUED' },
      after: { status: 'CANCELLED' },
    });
    await harness.close();
  });
});

describe('a write that names nobody', () => {
  it('does not fit where a caller asks', async () => {
    const side = await startSide();
    const dependencies = {
      store: side.store,
      ownership: { ownerFor: async () => 'default' },
      events: createEventMaker({ clock: side.clock, newId: () => 'id' }),
      clock: side.clock,
    };
    // @ts-expect-error: a committer alone says for nobody what it writes.
    createLocations({ ...dependencies, committer: side.store });
    await side.close();
  });

  it.each([
    'await committer.commit({ tokens: [token] });',
    'readonly committer: Committer;',
    "readonly writer: Pick<StationWriter, 'write'>;",
    'readonly records: CommandRecords;',
  ])('is found by the lint: %s', (line) => {
    expect(unnamedWritesIn(`const a = 1;\n${line}\n`)).toMatchObject([{ line: 2 }]);
  });

  it.each([
    'await committer.write(by, { tokens: [token] });',
    'readonly committer: AuditedCommitter;',
    "readonly writer: Pick<AuditedStationWriter, 'writeBy'>;",
  ])('is not this: %s', (line) => {
    expect(unnamedWritesIn(line)).toEqual([]);
  });
});
