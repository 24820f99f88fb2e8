/** Whose things are, over both faces and a real store: said when they are made, kept after that, shown by codes alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ environment: { DEFAULT_PARTY: 'BE-ONE' } });
  const two = { name: 'Two', roles: ['CPO'] };
  expect((await gateway.request('PUT', '/api/v1/parties/NL-TWO', { body: two })).status).toBe(201);
});
afterAll(() => gateway?.close());

const put = (path: string, body: object) => gateway.request('PUT', `/api/v1/${path}`, { body });
const pointersOf = ({ body }: { readonly body: Json }): readonly string[] =>
  body.errors.map(({ pointer }: Json) => pointer);

const OURS = { country_code: 'BE', party_id: 'ONE' };
const THEIRS = { country_code: 'NL', party_id: 'TWO' };
const LOCATION = {
  address: 'Street 1',
  city: 'Utrecht',
  country: 'NLD',
  coordinates: { latitude: '52.05', longitude: '5.10' },
  time_zone: 'Europe/Amsterdam',
};

describe.each([
  ['locations', LOCATION, 'location'],
  ['stations', { security_profile: 0 }, 'station'],
  ['tokens', { contract_id: 'C' }, 'token'],
])('%s', (kind, body, object) => {
  it('are made for the operator that is named, in any case, or for the first one', async () => {
    expect(await put(`${kind}/OUR-${object}`, body)).toMatchObject({ status: 201, body: OURS });
    const named = { ...body, country_code: 'nl', party_id: 'two' };
    expect(await put(`${kind}/THEIR-${object}`, named)).toMatchObject({ status: 201, body: THEIRS });
    expect(await put(`${kind}/NAMED-${object}`, { ...body, ...OURS })).toMatchObject({ status: 201, body: OURS });
  });

  it('stay with it: left out it is kept, the same is taken, another is refused', async () => {
    expect(await put(`${kind}/THEIR-${object}`, body)).toMatchObject({ status: 200, body: THEIRS });
    expect(await put(`${kind}/THEIR-${object}`, { ...body, ...THEIRS })).toMatchObject({ status: 200, body: THEIRS });
    const moved = await put(`${kind}/THEIR-${object}`, { ...body, ...OURS });
    expect(moved).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(pointersOf(moved)).toEqual(['/party_id']);
    const unknown = await put(`${kind}/NEW-${object}`, { ...body, country_code: 'NL', party_id: 'NIX' });
    expect(pointersOf(unknown)).toEqual(['/party_id']);
  });
});

describe('a station', () => {
  it('is of the operator of its place, and stands at no place of another', async () => {
    const at = { security_profile: 0, location_id: 'THEIR-location' };
    expect(await put('stations/PLACED', at)).toMatchObject({ status: 201, body: THEIRS });
    expect(pointersOf(await put('stations/OTHER', { ...at, ...OURS }))).toEqual(['/party_id']);
    expect(pointersOf(await put('stations/PLACED', { ...at, location_id: 'OUR-location' }))).toEqual(['/location_id']);
  });
});

describe('over GraphQL', () => {
  const upsert = (uid: string, more: string): Promise<Json> =>
    gateway.graphql(
      `mutation { upsertToken(input: { uid: "${uid}", contractId: "C", ${more} }) { countryCode partyId } }`,
    );

  it('the same is said and refused', async () => {
    const theirs = { data: { upsertToken: { countryCode: 'NL', partyId: 'TWO' } } };
    expect(await upsert('GQL', 'countryCode: "NL", partyId: "TWO"')).toEqual(theirs);
    expect(await upsert('GQL', '')).toEqual(theirs);
    const { errors } = await upsert('GQL', 'countryCode: "BE", partyId: "ONE"');
    expect(errors[0].extensions).toMatchObject({ code: 'invalid_request', faults: [{ pointer: '/input/partyId' }] });
  });
});

describe('the default party', () => {
  it('has no other name than its codes, wherever it is shown', async () => {
    for (const kind of ['locations', 'stations', 'tokens', 'events', 'parties', 'clients']) {
      const shown = JSON.stringify(await gateway.get(`/api/v1/${kind}`));
      expect(shown, kind).not.toMatch(/"default"/);
      if (kind !== 'clients') expect(shown, kind).toMatch(/"country_code":"BE","party_id":"ONE"/);
    }
    for (const path of ['parties/default', 'parties?cursor=ZGVmYXVsdA']) {
      expect((await gateway.request('GET', `/api/v1/${path}`)).status, path).toBe(400);
    }
  });
});
