import { changedFields, pageFields, pageInput, pageOf } from '../paging.ts';
import { tool } from '../tool.ts';

export const listLocations = tool({
  name: 'list_locations',
  title: 'Locations',
  description: 'Places with charging stations: address, coordinates, time zone.',
  scopes: ['locations:read'],
  access: 'read',
  fields: { ...pageFields, ...changedFields },
  run: async ({ services, shapes, caller }, input) =>
    pageOf(await services.locations.list(caller, pageInput(input)), shapes.location),
});
