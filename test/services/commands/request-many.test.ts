/** One command for each of many stations: all or none of them stored, sent little by little, whatever dies meanwhile. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../../src/domain/access.ts';
import type { BulkTarget, CommandBatch } from '../../../src/services/api/commands.ts';
import { aLocation } from '../../conformance/documents.ts';
import { station as newStation } from './fixtures.ts';
import { ACCEPTED, ask, callerWith, createHarness, fleet, type Harness } from './harness.ts';

let gateway: Harness;
beforeEach(async () => {
  gateway = await createHarness();
});
afterEach(() => gateway.close());

const NOBODY: BulkTarget = { stationIds: null, locationId: null, groupId: null };

/** Stations of this location and group that are connected. */
const stationsAre = async (count: number, parts: Partial<ReturnType<typeof newStation>> = {}) => {
  const ids = Array.from({ length: count }, (_, index) => `BULK-${String(index).padStart(4, '0')}`);
  const stations = ids.map((id) => newStation({ id, locationId: 'DEPOT', groupId: 'Night', ...parts }));
  await gateway.committer.commit({ stations, locations: [aLocation({ id: 'DEPOT' })] });
  for (const id of ids) gateway.connected.add(id);
  return ids;
};

const reset = (target: Partial<BulkTarget>, idempotencyKey: string | null = null, caller = fleet) =>
  gateway.services().api.requestMany(caller, {
    request: ask('RESET_STATION', { mode: 'ON_IDLE', evseId: null }, { stationId: null, idempotencyKey }),
    target: { ...NOBODY, ...target },
  });

const commandsOf = ({ results }: CommandBatch) => results.map(({ command }) => command).filter((one) => one !== null);
const sentIds = () => gateway.sent.map(({ command }) => command.stationId);

describe('what it asks', () => {
  it('is one command for each station of a list, a location or a group, and none for who is refused', async () => {
    const ids = await stationsAre(3);
    await gateway.committer.commit({ stations: [newStation({ id: 'GONE', locationId: 'DEPOT', replacedBy: 'NEW' })] });
    const listed = await reset({ stationIds: [ids[1] ?? '', 'NOBODY', ids[0] ?? '', ids[1] ?? '', 'GONE'] });
    expect(listed.results.map(({ stationId, fault }) => [stationId, fault?.code ?? null])).toEqual([
      [ids[1], null],
      ['NOBODY', 'not_found'],
      [ids[0], null],
      [ids[1], 'conflict'],
      ['GONE', 'station_replaced'],
    ]);
    expect(commandsOf(listed).every(({ batchId }) => batchId === listed.id)).toBe(true);
    for (const target of [{ locationId: 'DEPOT' }, { groupId: 'night' }]) {
      const batch = await reset(target);
      expect(batch.results.map(({ stationId }) => stationId)).toEqual(ids);
    }
    expect((await reset({ groupId: 'none' })).results).toEqual([]);
  });

  it('is limited by grants, and refused as a whole where nothing of it may be asked', async () => {
    const [id = ''] = await stationsAre(1);
    const elsewhere = callerWith({ grants: { ...ALL_GRANTS, locationIds: ['LOC1'] } });
    await expect(reset({ locationId: 'DEPOT' }, null, elsewhere)).rejects.toMatchObject({ code: 'not_found' });
    expect((await reset({ stationIds: [id] }, null, elsewhere)).results[0]?.fault?.code).toBe('not_found');
    expect((await reset({ groupId: 'night' }, null, elsewhere)).results).toEqual([]);
    const reader = callerWith({ scopes: new Set(['stations:read']) });
    await expect(reset({ stationIds: [id] }, null, reader)).rejects.toMatchObject({ code: 'insufficient_scope' });
    await expect(reset({})).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(reset({ stationIds: [id], groupId: 'night' })).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('is listed by its batch, and told by an event and an entry of the audit log for each', async () => {
    await stationsAre(4);
    const batch = await reset({ groupId: 'night' });
    const page = { limit: 10, cursor: null, newestFirst: false, updatedFromAt: null, updatedToAt: null };
    const filter = { stationId: null, sessionId: null, type: null, status: null, batchId: batch.id };
    const { items, total } = await gateway.services().api.list(fleet, { ...page, withTotal: true }, filter);
    expect(items.map(({ id }) => id)).toEqual(commandsOf(batch).map(({ id }) => id));
    expect(total).toBe(4);
    for (const { id } of items) {
      const query = { scope: { locationIds: null, groupIds: null, tokenUids: null, driverId: null, partyIds: null } };
      const found = await gateway.store.list('auditEntries', {
        ...query,
        order: 'createdAt',
        descending: false,
        after: null,
        limit: 5,
        updatedFromAt: null,
        updatedToAt: null,
        where: { objectId: id },
      });
      expect(found.items).toMatchObject([{ operation: 'RESET_STATION', clientId: 'fleet' }]);
    }
  });
});

describe('its commands', () => {
  it('go out five a second, and a station that comes back meanwhile waits for its turn', async () => {
    const ids = await stationsAre(12);
    gateway.work();
    await reset({ groupId: 'night' });
    await gateway.idle();
    expect(sentIds().toSorted()).toEqual(ids.slice(0, 5));
    await gateway.services().stationReady(ids[11] ?? '');
    await gateway.idle();
    expect(sentIds()).toHaveLength(5);
    await gateway.clock.advance(1000);
    await gateway.idle();
    expect(sentIds().toSorted()).toEqual(ids.slice(0, 10));
    await gateway.clock.advance(1000);
    await gateway.idle();
    expect(sentIds().toSorted()).toEqual(ids);
    await gateway.clock.advance(10_000);
    await gateway.idle();
    expect(sentIds()).toHaveLength(12);
  });

  it('let others to the same station go before', async () => {
    const ids = await stationsAre(6);
    gateway.work();
    await reset({ groupId: 'night' });
    await gateway.idle();
    const unlock = ask('UNLOCK_CONNECTOR', { evseId: 1, connectorId: 1 }, { stationId: ids[5] ?? '' });
    const { id } = await gateway.request(unlock);
    await gateway.until(id, (command) => command.status !== 'QUEUED' && command.status !== 'SENT');
    expect(gateway.sent.map(({ command }) => command.type)).toContain('UNLOCK_CONNECTOR');
    expect(sentIds().filter((stationId) => stationId === ids[5])).toHaveLength(1);
  });
});

describe('when the process dies', () => {
  it('in the middle of sending, the others go out in their time, and none twice', async () => {
    const ids = await stationsAre(12);
    gateway.work();
    const first = await reset({ groupId: 'night' }, 'night-reset');
    await gateway.idle();
    expect(sentIds()).toHaveLength(5);
    await gateway.crash();
    gateway.script(() => Promise.resolve(ACCEPTED));
    gateway.work();
    await gateway.idle();
    expect(sentIds()).toHaveLength(5);
    const again = await reset({ groupId: 'night' }, 'night-reset');
    expect(again.repeated).toBe(true);
    expect(commandsOf(again).map(({ id }) => id)).toEqual(commandsOf(first).map(({ id }) => id));
    await gateway.clock.advance(2000);
    await gateway.idle();
    expect(sentIds().toSorted()).toEqual(ids);
  });

  it('before the commit, nothing of it is there, and the same request again makes all of it once', async () => {
    const ids = await stationsAre(7);
    gateway.storeRefuses(true);
    await expect(reset({ groupId: 'night' }, 'night-reset')).rejects.toMatchObject({ code: 'unavailable' });
    gateway.storeRefuses(false);
    expect(await gateway.store.unsettledCommands(null)).toEqual([]);
    const made = await reset({ groupId: 'night' }, 'night-reset');
    expect(made.repeated).toBe(false);
    expect(await gateway.store.unsettledCommands(null)).toHaveLength(ids.length);
  });

  it('behind the commit, before any answer, the same request again is answered from the record', async () => {
    const ids = await stationsAre(7);
    gateway.storeAnswersNot(1);
    await expect(reset({ groupId: 'night' }, 'night-reset')).rejects.toMatchObject({ code: 'unavailable' });
    await gateway.crash();
    await gateway.services().recover();
    gateway.work();
    const again = await reset({ groupId: 'night' }, 'night-reset');
    expect(again.repeated).toBe(true);
    await gateway.clock.advance(1000);
    await gateway.idle();
    expect(sentIds().toSorted()).toEqual(ids);
  });
});

it('stores and queues a thousand in one request', async () => {
  const ids = await stationsAre(1000);
  const batch = await reset({ stationIds: ids });
  expect(commandsOf(batch)).toHaveLength(1000);
  const last = commandsOf(batch).at(-1);
  expect(last?.notBeforeAt).toEqual(new Date(gateway.clock.now().getTime() + 199_000));
  expect(last?.expiresAt).toEqual(new Date(gateway.clock.now().getTime() + 199_000 + 3_600_000));
});
