/** An order of each type whose right answer, as `rightPayload` makes it, says something about what was asked. */
import type { CommandParameters, CommandType } from '../../../src/domain/commands/commands.ts';
import type { OcppProtocol } from '../../../src/ocpp/protocol.ts';
import type { StationOrder } from '../../../src/services/ports/station-links.ts';
import { orderOf } from '../../ocpp/support/orders.ts';
import { aChargingProfile } from '../../support/charging-profile.ts';

const VARIABLE = {
  component: 'name',
  componentInstance: 'instance',
  evseId: 7,
  connectorId: 7,
  variable: 'name',
  variableInstance: 'instance',
  attribute: 'Actual',
} as const;

const SESSION = { transactionId: '7', sessionEvseId: 7 };

const PARAMETERS: { readonly [T in CommandType]: CommandParameters[T] } = {
  START_SESSION: { evseId: 7, connectorId: 1, token: { uid: 'TAG', type: 'RFID' } },
  STOP_SESSION: { sessionId: 'S' },
  UNLOCK_CONNECTOR: { evseId: 7, connectorId: 1 },
  RESET_STATION: { mode: 'IMMEDIATE', evseId: null },
  CHANGE_AVAILABILITY: { operative: true, evseId: null, connectorId: null },
  TRIGGER_MESSAGE: { message: 'Heartbeat', evseId: null, connectorId: null },
  GET_CONFIGURATION: { keys: ['key'] },
  SET_CONFIGURATION: { key: 'key', value: 'value' },
  GET_VARIABLES: { variables: [VARIABLE] },
  SET_VARIABLES: { variables: [{ ...VARIABLE, value: '1' }] },
  SET_CHARGING_PROFILE: {
    evseId: 7,
    sessionId: null,
    profile: aChargingProfile({ id: 12, stackLevel: 1, kind: 'RELATIVE' }),
  },
  CLEAR_CHARGING_PROFILE: { profileId: 12, evseId: null, purpose: null, stackLevel: null },
  GET_COMPOSITE_SCHEDULE: { evseId: 7, durationS: 60, unit: null },
  SET_CHARGING_LIMIT: { sessionId: null, limitW: null, limitA: 16, fromAt: null, untilAt: null },
  CLEAR_CHARGING_LIMIT: { sessionId: null },
};

export const answeredOrders = ({ outbound }: OcppProtocol): readonly StationOrder[] =>
  (Object.keys(outbound) as CommandType[]).map((type) => orderOf(type, PARAMETERS[type], SESSION));
