/** Records that cannot be made up later: outages, and the public keys of meters. */
import { disconnectReasonOf, errorCodeOf, stationErrorOf } from '../../domain/outage-rules.ts';
import type { OutageFilter } from '../../services/api/outages.ts';
import type { GraphqlContext } from '../context.ts';
import { ownerFields } from '../owner.ts';
import { connect, type ListArguments } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

type OutageArguments = ListArguments & {
  readonly cause?: OutageFilter['cause'];
  readonly open?: OutageFilter['open'];
};
type Place = {
  readonly stationId?: string | null;
  readonly locationId?: string | null;
  readonly evseUid?: string | null;
};

const outagesAt = async (place: Place, args: OutageArguments, { services, caller }: GraphqlContext) => {
  const who = await caller();
  const filter = { ...place, cause: args.cause ?? null, open: args.open ?? null };
  return connect(args, (page) => services.outages.list(who, page, filter));
};

const keysAt = async (place: Place, args: ListArguments, { services, caller }: GraphqlContext) => {
  const who = await caller();
  return connect(args, (page) => services.meterPublicKeys.list(who, page, place));
};

const placeOf = ({ stationId = null, locationId = null, evseUid = null }: Place): Place => ({
  stationId,
  locationId,
  evseUid,
});

export const recordResolvers: Resolvers = {
  Query: {
    outages: (_root, args, context) => outagesAt(placeOf(args), args, context),
    meterPublicKeys: (_root, args, context) => keysAt(placeOf(args), args, context),
  },
  Station: {
    outages: ({ id }, args, context) => outagesAt({ stationId: id }, args, context),
    meterPublicKeys: ({ id }, args, context) => keysAt({ stationId: id }, args, context),
  },
  Evse: {
    outages: ({ evse }, args, context) => outagesAt({ evseUid: evse.uid }, args, context),
    meterPublicKeys: ({ evse }, args, context) => keysAt({ evseUid: evse.uid }, args, context),
  },
  Outage: {
    ...ownerFields,
    station: ({ stationId }, _args, { loaders }) => loaders.station(stationId),
    disconnectReason: disconnectReasonOf,
    errorCode: errorCodeOf,
    error: stationErrorOf,
    lastUpdated: ({ updatedAt }) => updatedAt,
  },
  MeterPublicKey: {
    ...ownerFields,
    station: ({ stationId }, _args, { loaders }) => loaders.station(stationId),
    lastUpdated: ({ updatedAt }) => updatedAt,
  },
  DisconnectReason: {
    CLOSED_BY_STATION: 'closed_by_station',
    CLOSED_BY_GATEWAY: 'closed_by_gateway',
    CONNECTION_LOST: 'connection_lost',
    GATEWAY_GONE: 'gateway_gone',
  },
};
