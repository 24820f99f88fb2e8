/** What becomes of a location that is deleted: gone where nothing happened, else found by what names it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import { SEES_ALL } from '../../src/domain/visibility.ts';
import { aSession } from '../conformance/documents.ts';
import { ADMIN, aCaller, aLocation, aPage, aStation, startSide, type TestSide } from './station-side.ts';

let side: TestSide;
beforeEach(async () => {
  side = await startSide();
  await side.locations.put(ADMIN, aLocation('A', { name: 'First' }), null);
});
afterEach(() => side.close());

const remove = (by = ADMIN) => side.locations.remove(by, 'A', null);
const withHistory = () => side.store.commit({ sessions: [aSession({ id: 'S', locationId: 'A' })] });
const listed = async (retired: boolean): Promise<readonly string[]> =>
  (await side.locations.list(ADMIN, aPage(), { retired })).items.map(({ id }) => id);
/** What a map finds. */
const near = async (): Promise<readonly string[]> => {
  const place = { near: aLocation('A').coordinates, radiusM: 100 };
  const search = { place, status: null, limit: 9, cursor: null } as const;
  const wish = { standards: null, powerType: null, minPowerW: null };
  return (await side.plugs.locations(ADMIN, { ...search, ...wish })).items.map(({ location }) => location.id);
};

describe('a location that is deleted', () => {
  it('is gone for good where nothing happened, and its id is free', async () => {
    expect(await remove()).toMatchObject({ retired: false, object: { id: 'A', version: 1 } });
    await expect(side.locations.get(ADMIN, 'A')).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove()).rejects.toMatchObject({ code: 'not_found' });
    expect([await listed(false), await listed(true)]).toEqual([[], []]);
    expect(await side.locations.put(ADMIN, aLocation('A'), null)).toMatchObject({ created: true });
  });

  it('is retired where a session was: found by it, and in no list but that of the retired', async () => {
    await withHistory();
    expect(await near()).toEqual(['A']);
    const { object, retired } = await remove();
    expect(await near()).toEqual([]);
    expect([retired, object]).toMatchObject([true, { id: 'A', version: 2, retiredAt: side.clock.now() }]);
    expect(await side.locations.get(ADMIN, 'A')).toEqual(object);
    expect(await side.locations.byIds(ADMIN, ['A', 'B'])).toEqual([object, null]);
    expect([await listed(false), await listed(true)]).toEqual([[], ['A']]);
    await expect(side.locations.current(ADMIN, 'A')).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove()).rejects.toMatchObject({ code: 'not_found' });
    await expect(side.stations.put(ADMIN, aStation('CP1', { locationId: 'A' }), null)).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  it('stays while a station stands there, and goes when that is elsewhere', async () => {
    await side.stations.put(ADMIN, aStation('CP1', { locationId: 'A' }), null);
    await expect(remove()).rejects.toMatchObject({
      code: 'conflict',
      detail: 'Stations stand at this location: delete them, or put them at another one, first.',
    });
    expect(await listed(false)).toEqual(['A']);
    await side.stations.put(ADMIN, aStation('CP1', { locationId: null }), null);
    expect(await remove()).toMatchObject({ retired: false });
  });

  it('is retired where a station stood that is retired', async () => {
    await side.stations.put(ADMIN, aStation('CP1', { locationId: 'A' }), null);
    await side.inbox.connected('CP1', '1.6');
    await side.inbox.disconnected('CP1', 'closed_by_station');
    await side.stations.remove(ADMIN, 'CP1', null);
    expect(await remove()).toMatchObject({ retired: true });
  });

  it('comes back by a put of the same party, and to no other', async () => {
    await withHistory();
    await remove();
    const others = aCaller({ clientId: 'other', grants: { ...ALL_GRANTS, partyIds: ['NL-TWO'] } });
    await expect(side.locations.put(others, aLocation('A'), null)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await side.locations.list(others, aPage(), { retired: true })).items).toEqual([]);
    expect(await side.locations.put(ADMIN, aLocation('A'), null)).toMatchObject({ created: true });
    expect(await side.locations.get(ADMIN, 'A')).not.toHaveProperty('retiredAt');
    expect([await listed(false), await listed(true)]).toEqual([['A'], []]);
    expect(await remove()).toMatchObject({ retired: true });
  });

  it('stays at another version, and for who may not see it', async () => {
    await expect(side.locations.remove(ADMIN, 'A', 7)).rejects.toMatchObject({ code: 'precondition_failed' });
    const bound = aCaller({ grants: { ...ALL_GRANTS, locationIds: ['B'] } });
    await expect(remove(bound)).rejects.toMatchObject({ code: 'not_found' });
    const reader = { ...ADMIN, scopes: new Set(['locations:read'] as const) };
    await expect(remove(reader)).rejects.toMatchObject({ code: 'insufficient_scope' });
    expect(await listed(false)).toEqual(['A']);
  });

  it('is told, and is in the audit log as it was', async () => {
    await withHistory();
    await remove();
    expect(side.told.at(-1)).toMatchObject({ type: 'location.removed', objectVersion: 2, locationId: 'A' });
    const page = { scope: SEES_ALL, order: 'createdAt', descending: true, after: null, limit: 1 } as const;
    const times = { updatedFromAt: null, updatedToAt: null };
    const { items } = await side.store.list('auditEntries', { ...page, ...times, where: {} });
    expect(items).toMatchObject([{ operation: 'location.delete', before: { name: 'First' }, after: null }]);
  });
});
