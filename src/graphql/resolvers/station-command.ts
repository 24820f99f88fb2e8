/** The mutations that ask a station for something: each becomes one command. */
import type { ChargingProfile } from '../../domain/charging-profile.ts';
import type { Command, CommandParameters, CommandType, VariableRef } from '../../domain/command.ts';
import type { CommandRequest } from '../../services/api/commands.ts';
import type { GraphqlContext } from '../context.ts';
import type { ChargingProfileInput, MutationResolvers, VariableRefInput } from '../schema.gen.ts';

type Asking = {
  readonly stationId?: string | null;
  readonly expiresInS?: number | null;
  readonly idempotencyKey?: string | null;
};

/** A mutation that makes a command of its input. */
const asking =
  <T extends CommandType, Input extends Asking>(type: T, parametersOf: (input: Input) => CommandParameters[T]) =>
  async (
    _root: unknown,
    { input }: { readonly input: Input },
    { services, caller }: GraphqlContext,
  ): Promise<Command> => {
    const request = {
      type,
      stationId: input.stationId ?? null,
      parameters: parametersOf(input),
      expiresInS: input.expiresInS ?? null,
      idempotencyKey: input.idempotencyKey ?? null,
    } as CommandRequest;
    return (await services.commands.request(await caller(), request)).command;
  };

const toVariable = (input: VariableRefInput): VariableRef => ({
  component: input.component,
  componentInstance: input.componentInstance ?? null,
  evseId: input.evseId ?? null,
  connectorId: input.connectorId ?? null,
  variable: input.variable,
  variableInstance: input.variableInstance ?? null,
  attribute: input.attribute ?? null,
});

const toProfile = ({ schedule, ...profile }: ChargingProfileInput): ChargingProfile => ({
  id: profile.id,
  stackLevel: profile.stackLevel,
  purpose: profile.purpose,
  kind: profile.kind,
  recurrency: profile.recurrency ?? null,
  validFromAt: profile.validFrom ?? null,
  validToAt: profile.validTo ?? null,
  schedule: {
    startAt: schedule.startDateTime ?? null,
    durationS: schedule.duration ?? null,
    unit: schedule.chargingRateUnit,
    minRate: schedule.minChargingRate ?? null,
    periods: schedule.chargingProfilePeriod.map(({ startPeriod, limit, numberPhases }) => ({
      startS: startPeriod,
      limit,
      phases: numberPhases ?? null,
    })),
  },
});

export const stationCommands = {
  startSession: asking('START_SESSION', ({ evseId, connectorId, token }) => ({
    evseId: evseId ?? null,
    connectorId: connectorId ?? null,
    token,
  })),
  stopSession: asking('STOP_SESSION', ({ sessionId }) => ({ sessionId })),
  unlockConnector: asking('UNLOCK_CONNECTOR', ({ evseId, connectorId }) => ({ evseId, connectorId })),
  resetStation: asking('RESET_STATION', ({ mode, evseId }) => ({ mode, evseId: evseId ?? null })),
  changeAvailability: asking('CHANGE_AVAILABILITY', ({ operative, evseId, connectorId }) => ({
    operative,
    evseId: evseId ?? null,
    connectorId: connectorId ?? null,
  })),
  triggerMessage: asking('TRIGGER_MESSAGE', ({ message, evseId, connectorId }) => ({
    message,
    evseId: evseId ?? null,
    connectorId: connectorId ?? null,
  })),
  setConfiguration: asking('SET_CONFIGURATION', ({ key, value }) => ({ key, value })),
  getConfiguration: asking('GET_CONFIGURATION', ({ keys }) => ({ keys })),
  setVariables: asking('SET_VARIABLES', ({ variables }) => ({
    variables: variables.map(({ value, ...variable }) => ({ ...toVariable(variable), value })),
  })),
  getVariables: asking('GET_VARIABLES', ({ variables }) => ({ variables: variables.map(toVariable) })),
  setChargingLimit: asking('SET_CHARGING_LIMIT', ({ sessionId, limitW, limitA, from, until }) => ({
    sessionId: sessionId ?? null,
    limitW: limitW ?? null,
    limitA: limitA ?? null,
    fromAt: from ?? null,
    untilAt: until ?? null,
  })),
  clearChargingLimit: asking('CLEAR_CHARGING_LIMIT', ({ sessionId }) => ({ sessionId: sessionId ?? null })),
  setChargingProfile: asking('SET_CHARGING_PROFILE', ({ evseId, sessionId, profile }) => ({
    evseId: evseId ?? null,
    sessionId: sessionId ?? null,
    profile: toProfile(profile),
  })),
  clearChargingProfile: asking('CLEAR_CHARGING_PROFILE', ({ profileId, evseId, purpose, stackLevel }) => ({
    profileId: profileId ?? null,
    evseId: evseId ?? null,
    purpose: purpose ?? null,
    stackLevel: stackLevel ?? null,
  })),
  getCompositeSchedule: asking('GET_COMPOSITE_SCHEDULE', ({ evseId, durationS, unit }) => ({
    evseId: evseId ?? null,
    durationS,
    unit: unit ?? null,
  })),
} satisfies MutationResolvers;
