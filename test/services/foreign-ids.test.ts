/**
 * An id is given once over the installation, so who would make something under another's id has to be told. Nothing else
 * tells it: whatever would not be made is answered as under an id that nobody has.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import { isDomainError } from '../../src/domain/error.ts';
import { createPartyNames } from '../../src/domain/party.ts';
import { createParties } from '../../src/services/parties/parties.ts';
import { auditedOn } from '../support/audited.ts';
import { ADMIN, aCaller, aLocation, aStation, aToken, startSide, type TestSide } from './station-side.ts';

const OWN = aCaller({ clientId: 'own', grants: { ...ALL_GRANTS, partyIds: ['NL-TWO'] } });
const THEIRS = 'THEIRS';
const NOBODYS = 'NOBODY';

let side: TestSide;
beforeEach(async () => {
  side = await startSide({ codes: { countryCode: 'NL', partyId: 'ONE' } });
  const names = createPartyNames({ countryCode: 'NL', partyId: 'ONE' });
  const { store, clock } = side;
  const parties = createParties({ store, committer: auditedOn(store, clock), names, clock });
  const party = { countryCode: 'NL', roles: ['CPO'], name: 'P', website: null, logo: null } as const;
  for (const partyId of ['TWO', 'SIX']) await parties.put(ADMIN, { ...party, partyId }, null);
  await side.locations.put(ADMIN, aLocation(THEIRS, { party: 'NL-SIX' }), null);
  await side.stations.put(ADMIN, aStation(THEIRS, { party: 'NL-SIX' }), null);
  await side.tokens.put(ADMIN, aToken(THEIRS, { party: 'NL-SIX' }), null);
  await side.stations.put(OWN, aStation('OWN'), null);
});
afterEach(() => side.close());

type Ask = (id: string) => Promise<unknown>;
/** What is answered, without the id that was asked for. */
const told = async (ask: Ask, id: string): Promise<string> => {
  try {
    return JSON.stringify(await ask(id)).replaceAll(id, 'ID');
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return JSON.stringify([error.code, error.detail, error.faults]).replaceAll(id, 'ID');
  }
};

const WRONG: Readonly<Record<string, Ask>> = {
  'a location for a version': (id) => side.locations.put(OWN, aLocation(id), 1),
  'a location for a party that is not its own': (id) =>
    side.locations.put(OWN, aLocation(id, { party: 'NL-SIX' }), null),
  'a location with a bad country': (id) => side.locations.put(OWN, aLocation(id, { country: 'x' }), null),
  'a location that it reads to change it': (id) => side.locations.current(OWN, id),
  'a station for a version': (id) => side.stations.put(OWN, aStation(id), 1),
  'a station for a party that is not its own': (id) => side.stations.put(OWN, aStation(id, { party: 'NL-SIX' }), null),
  'a station without the password that its profile needs': (id) =>
    side.stations.put(OWN, aStation(id, { securityProfile: 1 }), null),
  'a station at a location of others': (id) => side.stations.put(OWN, aStation(id, { locationId: THEIRS }), null),
  'a station that it reads to change it': (id) => side.stations.current(OWN, id),
  'a token for a version': (id) => side.tokens.put(OWN, aToken(id), 1),
  'a token for a party that is not its own': (id) => side.tokens.put(OWN, aToken(id, { party: 'NL-SIX' }), null),
  'a token that it reads to change it': (id) => side.tokens.current(OWN, id),
  'hardware that is there': (id) =>
    side.stations.replace(OWN, { stationId: 'OWN', replacement: id, station: null, evses: null }),
  'hardware for EVSEs that there are not': (id) =>
    side.stations.replace(OWN, {
      stationId: 'OWN',
      replacement: id,
      station: { securityProfile: 0, name: null, validation: null, password: null },
      evses: [{ evseId: 7, replacementEvseId: 1 }],
    }),
};

describe("another's id", () => {
  it.each(Object.entries(WRONG))('is not told of %s', async (_, ask) => {
    const answer = await told(ask, THEIRS);
    expect(answer).toMatch(/^\["(not_found|precondition_failed|invalid_request|forbidden)"/);
    expect(answer).toBe(await told(ask, NOBODYS));
  });

  it.each<readonly [what: string, ask: Ask]>([
    ['location', (id) => side.locations.put(OWN, aLocation(id), null)],
    ['station', (id) => side.stations.put(OWN, aStation(id), null)],
    ['token', (id) => side.tokens.put(OWN, aToken(id), null)],
  ])('is refused where a %s would be made, without a word of whose it is', async (what, ask) => {
    const answer = await told(ask, THEIRS);
    expect(answer).toBe(JSON.stringify(['forbidden', `The ${what} is not in the grants of the client.`, []]));
  });
});
