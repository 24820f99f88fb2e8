/** From the body of each POST /commands/{TYPE} to the services' request. The bodies have passed the description. */
import type { ChargingProfile } from '../domain/charging-profile.ts';
import type { CommandParameters, CommandType, VariableRef } from '../domain/command.ts';
import type { CommandRequest } from '../services/api/commands.ts';
import { toDate } from './instant.ts';
import type { components } from './openapi.gen.ts';

type Schemas = components['schemas'];
type Asking = { readonly station_id?: string | null; readonly expires_in_s?: number | null };
type Asked = CommandRequest extends infer R ? (R extends CommandRequest ? Omit<R, 'idempotencyKey'> : never) : never;

const asking =
  <T extends CommandType, Body extends Asking>(type: T, parametersOf: (body: Body) => CommandParameters[T]) =>
  (body: Body): Asked =>
    ({
      type,
      stationId: body.station_id ?? null,
      parameters: parametersOf(body),
      expiresInS: body.expires_in_s ?? null,
    }) as unknown as Asked;

const toVariable = (variable: Schemas['GetVariables']['variables'][number]): VariableRef => ({
  component: variable.component,
  componentInstance: variable.component_instance ?? null,
  evseId: variable.evse_id ?? null,
  connectorId: variable.connector_id ?? null,
  variable: variable.variable,
  variableInstance: variable.variable_instance ?? null,
  attribute: variable.attribute ?? null,
});

const toProfile = ({ schedule, ...profile }: Schemas['ChargingProfile']): ChargingProfile => ({
  id: profile.id,
  stackLevel: profile.stack_level ?? 0,
  purpose: profile.purpose,
  kind: profile.kind ?? 'ABSOLUTE',
  recurrency: profile.recurrency ?? null,
  validFromAt: toDate(profile.valid_from, '/profile/valid_from'),
  validToAt: toDate(profile.valid_to, '/profile/valid_to'),
  schedule: {
    startAt: toDate(schedule.start_date_time, '/profile/schedule/start_date_time'),
    durationS: schedule.duration ?? null,
    unit: schedule.charging_rate_unit,
    minRate: schedule.min_charging_rate ?? null,
    periods: schedule.charging_profile_period.map((period) => ({
      startS: period.start_period,
      limit: period.limit,
      phases: period.number_phases ?? null,
    })),
  },
});

const whichConnector = (body: { readonly evse_id?: number | null; readonly connector_id?: number | null }) => ({
  evseId: body.evse_id ?? null,
  connectorId: body.connector_id ?? null,
});

/** By operationId. */
export const commandInputs = {
  startSession: asking('START_SESSION', (body: Schemas['StartSession']) => ({
    ...whichConnector(body),
    token: { uid: body.token.uid, type: body.token.type },
  })),
  stopSession: asking('STOP_SESSION', (body: Schemas['StopSession']) => ({ sessionId: body.session_id })),
  unlockConnector: asking('UNLOCK_CONNECTOR', (body: Schemas['UnlockConnector']) => ({
    evseId: body.evse_id,
    connectorId: body.connector_id ?? 1,
  })),
  resetStation: asking('RESET_STATION', (body: Schemas['ResetStation']) => ({
    mode: body.mode ?? 'ON_IDLE',
    evseId: body.evse_id ?? null,
  })),
  changeAvailability: asking('CHANGE_AVAILABILITY', (body: Schemas['ChangeAvailability']) => ({
    operative: body.operative,
    ...whichConnector(body),
  })),
  triggerMessage: asking('TRIGGER_MESSAGE', (body: Schemas['TriggerMessage']) => ({
    message: body.message,
    ...whichConnector(body),
  })),
  getConfiguration: asking('GET_CONFIGURATION', (body: Schemas['GetConfiguration']) => ({ keys: body.keys ?? [] })),
  setConfiguration: asking('SET_CONFIGURATION', (body: Schemas['SetConfiguration']) => ({
    key: body.key,
    value: body.value,
  })),
  getVariables: asking('GET_VARIABLES', (body: Schemas['GetVariables']) => ({
    variables: body.variables.map(toVariable),
  })),
  setVariables: asking('SET_VARIABLES', (body: Schemas['SetVariables']) => ({
    variables: body.variables.map((variable) => ({ ...toVariable(variable), value: variable.value })),
  })),
  setChargingProfile: asking('SET_CHARGING_PROFILE', (body: Schemas['SetChargingProfile']) => ({
    evseId: body.evse_id ?? null,
    sessionId: body.session_id ?? null,
    profile: toProfile(body.profile),
  })),
  clearChargingProfile: asking('CLEAR_CHARGING_PROFILE', (body: Schemas['ClearChargingProfile']) => ({
    profileId: body.profile_id ?? null,
    evseId: body.evse_id ?? null,
    purpose: body.purpose ?? null,
    stackLevel: body.stack_level ?? null,
  })),
  getCompositeSchedule: asking('GET_COMPOSITE_SCHEDULE', (body: Schemas['GetCompositeSchedule']) => ({
    evseId: body.evse_id ?? null,
    durationS: body.duration_s,
    unit: body.unit ?? null,
  })),
  setChargingLimit: asking('SET_CHARGING_LIMIT', (body: Schemas['SetChargingLimit']) => ({
    sessionId: body.session_id ?? null,
    limitW: body.limit_w ?? null,
    limitA: body.limit_a ?? null,
    fromAt: toDate(body.from, '/from'),
    untilAt: toDate(body.until, '/until'),
  })),
  clearChargingLimit: asking('CLEAR_CHARGING_LIMIT', (body: Schemas['ClearChargingLimit']) => ({
    sessionId: body.session_id ?? null,
  })),
} as const;

export type CommandOperation = keyof typeof commandInputs;
