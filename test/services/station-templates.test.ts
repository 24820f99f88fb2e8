/** Templates of station models on a real SQLite file: which stations take from one, and when. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import { DomainError } from '../../src/domain/error.ts';
import { connectorProperties } from '../../src/domain/plug.ts';
import type { TemplateEvse } from '../../src/domain/station-template.ts';
import { ADMIN, aCaller, aLocation, aPage, aStation, startSide, type TestSide } from './station-side.ts';

const evses = (standard: 'IEC_62196_T2' | 'CHADEMO'): readonly TemplateEvse[] => [
  { evseId: null, connectors: [{ id: 1, standard, maxPowerW: 22_000 }] },
];

let side: TestSide;
beforeAll(async () => {
  side = await startSide();
  const now = new Date();
  await side.store.commit({
    parties: [
      {
        id: 'NL-TWO',
        version: 1,
        countryCode: 'NL',
        partyId: 'TWO',
        name: 'Two',
        roles: ['CPO'],
        website: null,
        logo: null,
        createdAt: now,
        updatedAt: now,
      },
    ],
  });
});
afterAll(async () => {
  await side.idle();
  await side.close();
});

let made = 0;
/** A station of a model, that has booted and told of a connector. */
const aModel = async (model: string, party: string | null = null): Promise<string> => {
  made += 1;
  const id = `CS${made}`;
  await side.stations.put(ADMIN, aStation(id, { party }), null);
  await boot(id, model);
  await tell(id, 1);
  return id;
};
const boot = (stationId: string, model: string) =>
  side.inbox.boot({
    stationId,
    protocol: '1.6',
    vendor: 'Vendor',
    model,
    serialNumber: null,
    firmwareVersion: null,
    reason: null,
  });
const tell = (stationId: string, evseId: number) =>
  side.inbox.status({ stationId, evseId, connectorId: 1, status: 'AVAILABLE', errorCode: null, at: null });

const known = async (id: string, evseId = 1) => {
  const station = await side.stations.get(ADMIN, id);
  const evse = station.evses.find((one) => one.id === evseId);
  const [connector] = evse?.connectors ?? [];
  if (evse === undefined || connector === undefined) return null;
  const { standard, maxPowerW, sources } = connectorProperties(evse, connector);
  return { standard, maxPowerW, source: sources.standard ?? null };
};
const TAKEN = { standard: 'IEC_62196_T2', maxPowerW: 22_000, source: 'TEMPLATE' };
const NOTHING = { standard: null, maxPowerW: null, source: null };

describe('a station', () => {
  it('takes what the template of its model says with its boot and its connectors, and is told with it', async () => {
    await side.stationTemplates.create(ADMIN, { vendor: 'vendor', model: 'comes', evses: evses('IEC_62196_T2') });
    const id = await aModel('Comes');
    expect(await known(id)).toEqual(TAKEN);
    const told = side.told.findLast(({ objectId }) => objectId === id);
    expect(told?.data).toMatchObject({ evseId: 1 });
    await tell(id, 2);
    expect(await known(id, 2)).toEqual(TAKEN);
    await boot(id, 'Other');
    expect(await known(id)).toEqual(NOTHING);
    await boot(id, 'comes ');
    expect(await known(id)).toEqual(TAKEN);
    const booted = side.told.findLast(({ objectId, type }) => objectId === id && type === 'station.updated');
    expect(booted?.data).toMatchObject({ station: { evses: [{ facts: { template: {} } }, {}] } });
  });

  it('that is there follows a template that is made, changed and deleted, each time with one event', async () => {
    const id = await aModel('Follows');
    const other = await aModel('Else');
    const since = side.told.length;
    const template = await side.stationTemplates.create(ADMIN, {
      vendor: 'Vendor',
      model: 'Follows',
      evses: evses('IEC_62196_T2'),
    });
    await side.idle();
    expect(await known(id)).toEqual(TAKEN);
    await side.stationTemplates.update(ADMIN, template.id, evses('CHADEMO'), template.version);
    await side.idle();
    expect(await known(id)).toMatchObject({ standard: 'CHADEMO', source: 'TEMPLATE' });
    // The same again is no change.
    await side.stationTemplates.update(ADMIN, template.id, evses('CHADEMO'), null);
    await side.idle();
    await side.stationTemplates.remove(ADMIN, template.id, 2);
    await side.idle();
    expect(await known(id)).toEqual(NOTHING);
    expect(await known(other)).toEqual(NOTHING);
    expect(side.told.slice(since).map(({ type, objectId }) => [type, objectId])).toEqual(
      Array.from({ length: 3 }, () => ['station.updated', id]),
    );
    expect(await side.store.get('templateRollouts', template.id)).toBeNull();
  });

  it('keeps what was set of it by hand', async () => {
    const id = await aModel('Set');
    const uid = (await side.stations.get(ADMIN, id)).evses[0]?.uid ?? '';
    await side.evses.update(ADMIN, uid, { emi3Id: null, connectors: [{ id: 1, standard: 'GBT_AC' }] }, null);
    await side.stationTemplates.create(ADMIN, { vendor: 'Vendor', model: 'Set', evses: evses('CHADEMO') });
    await side.idle();
    expect(await known(id)).toEqual({ standard: 'GBT_AC', maxPowerW: 22_000, source: 'SET' });
  });

  it('takes from the template of its own party alone', async () => {
    const ofTwo = aCaller({ grants: { ...ALL_GRANTS, partyIds: ['NL-TWO'] } });
    const theirs = await aModel('Shared', 'NL-TWO');
    const own = await aModel('Shared');
    const template = await side.stationTemplates.create(ofTwo, {
      vendor: 'Vendor',
      model: 'Shared',
      evses: evses('IEC_62196_T2'),
    });
    await side.idle();
    expect(template.partyId).toBe('NL-TWO');
    expect(await known(theirs)).toEqual(TAKEN);
    expect(await known(own)).toEqual(NOTHING);
    // And each party has its own of the model.
    const ours = await side.stationTemplates.create(ADMIN, {
      vendor: 'Vendor',
      model: 'Shared',
      evses: evses('CHADEMO'),
    });
    await side.idle();
    expect(await known(own)).toMatchObject({ standard: 'CHADEMO' });
    expect(await known(theirs)).toEqual(TAKEN);
    await expect(side.stationTemplates.get(ofTwo, ours.id)).rejects.toMatchObject({ code: 'not_found' });
    const seen = await side.stationTemplates.list(ofTwo, aPage(), { vendor: 'VENDOR', model: 'shared' });
    expect(seen.items.map(({ id }) => id)).toEqual([template.id]);
  });

  it('takes another one when it comes to another party with its location', async () => {
    const id = await aModel('Moves');
    await side.stationTemplates.create(ADMIN, {
      vendor: 'Vendor',
      model: 'Moves',
      party: 'NL-TWO',
      evses: evses('IEC_62196_T2'),
    });
    await side.locations.put(ADMIN, aLocation('OF-TWO', { party: 'NL-TWO' }), null);
    await side.idle();
    expect(await known(id)).toEqual(NOTHING);
    await side.stations.put(ADMIN, aStation(id, { locationId: 'OF-TWO' }), null);
    expect(await known(id)).toEqual(TAKEN);
  });

  it('that replaces another has the plugs of its own model under the EVSEs that come to it', async () => {
    await side.stationTemplates.create(ADMIN, { vendor: 'Vendor', model: 'Newer', evses: evses('IEC_62196_T2') });
    await side.stationTemplates.create(ADMIN, { vendor: 'Vendor', model: 'Older', evses: evses('CHADEMO') });
    const older = await aModel('Older');
    const newer = await aModel('Newer');
    const uid = (await side.stations.get(ADMIN, older)).evses[0]?.uid;
    await side.stations.replace(ADMIN, { stationId: older, replacement: newer, station: null, evses: null });
    expect((await side.stations.get(ADMIN, newer)).evses).toMatchObject([{ uid }]);
    expect(await known(newer)).toEqual(TAKEN);
  });

  it('of which nobody knows the model takes from none', async () => {
    await side.stations.put(ADMIN, aStation('NEVER'), null);
    await tell('NEVER', 1);
    expect(await known('NEVER')).toEqual(NOTHING);
  });
});

describe('a template', () => {
  const model = (name: string) => ({ vendor: 'Vendor', model: name, evses: evses('IEC_62196_T2') });

  it('is one for each model: a second is a conflict, and of two at once one is refused', async () => {
    const both = await Promise.allSettled([
      side.stationTemplates.create(ADMIN, model('Once')),
      side.stationTemplates.create(ADMIN, model('ONCE')),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(side.stationTemplates.create(ADMIN, model(' once'))).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is changed and deleted at the version that was read alone', async () => {
    const { id } = await side.stationTemplates.create(ADMIN, model('Versions'));
    const stale = { code: 'precondition_failed' };
    await expect(side.stationTemplates.update(ADMIN, id, evses('CHADEMO'), 7)).rejects.toMatchObject(stale);
    await expect(side.stationTemplates.remove(ADMIN, id, 7)).rejects.toMatchObject(stale);
  });

  it.each([
    [{ vendor: ' ' }, '/vendor'],
    [{ model: 'x'.repeat(51) }, '/model'],
    [{ evses: [] }, '/evses'],
    [{ party: 'NL-NONE' }, '/partyId'],
  ])('is refused with %o', async (wrong, pointer) => {
    const refused = await side.stationTemplates.create(ADMIN, { ...model('Wrong'), ...wrong }).catch((error) => error);
    expect(refused).toBeInstanceOf(DomainError);
    expect(refused.faults).toMatchObject([{ pointer }]);
  });

  it('is not of who is bound to a part of the stations', async () => {
    const bound = aCaller({ grants: { ...ALL_GRANTS, locationIds: ['OF-TWO'] } });
    const { id } = await side.stationTemplates.create(ADMIN, model('Bound'));
    await expect(side.stationTemplates.get(bound, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(side.stationTemplates.create(bound, model('Unbound'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(side.stationTemplates.remove(bound, id, null)).rejects.toMatchObject({ code: 'not_found' });
    expect((await side.stationTemplates.list(bound, aPage(), { vendor: null, model: null })).items).toEqual([]);
  });

  it('is rolled out by the chore when the process ended behind its write', async () => {
    const id = await aModel('Crash');
    const chore = side.chores.find(({ name }) => name === 'station-template-rollouts');
    const stopped = side.another();
    stopped.close();
    const template = await stopped.stationTemplates.create(ADMIN, model('Crash'));
    await stopped.idle();
    expect(await known(id)).toEqual(NOTHING);
    expect(await side.store.get('templateRollouts', template.id)).not.toBeNull();
    await chore?.run({ isFirst: true, signal: new AbortController().signal });
    expect(await known(id)).toEqual(TAKEN);
    expect(await side.store.get('templateRollouts', template.id)).toBeNull();
  });

  it('is found by the hourly check where a station has passed it by', async () => {
    const id = await aModel('Passed');
    await side.stationTemplates.create(ADMIN, model('Passed'));
    await side.idle();
    const station = await side.store.station(id);
    if (station === null) throw new Error('It is there.');
    const bare = station.evses.map(({ facts: _, ...evse }) => evse);
    await side.store.commit({ stations: [{ ...station, version: station.version + 1, evses: bare }] });
    const check = side.another().chores.find(({ name }) => name === 'station-template-check');
    await check?.run({ isFirst: true, signal: new AbortController().signal });
    const mended = await side.store.station(id);
    expect(mended?.evses[0]?.facts?.template?.connectors).toMatchObject([{ standard: 'IEC_62196_T2' }]);
  });
});
