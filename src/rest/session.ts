/** /sessions and their readings */
import type { StoredReading } from '../domain/meter.ts';
import type { PartyNames } from '../domain/party.ts';
import type { Session, SessionStatus } from '../domain/session.ts';
import { toldEndOf, toldStartOf } from '../domain/told-times.ts';
import { sendVersioned } from './etags.ts';
import { fromDate, fromDateOrNull } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { limitOf, pageInputOf, sendPage } from './paging.ts';
import { fromOwner } from './party.ts';
import { pathOf, queryOf, queryText, type RouteDependencies, type Routes } from './request.ts';
import { textOnce } from './text-once.ts';

type Schemas = components['schemas'];

export const fromSession = (session: Session, names: PartyNames): Schemas['Session'] => ({
  id: session.id,
  version: session.version,
  ...fromOwner(session, names),
  status: session.status,
  charging_state: session.chargingState,
  start_date_time: fromDate(session.startedAt),
  end_date_time: fromDateOrNull(session.endedAt),
  told_start_date_time: fromDateOrNull(toldStartOf(session)),
  told_end_date_time: fromDateOrNull(toldEndOf(session)),
  kwh: session.energyWh / 1000,
  energy_wh: session.energyWh,
  told_energy_wh: session.toldEnergyWh,
  power_w: session.powerW,
  state_of_charge_percent: session.stateOfChargePercent,
  station_id: session.stationId,
  location_id: session.locationId,
  evse_id: session.evseId,
  evse_uid: session.evseUid,
  connector_id: session.connectorId,
  token: session.token === null ? null : { uid: session.token.uid, type: session.token.type },
  group_id: session.groupId,
  driver_id: session.driverId,
  authorization: session.authorization,
  command_id: session.commandId,
  stop_reason: session.stopReason,
  end_inferred_from: session.endInferredFrom,
  stale: session.stale,
  flags: [...session.flags],
  transaction: { id: session.transaction.id, protocol: session.transaction.protocol },
  created_at: fromDate(session.createdAt),
  last_updated: fromDate(session.updatedAt),
});

const fromReading = (reading: StoredReading): Schemas['Reading'] => ({
  sampled_at: fromDate(reading.sampledAt),
  received_at: fromDate(reading.receivedAt),
  values: reading.values.map((sample) => ({
    value: sample.value,
    raw: sample.raw,
    measurand: sample.measurand,
    unit: sample.unit,
    context: sample.context,
    phase: sample.phase,
    location: sample.location,
    signed_data: sample.signedData,
  })),
});

const textOfSession = textOnce(fromSession);

export const sessionRoutes = ({
  services: {
    sessions,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => ({
  listSessions: async (request, response, caller) => {
    const input = pageInputOf(request);
    const page = await sessions.list(caller, input, {
      stationId: queryText(request, 'station_id'),
      locationId: queryText(request, 'location_id'),
      tokenUid: queryText(request, 'token_uid'),
      status: queryOf<SessionStatus>(request, 'status'),
      evseUid: queryText(request, 'evse_uid'),
    });
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (session) => textOfSession(session, names));
  },
  getSession: async (request, response, caller) => {
    const session = await sessions.get(caller, pathOf(request, 'id'));
    sendVersioned(response, session, fromSession(session, names));
  },
  listReadings: async (request, response, caller) => {
    const limit = limitOf(request);
    const page = await sessions.readings(caller, pathOf(request, 'id'), {
      limit,
      cursor: queryText(request, 'cursor'),
    });
    sendPage(request, response, { page, limit, publicUrl }, (reading) => JSON.stringify(fromReading(reading)));
  },
  closeSession: async (request, response, caller) => {
    const session = await sessions.close(caller, pathOf(request, 'id'));
    sendVersioned(response, session, fromSession(session, names));
  },
});
