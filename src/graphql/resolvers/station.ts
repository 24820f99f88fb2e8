/** Stations, EVSEs and connectors. */
import { DomainError } from '../../domain/error.ts';
import { changesOf, type DomainEvent } from '../../domain/event.ts';
import { evseStatus } from '../../domain/evse-status.ts';
import { type ConnectorProperty, connectorProperties, startOrderOf } from '../../domain/plug.ts';
import { OCPP_VERSIONS, type OcppVersion, type SecurityProfile, type Station } from '../../domain/station.ts';
import { helpWith } from '../../domain/station-problem-help.ts';
import { stationStatus } from '../../domain/station-status.ts';
import { asItIs, errorOf, wholeOf } from '../../domain/told-status.ts';
import { ownerNamed } from '../../services/api/parties.ts';
import type { StationInput } from '../../services/api/stations.ts';
import { bulkItem } from '../bulk.ts';
import { factsIn } from '../connector-properties.ts';
import type { GraphqlContext } from '../context.ts';
import { changedEvses } from '../evse-changes.ts';
import { follow } from '../live.ts';
import type { StationEvse } from '../mapped.ts';
import { ownerFields } from '../owner.ts';
import { connect, retiredIn } from '../paging.ts';
import type { Resolvers, UpsertStationInput } from '../schema.gen.ts';

/** What the properties of a connector are called on this face. */
const PROPERTY_NAMES = [
  ['standard', 'standard'],
  ['format', 'format'],
  ['powerType', 'powerType'],
  ['maxVoltageV', 'maxVoltage'],
  ['maxAmperageA', 'maxAmperage'],
  ['maxPowerW', 'maxElectricPower'],
  ['cableLengthM', 'cableLengthM'],
] as const satisfies readonly (readonly [ConnectorProperty, string])[];

const STATION_EVENTS = changesOf('station');

/** The station that an event tells of; read again where the event does not carry it. */
const stationOf = async (event: DomainEvent, { services, caller }: GraphqlContext): Promise<Station | null> => {
  if ('station' in event.data) return event.data.station;
  if (event.stationId === null) return null;
  const [station] = await services.stations.byIds(await caller(), [event.stationId]);
  return station ?? null;
};

/** at: its place in the input. */
const securityProfileOf = (profile: number, at = '/securityProfile'): SecurityProfile => {
  if (profile === 0 || profile === 1 || profile === 2 || profile === 3) return profile;
  const detail = 'Must be from 0 to 3.';
  throw new DomainError('invalid_request', {
    detail: `securityProfile: ${detail}`,
    faults: [{ pointer: at, detail }],
  });
};

/** As it is written everywhere, 2.0.1; a name of GraphQL's could not have dots. */
const ocppVersionOf = (text: string | null): OcppVersion | null => {
  const version = OCPP_VERSIONS.find((known) => known === text);
  if (text === null || version !== undefined) return version ?? null;
  const detail = `Must be one of ${OCPP_VERSIONS.join(', ')}.`;
  throw new DomainError('invalid_request', {
    detail: `protocol: ${detail}`,
    faults: [{ pointer: '/protocol', detail }],
  });
};

const toInput = ({ password, ...station }: UpsertStationInput): StationInput => ({
  id: station.id,
  party: ownerNamed(station),
  locationId: station.locationId ?? null,
  groupId: station.groupId ?? null,
  name: station.name ?? null,
  registration: station.registration,
  securityProfile: securityProfileOf(station.securityProfile),
  validation: station.validation,
  protocol: ocppVersionOf(station.protocol ?? null),
  ...(password === undefined ? {} : { password }),
  ...(station.inUseAgain ? { replacedBy: null } : {}),
});

export const stationResolvers: Resolvers = {
  Query: {
    station: async (_root, { id }, { services, caller }) => services.stations.get(await caller(), id),
    stations: async (_root, args, { services, caller }) => {
      const who = await caller();
      const filter = {
        locationId: args.locationId ?? null,
        online: args.online ?? null,
        hasProblems: args.hasProblems ?? null,
        ...retiredIn(args),
      };
      return connect(args, (page) => services.stations.list(who, page, filter));
    },
    evse: async (_root, { stationId, id, uid }, { services, caller }) => {
      if (uid !== undefined && uid !== null) {
        const { station, evse } = await services.evses.get(await caller(), uid);
        if (stationId !== undefined && stationId !== null && stationId !== station?.id) return null;
        return station === null || evse === null || (id ?? evse.id) !== evse.id ? null : { station, evse };
      }
      if (stationId === undefined || stationId === null || id === undefined || id === null) {
        throw new DomainError('invalid_request', { detail: 'evse needs a uid, or a stationId and an id.' });
      }
      const station = await services.stations.get(await caller(), stationId);
      const evse = station.evses.find((candidate) => candidate.id === id);
      return evse === undefined ? null : { station, evse };
    },
  },
  Mutation: {
    upsertStation: async (_root, { input }, { services, caller }) =>
      (await services.stations.put(await caller(), toInput(input), input.ifVersion ?? null)).object,
    deleteStation: async (_root, { input: { id, ifVersion } }, { services, caller }) =>
      (await services.stations.remove(await caller(), id, ifVersion ?? null)).object,
    upsertStations: async (_root, { input: { stations, idempotencyKey = null } }, { services, caller }) => ({
      field: 'stations',
      ...(await services.stations.putMany(await caller(), {
        items: stations.map((station) => bulkItem(station.id, station.ifVersion, () => toInput(station))),
        idempotencyKey,
      })),
    }),
    replaceStation: async (_root, { input }, { services, caller }) => {
      const { stationId, replacement, station, evses } = input;
      return services.stations.replace(await caller(), {
        stationId,
        replacement,
        station: station
          ? {
              name: station.name ?? null,
              securityProfile: securityProfileOf(station.securityProfile, '/station/securityProfile'),
              password: station.password ?? null,
              validation: station.validation ?? null,
            }
          : null,
        evses:
          evses?.map(({ evse, replacementEvse }) => ({ evseId: evse, replacementEvseId: replacementEvse ?? null })) ??
          null,
      });
    },
    dismissProblems: async (_root, { input }, { services, caller }) =>
      services.stations.dismissProblems(await caller(), input.stationId, input.problemId ?? null),
    updateEvse: async (_root, { input }, { services, caller }) => {
      const { station, evse } = await services.evses.update(
        await caller(),
        input.uid,
        {
          emi3Id: input.evseId ?? null,
          ...(input.startOrder === undefined ? {} : { startOrder: input.startOrder }),
          ...(input.connectors === undefined ? {} : { connectors: input.connectors?.map(factsIn) ?? null }),
        },
        null,
      );
      return station === null ? null : { station, evse };
    },
  },
  Subscription: {
    evseUpdated: {
      subscribe: async (_root, { uid, locationId, after }, context) => {
        const found = uid ? await context.services.evses.get(await context.caller(), uid) : null;
        const stations = await follow(
          context,
          {
            filter: {
              types: STATION_EVENTS,
              stationId: found?.record.stationId ?? null,
              locationId: locationId ?? null,
            },
            scope: 'stations:read',
            afterId: after ?? null,
          },
          async () => found?.station ?? null,
          (event) => stationOf(event, context),
        );
        return changedEvses(stations, found?.record.uid ?? null);
      },
      resolve: (known: StationEvse, _args: unknown, { loaders }: GraphqlContext) => {
        loaders.clear();
        return known;
      },
    },
    stationUpdated: {
      subscribe: async (_root, { id, locationId, after }, context) =>
        follow(
          context,
          {
            filter: { types: STATION_EVENTS, stationId: id ?? null, locationId: locationId ?? null },
            scope: 'stations:read',
            afterId: after ?? null,
          },
          async () => (id ? context.services.stations.get(await context.caller(), id) : null),
          (event) => stationOf(event, context),
        ),
      resolve: (station: Station, _args: unknown, { loaders }: GraphqlContext) => {
        loaders.clear();
        return station;
      },
    },
  },
  Station: {
    ...ownerFields,
    location: ({ locationId }, _args, { loaders }) => loaders.location(locationId),
    securityProfile: ({ security }) => security.profile,
    registeredProtocol: ({ registeredProtocol }) => registeredProtocol ?? null,
    problems: ({ problems, validation }) =>
      problems.map((problem) => ({ ...problem, help: helpWith(problem, validation) })),
    status: (station) => stationStatus(station),
    error: (station) => errorOf(wholeOf(station)),
    evses: (station) => station.evses.map((evse) => ({ station, evse })),
    lastUpdated: ({ updatedAt }) => updatedAt,
    sessions: async ({ id }, args, { services, caller }) => {
      const who = await caller();
      const filter = { stationId: id, locationId: null, tokenUid: null, status: args.status ?? null };
      return connect(args, (page) => services.sessions.list(who, page, filter));
    },
  },
  Evse: {
    countryCode: ({ station }, args, context) => ownerFields.countryCode(station, args, context),
    partyId: ({ station }, args, context) => ownerFields.partyId(station, args, context),
    uid: ({ evse }) => evse.uid,
    evseId: ({ evse }) => evse.emi3Id,
    id: ({ evse }) => evse.id,
    stationId: ({ station }) => station.id,
    status: ({ station, evse }) => evseStatus(station, evse, false),
    startOrder: ({ evse }) => startOrderOf(evse)?.value ?? null,
    startOrderSource: ({ evse }) => startOrderOf(evse)?.source ?? null,
    connectors: ({ station, evse }) =>
      evse.connectors.map((connector) => ({
        ...asItIs(station, connector),
        known: connectorProperties(evse, connector),
      })),
  },
  Connector: {
    standard: ({ known }) => known.standard,
    format: ({ known }) => known.format,
    powerType: ({ known }) => known.powerType,
    maxVoltage: ({ known }) => known.maxVoltageV,
    maxAmperage: ({ known }) => known.maxAmperageA,
    maxElectricPower: ({ known }) => known.maxPowerW,
    cableLengthM: ({ known }) => known.cableLengthM,
    sources: ({ known: { sources } }) =>
      PROPERTY_NAMES.flatMap(([property, name]) => {
        const source = sources[property];
        return source === undefined ? [] : [{ property: name, source }];
      }),
    error: ({ error }) => error ?? null,
    lastUpdated: ({ statusAt }) => statusAt,
  },
  StationProblemKind: {
    READ_LENIENTLY: 'read_leniently',
    MESSAGE_REFUSED: 'message_refused',
    ANSWER_REFUSED: 'answer_refused',
    FRAME_UNREADABLE: 'frame_unreadable',
    ANSWER_UNUSABLE: 'answer_unusable',
    CLOCK_ABSENT: 'clock_absent',
    CLOCK_SKEWED: 'clock_skewed',
    NEVER_BOOTS: 'never_boots',
    NO_COMMON_VERSION: 'no_common_version',
    WRONG_CREDENTIALS: 'wrong_credentials',
    SESSION_NOT_ENDED: 'session_not_ended',
    ENERGY_NOT_BELIEVED: 'energy_not_believed',
  },
  Registration: { ACCEPTED: 'accepted', PENDING: 'pending', REJECTED: 'rejected' },
  ValidationLevel: { STRICT: 'strict', LENIENT: 'lenient', OFF: 'off' },
};
