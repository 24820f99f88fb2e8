/** Parties, and the party of what is shown, as GraphQL has them: the default one by its codes, BE-ONE. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  exampleCommand,
  exampleEvents,
  exampleLocation,
  exampleSession,
  exampleStation,
  exampleToken,
} from '../../scripts/gen/example-events.ts';
import { type GraphqlFaceUnderTest, startGraphqlFace } from '../support/graphql-face.ts';

let face: GraphqlFaceUnderTest;
beforeEach(async () => {
  face = await startGraphqlFace();
});
afterEach(() => face.close());

const FIELDS = 'id version countryCode partyId roles name website logo';
const upsert = (input: string) => face.run(`mutation { upsertParty(input: { ${input} }) { ${FIELDS} } }`);

describe('parties', () => {
  it('are made, read and listed by their codes', async () => {
    await upsert('countryCode: "BE", partyId: "ONE", roles: [CPO], name: "One"');
    const made = await upsert('countryCode: "NL", partyId: "TWO", roles: [CPO, HUB], name: "Two", logo: "https://x/y"');
    const two = {
      id: 'NL-TWO',
      version: 1,
      countryCode: 'NL',
      partyId: 'TWO',
      roles: ['CPO', 'HUB'],
      name: 'Two',
      website: null,
      logo: 'https://x/y',
    };
    expect(made.body).toEqual({ data: { upsertParty: two } });
    expect(face.parties.get('BE-ONE')?.id).toBe('default');
    const read = await face.run(`{
      party(countryCode: "nl", partyId: "two") { ${FIELDS} }
      parties { totalCount edges { node { id } } }
    }`);
    expect(read.body).toEqual({
      data: { party: two, parties: { totalCount: 2, edges: [{ node: { id: 'BE-ONE' } }, { node: { id: 'NL-TWO' } }] } },
    });
  });

  it('are refused at another version, and without their scopes', async () => {
    const stale = await upsert('countryCode: "NL", partyId: "TWO", roles: [CPO], name: "Two", ifVersion: 3');
    expect(stale.body.errors[0].extensions.code).toBe('precondition_failed');
    const blind = await face.run('{ parties { totalCount } }', { token: 'all-but:parties:read' });
    expect(blind.body.errors[0].extensions.code).toBe('insufficient_scope');
  });
});

describe('whose a thing is', () => {
  const WHOSE = 'countryCode partyId';
  const OURS = { countryCode: 'BE', partyId: 'ONE' };
  const THEIRS = { countryCode: 'NL', partyId: 'TWO' };

  it('is shown by codes alone', async () => {
    for (const partyId of ['default', 'NL-TWO']) {
      face.locations.set(partyId, { ...exampleLocation, partyId });
      face.stations.set(partyId, { ...exampleStation, partyId });
      face.sessions.set(partyId, { ...exampleSession, partyId });
      face.tokens.set(partyId, { ...exampleToken, partyId });
      face.commands.set(partyId, { ...exampleCommand, partyId });
      face.events.push({ ...exampleEvents['station.message'], partyId });
    }
    const shown = await face.run(`{
      locations { edges { node { ${WHOSE} } } }
      stations { edges { node { ${WHOSE} evses { ${WHOSE} } } } }
      sessions { edges { node { ${WHOSE} } } }
      tokens { edges { node { ${WHOSE} } } }
      commands { edges { node { ${WHOSE} } } }
      events { edges { node { ${WHOSE} } } }
    }`);
    const both = { edges: [{ node: OURS }, { node: THEIRS }] };
    const { stations, ...others } = shown.body.data;
    expect(others).toEqual({ locations: both, sessions: both, tokens: both, commands: both, events: both });
    expect(stations).toMatchObject({
      edges: [{ node: { ...OURS, evses: [OURS] } }, { node: { ...THEIRS, evses: [THEIRS] } }],
    });
  });

  it.each([
    ['upsertStation', 'id: "NEW", securityProfile: 0'],
    ['upsertToken', 'uid: "NEW", contractId: "C"'],
    [
      'upsertLocation',
      'id: "NEW", address: "A", city: "B", country: "BEL", timeZone: "UTC", coordinates: { latitude: 1, longitude: 2 }',
    ],
  ])('may be said by %s, whole', async (field, input) => {
    const said = (more: string) => face.run(`mutation { ${field}(input: { ${input} ${more} }) { version } }`);
    expect((await said('countryCode: "nl", partyId: "Two"')).body.data).not.toBeNull();
    await said('');
    expect(face.named).toEqual(['nl-Two', null]);
    const half = await said('partyId: "TWO"');
    expect(half.body.errors[0].extensions).toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/input/countryCode' }],
    });
  });
});
