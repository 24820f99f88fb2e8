/** A gateway with two operators in it, and a client of every kind of the table of authorisation. */
import * as openid from 'openid-client';
import type { Scope } from '../../../src/domain/access.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { type OutsideIssuer, startOutsideIssuer } from '../../support/outside-issuer.ts';
import { OFFERED_SCOPES } from '../../support/scopes.ts';
import { createVisitor } from '../../support/visitor.ts';
import type { ClientKind, Whose } from './client-kinds.ts';
import type { Theirs } from './operations.ts';
import { createOwnerWorld, type OwnerWorld } from './owner-world.ts';

export const PARTY = 'NL-OWN';
const DRIVER = 'driver-of-own';
const PASSWORD = 'four words in a row';
const BACK = 'com.example.app:/back';

export type AuthorisationWorld = {
  readonly gateway: TestGateway;
  readonly worlds: Readonly<Record<Whose, OwnerWorld>>;
  /** The objects of the kind of client; of a sandbox, its own are the simulated ones. */
  readonly idsOf: (kind: ClientKind, whose: Whose) => Theirs;
  /** Ids of the same forms that nobody has. */
  readonly nobodys: Theirs;
  /** scopes: those of the operation, which withoutScope lacks. null: it sends none. */
  readonly tokenOf: (kind: ClientKind, scopes: readonly Scope[] | null) => string | null;
  /** An id of the last event that whoever reads events may see: where it is read, what came before has been read. */
  readonly lastEvents: RegExp;
  readonly close: () => Promise<void>;
};

/** Somebody who signs in to an app of the operator's, as people do. */
const signIn = async (gateway: TestGateway, operator: string): Promise<string> => {
  const app = { name: 'App', type: 'app', scopes: OFFERED_SCOPES, redirect_uris: [BACK], grants: { parties: [PARTY] } };
  await gateway.request('PUT', '/api/v1/clients/an-app', { body: app });
  const { body: account } = await gateway.request('POST', '/api/v1/accounts', {
    body: { login: 'a-driver', role: 'driver', driver_id: DRIVER },
    token: operator,
  });
  const who = createVisitor([gateway.url]);
  const password = await who.open(account.link.url);
  await who.submit(password, null, { password: PASSWORD, again: PASSWORD });
  const client = await openid.discovery(new URL(gateway.url), 'an-app', undefined, openid.None(), {
    execute: [openid.allowInsecureRequests],
  });
  const verifier = openid.randomPKCECodeVerifier();
  const url = openid.buildAuthorizationUrl(client, {
    redirect_uri: BACK,
    scope: ['openid', ...OFFERED_SCOPES].join(' '),
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const begun = await who.open(url.href);
  const consent = await who.submit(begun, 'password', { login: 'a-driver', password: PASSWORD });
  const { url: back } = await who.submit(consent, 'consent');
  const { access_token: token } = await openid.authorizationCodeGrant(client, new URL(back), {
    pkceCodeVerifier: verifier,
  });
  return token;
};

const other = (id: string): string => `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;

const nobodysLike = (ids: Theirs): Theirs => ({
  ...ids,
  location: 'NOBODYS-LOCATION',
  station: 'NOBODYS-STATION',
  token: 'NOBODYS-TOKEN',
  party: 'NL-NOT',
  client: 'nobodys-client',
  session: other(ids.session),
  command: other(ids.command),
  evse: other(ids.evse),
  quarantined: other(ids.quarantined),
  template: other(ids.template),
  account: other(ids.account),
  auditEntry: other(ids.auditEntry),
  operation: '0'.repeat(64),
  sandbox: 'XS-000',
  event: other(ids.event),
  webhook: other(ids.webhook),
  delivery: `${other(ids.webhook)}.1`,
});

/** A token from outside, of a client that holds every scope. */
const outsideTokens = async (gateway: TestGateway, issuer: OutsideIssuer) => {
  const body = { name: 'O', issuer: issuer.url, scopes: OFFERED_SCOPES, grants: { parties: [PARTY] } };
  await gateway.request('PUT', '/api/v1/clients/outside', { body });
  const nowS = Math.floor(Date.now() / 1000);
  const scope = OFFERED_SCOPES.join(' ');
  return {
    scopeless: await issuer.token('outside', { scope: '' }),
    expired: await issuer.token('outside', { scope, iat: nowS - 600, exp: nowS - 300 }),
    wrongAudience: await issuer.token('outside', { scope, aud: 'https://elsewhere.example' }),
    withoutProof: await issuer.token('outside', { scope, cnf: { jkt: 'a'.repeat(43) } }),
  };
};

export const createAuthorisationWorld = async (): Promise<AuthorisationWorld> => {
  let url = '';
  const issuer = await startOutsideIssuer(() => url);
  const gateway = await startTestGateway({ environment: { OUTBOUND_ALLOW: '127.0.0.1', OAUTH_ISSUERS: issuer.url } });
  url = gateway.url;
  const own = await createOwnerWorld(gateway, PARTY, { driverId: DRIVER });
  const foreign = await createOwnerWorld(gateway, PARTY, { name: 'FOR' });
  const theirs = await createOwnerWorld(gateway, 'NL-TWO');
  const worlds = { own, foreign, other: theirs };

  const client = async (id: string, grants: object): Promise<string> => {
    const body = { name: id, scopes: OFFERED_SCOPES, grants: { parties: [PARTY], ...grants }, rotate_secret: true };
    const { body: made } = await gateway.request('PUT', `/api/v1/clients/${id}`, { body });
    return gateway.token(id, made.client_secret);
  };
  const locked = await client('locked', {});
  await gateway.request('PATCH', '/api/v1/clients/locked', { body: { locked: true } });
  const { sandbox } = own;
  const [simulated] = sandbox.stations;
  const ofSandbox = { location: sandbox.id, station: simulated.id, token: `${sandbox.id}-CARD` };

  const { body: narrowed } = await gateway.request('PUT', '/api/v1/clients/without-scope', {
    body: { name: 'W', scopes: OFFERED_SCOPES, grants: { parties: [PARTY] }, rotate_secret: true },
  });
  const without = new Map<string, string>();
  const lacking = async (scopes: readonly Scope[]): Promise<void> => {
    const left = OFFERED_SCOPES.filter((scope) => !scopes.includes(scope)).join(' ');
    without.set(scopes.join(' '), await gateway.token('without-scope', narrowed.client_secret, left));
  };
  for (const scope of OFFERED_SCOPES) await lacking([scope]);
  await lacking(['sessions:control', 'stations:control', 'charging:control']);
  await lacking(['stations:read', 'sessions:read']);

  const tokens: Readonly<Record<Exclude<ClientKind, 'withoutScope'>, string | null>> = {
    administration: await gateway.token(),
    operator: own.clientToken,
    ofLocation: await client('of-location', { parties: null, location_ids: [own.ids.location] }),
    ofGroup: await client('of-group', { station_groups: [`${own.ids.station}-GROUP`] }),
    ofToken: await client('of-token', { token_uids: [own.ids.token] }),
    driver: await signIn(gateway, own.clientToken),
    sandbox: await gateway.token(sandbox.client_id, sandbox.client_secret),
    otherParty: theirs.clientToken,
    locked,
    nobody: null,
    ...(await outsideTokens(gateway, issuer)),
  };
  const lastEvents: string[] = [];
  for (const id of [own.ids.station, theirs.ids.station, simulated.id]) {
    await gateway.request('PATCH', `/api/v1/stations/${id}`, { body: { name: 'Last' } });
    const told = await gateway.get(`/api/v1/events?station_id=${id}&types=station.updated&limit=1000`);
    lastEvents.push(told.at(-1).id);
  }
  return {
    gateway,
    worlds,
    idsOf: (kind, whose) => (kind === 'sandbox' && whose === 'own' ? { ...own.ids, ...ofSandbox } : worlds[whose].ids),
    nobodys: nobodysLike(theirs.ids),
    tokenOf: (kind, scopes) =>
      kind === 'withoutScope'
        ? scopes === null
          ? own.clientToken
          : (without.get(scopes.join(' ')) ?? '')
        : tokens[kind],
    lastEvents: new RegExp(lastEvents.join('|')),
    close: async () => {
      await gateway.close();
      await issuer.close();
    },
  };
};
