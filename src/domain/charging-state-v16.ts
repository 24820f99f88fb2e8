/** OCPP 1.6 tells no charging state: what its connector and its power say of it. */
import { connectorOf } from './connector-map.ts';
import type { ChargingState, Session } from './session.ts';
import { isOpen } from './session-rules.ts';
import type { ConnectorStatus, Station } from './station.ts';

const OF_STATUS: { readonly [S in ConnectorStatus]?: ChargingState } = {
  PREPARING: 'EV_CONNECTED',
  CHARGING: 'CHARGING',
  SUSPENDED_EV: 'SUSPENDED_EV',
  SUSPENDED_EVSE: 'SUSPENDED_EVSE',
  FINISHING: 'EV_CONNECTED',
};

const ofPower = ({ powerW, chargingState }: Session): ChargingState | null =>
  powerW === null ? chargingState : powerW > 0 ? 'CHARGING' : 'EV_CONNECTED';

/**
 * The session with the charging state that its connector's status says; where that says nothing of a vehicle (1.6 stations
 * exist that stay Available), by whether power flows. Sessions of 2.x tell their own, and what has ended keeps its last.
 */
export const withChargingStateOf = (session: Session, station: Station | null): Session => {
  const { evseId, connectorId, transaction } = session;
  if (transaction.protocol !== '1.6' || station === null || evseId === null || !isOpen(session)) return session;
  const connector = connectorOf(station, evseId, connectorId ?? 1);
  const chargingState = (connector === undefined ? undefined : OF_STATUS[connector.status]) ?? ofPower(session);
  return chargingState === session.chargingState ? session : { ...session, chargingState };
};
