/** What is looked for by `near` or `box`, on /evses and /locations. */
import type { Request } from 'express';
import { DomainError } from '../domain/error.ts';
import { plugCounts } from '../domain/plug-counts.ts';
import type { EvseStatus, Station } from '../domain/station.ts';
import type { Place, PlugSearch } from '../services/api/plugs.ts';
import type { components } from './openapi.gen.ts';
import { limitOf } from './paging.ts';
import { queryOf, queryText } from './request.ts';
import { fromEvse } from './station.ts';

type Schemas = components['schemas'];

const DEFAULT_RADIUS_M = 5_000;

/** These narrow a search, and say nothing without one. */
const NARROWING = ['radius_m', 'status', 'standard', 'min_power_w', 'power_type'] as const;
/** A search has its own order, and is of what is there now. */
const OF_LISTS = ['order', 'order_by', 'date_from', 'date_to', 'station_id', 'location_id', 'evse_id'] as const;

const refuse = (name: string, detail: string): never => {
  throw new DomainError('invalid_request', { detail, faults: [{ pointer: `/query/${name}`, detail }] });
};

const placeOf = (request: Request): Place | null => {
  const near = queryOf<readonly number[]>(request, 'near');
  const box = queryOf<readonly number[]>(request, 'box');
  if (near !== null && box !== null) return refuse('box', 'A search is near a point or in a box, not both.');
  if (near !== null) {
    const [latitude = 0, longitude = 0] = near;
    return { near: { latitude, longitude }, radiusM: queryOf<number>(request, 'radius_m') ?? DEFAULT_RADIUS_M };
  }
  if (box === null) return null;
  if (queryText(request, 'radius_m') !== null) return refuse('radius_m', 'A box has no radius.');
  const [west = 0, south = 0, east = 0, north = 0] = box;
  return { box: { west, south, east, north } };
};

/** null: it is a list, not a search. Throws DomainError('invalid_request') for what does not go together. */
export const searchOf = (request: Request): PlugSearch | null => {
  const place = placeOf(request);
  const [names, detail] =
    place === null
      ? [NARROWING, 'It narrows a search: say `near` or `box`, too.']
      : [OF_LISTS, 'It goes with a list, not with a search.'];
  // What has a default in the contract is there, though nobody said it.
  const said = new URLSearchParams(request.originalUrl.split('?', 2)[1]);
  const wrong = names.find((name) => said.has(name));
  if (wrong !== undefined) return refuse(wrong, detail);
  if (place === null) return null;
  return {
    place,
    status: queryOf<EvseStatus>(request, 'status'),
    standards: queryOf<readonly string[]>(request, 'standard'),
    minPowerW: queryOf<number>(request, 'min_power_w'),
    powerType: queryText(request, 'power_type'),
    limit: limitOf(request),
    cursor: queryText(request, 'cursor'),
  };
};

/** To the millimetre, as it is ordered. */
export const fromDistance = (distanceM: number | null): number | null =>
  distanceM === null ? null : Math.round(distanceM * 1000) / 1000;

export type Included = 'evses' | 'plugs';

export const includedIn = (request: Request): ReadonlySet<Included> =>
  new Set(queryOf<readonly Included[]>(request, 'include') ?? []);

/** What a location shows of its stations, as far as it was asked for. */
export const fromStationsAt = (
  stations: readonly Station[],
  included: ReadonlySet<Included>,
): Pick<Schemas['Location'], 'evses' | 'plugs'> => {
  const { total, available, inUse, out, unknown } = plugCounts(stations);
  return {
    ...(included.has('plugs') ? { plugs: { total, available, in_use: inUse, out, unknown } } : {}),
    ...(included.has('evses')
      ? {
          evses: stations.flatMap((station) =>
            station.evses.map((evse) => ({ ...fromEvse(station, evse), station_id: station.id })),
          ),
        }
      : {}),
  };
};
