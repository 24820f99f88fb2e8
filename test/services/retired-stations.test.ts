/** What becomes of a station that is deleted: gone where it never was connected, else found by its history alone. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import { evseStatus } from '../../src/domain/evse-status.ts';
import { SEES_ALL } from '../../src/domain/visibility.ts';
import { aReset, aSession, at } from '../conformance/documents.ts';
import {
  ADMIN,
  aCaller,
  aKnock,
  aLocation,
  aPage,
  aStart,
  aStation,
  aToken,
  startSide,
  type TestSide,
} from './station-side.ts';

const PASSWORD = 'open-sesame-0123456789';
const OTHERS = aCaller({ clientId: 'other', grants: { ...ALL_GRANTS, partyIds: ['NL-TWO'] } });
const OPEN = aStation('CP1', { locationId: 'A', name: 'First' });
const SECURED = { ...OPEN, securityProfile: 1, password: PASSWORD } as const;

let side: TestSide;
beforeEach(async () => {
  side = await startSide();
  await side.locations.put(ADMIN, aLocation('A'), null);
  await side.tokens.put(ADMIN, aToken('TAG1'), null);
  await side.stations.put(ADMIN, OPEN, null);
});
afterEach(() => side.close());

const remove = (by = ADMIN) => side.stations.remove(by, 'CP1', null);
const tell = (status: 'AVAILABLE' | 'FAULTED' = 'AVAILABLE') =>
  side.inbox.status({ stationId: 'CP1', evseId: 1, connectorId: 1, status, errorCode: null, at: null });
/** It came, told of an EVSE, and went. */
const visit = async (): Promise<string> => {
  await side.inbox.connected('CP1', '1.6');
  await tell();
  await side.inbox.disconnected('CP1', 'closed_by_station');
  return (await side.store.station('CP1'))?.evses[0]?.uid ?? '';
};
const listed = async (retired: boolean): Promise<readonly string[]> => {
  const { items, total } = await side.stations.list(ADMIN, aPage({ withTotal: true }), {
    locationId: 'A',
    online: null,
    retired,
  });
  expect(total).toBe(items.length);
  return items.map(({ id }) => id);
};
const knock = (password = PASSWORD) =>
  side.inbox.admit(aKnock('CP1', { credentials: { user: 'CP1', password: Buffer.from(password) } }));

describe('a station that is deleted and never was connected', () => {
  it('is gone for good, and its id is anybody’s', async () => {
    await side.stations.put(ADMIN, SECURED, null);
    expect(await remove()).toMatchObject({ retired: false, object: { id: 'CP1', version: 2 } });
    await expect(side.stations.get(ADMIN, 'CP1')).rejects.toMatchObject({ code: 'not_found' });
    expect([await listed(false), await listed(true)]).toEqual([[], []]);
    expect((await knock()).kind).toBe('unknown');
    await expect(remove()).rejects.toMatchObject({ code: 'not_found' });
    expect(await side.stations.put(ADMIN, aStation('CP1'), null)).toMatchObject({
      created: true,
      object: { version: 1, name: null, security: { passwordHash: null } },
    });
  });

  it('is retired all the same where a command names it', async () => {
    await side.store.commit({ commands: [aReset({ id: 'C', stationId: 'CP1' })] });
    expect(await remove()).toMatchObject({ retired: true });
  });

  it('is retired all the same where a session names it', async () => {
    await side.store.commit({ sessions: [aSession({ id: 'S', stationId: 'CP1', status: 'COMPLETED' })] });
    expect(await remove()).toMatchObject({ retired: true });
  });
});

describe('a station that is deleted and has a history', () => {
  it('is found under its id and by its history, and in no list but that of the retired', async () => {
    await visit();
    const { object, retired } = await remove();
    expect(retired).toBe(true);
    expect(object).toMatchObject({ id: 'CP1', name: 'First', online: false, retiredAt: side.clock.now() });
    expect(await side.stations.get(ADMIN, 'CP1')).toEqual(object);
    expect(await side.stations.byIds(ADMIN, ['NONE', 'CP1'])).toEqual([null, object]);
    expect([await listed(false), await listed(true)]).toEqual([[], ['CP1']]);
    expect(await side.store.station('CP1')).toBeNull();
    expect(object.evses.map((evse) => evseStatus(object, evse, false))).toEqual(['REMOVED']);
  });

  it('can neither be changed nor deleted again', async () => {
    await visit();
    await remove();
    await expect(remove()).rejects.toMatchObject({ code: 'not_found' });
    await expect(side.stations.current(ADMIN, 'CP1')).rejects.toMatchObject({ code: 'not_found' });
    await expect(side.stations.dismissProblems(ADMIN, 'CP1', null)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is not seen by others, and is not theirs to have or to name', async () => {
    await visit();
    await expect(remove(OTHERS)).rejects.toMatchObject({ code: 'not_found' });
    await remove();
    await expect(side.stations.get(OTHERS, 'CP1')).rejects.toMatchObject({ code: 'not_found' });
    const seen = await side.stations.list(OTHERS, aPage(), { locationId: null, online: null, retired: true });
    expect(seen.items).toEqual([]);
    await side.store.commit({
      parties: [{ ...aParty, id: 'NL-TWO', countryCode: 'NL', partyId: 'TWO', createdAt: at(0), updatedAt: at(0) }],
    });
    await expect(side.stations.put(OTHERS, aStation('CP1'), null)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('takes its EVSEs off all hardware, so that no search finds them and no command names them', async () => {
    const uid = await visit();
    await remove();
    expect(await side.evses.get(ADMIN, uid)).toMatchObject({ record: { stationId: null }, station: null, evse: null });
    const [plugs = []] = await side.plugs.stationsAt(ADMIN, ['A']);
    expect(plugs).toEqual([]);
  });

  it('is told as station.removed, one version later, without its password', async () => {
    await side.stations.put(ADMIN, SECURED, null);
    await visit();
    const version = (await side.store.station('CP1'))?.version ?? 0;
    await remove();
    const told = side.told.at(-1);
    expect(told).toMatchObject({
      type: 'station.removed',
      objectId: 'CP1',
      objectVersion: version + 1,
      locationId: 'A',
      data: { station: { retiredAt: side.clock.now(), security: { passwordHash: null } } },
    });
  });

  it('has its deletion in the audit log, as it was', async () => {
    await remove();
    const page = { scope: SEES_ALL, order: 'createdAt', descending: true, after: null, limit: 1 } as const;
    const times = { updatedFromAt: null, updatedToAt: null };
    const { items } = await side.store.list('auditEntries', { ...page, ...times, where: {} });
    expect(items).toMatchObject([{ operation: 'station.delete', objectId: 'CP1', after: null, before: { id: 'CP1' } }]);
  });

  it('stays at another version than the one that is named', async () => {
    await expect(side.stations.remove(ADMIN, 'CP1', 7)).rejects.toMatchObject({ code: 'precondition_failed' });
    expect(await listed(false)).toEqual(['CP1']);
  });

  it('ends its outage', async () => {
    await visit();
    expect((await side.store.station('CP1'))?.openOutages).toHaveLength(1);
    await remove();
    const { items } = await side.outages.list(ADMIN, aPage(), { stationId: 'CP1', open: true });
    expect(items).toEqual([]);
  });
});

const aParty = { version: 1, roles: ['CPO' as const], name: 'Two', website: null, logo: null };

describe('what goes on at a station that is deleted', () => {
  it('keeps it, while a session runs', async () => {
    await side.inbox.connected('CP1', '1.6');
    await side.inbox.transaction(aStart('TAG1'));
    await expect(remove()).rejects.toMatchObject({ code: 'conflict' });
    expect([await listed(false), side.disconnected]).toEqual([['CP1'], []]);
  });

  it('ends from its last reading, when the station is gone', async () => {
    await side.inbox.connected('CP1', '1.6');
    const { sessionId } = await side.inbox.transaction(aStart('TAG1'));
    await side.inbox.disconnected('CP1', 'connection_lost');
    await remove();
    const session = await side.sessions.get(ADMIN, sessionId ?? '');
    expect(session).toMatchObject({ status: 'COMPLETED', flags: ['closed_by_operator'] });
    expect(side.told.map(({ type }) => type).slice(-2)).toEqual(['session.ended', 'station.removed']);
  });

  it('does not begin in the same moment', async () => {
    await side.inbox.connected('CP1', '1.6');
    await remove();
    await expect(side.inbox.transaction(aStart('TAG1'))).rejects.toMatchObject({ code: 'not_found' });
    expect(await side.store.openSessionsOf('CP1')).toEqual([]);
  });

  it('fails when it is a command that waits, and is left to its answer when it was sent', async () => {
    const common = { stationId: 'CP1', evseUid: null, evseId: null };
    const sent = { status: 'SENT', sentAt: at(0), sentBy: 'NODE' } as const;
    await side.store.commit({
      commands: [aReset({ ...common, id: 'WAITS' }), aReset({ ...common, ...sent, id: 'SENT', number: 2 })],
    });
    await remove();
    expect(await side.store.command('WAITS')).toMatchObject({
      status: 'FAILED',
      error: { code: 'not_found', detail: 'The station was deleted.' },
    });
    expect(await side.store.command('SENT')).toMatchObject({ status: 'SENT', version: 1 });
  });
});

describe('the hardware of a deleted station', () => {
  it('loses its connection, and may not come back, and is told why once it has proved who it is', async () => {
    await side.stations.put(ADMIN, SECURED, null);
    await side.inbox.connected('CP1', '1.6');
    await remove();
    // The second time: a put of its password had ended the connection before.
    expect(side.disconnected).toEqual(['CP1', 'CP1']);
    await side.inbox.disconnected('CP1', 'closed_by_gateway');
    expect(await knock()).toEqual({ kind: 'station_deleted', detail: 'The station was deleted.' });
    expect((await knock('another-password-0123')).kind).toBe('wrong_credentials');
  });

  it('is not adopted again where unknown stations are', async () => {
    await visit();
    await remove();
    const taking = side.another({ unknownStations: 'pending' });
    expect((await taking.inbox.admit(aKnock('CP1'))).kind).toBe('station_deleted');
    expect(await listed(false)).toEqual([]);
    expect((await taking.inbox.admit(aKnock('CP2'))).kind).toBe('admitted');
    taking.close();
  });

  it('does not take the place of another station', async () => {
    await visit();
    await side.stations.put(ADMIN, aStation('OLD', { locationId: 'A' }), null);
    await remove();
    const hardware = { name: null, securityProfile: 0, password: null, validation: null } as const;
    const input = { stationId: 'OLD', replacement: 'CP1', station: hardware, evses: null };
    await expect(side.stations.replace(ADMIN, input)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a station that is put in use again', () => {
  it('has the EVSEs that it had under their uids, and what the put says', async () => {
    await side.stations.put(ADMIN, SECURED, null);
    const uid = await visit();
    await remove();
    const { object, created } = await side.stations.put(
      ADMIN,
      aStation('CP1', { locationId: 'A', name: 'Second', securityProfile: 1 }),
      null,
    );
    expect(created).toBe(true);
    expect(object).toMatchObject({ version: 1, name: 'Second', online: false, connectedAt: null, openOutages: [] });
    expect(object).not.toHaveProperty('retiredAt');
    expect(object.evses).toMatchObject([{ uid, connectors: [{ id: 1, status: 'UNKNOWN' }] }]);
    expect(await side.evses.get(ADMIN, uid)).toMatchObject({ record: { stationId: 'CP1' }, evse: { uid } });
    expect(await side.store.get('retiredStations', 'CP1')).toBeNull();
    // The password that it had.
    expect((await knock()).kind).toBe('admitted');
    await side.inbox.connected('CP1', '1.6');
    await tell('FAULTED');
    expect((await side.store.station('CP1'))?.evses).toMatchObject([{ uid, connectors: [{ status: 'FAULTED' }] }]);
    expect(await remove()).toMatchObject({ retired: true });
  });

  it('can be by a put of many', async () => {
    await visit();
    await remove();
    expect(await side.stations.put(ADMIN, OPEN, null, { unlessSame: true })).toMatchObject({ created: true });
  });

  it('has the eMI3 id that its EVSE has by then', async () => {
    const uid = await visit();
    await side.evses.update(ADMIN, uid, { emi3Id: 'NL*VGT*E1' }, null);
    await remove();
    await side.evses.update(ADMIN, uid, { emi3Id: null }, null);
    const { object } = await side.stations.put(ADMIN, OPEN, null);
    expect(object.evses).toMatchObject([{ uid, emi3Id: null }]);
  });

  it('is retired again where a node that does not know of that had put it in use', async () => {
    await visit();
    await remove();
    const known = await side.store.get('retiredStations', 'CP1');
    await side.stations.put(ADMIN, OPEN, null);
    await side.store.commit({ retiredStations: known === null ? [] : [known] });
    await visit();
    expect(await remove()).toMatchObject({ retired: true });
    expect(await side.stations.get(ADMIN, 'CP1')).toHaveProperty('retiredAt');
  });
});
