/** /stations */
import { evseStatus } from '../domain/evse-status.ts';
import type { PartyNames } from '../domain/party.ts';
import { connectorProperties, startOrderOf } from '../domain/plug.ts';
import type { Connector, Evse, Station } from '../domain/station.ts';
import type { StationProblem } from '../domain/station-problem.ts';
import { helpWith } from '../domain/station-problem-help.ts';
import { stationStatus } from '../domain/station-status.ts';
import { asItIs, errorOf, wholeOf } from '../domain/told-status.ts';
import type { ReplacementInput, StationInput } from '../services/api/stations.ts';
import { bulkPutOf, sendBulk } from './bulk.ts';
import { expectedVersion, sendRemoved, sendVersioned } from './etags.ts';
import { fromDate, fromDateOrNull } from './instant.ts';
import { patchObject } from './merge-patch.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, retiredIn, sendPage } from './paging.ts';
import { fromOwner, ownerIn } from './party.ts';
import { pathOf, queryOf, queryText, type RouteDependencies, type Routes } from './request.ts';
import { fromAbilities } from './station-configuration.ts';
import { fromStationError } from './station-error.ts';
import { textOnce } from './text-once.ts';

type Schemas = components['schemas'];
type StationPut = Schemas['StationPut'];

const fromConnector = (evse: Evse, connector: Connector): Schemas['Connector'] => {
  const known = connectorProperties(evse, connector);
  const { sources } = known;
  return {
    id: connector.id,
    status: connector.status,
    error_code: connector.errorCode,
    error: fromStationError(connector.error),
    standard: known.standard,
    format: known.format,
    power_type: known.powerType,
    max_voltage: known.maxVoltageV,
    max_amperage: known.maxAmperageA,
    max_electric_power: known.maxPowerW,
    cable_length_m: known.cableLengthM,
    sources: {
      ...(sources.standard === undefined ? {} : { standard: sources.standard }),
      ...(sources.format === undefined ? {} : { format: sources.format }),
      ...(sources.powerType === undefined ? {} : { power_type: sources.powerType }),
      ...(sources.maxVoltageV === undefined ? {} : { max_voltage: sources.maxVoltageV }),
      ...(sources.maxAmperageA === undefined ? {} : { max_amperage: sources.maxAmperageA }),
      ...(sources.maxPowerW === undefined ? {} : { max_electric_power: sources.maxPowerW }),
      ...(sources.cableLengthM === undefined ? {} : { cable_length_m: sources.cableLengthM }),
    },
    last_updated: fromDateOrNull(connector.statusAt),
  };
};

export const fromEvse = (station: Station, evse: Evse): Schemas['Evse'] => ({
  uid: evse.uid,
  evse_id: evse.emi3Id,
  id: evse.id,
  status: evseStatus(station, evse, false),
  start_order: startOrderOf(evse)?.value ?? null,
  start_order_source: startOrderOf(evse)?.source ?? null,
  connectors: evse.connectors.map((connector) => fromConnector(evse, asItIs(station, connector))),
});

export const fromStation = (station: Station, names: PartyNames): Schemas['Station'] => ({
  id: station.id,
  version: station.version,
  ...fromOwner(station, names),
  location_id: station.locationId,
  group_id: station.groupId,
  name: station.name,
  registration: station.registration,
  security_profile: station.security.profile,
  validation: station.validation,
  registered_protocol: station.registeredProtocol ?? null,
  vendor: station.vendor,
  model: station.model,
  serial_number: station.serialNumber,
  firmware_version: station.firmwareVersion,
  protocol: station.protocol,
  online: station.online,
  connected_at: fromDateOrNull(station.connectedAt),
  disconnected_at: fromDateOrNull(station.disconnectedAt),
  booted_at: fromDateOrNull(station.bootedAt),
  clock_skew_s: station.clockSkewS,
  status: stationStatus(station),
  error: fromStationError(errorOf(wholeOf(station))),
  replaced_by: station.replacedBy,
  problem_count: station.problems.length,
  evses: station.evses.map((evse) => fromEvse(station, evse)),
  abilities: station.abilities === undefined ? null : fromAbilities(station.abilities),
  retired_at: fromDateOrNull(station.retiredAt ?? null),
  created_at: fromDate(station.createdAt),
  last_updated: fromDate(station.updatedAt),
});

export const fromProblem = (problem: StationProblem, { validation }: Station): Schemas['StationProblem'] => ({
  id: problem.id,
  kind: problem.kind,
  action: problem.action,
  property: problem.property,
  detail: problem.detail,
  help: helpWith(problem, validation),
  count: problem.count,
  first_at: fromDate(problem.firstAt),
  last_at: fromDate(problem.lastAt),
});

/** One station by itself; a page of them would be mostly problems. */
export const fromOneStation = (station: Station, names: PartyNames): Schemas['Station'] => ({
  ...fromStation(station, names),
  problems: station.problems.map((problem) => fromProblem(problem, station)),
});

const toInput = (id: string, body: StationPut): StationInput => ({
  id,
  party: ownerIn(body),
  locationId: body.location_id ?? null,
  groupId: body.group_id ?? null,
  name: body.name ?? null,
  registration: body.registration ?? 'accepted',
  securityProfile: (body.security_profile ?? 1) as StationInput['securityProfile'],
  ...(body.password === undefined ? {} : { password: body.password }),
  validation: body.validation ?? 'lenient',
  protocol: body.protocol ?? null,
  ...(body.replaced_by === undefined ? {} : { replacedBy: null }),
});

const toPut = (station: Station): StationPut => ({
  location_id: station.locationId,
  group_id: station.groupId,
  name: station.name,
  registration: station.registration,
  security_profile: station.security.profile,
  validation: station.validation,
  protocol: station.registeredProtocol ?? null,
});

const toReplacement = (stationId: string, body: Schemas['StationReplace']): ReplacementInput => ({
  stationId,
  replacement: body.replacement,
  station:
    body.station === undefined
      ? null
      : {
          name: body.station.name ?? null,
          securityProfile: (body.station.security_profile ?? 1) as StationInput['securityProfile'],
          password: body.station.password ?? null,
          validation: body.station.validation ?? null,
        },
  evses:
    body.evses?.map(({ evse, replacement_evse }) => ({ evseId: evse, replacementEvseId: replacement_evse })) ?? null,
});

const textOfStation = textOnce(fromStation);

export const stationRoutes = ({
  services: {
    stations,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => ({
  listStations: async (request, response, caller) => {
    const input = pageInputOf(request);
    const page = await stations.list(caller, input, {
      locationId: queryText(request, 'location_id'),
      online: queryOf<boolean>(request, 'online'),
      hasProblems: queryOf<boolean>(request, 'has_problems'),
      ...retiredIn(request),
    });
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (station) => textOfStation(station, names));
  },
  getStation: async (request, response, caller) => {
    const station = await stations.get(caller, pathOf(request, 'id'));
    sendVersioned(response, station, fromOneStation(station, names));
  },
  putStations: async (request, response, caller) => {
    const put = bulkPutOf(request, response, {
      keyOf: ({ id }: Schemas['StationItem']) => id,
      read: ({ id, ...body }) => toInput(id, body),
    });
    sendBulk(response, await stations.putMany(caller, put), publicUrl);
  },
  putStation: async (request, response, caller) => {
    const id = pathOf(request, 'id');
    const ifVersion = await expectedVersion(request, () => stations.current(caller, id));
    const { object, created } = await stations.put(caller, toInput(id, request.body), ifVersion);
    sendVersioned(response.status(created ? 201 : 200), object, fromOneStation(object, names));
  },
  patchStation: async (request, response, caller) => {
    const id = pathOf(request, 'id');
    const station = await patchObject(request, {
      read: () => stations.current(caller, id),
      toPut,
      write: async (put, ifVersion) => (await stations.put(caller, toInput(id, put), ifVersion)).object,
    });
    sendVersioned(response, station, fromOneStation(station, names));
  },
  replaceStation: async (request, response, caller) => {
    const { station, replacement } = await stations.replace(caller, toReplacement(pathOf(request, 'id'), request.body));
    response.json({ station: fromStation(station, names), replacement: fromStation(replacement, names) });
  },
  dismissProblems: async (request, response, caller) => {
    const station = await stations.dismissProblems(caller, pathOf(request, 'id'), null);
    sendVersioned(response, station, fromOneStation(station, names));
  },
  dismissProblem: async (request, response, caller) => {
    const station = await stations.dismissProblems(caller, pathOf(request, 'id'), pathOf(request, 'problem_id'));
    sendVersioned(response, station, fromOneStation(station, names));
  },
  deleteStation: async (request, response, caller) => {
    const id = pathOf(request, 'id');
    const ifVersion = await expectedVersion(request, () => stations.current(caller, id));
    const removed = await stations.remove(caller, id, ifVersion);
    sendRemoved(response, removed, (station) => fromStation(station, names));
  },
});
