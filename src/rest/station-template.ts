/** /station_templates */
import type { PartyNames } from '../domain/party.ts';
import type { StationTemplate, TemplateEvse } from '../domain/station-template.ts';
import { fromSet, toSet } from './connector-properties.ts';
import { expectedVersion, sendVersioned } from './etags.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { fromOwner, ownerIn } from './party.ts';
import { pathOf, queryText, type RouteDependencies, type Routes } from './request.ts';

type Schemas = components['schemas'];

const fromTemplate = (template: StationTemplate, names: PartyNames): Schemas['StationTemplate'] => ({
  id: template.id,
  version: template.version,
  ...fromOwner(template, names),
  vendor: template.vendor,
  model: template.model,
  evses: template.evses.map(({ evseId, startOrder = null, connectors = [] }) => ({
    evse_id: evseId,
    start_order: startOrder,
    connectors: connectors.map(fromSet),
  })),
  created_at: fromDate(template.createdAt),
  last_updated: fromDate(template.updatedAt),
});

const toEvses = (evses: Schemas['StationTemplateEvses']): readonly TemplateEvse[] =>
  evses.map(({ evse_id: evseId = null, start_order: startOrder = null, connectors = [] }) => ({
    evseId,
    startOrder,
    connectors: connectors.map(toSet),
  }));

export const stationTemplateRoutes = ({
  services: {
    stationTemplates,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => ({
  listStationTemplates: async (request, response, caller) => {
    const input = pageInputOf(request);
    const page = await stationTemplates.list(caller, input, {
      vendor: queryText(request, 'vendor'),
      model: queryText(request, 'model'),
    });
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (template) =>
      JSON.stringify(fromTemplate(template, names)),
    );
  },
  createStationTemplate: async (request, response, caller) => {
    const body: Schemas['StationTemplatePost'] = request.body;
    const { vendor, model, evses } = body;
    const template = await stationTemplates.create(caller, {
      vendor,
      model,
      evses: toEvses(evses),
      party: ownerIn(body),
    });
    response.status(201).location(`${publicUrl}/api/v1/station_templates/${template.id}`);
    sendVersioned(response, template, fromTemplate(template, names));
  },
  getStationTemplate: async (request, response, caller) => {
    const template = await stationTemplates.get(caller, pathOf(request, 'id'));
    sendVersioned(response, template, fromTemplate(template, names));
  },
  putStationTemplate: async (request, response, caller) => {
    const id = pathOf(request, 'id');
    const { evses }: Schemas['StationTemplatePut'] = request.body;
    const ifVersion = await expectedVersion(request, () => stationTemplates.current(caller, id));
    const template = await stationTemplates.update(caller, id, toEvses(evses), ifVersion);
    sendVersioned(response, template, fromTemplate(template, names));
  },
  deleteStationTemplate: async (request, response, caller) => {
    const id = pathOf(request, 'id');
    const ifVersion = await expectedVersion(request, () => stationTemplates.current(caller, id));
    await stationTemplates.remove(caller, id, ifVersion);
    response.status(204).end();
  },
});
