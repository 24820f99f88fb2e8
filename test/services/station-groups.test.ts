/** Groups of stations: a client that is bound to some sees and moves these stations, wherever they stand, and what was made at them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS, type Caller } from '../../src/domain/access.ts';
import { isDomainError } from '../../src/domain/error.ts';
import { SEES_ALL } from '../../src/domain/visibility.ts';
import {
  ADMIN,
  aCaller,
  aLocation,
  aPage,
  aStart,
  aStation,
  aToken,
  startSide,
  type TestSide,
} from './station-side.ts';

const BUSES: Caller = aCaller({ grants: { ...ALL_GRANTS, groupIds: ['buses'] } });
const ALL = { stationId: null, locationId: null, tokenUid: null, status: null };

let side: TestSide;
beforeEach(async () => {
  side = await startSide();
  await side.locations.put(ADMIN, aLocation('DEPOT'), null);
  await side.locations.put(ADMIN, aLocation('YARD'), null);
  await side.stations.put(ADMIN, aStation('CP1', { locationId: 'DEPOT', groupId: 'Buses' }), null);
  await side.stations.put(ADMIN, aStation('CP2', { locationId: 'DEPOT', groupId: 'Vans' }), null);
  await side.stations.put(ADMIN, aStation('CP3', { locationId: 'DEPOT' }), null);
  await side.tokens.put(ADMIN, aToken('T'), null);
});
afterEach(() => side.close());

const refusalOf = async (work: Promise<unknown>): Promise<readonly unknown[]> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return isDomainError(error) ? [error.code, ...(error.faults ?? []).map(({ pointer }) => pointer)] : ['none'];
};
const put = (caller: Caller, id: string, fields: Parameters<typeof aStation>[1]) =>
  side.stations.put(caller, aStation(id, fields), null);

describe('a client that is bound to a group', () => {
  it("sees the group's stations alone, whatever the group's case, and no location", async () => {
    const listed = await side.stations.list(BUSES, aPage({ withTotal: true }), { locationId: null, online: null });
    expect([listed.items.map(({ id }) => id), listed.total]).toEqual([['CP1'], 1]);
    expect(await side.stations.byIds(BUSES, ['CP1', 'CP2', 'CP3'])).toMatchObject([{ id: 'CP1' }, null, null]);
    expect(await refusalOf(side.stations.get(BUSES, 'CP2'))).toEqual(['not_found']);
    expect(await refusalOf(side.locations.get(BUSES, 'DEPOT'))).toEqual(['not_found']);
    expect((await side.locations.list(BUSES, aPage({ withTotal: true }))).total).toBe(0);
  });

  it('changes them and makes new ones, within the group', async () => {
    const renamed = await put(BUSES, 'CP1', { locationId: 'DEPOT', groupId: 'BUSES', name: 'First' });
    expect(renamed.object).toMatchObject({ name: 'First', locationId: 'DEPOT', groupId: 'BUSES' });
    expect((await put(BUSES, 'CP4', { groupId: 'buses' })).created).toBe(true);
    expect(await refusalOf(put(BUSES, 'CP1', { locationId: 'DEPOT' }))).toEqual(['forbidden']);
    expect(await refusalOf(put(BUSES, 'CP1', { locationId: 'DEPOT', groupId: 'Vans' }))).toEqual(['forbidden']);
    expect(await refusalOf(put(BUSES, 'CP2', { groupId: 'Buses' }))).toEqual(['forbidden']);
  });

  it('moves none to another location: whether there is one is not told', async () => {
    for (const locationId of ['YARD', 'NOWHERE']) {
      expect(await refusalOf(put(BUSES, 'CP1', { locationId, groupId: 'Buses' }))).toEqual([
        'invalid_request',
        '/locationId',
      ]);
      expect(await refusalOf(put(BUSES, 'CP5', { locationId, groupId: 'Buses' }))).toEqual([
        'invalid_request',
        '/locationId',
      ]);
    }
    // At its own location, but of another group.
    expect(await refusalOf(put(BUSES, 'CP2', { locationId: 'DEPOT', groupId: 'Buses' }))).toEqual([
      'invalid_request',
      '/locationId',
    ]);
  });
});

describe('a group', () => {
  it.each([[''], ['x'.repeat(37)], ['two\nlines']])('is refused as %j', async (groupId) => {
    expect(await refusalOf(put(ADMIN, 'CP1', { groupId }))).toEqual(['invalid_request', '/groupId']);
  });

  it('goes to the EVSEs of its station, and follows it', async () => {
    await side.inbox.status({
      stationId: 'CP1',
      evseId: 1,
      connectorId: 1,
      status: 'AVAILABLE',
      errorCode: null,
      at: side.clock.now(),
    });
    const [evse] = (await side.stations.get(ADMIN, 'CP1')).evses;
    const uid = evse?.uid ?? '';
    expect((await side.evses.get(BUSES, uid)).record).toMatchObject({ stationGroupId: 'Buses' });
    await put(ADMIN, 'CP1', { locationId: 'DEPOT', groupId: 'Vans' });
    expect(await refusalOf(side.evses.get(BUSES, uid))).toEqual(['not_found']);
    expect((await side.evses.get(ADMIN, uid)).record).toMatchObject({ stationGroupId: 'Vans', version: 2 });
  });

  it('stays on the sessions, outages and events of the time in which the station was of it', async () => {
    await side.inbox.transaction(aStart('T'));
    await side.inbox.connected('CP1', '1.6');
    await side.inbox.disconnected('CP1', 'connection_lost');
    await put(ADMIN, 'CP1', { locationId: 'DEPOT', groupId: 'Vans' });
    await side.inbox.transaction(aStart('T', { startKey: 'later' }));
    const { items } = await side.sessions.list(ADMIN, aPage(), ALL);
    expect(items.map(({ stationGroupId }) => stationGroupId)).toEqual(['Buses', 'Vans']);
    const seen = await side.sessions.list(BUSES, aPage({ withTotal: true }), ALL);
    expect([seen.items.map(({ id }) => id), seen.total]).toEqual([[items[0]?.id], 1]);
    expect(await refusalOf(side.sessions.get(BUSES, items[1]?.id ?? ''))).toEqual(['not_found']);

    const scope = { ...SEES_ALL, groupIds: ['BUSES'] };
    const page = { scope, limit: 10, after: null, order: 'createdAt', descending: false } as const;
    const outages = await side.store.list('outages', {
      ...page,
      where: {},
      updatedFromAt: null,
      updatedToAt: null,
    });
    expect(outages.items.map(({ stationId, stationGroupId }) => [stationId, stationGroupId])).toEqual([
      ['CP1', 'Buses'],
    ]);

    const events = await side.events.list(
      BUSES,
      { limit: 100, cursor: null, newestFirst: false, fromAt: null, toAt: null, withTotal: true },
      {
        types: null,
        stationId: null,
        sessionId: null,
        locationId: null,
        objectId: null,
      },
    );
    const expected = side.told.filter(({ stationGroupId }) => stationGroupId === 'Buses');
    expect(events.items.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(events.total).toBe(expected.length);
    expect(new Set(expected.map(({ type }) => type))).toContain('session.started');
  });
});
