/** A StatusNotification in the shape of 1.6, which stations send on 2.x that were 1.6 before (lbbrhzn/ocpp 2050). */
import type { JsonObject } from '../../domain/json.ts';
import { integerOf, textOf } from '../payload.ts';
import type { Reshape } from '../protocol.ts';

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** Connector N of 1.6 is connector 1 of EVSE N, connector 0 the station. The rest of what it says stays beside it. */
export const formerStatus: Reshape = (action, payload) => {
  const { connectorStatus, status, evseId, connectorId, ...rest } = payload;
  if (action !== 'StatusNotification' || !isAbsent(connectorStatus) || textOf(status) === null) return null;
  const place: JsonObject = isAbsent(evseId)
    ? { evseId: connectorId ?? 0, connectorId: integerOf(connectorId ?? 0) === 0 ? 0 : 1 }
    : { evseId: evseId ?? 0, connectorId: connectorId ?? 0 };
  return {
    payload: { ...rest, ...place, connectorStatus: status ?? null },
    detail: 'a message in the shape of OCPP 1.6 is read as one of this version',
  };
};
