/** /meter_public_keys and /stations/{id}/meter_public_keys */
import type { MeterPublicKey } from '../domain/meter-public-key.ts';
import type { PartyNames } from '../domain/party.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { fromOwner } from './party.ts';
import { type Handle, pathOf, queryText, type RouteDependencies, type Routes } from './request.ts';
import { textOnce } from './text-once.ts';

const fromKey = (key: MeterPublicKey, names: PartyNames): components['schemas']['MeterPublicKey'] => ({
  id: key.id,
  version: key.version,
  ...fromOwner(key, names),
  station_id: key.stationId,
  location_id: key.locationId,
  evse_id: key.evseId,
  evse_uid: key.evseUid,
  connector_id: key.connectorId,
  public_key: key.publicKey,
  subject_public_key_info: key.subjectPublicKeyInfo,
  encoding_method: key.encodingMethod,
  signing_method: key.signingMethod,
  sources: [...key.sources],
  told_at: fromDate(key.toldAt),
  last_told_at: fromDate(key.lastToldAt),
  created_at: fromDate(key.createdAt),
  last_updated: fromDate(key.updatedAt),
});

const textOfKey = textOnce(fromKey);

export const meterPublicKeyRoutes = ({
  services: {
    meterPublicKeys,
    stations,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => {
  const send = async ([request, response, caller]: Parameters<Handle>, stationId: string | null): Promise<void> => {
    const input = pageInputOf(request);
    const page = await meterPublicKeys.list(caller, input, {
      stationId,
      locationId: queryText(request, 'location_id'),
      evseUid: queryText(request, 'evse_uid'),
    });
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (key) => textOfKey(key, names));
  };
  return {
    listMeterPublicKeys: (...asked) => send(asked, queryText(asked[0], 'station_id')),
    listStationMeterPublicKeys: async (...asked) => {
      const [request, , caller] = asked;
      const { id } = await stations.get(caller, pathOf(request, 'id'));
      await send(asked, id);
    },
  };
};
