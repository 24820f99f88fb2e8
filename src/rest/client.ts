/** /clients and /me */
import type { Client, Grants } from '../domain/access.ts';
import type { PartyNames } from '../domain/party.ts';
import type { ClientInput, ClientPatch, GrantsInput, PutClient } from '../services/api/clients.ts';
import { partyIdNamed } from '../services/api/parties.ts';
import { expectedVersion, sendVersioned } from './etags.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { pathOf, type RouteDependencies, type Routes } from './request.ts';
import { textOnce } from './text-once.ts';

type Schemas = components['schemas'];

export const fromGrants = (grants: Grants, { nameOf }: PartyNames): Schemas['Grants'] => ({
  parties: grants.partyIds === null ? null : grants.partyIds.map(nameOf),
  location_ids: grants.locationIds === null ? null : [...grants.locationIds],
  station_groups: grants.groupIds === null ? null : [...grants.groupIds],
  token_uids: grants.tokenUids === null ? null : [...grants.tokenUids],
});

/** Never with the secret. A client of the embedded issuer has a secret or keys, see services/clients.ts. */
export const fromClient = (client: Client, names: PartyNames): Schemas['Client'] => ({
  id: client.id,
  version: client.version,
  name: client.name,
  issuer: client.issuer,
  has_secret: client.issuer === null && client.jwks === null && client.type !== 'app',
  jwks: client.jwks === null ? null : { ...client.jwks },
  scopes: [...client.scopes],
  type: client.type,
  redirect_uris: [...client.redirectUris],
  post_logout_redirect_uris: [...client.postLogoutRedirectUris],
  first_party: client.firstParty,
  grants: fromGrants(client.grants, names),
  locked: client.locked,
  dpop_bound_access_tokens: client.dpopBoundAccessTokens,
  persisted_operations_only: client.persistedOperationsOnly,
  created_at: fromDate(client.createdAt),
  last_updated: fromDate(client.updatedAt),
});

/** What is left out is not said, so that who does not know of it leaves it as it is. */
const toGrants = (grants: Schemas['Grants'], names: PartyNames): GrantsInput => ({
  ...(grants.location_ids === undefined ? {} : { locationIds: grants.location_ids }),
  ...(grants.token_uids === undefined ? {} : { tokenUids: grants.token_uids }),
  ...(grants.parties === undefined
    ? {}
    : {
        partyIds: grants.parties?.map((name, index) => partyIdNamed(names, name, `/grants/parties/${index}`)) ?? null,
      }),
  ...(grants.station_groups === undefined ? {} : { groupIds: grants.station_groups }),
});

/** What a PUT and a PATCH have in common: left out, it stays as it is. */
const toChanges = (body: Omit<Schemas['ClientPatch'], 'jwks'>) => ({
  ...(body.type === undefined ? {} : { type: body.type }),
  ...(body.redirect_uris === undefined ? {} : { redirectUris: body.redirect_uris }),
  ...(body.post_logout_redirect_uris === undefined ? {} : { postLogoutRedirectUris: body.post_logout_redirect_uris }),
  ...(body.first_party === undefined ? {} : { firstParty: body.first_party }),
  ...(body.locked === undefined ? {} : { locked: body.locked }),
  ...(body.dpop_bound_access_tokens === undefined ? {} : { dpopBoundAccessTokens: body.dpop_bound_access_tokens }),
  ...(body.persisted_operations_only === undefined ? {} : { persistedOperationsOnly: body.persisted_operations_only }),
});

const toInput = (id: string, body: Schemas['ClientPut'], names: PartyNames): ClientInput => ({
  id,
  name: body.name,
  issuer: body.issuer ?? null,
  scopes: body.scopes,
  grants: body.grants === undefined ? null : toGrants(body.grants, names),
  rotateSecret: body.rotate_secret ?? false,
  jwks: body.jwks ?? null,
  ...toChanges(body),
});

const toPatch = (id: string, body: Schemas['ClientPatch'], names: PartyNames): ClientPatch => ({
  id,
  ...(body.name === undefined ? {} : { name: body.name }),
  ...(body.issuer === undefined ? {} : { issuer: body.issuer }),
  ...(body.scopes === undefined ? {} : { scopes: body.scopes }),
  ...(body.grants === undefined ? {} : { grants: toGrants(body.grants, names) }),
  ...(body.rotate_secret === undefined ? {} : { rotateSecret: body.rotate_secret }),
  ...(body.jwks === undefined ? {} : { jwks: body.jwks }),
  ...toChanges(body),
});

const withSecret = ({ object, secret }: PutClient, names: PartyNames): Schemas['ClientWithSecret'] => ({
  ...fromClient(object, names),
  ...(secret === null ? {} : { client_secret: secret }),
});

const textOfClient = textOnce(fromClient);

export const clientRoutes = ({
  services: {
    clients,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => ({
  getMe: async (_request, response, caller) => {
    const me: Schemas['Me'] = {
      client_id: caller.clientId,
      user_id: caller.userId,
      account_id: caller.accountId ?? null,
      scopes: [...caller.scopes],
      grants: fromGrants(caller.grants, names),
    };
    response.json(me);
  },
  listClients: async (request, response, caller) => {
    const input = pageInputOf(request);
    const page = await clients.list(caller, input);
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (client) => textOfClient(client, names));
  },
  getClient: async (request, response, caller) => {
    const client = await clients.get(caller, pathOf(request, 'id'));
    sendVersioned(response, client, fromClient(client, names));
  },
  putClient: async (request, response, caller) => {
    const id = pathOf(request, 'id');
    const ifVersion = await expectedVersion(request, () => clients.get(caller, id));
    const put = await clients.put(caller, toInput(id, request.body, names), ifVersion);
    const status = put.created ? 201 : 200;
    sendVersioned(response.status(status).set('Cache-Control', 'no-store'), put.object, withSecret(put, names));
  },
  patchClient: async (request, response, caller) => {
    const id = pathOf(request, 'id');
    const ifVersion = await expectedVersion(request, () => clients.get(caller, id));
    const put = await clients.update(caller, toPatch(id, request.body, names), ifVersion);
    sendVersioned(response.set('Cache-Control', 'no-store'), put.object, withSecret(put, names));
  },
  deleteClient: async (request, response, caller) => {
    const id = pathOf(request, 'id');
    await clients.remove(caller, id, await expectedVersion(request, () => clients.get(caller, id)));
    response.status(204).end();
  },
});
