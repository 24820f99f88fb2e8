/** EVSEs by their own uids: given once, registered with their station, and kept for what an earlier release stored. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import type { Station } from '../../src/domain/station.ts';
import {
  ADMIN,
  aCaller,
  aLocation,
  aPage,
  aReport,
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
  await side.stations.put(ADMIN, aStation('CP1', { locationId: 'A' }), null);
});
afterEach(() => side.close());

const status = (evseId: number, station = 'CP1') =>
  side.inbox.status({ stationId: station, evseId, connectorId: 1, status: 'AVAILABLE', errorCode: null, at: null });

const uidOf = async (number: number, station = 'CP1'): Promise<string> => {
  const stored = await side.store.station(station);
  return stored?.evses.find(({ id }) => id === number)?.uid ?? expect.fail('The station has no such EVSE.');
};

describe('an EVSE', () => {
  it('has a uid from the first word of it on, which every process gives alike', async () => {
    await status(1);
    await status(2);
    const [one, two] = [await uidOf(1), await uidOf(2)];
    expect(one).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(two).not.toBe(one);
    expect(await side.another().evses.get(ADMIN, one.toLowerCase())).toMatchObject({
      record: { uid: one, version: 1, stationId: 'CP1', number: 1, locationId: 'A', emi3Id: null },
      station: { id: 'CP1' },
      evse: { id: 1, uid: one },
    });
  });

  it('is told with what its connectors, sessions and outages do', async () => {
    await status(1);
    const uid = await uidOf(1);
    const { sessionId } = await side.inbox.transaction({ ...aStart('TAG1'), evseId: 1 });
    await side.inbox.status({
      stationId: 'CP1',
      evseId: 1,
      connectorId: 1,
      status: 'FAULTED',
      errorCode: 'GroundFailure',
      at: null,
    });
    const told = side.told.filter(({ type }) => type === 'connector.status_changed' || type === 'session.started');
    expect(told).toMatchObject([
      { data: { evseUid: uid } },
      { data: { session: { id: sessionId, evseUid: uid } } },
      { data: { evseUid: uid } },
    ]);
    const filter = { stationId: null, locationId: null, tokenUid: null, status: null };
    const of = async (evseUid: string) =>
      (await side.sessions.list(ADMIN, aPage(), { ...filter, evseUid })).items.map(({ id }) => id);
    expect(await of(uid.toLowerCase())).toEqual([sessionId]);
    expect(await of('ANOTHER')).toEqual([]);
  });

  it('is given to a session that names it later, once', async () => {
    await status(1);
    const transactionId = 'TX';
    const started = { ...aReport({ kind: 'started', transactionId }), protocol: '2.0.1', evseId: null } as const;
    const { sessionId } = await side.inbox.transaction(started);
    const session = () => side.sessions.get(ADMIN, sessionId ?? '');
    expect((await session()).evseUid).toBe(null);
    await side.inbox.transaction({ ...started, kind: 'updated', seqNo: 1, evseId: 1 });
    expect((await session()).evseUid).toBe(await uidOf(1));
  });

  it('is seen by who sees its location, wherever that is now', async () => {
    await status(1);
    const uid = await uidOf(1);
    const ofB = aCaller({ grants: { ...ALL_GRANTS, locationIds: ['B'] } });
    await expect(side.evses.get(ofB, uid)).rejects.toMatchObject({ code: 'not_found' });
    await expect(side.evses.get(ADMIN, 'NONE')).rejects.toMatchObject({ code: 'not_found' });
    await side.stations.put(ADMIN, aStation('CP1', { locationId: 'B' }), null);
    expect((await side.evses.get(ofB, uid)).record).toMatchObject({ version: 2, locationId: 'B' });
  });
});

describe('a store of an earlier release', () => {
  const formerStation = async (): Promise<void> => {
    const station = await side.store.station('CP1');
    if (station === null) return expect.fail('There is no such station.');
    const { evseSeries: _series, replacedBy: _by, ...former } = station;
    const evses = [1, 2].map((id) => ({ id, connectors: [] }));
    const version = station.version + 1;
    await side.store.commit({ stations: [{ ...former, version, evses } as unknown as Station] });
  };
  const run = (of = side.another()) =>
    Promise.all(of.chores.map((chore) => chore.run({ isFirst: true, signal: new AbortController().signal })));

  it('gives each EVSE the uid that it would have had, and registers it once, on many nodes at a time', async () => {
    await formerStation();
    const uids = [await uidOf(1), await uidOf(2)];
    await expect(side.evses.get(ADMIN, uids[0] ?? '')).rejects.toMatchObject({ code: 'not_found' });
    await Promise.all([run(), run(side.another()), run(side.another())]);
    await run();
    for (const [index, uid] of uids.entries()) {
      const { record, station } = await side.evses.get(ADMIN, uid);
      expect(record).toMatchObject({ version: 1, stationId: 'CP1', number: index + 1, locationId: 'A' });
      expect(station?.id).toBe('CP1');
    }
    // The same that a new station of that name would tell of.
    await side.another().inbox.status({
      stationId: 'CP1',
      evseId: 1,
      connectorId: 1,
      status: 'AVAILABLE',
      errorCode: null,
      at: null,
    });
    expect(await uidOf(1)).toBe(uids[0]);
  });
});
