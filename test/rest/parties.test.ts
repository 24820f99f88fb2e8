/** Parties, and the party of what is shown, as REST has them: the default one by its codes, BE-ONE, never by its id. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  exampleCommand,
  exampleEvents,
  exampleLocation,
  exampleSession,
  exampleStation,
  exampleToken,
} from '../../scripts/gen/example-events.ts';
import { type RestFaceUnderTest, startRestFace } from '../support/rest-face.ts';

let face: RestFaceUnderTest;
beforeEach(async () => {
  face = await startRestFace();
});
afterEach(() => face.close());

const put = (path: string, body: object, headers: Record<string, string> = {}) =>
  face.call('PUT', `/api/v1${path}`, { body, headers });
const get = (path: string) => face.call('GET', `/api/v1${path}`);
const pointers = (body: { readonly errors: readonly { readonly pointer: string }[] }) =>
  body.errors.map(({ pointer }) => pointer);

describe('parties', () => {
  it('are made, read, listed and replaced under country code and party id, whatever their case', async () => {
    const made = await put('/parties/be-one', { name: 'One', roles: ['CPO', 'EMSP'], website: 'https://one.example' });
    expect(made.status).toBe(201);
    expect(made.headers.get('etag')).toBe('"1"');
    const codes = { id: 'BE-ONE', country_code: 'BE', party_id: 'ONE' };
    const shown = { ...codes, name: 'One', roles: ['CPO', 'EMSP'], website: 'https://one.example', logo: null };
    expect(made.body).toMatchObject(shown);
    expect((await get('/parties/Be-One')).body).toEqual(made.body);
    expect((await put('/parties/NL-TWO', { name: 'Two', roles: ['CPO'] })).body).toMatchObject({ id: 'NL-TWO' });
    expect((await get('/parties')).body.map(({ id }: { id: string }) => id)).toEqual(['BE-ONE', 'NL-TWO']);
    const late = await put('/parties/BE-ONE', { name: 'One', roles: ['CPO'] }, { 'if-match': '"7"' });
    expect(late.status).toBe(412);
    const again = await put('/parties/BE-ONE', { name: 'First', roles: ['CPO'] }, { 'if-match': '"1"' });
    expect(again).toMatchObject({ status: 200, body: { ...codes, name: 'First', website: null, version: 2 } });
  });

  it.each([
    ['/parties/default', { name: 'x', roles: ['CPO'] }, '/path/id'],
    ['/parties/NLD-VGT', { name: 'x', roles: ['CPO'] }, '/path/id'],
    ['/parties/NL-VGT', { name: 'x', roles: [] }, '/roles'],
    ['/parties/NL-VGT', { name: 'x', roles: ['CSMS'] }, '/roles/0'],
    ['/parties/NL-VGT', { name: 'x', roles: ['CPO'], logo: 'not an address' }, '/logo'],
  ])('refuse PUT %s %j', async (path, body, pointer) => {
    const refused = await put(path, body);
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(pointers(refused.body)).toEqual([pointer]);
  });
});

describe('the grants of a client', () => {
  const grants = async (body: object) =>
    (await put('/clients/app', { name: 'App', scopes: ['stations:read'], ...body })).body.grants;

  it('show and take parties by name and groups of stations by id; what is left out is not said', async () => {
    const bound = { parties: ['NL-TWO', 'BE-ONE'], station_groups: ['depot'] };
    expect(await grants({ grants: { ...bound, parties: ['nl-two', 'be-one'] } })).toEqual({
      ...bound,
      location_ids: null,
      token_uids: null,
    });
    expect(face.clients.get('app')?.grants.partyIds).toEqual(['NL-TWO', 'default']);
    expect(await grants({})).toMatchObject(bound);
    expect(await grants({ grants: { location_ids: ['LOC'] } })).toMatchObject({ ...bound, location_ids: ['LOC'] });
    expect(await grants({ grants: { parties: null, station_groups: null } })).toMatchObject({
      parties: null,
      station_groups: null,
    });
    expect((await get('/me')).body.grants).toMatchObject({ parties: null, station_groups: null });
  });

  it('refuse what is no name of a party', async () => {
    const body = { name: 'App', scopes: [], grants: { parties: ['NL-TWO', 'default'] } };
    const refused = await put('/clients/app', body);
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(pointers(refused.body)).toEqual(['/grants/parties/1']);
  });
});

describe('what is shown', () => {
  const OURS = { country_code: 'BE', party_id: 'ONE' };
  const THEIRS = { country_code: 'NL', party_id: 'TWO' };

  beforeEach(() => {
    for (const partyId of ['default', 'NL-TWO']) {
      face.locations.set(`at-${partyId}`, { ...exampleLocation, id: `L-${partyId.length}`, partyId });
      face.stations.set(`at-${partyId}`, { ...exampleStation, id: `S-${partyId.length}`, partyId });
      face.sessions.set(`at-${partyId}`, { ...exampleSession, id: `T-${partyId.length}`, partyId });
      face.tokens.set(`at-${partyId}`, { ...exampleToken, uid: `U-${partyId.length}`, partyId });
      face.commands.set(`at-${partyId}`, { ...exampleCommand, id: `C-${partyId.length}`, partyId });
      face.events.push({ ...exampleEvents['station.message'], id: `E-${partyId.length}`, partyId });
    }
  });

  it.each(['locations', 'stations', 'sessions', 'tokens', 'commands', 'events'])(
    'of %s says whose it is, by codes alone',
    async (kind) => {
      const { text, body } = await get(`/${kind}`);
      expect(body).toMatchObject([OURS, THEIRS]);
      expect(text).not.toMatch(/default|partyId/);
    },
  );

  it('of an EVSE says so, too', async () => {
    const [evse] = exampleStation.evses;
    expect((await get(`/evses/${evse?.uid}`)).body).toMatchObject(OURS);
  });

  it('of the object of an event says so, too', async () => {
    face.events.push({
      ...exampleEvents['location.updated'],
      partyId: 'NL-TWO',
      data: { location: { ...exampleLocation, partyId: 'NL-TWO' } },
    });
    expect((await get('/events')).body.at(-1)).toMatchObject({ ...THEIRS, data: { location: THEIRS } });
  });
});

describe('what is put', () => {
  const LOCATION = {
    address: 'Kaai 12',
    city: 'Gent',
    country: 'BEL',
    coordinates: { latitude: '51.05', longitude: '3.73' },
    time_zone: 'Europe/Brussels',
  };
  const BODIES = { locations: LOCATION, stations: { security_profile: 0 }, tokens: { contract_id: 'C' } };

  it.each(Object.entries(BODIES))('of %s may say whose it is', async (kind, body) => {
    const named = { ...body, country_code: 'nl', party_id: 'Two' };
    expect((await put(`/${kind}/NEW`, named)).status).toBe(201);
    expect((await put(`/${kind}/NEW`, body)).status).toBe(200);
    expect(face.named).toEqual(['nl-Two', null]);
  });

  it.each(Object.entries(BODIES))('of %s is refused where it says half of it', async (kind, body) => {
    const half = await put(`/${kind}/NEW`, { ...body, party_id: 'TWO' });
    expect(pointers(half.body)).toEqual(['/country_code']);
    const other = await put(`/${kind}/NEW`, { ...body, country_code: 'NL' });
    expect(pointers(other.body)).toEqual(['/party_id']);
    const none = await put(`/${kind}/NEW`, { ...body, country_code: 'NL', party_id: 'default' });
    expect(pointers(none.body)).toEqual(['/party_id']);
  });
});
