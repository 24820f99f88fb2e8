/** eMI3 ids: one EVSE's at a time over the installation, shown as given, found whatever their case and separators. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
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

let side: TestSide;

beforeEach(async () => {
  side = await startSide();
  for (const id of ['A', 'B']) await side.locations.put(ADMIN, aLocation(id), null);
  await side.tokens.put(ADMIN, aToken('TAG1'), null);
  for (const id of ['CP1', 'CP2']) {
    await side.stations.put(ADMIN, aStation(id, { locationId: id === 'CP1' ? 'A' : 'B' }), null);
    await side.inbox.status({
      stationId: id,
      evseId: 1,
      connectorId: 1,
      status: 'AVAILABLE',
      errorCode: null,
      at: null,
    });
  }
});
afterEach(() => side.close());

const uidAt = async (station: string): Promise<string> =>
  (await side.store.station(station))?.evses[0]?.uid ?? expect.fail('The station has no EVSE.');
const set = (uid: string, emi3Id: string | null, ifVersion: number | null = null, by = ADMIN, at = side.evses) =>
  at.update(by, uid, { emi3Id }, ifVersion);
const NO_FILTER = { stationId: null, locationId: null, emi3Id: null };

describe('an eMI3 id', () => {
  it('is shown as it was given with its station and its EVSE, and told', async () => {
    const uid = await uidAt('CP1');
    await set(uid, 'be*vgt*E1*2');
    expect((await side.evses.get(ADMIN, uid)).record).toMatchObject({ version: 2, emi3Id: 'be*vgt*E1*2' });
    expect((await side.stations.get(ADMIN, 'CP1')).evses).toMatchObject([{ uid, emi3Id: 'be*vgt*E1*2' }]);
    expect(side.told.at(-1)).toMatchObject({
      type: 'station.updated',
      data: { station: { evses: [{ emi3Id: 'be*vgt*E1*2' }] } },
    });
    // What the station tells goes on.
    await side.inbox.status({
      stationId: 'CP1',
      evseId: 1,
      connectorId: 1,
      status: 'CHARGING',
      errorCode: null,
      at: null,
    });
    expect((await side.evses.get(ADMIN, uid)).evse).toMatchObject({ emi3Id: 'be*vgt*E1*2' });
  });

  it('finds its EVSE, its sessions and the list of one, whatever case and separators', async () => {
    const uid = await uidAt('CP1');
    await set(uid, 'BE*VGT*E12');
    const { sessionId } = await side.inbox.transaction({ ...aStart('TAG1'), evseId: 1 });
    expect((await side.evses.get(ADMIN, 'bevgte1*2')).record.uid).toBe(uid);
    const found = await side.evses.list(ADMIN, aPage({ withTotal: true }), { ...NO_FILTER, emi3Id: 'BEVGTE12' });
    expect(found).toMatchObject({ total: 1, items: [{ record: { uid }, station: { id: 'CP1' }, evse: { id: 1 } }] });
    const filter = { stationId: null, locationId: null, tokenUid: null, status: null, evseUid: 'bevgte12' };
    expect((await side.sessions.list(ADMIN, aPage(), filter)).items).toMatchObject([{ id: sessionId }]);
    await expect(side.evses.get(ADMIN, 'BE*VGT*E13')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is one EVSE at a time, and is free again when it is taken away', async () => {
    const [one, other] = [await uidAt('CP1'), await uidAt('CP2')];
    await set(one, 'BE*VGT*E12');
    await expect(set(other, 'bevgte12')).rejects.toMatchObject({
      code: 'conflict',
      faults: [{ pointer: '/evseId' }],
    });
    // Its own in another writing is no other's.
    await set(one, 'BEVGTE12');
    await set(one, 'BE*VGT*E99');
    await set(other, 'BE*VGT*E12');
    await set(one, null);
    await set(other, 'BE*VGT*E99');
    expect((await side.evses.get(ADMIN, 'BEVGTE99')).record.uid).toBe(other);
    await expect(side.evses.get(ADMIN, 'BEVGTE12')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('goes to one of those that ask for it at the same time, on many nodes', async () => {
    const uids = [await uidAt('CP1'), await uidAt('CP2')];
    const asked = await Promise.allSettled(uids.map((uid) => set(uid, 'BE*VGT*E7', null, ADMIN, side.another().evses)));
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    const shown = await Promise.all(uids.map(async (uid) => (await side.evses.get(ADMIN, uid)).record.emi3Id));
    expect(shown.filter((id) => id !== null)).toEqual(['BE*VGT*E7']);
  });

  it('is refused in a form that is none, at another version, and by who may not', async () => {
    const uid = await uidAt('CP1');
    await expect(set(uid, 'BE*VGT*12')).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/evseId' }],
    });
    await expect(set(uid, 'BE*VGT*E1', 7)).rejects.toMatchObject({ code: 'precondition_failed' });
    const ofB = aCaller({ grants: { ...ALL_GRANTS, locationIds: ['B'] } });
    await expect(set(uid, 'BE*VGT*E1', null, ofB)).rejects.toMatchObject({ code: 'not_found' });
    const reader = aCaller({ scopes: new Set(['stations:read']) });
    await expect(set(uid, 'BE*VGT*E1', null, reader)).rejects.toMatchObject({ code: 'insufficient_scope' });
    expect(await side.evses.list(ofB, aPage(), NO_FILTER)).toMatchObject({ items: [{ station: { id: 'CP2' } }] });
  });
});
