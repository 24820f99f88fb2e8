/** /clients and /me */
import type { Client, Grants } from '../domain/access.ts';
import type { PartyNames } from '../domain/party.ts';
import type { ClientInput, GrantsInput } from '../services/api/clients.ts';
import { partyIdNamed } from '../services/api/parties.ts';
import { sendVersioned } from './etags.ts';
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
  created_at: fromDate(client.createdAt),
  last_updated: fromDate(client.updatedAt),
});

/** What is left out of the last two is not said, so that who does not know of them leaves them as they are. */
const toGrants = (grants: Schemas['Grants'], names: PartyNames): GrantsInput => ({
  locationIds: grants.location_ids ?? null,
  tokenUids: grants.token_uids ?? null,
  ...(grants.parties === undefined
    ? {}
    : {
        partyIds: grants.parties?.map((name, index) => partyIdNamed(names, name, `/grants/parties/${index}`)) ?? null,
      }),
  ...(grants.station_groups === undefined ? {} : { groupIds: grants.station_groups }),
});

const toInput = (id: string, body: Schemas['ClientPut'], names: PartyNames): ClientInput => ({
  id,
  name: body.name,
  issuer: body.issuer ?? null,
  scopes: body.scopes,
  grants: toGrants(body.grants ?? {}, names),
  rotateSecret: body.rotate_secret ?? false,
  jwks: body.jwks ?? null,
  ...(body.type === undefined ? {} : { type: body.type }),
  ...(body.redirect_uris === undefined ? {} : { redirectUris: body.redirect_uris }),
  ...(body.post_logout_redirect_uris === undefined ? {} : { postLogoutRedirectUris: body.post_logout_redirect_uris }),
  ...(body.first_party === undefined ? {} : { firstParty: body.first_party }),
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
    const { object, created, secret } = await clients.put(caller, toInput(pathOf(request, 'id'), request.body, names));
    const body: Schemas['ClientWithSecret'] = {
      ...fromClient(object, names),
      ...(secret === null ? {} : { client_secret: secret }),
    };
    sendVersioned(response.status(created ? 201 : 200).set('Cache-Control', 'no-store'), object, body);
  },
});
