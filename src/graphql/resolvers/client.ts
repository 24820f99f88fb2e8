/** OAuth clients. */
import { SCOPES, type Scope } from '../../domain/access.ts';
import { DomainError } from '../../domain/error.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { PartyNames } from '../../domain/party.ts';
import type { ClientInput } from '../../services/api/clients.ts';
import { toGrants } from '../grants.ts';
import { connect } from '../paging.ts';
import type { Resolvers, UpdateClientInput, UpsertClientInput } from '../schema.gen.ts';

const KNOWN: ReadonlySet<string> = new Set(SCOPES);

/** Throws invalid_request for a scope that nobody knows. */
const toScopes = (scopes: readonly string[]): readonly Scope[] => {
  const faults = scopes.flatMap((scope, index) =>
    KNOWN.has(scope) ? [] : [{ pointer: `/scopes/${index}`, detail: `There is no scope ${scope}.` }],
  );
  if (faults[0] !== undefined) throw new DomainError('invalid_request', { detail: faults[0].detail, faults });
  return scopes.filter((scope): scope is Scope => KNOWN.has(scope));
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const MOST_KEYS = 20;

/** Throws invalid_request for what is no JWK set. */
const toJwks = (value: JsonValue): ClientInput['jwks'] => {
  const keys: unknown = isObject(value) ? value.keys : null;
  if (Array.isArray(keys) && keys.length <= MOST_KEYS && keys.every(isObject)) return { keys };
  const detail = `Must be a JWK set: { "keys": [ … ] }, of ${MOST_KEYS} keys at most.`;
  throw new DomainError('invalid_request', { detail, faults: [{ pointer: '/jwks', detail }] });
};

/** Of what either input has, all that is said. null says nothing where a field has no such value. */
const toChanges = (input: Omit<UpdateClientInput | UpsertClientInput, 'id' | 'ifVersion'>, names: PartyNames) => {
  const { type, redirectUris, postLogoutRedirectUris, firstParty, locked, dpopBoundAccessTokens } = input;
  return {
    ...(input.issuer === undefined ? {} : { issuer: input.issuer }),
    ...(input.scopes == null ? {} : { scopes: toScopes(input.scopes) }),
    ...(input.grants == null ? {} : { grants: toGrants(input.grants, names) }),
    ...(input.rotateSecret == null ? {} : { rotateSecret: input.rotateSecret }),
    ...(input.jwks == null ? {} : { jwks: toJwks(input.jwks) }),
    ...(type == null ? {} : { type }),
    ...(redirectUris == null ? {} : { redirectUris }),
    ...(postLogoutRedirectUris == null ? {} : { postLogoutRedirectUris }),
    ...(firstParty == null ? {} : { firstParty }),
    ...(locked == null ? {} : { locked }),
    ...(dpopBoundAccessTokens == null ? {} : { dpopBoundAccessTokens }),
    ...(input.persistedOperationsOnly == null ? {} : { persistedOperationsOnly: input.persistedOperationsOnly }),
  };
};

export const clientResolvers: Resolvers = {
  Query: {
    client: async (_root, { id }, { services, caller }) => services.clients.get(await caller(), id),
    clients: async (_root, args, { services, caller }) => {
      const who = await caller();
      return connect(args, (page) => services.clients.list(who, page));
    },
  },
  Mutation: {
    upsertClient: async (_root, { input }, { services, caller }) => {
      const { id, name, ifVersion } = input;
      const left = { issuer: null, scopes: [], grants: null, rotateSecret: false, jwks: null };
      const client = { ...left, ...toChanges(input, services.parties.names), id, name };
      return services.clients.put(await caller(), client, ifVersion ?? null);
    },
    updateClient: async (_root, { input }, { services, caller }) => {
      const { id, name, ifVersion } = input;
      const patch = { ...toChanges(input, services.parties.names), id, ...(name == null ? {} : { name }) };
      return services.clients.update(await caller(), patch, ifVersion ?? null);
    },
    deleteClient: async (_root, { input: { id, ifVersion } }, { services, caller }) =>
      services.clients.remove(await caller(), id, ifVersion ?? null),
  },
  Client: {
    hasSecret: ({ issuer, jwks, type }) => issuer === null && jwks === null && type !== 'app',
    lastUpdated: ({ updatedAt }) => updatedAt,
  },
  ClientWithSecret: {
    client: ({ object }) => object,
    clientSecret: ({ secret }) => secret,
  },
  ClientType: { SERVICE: 'service', WEB: 'web', APP: 'app' },
};
