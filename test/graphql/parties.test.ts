/** Parties, and the party of what is shown, as GraphQL has them: the default one by its codes, BE-ONE. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
