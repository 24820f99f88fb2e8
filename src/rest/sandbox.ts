/** /sandboxes, of those who manage clients, and /sandbox, of a sandbox's own client */
import type { Sandbox, SandboxStation } from '../domain/sandbox.ts';
import type { SandboxActionName } from '../domain/sandbox-actions/actions.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { pathOf, type RouteDependencies, type Routes } from './request.ts';

type Schemas = components['schemas'];

const fromStation = (station: SandboxStation): Schemas['SandboxStation'] => ({
  id: station.id,
  protocol: station.protocol,
  online: station.online,
  connectors: station.connectors.map(({ id, pluggedIn, maxPowerW, errorCode }) => ({
    id,
    plugged_in: pluggedIn,
    max_power_w: maxPowerW,
    error_code: errorCode,
  })),
  card:
    station.card === null
      ? null
      : {
          number: station.card.number,
          uid: station.card.uid,
          connector_id: station.card.connectorId,
          outcome: station.card.outcome,
        },
  answer_delay_ms: station.answerDelayMs,
  loses_answers: station.losesAnswers,
  rejects_commands: station.rejectsCommands,
});

const fromSandbox = (sandbox: Sandbox): Schemas['Sandbox'] => ({
  id: sandbox.id,
  version: sandbox.version,
  name: sandbox.name,
  client_id: sandbox.clientId,
  stations: sandbox.stations.map(fromStation),
  created_at: fromDate(sandbox.createdAt),
  last_updated: fromDate(sandbox.updatedAt),
});

const toAction = (body: Schemas['SandboxAction']) => ({
  ...(body.connector_id === undefined ? {} : { connectorId: body.connector_id }),
  ...(body.max_power_w === undefined ? {} : { maxPowerW: body.max_power_w }),
  ...(body.token_uid === undefined ? {} : { tokenUid: body.token_uid }),
  ...(body.error_code === undefined ? {} : { errorCode: body.error_code }),
  ...(body.delay_ms === undefined ? {} : { delayMs: body.delay_ms }),
});

export const sandboxRoutes = ({ services: { sandboxes }, publicUrl }: RouteDependencies): Routes => ({
  listSandboxes: async (request, response, caller) => {
    const input = pageInputOf(request);
    const page = await sandboxes.list(caller, input);
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (sandbox) =>
      JSON.stringify(fromSandbox(sandbox)),
    );
  },
  createSandbox: async (request, response, caller) => {
    const { sandbox, clientSecret } = await sandboxes.create(caller, { name: request.body.name });
    response
      .status(201)
      .set('Cache-Control', 'no-store')
      .location(`${publicUrl}/api/v1/sandboxes/${sandbox.id}`)
      .json({ ...fromSandbox(sandbox), client_secret: clientSecret } satisfies Schemas['SandboxWithSecret']);
  },
  getSandbox: async (request, response, caller) => {
    response.json(fromSandbox(await sandboxes.get(caller, pathOf(request, 'id'))));
  },
  deleteSandbox: async (request, response, caller) => {
    await sandboxes.remove(caller, pathOf(request, 'id'));
    response.status(204).end();
  },
  listSandboxStations: async (_request, response, caller) => {
    response.json((await sandboxes.stations(caller)).map(fromStation));
  },
  createSandboxStation: async (request, response, caller) => {
    const { protocol, connectors = 1 } = request.body;
    response.status(201).json(fromStation(await sandboxes.addStation(caller, { protocol, connectors })));
  },
  actInSandbox: async (request, response, caller) => {
    const station = await sandboxes.act(caller, {
      stationId: pathOf(request, 'id'),
      action: pathOf(request, 'action') as SandboxActionName,
      ...toAction(request.body),
    });
    response.json(fromStation(station));
  },
});
