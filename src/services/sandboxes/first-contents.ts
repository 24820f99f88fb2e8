/** What a new sandbox has: a party, a location, cards, stations, and a client that moves in there alone. */
import { randomBytes } from 'node:crypto';
import { ALL_GRANTS, type Client, SERVICE_CLIENT } from '../../domain/access.ts';
import type { Party } from '../../domain/party.ts';
import { newSandboxStation, SANDBOX_COUNTRY, SANDBOX_SCOPES, type SandboxStation } from '../../domain/sandbox.ts';
import type { OcppVersion } from '../../domain/station.ts';
import type { LocationInput } from '../api/locations.ts';
import type { TokenInput } from '../api/tokens.ts';

const SECRET_BYTES = 32;
const PASSWORD_BYTES = 16;
const FIRST_STATIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1'];
const CONNECTORS = 2;

type Times = Pick<Client, 'version' | 'createdAt' | 'updatedAt'>;

export const newPassword = (): string => randomBytes(PASSWORD_BYTES).toString('hex');
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

export const firstParty = (id: string, name: string, times: Times): Party => ({
  ...times,
  id,
  countryCode: SANDBOX_COUNTRY,
  partyId: id.slice(SANDBOX_COUNTRY.length + 1),
  roles: ['CPO', 'EMSP'],
  name,
  website: null,
  logo: null,
});

export const firstLocation = (id: string, name: string): LocationInput => ({
  id,
  name,
  address: 'Sandbox Street 1',
  city: 'Utrecht',
  postalCode: null,
  country: 'NLD',
  coordinates: { latitude: 52.0907, longitude: 5.1214 },
  timeZone: 'Europe/Amsterdam',
  publish: false,
});

const card = (uid: string, status: TokenInput['status']): TokenInput => ({
  uid,
  type: 'RFID',
  contractId: uid,
  status,
  expiresAt: null,
  groupId: null,
  masterPass: false,
  driverId: null,
  issuer: 'Sandbox',
  visualNumber: null,
});

/** One that may charge, and one that may not. */
export const firstTokens = (id: string): readonly TokenInput[] => [
  card(`${id}-CARD`, 'ACCEPTED'),
  card(`${id}-BLOCKED`, 'BLOCKED'),
];

/** One of each OCPP version. */
export const firstStations = (id: string): readonly SandboxStation[] =>
  FIRST_STATIONS.map((protocol, index) => newSandboxStation(`${id}-${index + 1}`, protocol, CONNECTORS));

export const firstClient = (party: Party, secretHash: string, times: Times): Client => ({
  ...times,
  ...SERVICE_CLIENT,
  id: `sandbox-${party.partyId.toLowerCase()}`,
  name: `Sandbox ${party.name}`,
  issuer: null,
  secretHash,
  jwks: null,
  scopes: SANDBOX_SCOPES,
  grants: { ...ALL_GRANTS, partyIds: [party.id] },
  locked: false,
  dpopBoundAccessTokens: false,
  persistedOperationsOnly: false,
});
