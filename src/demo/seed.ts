/** What the demo has from the start: places, stations, tokens, and a client of each kind. */
import { ALL_GRANTS, type Caller, FROM_INSIDE, type Grants, SCOPES, type Scope } from '../domain/access.ts';
import type { Location } from '../domain/location.ts';
import type { ClientInput } from '../services/api/clients.ts';
import type { LocationInput } from '../services/api/locations.ts';
import type { Services } from '../services/api/services.ts';
import type { StationInput } from '../services/api/stations.ts';
import type { TokenInput } from '../services/api/tokens.ts';

/** The demo seeds as the administration would. */
export const ADMIN: Caller = {
  from: FROM_INSIDE,
  clientId: 'demo-seed',
  userId: null,
  scopes: new Set(SCOPES),
  grants: ALL_GRANTS,
};

export const STATIONS = 20;
/** The first stations are left to whoever tries the demo: no simulated driver comes there. */
export const FREE_STATIONS = 6;
export const STATION_PREFIX = 'DEMO';

const place = (
  id: string,
  name: string,
  address: string,
  city: string,
  country: string,
  coordinates: Location['coordinates'],
  timeZone: string,
): LocationInput => ({ id, name, address, city, postalCode: null, country, coordinates, timeZone, publish: true });

export const LOCATIONS: readonly LocationInput[] = [
  place(
    'depot-utrecht',
    'Depot Utrecht',
    'Laagraven 1',
    'Utrecht',
    'NLD',
    { latitude: 52.0536, longitude: 5.1003 },
    'Europe/Amsterdam',
  ),
  place(
    'mall-graz',
    'Einkaufszentrum Graz',
    'Wiener Strasse 351',
    'Graz',
    'AUT',
    { latitude: 47.1095, longitude: 15.4123 },
    'Europe/Vienna',
  ),
  place(
    'street-lyon',
    'Rue Garibaldi',
    'Rue Garibaldi 120',
    'Lyon',
    'FRA',
    { latitude: 45.7609, longitude: 4.8514 },
    'Europe/Paris',
  ),
];

/** The simulator counts its stations so. */
const stationId = (index: number): string => `${STATION_PREFIX}-${String(index + 1).padStart(3, '0')}`;

const station = (index: number): StationInput => ({
  id: stationId(index),
  locationId: LOCATIONS[index % LOCATIONS.length]?.id ?? null,
  groupId: null,
  name: `Demo station ${index + 1}`,
  registration: 'accepted',
  securityProfile: 0,
  validation: 'strict',
  // Its simulated hardware is there at each start, also when somebody has tried to replace it.
  replacedBy: null,
});

const token = (uid: string, type: TokenInput['type'], changes: Partial<TokenInput> = {}): TokenInput => ({
  uid,
  type,
  contractId: `NL-VGT-C${uid}`,
  status: 'ACCEPTED',
  expiresAt: null,
  groupId: null,
  masterPass: false,
  driverId: null,
  issuer: 'Voltgate demo',
  visualNumber: null,
  ...changes,
});

/** Cards that charge; the simulated drivers use the ones behind the first. */
export const CARDS = ['DEMO-CARD-1', 'DEMO-CARD-2', 'DEMO-CARD-3', 'DEMO-CARD-4'] as const;

const TOKENS: readonly TokenInput[] = [
  ...CARDS.map((uid) => token(uid, 'RFID', { groupId: 'DEMO-FLEET' })),
  token('DEMO-APP-1', 'APP_USER', { driverId: 'demo-driver' }),
  token('DEMO-PARTNER-1', 'RFID', { contractId: 'NL-PAR-C00000001', issuer: 'Roaming partner' }),
  token('DEMO-BLOCKED', 'RFID', { status: 'BLOCKED' }),
];

const EVERYTHING = ALL_GRANTS;
const client = (id: string, name: string, scopes: readonly Scope[], grants: Grants = EVERYTHING): ClientInput => ({
  id,
  name,
  issuer: null,
  scopes,
  grants,
  rotateSecret: true,
  jwks: null,
});

const CLIENTS: readonly ClientInput[] = [
  client(
    'demo-fleet',
    'Fleet software: all of its own depot',
    ['locations:read', 'stations:read', 'sessions:read', 'sessions:control', 'charging:control', 'events:read'],
    // Whoever is bound to tokens limits sessions, and no station.
    { ...ALL_GRANTS, locationIds: ['depot-utrecht'] },
  ),
  client(
    'demo-app',
    'Server of a mobile app: its own driver’s token',
    ['locations:read', 'stations:read', 'sessions:read', 'sessions:control', 'tokens:read', 'events:read'],
    { ...ALL_GRANTS, tokenUids: ['DEMO-APP-1'] },
  ),
  client('demo-utility', 'Utility: limits at every site', [
    'locations:read',
    'stations:read',
    'sessions:read',
    'charging:control',
    'events:read',
  ]),
  client(
    'demo-partner',
    'Roaming partner: sees stations, starts and stops with its own cards',
    ['locations:read', 'stations:read', 'sessions:read', 'sessions:control', 'tokens:read', 'tokens:write'],
    { ...ALL_GRANTS, tokenUids: ['DEMO-PARTNER-1'] },
  ),
];

export type SeededClient = { readonly id: string; readonly name: string; readonly secret: string };

/** What people sign in with: it has no secret. Its scopes are what they can have at most. */
const appForPeople = (scopes: readonly Scope[]): ClientInput => ({
  ...client('demo-people', 'Demo app', scopes),
  rotateSecret: false,
  type: 'app',
  redirectUris: [
    'http://localhost/callback',
    'http://127.0.0.1/callback',
    'com.example.charge:/callback',
    // Authorize in /docs, at whatever port.
    'http://localhost/docs/oauth2-redirect.html',
    'http://127.0.0.1/docs/oauth2-redirect.html',
  ],
  postLogoutRedirectUris: ['http://localhost/', 'http://127.0.0.1/', 'com.example.charge:/'],
});

/** Makes or renews all of it; secrets are new at each start. */
export const seed = async (services: Services, offeredScopes: readonly Scope[]): Promise<readonly SeededClient[]> => {
  await Promise.all(LOCATIONS.map((input) => services.locations.put(ADMIN, input, null)));
  await Promise.all(Array.from({ length: STATIONS }, (_, index) => services.stations.put(ADMIN, station(index), null)));
  await Promise.all(TOKENS.map((input) => services.tokens.put(ADMIN, input, null)));
  await services.clients.put(ADMIN, appForPeople(offeredScopes), null);
  return Promise.all(
    [...CLIENTS, client('demo-operator', 'Operator: everything', offeredScopes)].map(async (input) => {
      const { secret } = await services.clients.put(ADMIN, input, null);
      if (secret === null) throw new Error(`no secret was made for ${input.id}`);
      return { id: input.id, name: input.name, secret };
    }),
  );
};

/** The simulated stations forget what they did before: whatever they had open when the demo stopped, ends here. */
export const endLeftSessions = async ({ sessions }: Services): Promise<void> => {
  const page = { cursor: null, newestFirst: false, updatedFromAt: null, updatedToAt: null, withTotal: false };
  const ofDemo = { locationId: null, tokenUid: null };
  await Promise.all(
    Array.from({ length: STATIONS }, async (_, index) => {
      for (const status of ['PENDING', 'ACTIVE'] as const) {
        const filter = { ...ofDemo, stationId: stationId(index), status };
        const { items } = await sessions.list(ADMIN, { ...page, limit: 1000 }, filter);
        await Promise.all(items.map(({ id }) => sessions.close(ADMIN, id)));
      }
    }),
  );
};
