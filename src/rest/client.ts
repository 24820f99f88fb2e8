/** /clients and /me */
import { ALL_GRANTS, type Client, type Grants } from '../domain/access.ts';
import type { ClientInput } from '../services/api/clients.ts';
import { sendVersioned } from './etags.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { pathOf, type RouteDependencies, type Routes } from './request.ts';
import { textOnce } from './text-once.ts';

type Schemas = components['schemas'];

const fromGrants = (grants: Grants): Schemas['Grants'] => ({
  location_ids: grants.locationIds === null ? null : [...grants.locationIds],
  token_uids: grants.tokenUids === null ? null : [...grants.tokenUids],
});

/** Never with the secret. A client of the embedded issuer has a secret or keys, see services/clients.ts. */
export const fromClient = (client: Client): Schemas['Client'] => ({
  id: client.id,
  version: client.version,
  name: client.name,
  issuer: client.issuer,
  has_secret: client.issuer === null && client.jwks === null,
  jwks: client.jwks === null ? null : { ...client.jwks },
  scopes: [...client.scopes],
  grants: fromGrants(client.grants),
  created_at: fromDate(client.createdAt),
  last_updated: fromDate(client.updatedAt),
});

const toInput = (id: string, body: Schemas['ClientPut']): ClientInput => ({
  id,
  name: body.name,
  issuer: body.issuer ?? null,
  scopes: body.scopes,
  grants: {
    ...ALL_GRANTS,
    locationIds: body.grants?.location_ids ?? null,
    tokenUids: body.grants?.token_uids ?? null,
  },
  rotateSecret: body.rotate_secret ?? false,
  jwks: body.jwks ?? null,
});

const textOfClient = textOnce(fromClient);

export const clientRoutes = ({ services: { clients }, publicUrl }: RouteDependencies): Routes => ({
  getMe: async (_request, response, caller) => {
    const me: Schemas['Me'] = {
      client_id: caller.clientId,
      user_id: caller.userId,
      scopes: [...caller.scopes],
      grants: fromGrants(caller.grants),
    };
    response.json(me);
  },
  listClients: async (request, response, caller) => {
    const input = pageInputOf(request);
    const page = await clients.list(caller, input);
    sendPage(request, response, { page, limit: input.limit, publicUrl }, textOfClient);
  },
  getClient: async (request, response, caller) => {
    const client = await clients.get(caller, pathOf(request, 'id'));
    sendVersioned(response, client, fromClient(client));
  },
  putClient: async (request, response, caller) => {
    const { object, created, secret } = await clients.put(caller, toInput(pathOf(request, 'id'), request.body));
    const body: Schemas['ClientWithSecret'] = {
      ...fromClient(object),
      ...(secret === null ? {} : { client_secret: secret }),
    };
    sendVersioned(response.status(created ? 201 : 200).set('Cache-Control', 'no-store'), object, body);
  },
});
