/** Other hardware in the place of a station: what goes with the EVSEs, what ends, and what is refused. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import type { ReplacementInput } from '../../src/services/api/stations.ts';
import { aReset } from '../conformance/documents.ts';
import {
  ADMIN,
  aCaller,
  aKnock,
  aLocation,
  aPage,
  aStart,
  aStation,
  aStop,
  aToken,
  at,
  startSide,
  type TestSide,
} from './station-side.ts';

let side: TestSide;

const tell = async (station: string, ...numbers: readonly number[]) => {
  for (const evseId of numbers) {
    await side.inbox.status({
      stationId: station,
      evseId,
      connectorId: 1,
      status: 'AVAILABLE',
      errorCode: null,
      at: null,
    });
  }
};
const uidsAt = async (station: string): Promise<readonly string[]> =>
  (await side.store.station(station))?.evses.map(({ uid }) => uid) ?? [];

beforeEach(async () => {
  side = await startSide();
  for (const id of ['A', 'B']) await side.locations.put(ADMIN, aLocation(id), null);
  await side.tokens.put(ADMIN, aToken('TAG1'), null);
  await side.stations.put(ADMIN, aStation('CP1', { locationId: 'A', name: 'Left' }), null);
  await tell('CP1', 1, 2);
});
afterEach(() => side.close());

const NEW = { name: null, securityProfile: 0, validation: null, password: null } as const;
const anInput = (fields: Partial<ReplacementInput> = {}): ReplacementInput => ({
  stationId: 'CP1',
  replacement: 'CP2',
  station: NEW,
  evses: null,
  ...fields,
});
const replace = (fields: Partial<ReplacementInput> = {}, by = ADMIN, at = side.stations) =>
  at.replace(by, anInput(fields));
const sessionsOf = async (evseUid: string) =>
  (
    await side.sessions.list(ADMIN, aPage(), {
      stationId: null,
      locationId: null,
      tokenUid: null,
      status: null,
      evseUid,
    })
  ).items;
/** A session from its start to its end. */
const charge = async (stationId: string, evseId: number, startKey: string): Promise<string | null> => {
  const started = await side.inbox.transaction({ ...aStart('TAG1', { startKey }), stationId, evseId });
  await side.inbox.transaction({ ...aStop(started.transactionId, 60), stationId });
  return started.sessionId;
};

it('takes the EVSEs that stay on the new hardware to the location and group that it comes to', async () => {
  await side.stations.put(ADMIN, aStation('CP1', { locationId: 'A', groupId: 'Buses' }), null);
  await side.stations.put(ADMIN, aStation('CP2'), null);
  await tell('CP2', 1, 2, 3);
  const [, , staying = ''] = await uidsAt('CP2');
  await replace({ station: null });
  expect(await uidsAt('CP2')).toContain(staying);
  const { record } = await side.evses.get(ADMIN, staying);
  expect(record).toMatchObject({ stationId: 'CP2', number: 3, locationId: 'A', stationGroupId: 'Buses', version: 2 });
});

describe('replacing a station', () => {
  it.each([
    ['that it makes', null, 'Buses'],
    ['of no group', {}, 'Buses'],
    ['of a group', { groupId: 'Vans' }, 'Vans'],
  ] as const)('by hardware %s leaves the EVSEs in its group, or takes them into that', async (_, known, groupId) => {
    await side.stations.put(ADMIN, aStation('CP1', { locationId: 'A', groupId: 'Buses' }), null);
    const [uid = ''] = await uidsAt('CP1');
    if (known !== null) await side.stations.put(ADMIN, aStation('CP2', known), null);
    await replace({ station: known === null ? NEW : null });
    expect((await side.stations.get(ADMIN, 'CP2')).groupId).toBe(groupId);
    expect((await side.evses.get(ADMIN, uid)).record.stationGroupId).toBe(groupId);
  });

  it('moves its EVSEs to hardware that it makes, in one commit with the event that tells of it', async () => {
    const [first = '', second = ''] = await uidsAt('CP1');
    await side.evses.update(ADMIN, first, { emi3Id: 'BE*VGT*E1' }, null);
    const { station, replacement } = await replace();
    expect(station).toMatchObject({ id: 'CP1', evses: [], evseSeries: 1, replacedBy: 'CP2' });
    expect(replacement).toMatchObject({
      id: 'CP2',
      locationId: 'A',
      name: 'Left',
      registration: 'accepted',
      replacedBy: null,
      evses: [
        { id: 1, uid: first, emi3Id: 'BE*VGT*E1', connectors: [] },
        { id: 2, uid: second, emi3Id: null, connectors: [] },
      ],
    });
    expect(await side.store.station('CP1')).toEqual(station);
    expect((await side.evses.get(ADMIN, 'BEVGTE1')).record).toMatchObject({ uid: first, stationId: 'CP2', number: 1 });
    expect(side.told.slice(-2)).toMatchObject([
      {
        type: 'station.replaced',
        objectId: 'CP1',
        locationId: 'A',
        data: {
          station: { replacedBy: 'CP2' },
          evses: [
            { uid: first, evseId: 1, replacementEvseId: 1 },
            { uid: second, evseId: 2, replacementEvseId: 2 },
          ],
        },
      },
      { type: 'station.updated', objectId: 'CP2' },
    ]);
    expect(side.disconnected).toEqual(['CP1']);
    // What the new hardware tells is of the same EVSEs.
    await tell('CP2', 1, 2);
    expect(await uidsAt('CP2')).toEqual([first, second]);
  });

  it('keeps what was charged with the old station, under the uid by which both are found', async () => {
    const [uid = ''] = await uidsAt('CP1');
    const before = await charge('CP1', 1, 'before');
    await replace();
    const after = await charge('CP2', 1, 'after');
    expect(await sessionsOf(uid)).toMatchObject([
      { id: before, stationId: 'CP1' },
      { id: after, stationId: 'CP2' },
    ]);
  });

  it('takes hardware that has told of itself, whose own EVSEs give way', async () => {
    const [first = '', second = ''] = await uidsAt('CP1');
    await side.stations.put(ADMIN, aStation('CP2'), null);
    await tell('CP2', 1, 2, 3);
    const [own1 = '', , own3 = ''] = await uidsAt('CP2');
    const swapped = [
      { evseId: 1, replacementEvseId: 2 },
      { evseId: 2, replacementEvseId: null },
    ];
    const { replacement } = await replace({ station: null, evses: swapped });
    expect(replacement.locationId).toBe('A');
    expect(replacement.evses).toMatchObject([
      { id: 1, uid: own1 },
      { id: 2, uid: first, connectors: [{ id: 1, status: 'AVAILABLE' }] },
      { id: 3, uid: own3 },
    ]);
    expect(await side.evses.get(ADMIN, second)).toMatchObject({
      record: { stationId: null, number: 2 },
      station: null,
    });
    // A retired one can still give its id away.
    await side.evses.update(ADMIN, second, { emi3Id: 'BE*VGT*E2' }, null);
    await side.evses.update(ADMIN, second, { emi3Id: null }, null);
    expect((await side.evses.get(ADMIN, second)).record).toMatchObject({ version: 4, emi3Id: null });
  });

  it('answers the same again, and refuses another in its place', async () => {
    const answer = await replace();
    const told = side.told.length;
    expect(await replace()).toEqual(answer);
    expect(await replace({}, ADMIN, side.another().stations)).toEqual(answer);
    expect(side.told).toHaveLength(told);
    await expect(replace({ replacement: 'CP3' })).rejects.toMatchObject({
      code: 'station_replaced',
      detail: 'The station was replaced by CP2.',
    });
  });

  it('is done once of two that are asked for at the same time, on many nodes', async () => {
    const asked = await Promise.allSettled(
      ['CP2', 'CP3'].map((replacement) => replace({ replacement }, ADMIN, side.another().stations)),
    );
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'station_replaced' } });
    const stations = await side.store.stationsById(['CP2', 'CP3']);
    expect(stations).toHaveLength(1);
  });

  it('gives one of two stations the hardware that both are to be replaced by', async () => {
    await side.stations.put(ADMIN, aStation('CP2', { locationId: 'A' }), null);
    await side.stations.put(ADMIN, aStation('CP3', { locationId: 'A' }), null);
    await tell('CP2', 1, 2);
    const asked = await Promise.allSettled(
      ['CP1', 'CP2'].map((stationId) =>
        replace({ stationId, replacement: 'CP3', station: null }, ADMIN, side.another().stations),
      ),
    );
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
  });

  it('goes on from hardware to hardware, and makes no circle', async () => {
    const uids = await uidsAt('CP1');
    await replace();
    await replace({ stationId: 'CP2', replacement: 'CP3' });
    expect(await uidsAt('CP3')).toEqual(uids);
    await expect(replace({ stationId: 'CP3', replacement: 'CP1', station: null })).rejects.toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('itself replaced, by CP2'),
    });
    await expect(replace({ stationId: 'CP3', replacement: 'CP3' })).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/replacement' }],
    });
    // Put in use again, it is hardware like any other: with EVSEs of its own.
    await side.stations.put(ADMIN, aStation('CP1', { locationId: 'A', replacedBy: null }), null);
    await tell('CP1', 1, 2);
    expect(await uidsAt('CP1')).not.toEqual(uids);
    await replace({ stationId: 'CP3', replacement: 'CP1', station: null });
    expect(await uidsAt('CP1')).toEqual(uids);
  });
});

describe('what is open or waits at the old station', () => {
  it('keeps it in its place while a session runs and it is connected', async () => {
    await side.inbox.connected('CP1', '1.6');
    const { sessionId, transactionId } = await side.inbox.transaction(aStart('TAG1'));
    await expect(replace()).rejects.toMatchObject({ code: 'conflict', detail: expect.stringContaining('session') });
    expect(await side.store.station('CP2')).toBe(null);
    await side.inbox.transaction(aStop(transactionId, 60));
    await replace();
    expect((await side.sessions.get(ADMIN, sessionId ?? '')).flags).toEqual([]);
  });

  it('ends from its last reading when the station is gone', async () => {
    const { sessionId } = await side.inbox.transaction(aStart('TAG1'));
    await replace();
    expect(await side.sessions.get(ADMIN, sessionId ?? '')).toMatchObject({
      stationId: 'CP1',
      status: 'COMPLETED',
      endedAt: at(0),
      flags: ['closed_by_operator'],
    });
    expect(side.told.map(({ type }) => type).slice(-3)).toEqual([
      'session.ended',
      'station.replaced',
      'station.updated',
    ]);
  });

  it('ends with the connection when it began while the station was being replaced', async () => {
    await side.inbox.connected('CP1', '1.6');
    await replace();
    // Another node's socket is closed as soon as that hears of it.
    const { sessionId } = await side.inbox.transaction(aStart('TAG1'));
    await side.inbox.disconnected('CP1', 'closed_by_gateway');
    expect(await side.sessions.get(ADMIN, sessionId ?? '')).toMatchObject({
      stationId: 'CP1',
      status: 'COMPLETED',
      flags: ['closed_by_operator'],
    });
    expect(await side.store.station('CP1')).toMatchObject({ online: false, replacedBy: 'CP2' });
  });

  it('fails when it is a command that waits, and is left to its answer when it was sent', async () => {
    const common = { stationId: 'CP1', evseUid: null, evseId: null };
    const sent = { status: 'SENT', sentAt: at(0), sentBy: 'NODE' } as const;
    await side.store.commit({
      commands: [aReset({ ...common, id: 'WAITS' }), aReset({ ...common, ...sent, id: 'SENT', number: 2 })],
    });
    await replace();
    expect(await side.store.command('WAITS')).toMatchObject({
      status: 'FAILED',
      stationId: 'CP1',
      error: { code: 'station_replaced', detail: 'The station was replaced by CP2.' },
    });
    expect(await side.store.command('SENT')).toMatchObject({ status: 'SENT', version: 1 });
    expect(await side.store.unsettledCommands('CP2')).toEqual([]);
    expect(side.told.filter(({ type }) => type === 'command.updated')).toHaveLength(1);
  });

  it('is no outage any more', async () => {
    await side.inbox.connected('CP1', '1.6');
    await side.inbox.disconnected('CP1', 'connection_lost');
    expect((await side.store.station('CP1'))?.openOutages).toMatchObject([{ cause: 'UNREACHABLE', endedAt: null }]);
    await replace();
    expect((await side.store.station('CP1'))?.openOutages).toEqual([]);
  });
});

describe('an EVSE of the new hardware that is out of order', () => {
  it('has its outage under the uid that comes to its place', async () => {
    const [uid] = await uidsAt('CP1');
    await side.stations.put(ADMIN, aStation('CP2'), null);
    await side.inbox.connected('CP2', '1.6');
    await tell('CP2', 2);
    const fault = { evseId: 1, connectorId: 1, status: 'FAULTED', errorCode: 'GroundFailure', at: null } as const;
    await side.inbox.status({ ...fault, stationId: 'CP2' });
    const [own] = await uidsAt('CP2');
    const outages = async () => (await side.store.station('CP2'))?.openOutages;
    expect(await outages()).toMatchObject([{ evseUid: own, cause: 'FAULTED' }]);
    const [{ id = '' } = {}] = (await outages()) ?? [];
    await replace({ station: null });
    expect(await outages()).toMatchObject([{ evseUid: uid, cause: 'FAULTED', reason: 'GroundFailure' }]);
    expect(await side.store.get('outages', id)).toMatchObject({ evseUid: own, endedAt: side.clock.now() });
  });
});

describe('the old station', () => {
  it('may not connect any more, and is told so once it has proved who it is', async () => {
    const password = 'open-sesame-0123456789';
    await side.stations.put(ADMIN, aStation('CP1', { locationId: 'A', securityProfile: 1, password }), null);
    await replace();
    const knock = (secret: string) =>
      side.inbox.admit(aKnock('CP1', { credentials: { user: 'CP1', password: Buffer.from(secret) } }));
    expect(await knock(password)).toEqual({ kind: 'station_replaced', detail: 'The station was replaced by CP2.' });
    expect((await knock('another-password-0123')).kind).toBe('wrong_credentials');
    await side.stations.put(ADMIN, aStation('CP1', { securityProfile: 1, locationId: 'A', replacedBy: null }), null);
    expect((await knock(password)).kind).toBe('admitted');
  });

  it('is turned away where it was let in before it was replaced', async () => {
    const before = await side.store.station('CP1');
    await replace();
    await expect(side.inbox.connected('CP1', '1.6', before ?? undefined)).rejects.toMatchObject({
      code: 'station_rejected',
    });
  });
});

describe('a replacement is refused', () => {
  const refused = async (fields: Partial<ReplacementInput>, match: object, by = ADMIN) => {
    const before = await side.store.station('CP1');
    await expect(replace(fields, by)).rejects.toMatchObject(match);
    expect(await side.store.station('CP1')).toEqual(before);
  };

  it('that is not there, or is there though it should be made', async () => {
    await refused({ station: null }, { code: 'invalid_request', faults: [{ pointer: '/replacement' }] });
    await side.stations.put(ADMIN, aStation('CP2'), null);
    await refused({}, { code: 'conflict', detail: expect.stringContaining('already') });
    await refused({ stationId: 'NONE', replacement: 'CP3' }, { code: 'not_found' });
  });

  it('that lacks a password where its profile needs one, or has one that is none', async () => {
    const password = { code: 'invalid_request', faults: [{ pointer: '/station/password' }] };
    await refused({ station: { ...NEW, securityProfile: 1 } }, password);
    await refused({ station: { ...NEW, securityProfile: 1, password: 'short' } }, password);
    await refused({ replacement: 'A/B' }, { code: 'invalid_request', faults: [{ pointer: '/replacement' }] });
  });

  it('without a place for each EVSE', async () => {
    await side.stations.put(ADMIN, aStation('CP2'), null);
    await tell('CP2', 1);
    const to = (...pairs: readonly (readonly [number, number | null])[]) =>
      pairs.map(([evseId, replacementEvseId]) => ({ evseId, replacementEvseId }));
    const at = (pointer: string) => ({ code: 'invalid_request', faults: [{ pointer }] });
    const named = { station: null, replacement: 'CP2' };
    await refused(named, at('/evses/1/replacementEvse'));
    await refused({ ...named, evses: to([1, 1]) }, at('/evses'));
    await refused({ evses: to([1, 1], [2, 2], [3, 3]), replacement: 'CP9' }, at('/evses/2/evse'));
    await refused({ evses: to([1, 1], [2, 2], [1, 3]), replacement: 'CP9' }, at('/evses/2/evse'));
    const twice = { faults: [{ pointer: '/evses/0/replacementEvse' }, { pointer: '/evses/1/replacementEvse' }] };
    await refused({ evses: to([1, 1], [2, 1]), replacement: 'CP9' }, { code: 'invalid_request', ...twice });
  });

  it('that has charged on those places, or whose EVSE has an id of its own', async () => {
    await side.stations.put(ADMIN, aStation('CP2'), null);
    await tell('CP2', 1, 2);
    const [own = ''] = await uidsAt('CP2');
    await side.evses.update(ADMIN, own, { emi3Id: 'BE*VGT*E5' }, null);
    await refused({ station: null }, { code: 'conflict', detail: expect.stringContaining('eMI3') });
    await side.evses.update(ADMIN, own, { emi3Id: null }, null);
    await charge('CP2', 2, 'own');
    await refused({ station: null }, { code: 'conflict', detail: expect.stringContaining('sessions of its own') });
  });

  it('that stands elsewhere, or is another party', async () => {
    await side.stations.put(ADMIN, aStation('CP2', { locationId: 'B' }), null);
    await refused({ station: null }, { code: 'conflict', detail: expect.stringContaining('location') });
    const other = await side.store.station('CP2');
    if (other === null) return expect.fail('The station is not there.');
    await side.store.commit({
      stations: [{ ...other, id: 'CP3', version: 1, locationId: null, partyId: 'NL-TWO' }],
    });
    await refused(
      { station: null, replacement: 'CP3' },
      { code: 'conflict', detail: expect.stringContaining('party') },
    );
  });

  it('by who is bound to a group where the new hardware is of another', async () => {
    const buses = aCaller({ grants: { ...ALL_GRANTS, groupIds: ['buses'] } });
    await side.stations.put(ADMIN, aStation('CP1', { locationId: 'A', groupId: 'Buses' }), null);
    await side.stations.put(ADMIN, aStation('CP2', { groupId: 'Vans' }), null);
    await refused({ station: null }, { code: 'invalid_request' }, buses);
    await side.stations.put(ADMIN, aStation('CP2'), null);
    await refused({ station: null }, { code: 'invalid_request' }, buses);
  });

  it('by who may not see or move either of the two', async () => {
    const of = (locationId: string) => aCaller({ grants: { ...ALL_GRANTS, locationIds: [locationId] } });
    await refused({}, { code: 'not_found' }, of('B'));
    await side.stations.put(ADMIN, aStation('CP2', { locationId: 'B' }), null);
    // Whether there is one is told to nobody but who would make it.
    await refused({ station: null }, { code: 'invalid_request' }, of('A'));
    await refused({}, { code: 'forbidden' }, of('A'));
    const reader = aCaller({ scopes: new Set(['stations:read']) });
    await refused({}, { code: 'insufficient_scope' }, reader);
    await replace({ replacement: 'CP4' }, of('A'));
  });
});
