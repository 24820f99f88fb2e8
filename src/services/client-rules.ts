/** What an input of a client must be, and what of a client it leaves as it is. */
import {
  type Caller,
  type Client,
  type Grants,
  type Scope,
  SERVICE_CLIENT,
  type SignInOfClient,
} from '../domain/access.ts';
import { isRedirectUri } from '../domain/redirect-uri.ts';
import type { ClientInput, GrantsInput } from './api/clients.ts';
import { collectFaults, type Faults, isLine } from './faults.ts';
import { checkGrants } from './grant-checks.ts';
import type { DocumentStore } from './ports/document-store.ts';

/** Visible ASCII without what OAuth's Basic form and URLs would have to escape. */
const CLIENT_ID = /^[A-Za-z0-9._~@-]{1,200}$/;

const isIssuer = (text: string): boolean => isLine(text, 255) && URL.canParse(text);

export type ClientRules = {
  /** Scopes that open something. */
  readonly offeredScopes: ReadonlySet<Scope>;
  /** What is wrong with a public key, as a sentence; null: nothing. See oauth/client-keys.ts. */
  readonly keyFault: (key: Readonly<Record<string, unknown>>) => Promise<string | null>;
};

const checkKeys = async (
  { keyFault }: ClientRules,
  { keys }: NonNullable<Client['jwks']>,
  { unless }: Pick<Faults, 'unless'>,
): Promise<void> => {
  unless(keys.length > 0, '/jwks/keys', 'Must hold a key.');
  const kids = new Set<unknown>();
  for (const [index, key] of keys.entries()) {
    const fault = await keyFault(key);
    unless(fault === null, `/jwks/keys/${index}`, fault ?? '');
    const isSecond = key.kid !== undefined && kids.has(key.kid);
    unless(!isSecond, `/jwks/keys/${index}`, 'Another key of the set has the same kid.');
    kids.add(key.kid);
  }
};

/** What an input leaves out stays as it is. */
export const signInOf = (input: ClientInput, before: Client | null): SignInOfClient => {
  const { type, redirectUris, postLogoutRedirectUris, firstParty } = before ?? SERVICE_CLIENT;
  return {
    type: input.type ?? type,
    redirectUris: [...new Set(input.redirectUris ?? redirectUris)],
    postLogoutRedirectUris: [...new Set(input.postLogoutRedirectUris ?? postLogoutRedirectUris)],
    firstParty: input.firstParty ?? firstParty,
  };
};

const checkSignIn = (
  { unless }: Pick<Faults, 'unless'>,
  { type, redirectUris, postLogoutRedirectUris, firstParty }: SignInOfClient,
  { issuer, rotateSecret, jwks }: ClientInput,
): void => {
  const bySelf = type === 'service';
  unless(issuer === null || bySelf, '/type', 'A client of an outside issuer signs nobody in here.');
  unless(!(type === 'app' && rotateSecret), '/rotateSecret', 'An app keeps no secret: it has none.');
  unless(!(type === 'app' && jwks !== null), '/jwks', 'An app keeps no secret: it has no keys.');
  unless(!(bySelf && firstParty), '/firstParty', 'A service asks nobody for consent.');
  unless(bySelf || redirectUris.length > 0, '/redirectUris', 'Must hold an address, for people to come back to.');
  for (const [name, uris] of Object.entries({ redirectUris, postLogoutRedirectUris })) {
    unless(!bySelf || uris.length === 0, `/${name}`, 'A service sends nobody anywhere.');
    for (const [index, uri] of uris.entries()) {
      unless(
        bySelf || isRedirectUri(uri, type),
        `/${name}/${index}`,
        'Must be https, http on 127.0.0.1, [::1] or localhost, or (of an app) a scheme of its own with a dot in it.',
      );
    }
  }
};

/** Throws DomainError('invalid_request') with every fault. */
export const checkClient = async (
  rules: ClientRules,
  {
    input,
    before,
    signIn,
  }: { readonly input: ClientInput; readonly before: Client | null; readonly signIn: SignInOfClient },
): Promise<void> => {
  const { unless, raise } = collectFaults();
  checkSignIn({ unless }, signIn, input);
  unless(CLIENT_ID.test(input.id), '/id', 'Must be 1 to 200 of letters, digits and . _ ~ @ -');
  unless(isLine(input.name, 200), '/name', 'Must have 1 to 200 characters.');
  unless(input.issuer === null || isIssuer(input.issuer), '/issuer', 'Must be a URL of up to 255 characters.');
  checkGrants({ unless }, input.grants ?? {});
  for (const [index, scope] of input.scopes.entries()) {
    // One that a release before has given stays with who has it.
    const fits = rules.offeredScopes.has(scope) || before?.scopes.includes(scope) === true;
    unless(fits, `/scopes/${index}`, `The scope ${scope} opens nothing here.`);
  }
  const ours = input.issuer === null;
  unless(
    before !== null || input.grants !== null,
    '/grants',
    'A new client needs grants: name what it may see, or null in each for all.',
  );
  unless(
    ours || !(input.rotateSecret || input.jwks !== null),
    '/issuer',
    'A client of an outside issuer has no secret and no keys here.',
  );
  unless(!(input.rotateSecret && input.jwks !== null), '/jwks', 'A client has a secret or keys, not both.');
  if (input.jwks !== null) await checkKeys(rules, input.jwks, { unless });
  const keeps = before !== null && (before.secretHash !== null || before.jwks !== null);
  unless(
    !ours || signIn.type === 'app' || input.rotateSecret || input.jwks !== null || keeps,
    '/rotateSecret',
    'A client needs a secret or keys to come in with.',
  );
  raise();
};

/** What an input leaves out it neither widens nor narrows: a client keeps what it has, a new one gets its maker's own. */
export const grantsOf = (input: GrantsInput | null, { grants: before }: Pick<Client | Caller, 'grants'>): Grants => {
  const {
    locationIds = before.locationIds,
    groupIds = before.groupIds,
    tokenUids = before.tokenUids,
    partyIds = before.partyIds,
  } = input ?? {};
  return { locationIds, groupIds, tokenUids, partyIds: partyIds === null ? null : [...new Set(partyIds)] };
};

/** Throws DomainError('invalid_request') unless the parties are there. */
export const requireParties = async (store: Pick<DocumentStore, 'getMany'>, { partyIds }: Grants): Promise<void> => {
  if (partyIds === null || partyIds.length === 0) return;
  const there = new Set((await store.getMany('parties', partyIds)).map(({ id }) => id));
  const { unless, raise } = collectFaults();
  for (const [index, id] of partyIds.entries()) {
    unless(there.has(id), `/grants/parties/${index}`, 'There is no such party.');
  }
  raise();
};

/** What it comes in with: a new secret, keys, what it had, or (of an outside issuer) nothing of ours. */
export const credentialsOf = (
  input: ClientInput,
  before: Client | null,
  newHash: string | null,
  { type }: SignInOfClient,
): Pick<Client, 'secretHash' | 'jwks'> => {
  if (input.issuer !== null || type === 'app') return { secretHash: null, jwks: null };
  if (newHash !== null) return { secretHash: newHash, jwks: null };
  if (input.jwks !== null) return { secretHash: null, jwks: input.jwks };
  return { secretHash: before?.secretHash ?? null, jwks: before?.jwks ?? null };
};
