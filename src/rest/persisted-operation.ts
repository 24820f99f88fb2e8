/** /persisted_operations */
import type { PersistedOperation } from '../domain/persisted-operation.ts';
import { sendVersioned } from './etags.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { pathOf, queryText, type RouteDependencies, type Routes } from './request.ts';

type Schemas = components['schemas'];

const fromOperation = (operation: PersistedOperation): Schemas['PersistedOperation'] => ({
  id: operation.id,
  version: operation.version,
  sha256: operation.sha256,
  client_id: operation.clientId,
  document: operation.document,
  created_at: fromDate(operation.createdAt),
  last_updated: fromDate(operation.updatedAt),
});

export const persistedOperationRoutes = ({
  services: { persistedOperations },
  publicUrl,
}: RouteDependencies): Routes => ({
  listPersistedOperations: async (request, response, caller) => {
    const input = pageInputOf(request);
    const page = await persistedOperations.list(caller, input, queryText(request, 'client_id'));
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (operation) =>
      JSON.stringify(fromOperation(operation)),
    );
  },
  registerPersistedOperation: async (request, response, caller) => {
    const { document, client_id: clientId = null }: Schemas['PersistedOperationPost'] = request.body;
    const { object, created } = await persistedOperations.register(caller, { document, clientId });
    response.status(created ? 201 : 200).location(`${publicUrl}/api/v1/persisted_operations/${object.id}`);
    sendVersioned(response, object, fromOperation(object));
  },
  getPersistedOperation: async (request, response, caller) => {
    const operation = await persistedOperations.get(caller, pathOf(request, 'id'));
    sendVersioned(response, operation, fromOperation(operation));
  },
  deletePersistedOperation: async (request, response, caller) => {
    await persistedOperations.remove(caller, pathOf(request, 'id'));
    response.status(204).end();
  },
});
