/** /locations */
import { createHash } from 'node:crypto';
import { DomainError } from '../domain/error.ts';
import type { Location } from '../domain/location.ts';
import type { PartyNames } from '../domain/party.ts';
import type { Station } from '../domain/station.ts';
import type { LocationInput } from '../services/api/locations.ts';
import { bulkPutOf, sendBulk } from './bulk.ts';
import { expectedVersion, sendRemoved, sendVersioned } from './etags.ts';
import { fromDate, fromDateOrNull } from './instant.ts';
import { patchObject } from './merge-patch.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, requireInUse, retiredIn, sendPage } from './paging.ts';
import { fromOwner, ownerIn } from './party.ts';
import { fromDistance, fromStationsAt, includedIn, searchOf } from './plug-search.ts';
import { pathOf, type RouteDependencies, type Routes } from './request.ts';
import { textOnce } from './text-once.ts';

type LocationJson = components['schemas']['Location'];
type LocationPut = components['schemas']['LocationPut'];

/** OCPI GeoLocation has degrees as text. */
const fromDegrees = (degrees: number): string => degrees.toFixed(6);

const toDegrees = (value: string | number, pointer: string, most: number): number => {
  const degrees = Number(value);
  if (Math.abs(degrees) <= most) return degrees;
  const detail = `must be from -${most} to ${most}`;
  throw new DomainError('invalid_request', { detail: `${pointer} ${detail}`, faults: [{ pointer, detail }] });
};

export const fromLocation = (location: Location, names: PartyNames): LocationJson => ({
  id: location.id,
  version: location.version,
  ...fromOwner(location, names),
  name: location.name,
  address: location.address,
  city: location.city,
  postal_code: location.postalCode,
  country: location.country,
  coordinates: {
    latitude: fromDegrees(location.coordinates.latitude),
    longitude: fromDegrees(location.coordinates.longitude),
  },
  time_zone: location.timeZone,
  publish: location.publish,
  retired_at: fromDateOrNull(location.retiredAt ?? null),
  created_at: fromDate(location.createdAt),
  last_updated: fromDate(location.updatedAt),
});

const toInput = (id: string, body: LocationPut): LocationInput => ({
  id,
  party: ownerIn(body),
  name: body.name ?? null,
  address: body.address,
  city: body.city,
  postalCode: body.postal_code ?? null,
  country: body.country,
  coordinates: {
    latitude: toDegrees(body.coordinates.latitude, '/coordinates/latitude', 90),
    longitude: toDegrees(body.coordinates.longitude, '/coordinates/longitude', 180),
  },
  timeZone: body.time_zone,
  publish: body.publish ?? true,
});

const toPut = (location: Location): LocationPut => ({
  name: location.name,
  address: location.address,
  city: location.city,
  postal_code: location.postalCode,
  country: location.country,
  coordinates: location.coordinates,
  time_zone: location.timeZone,
  publish: location.publish,
});

/** What stations are in, as a tag: it changes when one comes, goes or changes. */
const tagOf = (stations: readonly Station[]): string =>
  createHash('sha256')
    .update(stations.map(({ id, version }) => `${id} ${version}`).join('\n'))
    .digest('base64url')
    .slice(0, 16);

const textOfLocation = textOnce(fromLocation);

export const locationRoutes = ({
  services: {
    locations,
    plugs,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => ({
  listLocations: async (request, response, caller) => {
    const included = includedIn(request);
    const search = searchOf(request);
    if (search !== null) {
      requireInUse(request);
      const page = await plugs.locations(caller, search);
      // Whoever asks for what it may not see is told so, rather than that there is none.
      if (included.size > 0) await plugs.stationsAt(caller, []);
      sendPage(request, response, { page, limit: search.limit, publicUrl }, ({ location, stations, distanceM }) =>
        JSON.stringify({
          ...fromLocation(location, names),
          ...fromStationsAt(stations, included),
          distance_m: fromDistance(distanceM),
        }),
      );
      return;
    }
    const input = pageInputOf(request);
    const page = await locations.list(caller, input, retiredIn(request));
    const shown = { limit: input.limit, publicUrl };
    if (included.size === 0) {
      sendPage(request, response, { page, ...shown }, (location) => textOfLocation(location, names));
      return;
    }
    const at = await plugs.stationsAt(
      caller,
      page.items.map(({ id }) => id),
    );
    const items = page.items.map((location, index) => ({ location, stations: at[index] ?? [] }));
    sendPage(request, response, { page: { ...page, items }, ...shown }, ({ location, stations }) =>
      JSON.stringify({ ...fromLocation(location, names), ...fromStationsAt(stations, included) }),
    );
  },
  getLocation: async (request, response, caller) => {
    const location = await locations.get(caller, pathOf(request, 'id'));
    const included = includedIn(request);
    if (included.size === 0) {
      sendVersioned(response, location, fromLocation(location, names));
      return;
    }
    const [stations = []] = await plugs.stationsAt(caller, [location.id]);
    sendVersioned(
      response,
      { version: location.version, tag: `${location.version}.${tagOf(stations)}` },
      { ...fromLocation(location, names), ...fromStationsAt(stations, included) },
    );
  },
  putLocations: async (request, response, caller) => {
    const put = bulkPutOf(request, response, {
      keyOf: ({ id }: components['schemas']['LocationItem']) => id,
      read: ({ id, ...body }) => toInput(id, body),
    });
    sendBulk(response, await locations.putMany(caller, put), publicUrl);
  },
  putLocation: async (request, response, caller) => {
    const id = pathOf(request, 'id');
    const ifVersion = await expectedVersion(request, () => locations.current(caller, id));
    const { object, created } = await locations.put(caller, toInput(id, request.body), ifVersion);
    sendVersioned(response.status(created ? 201 : 200), object, fromLocation(object, names));
  },
  patchLocation: async (request, response, caller) => {
    const id = pathOf(request, 'id');
    const location = await patchObject(request, {
      read: () => locations.current(caller, id),
      toPut,
      write: async (put, ifVersion) => (await locations.put(caller, toInput(id, put), ifVersion)).object,
    });
    sendVersioned(response, location, fromLocation(location, names));
  },
  deleteLocation: async (request, response, caller) => {
    const id = pathOf(request, 'id');
    const ifVersion = await expectedVersion(request, () => locations.current(caller, id));
    const removed = await locations.remove(caller, id, ifVersion);
    sendRemoved(response, removed, (location) => fromLocation(location, names));
  },
});
