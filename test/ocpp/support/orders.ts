/** Orders for a station, and a station that answers them from a script. */
import { type Lesson, NOTHING_KNOWN, type StationKnowledge } from '../../../src/domain/abilities.ts';
import type { StationAnswer } from '../../../src/domain/command.ts';
import type { CommandParameters, CommandType } from '../../../src/domain/commands/commands.ts';
import { DomainError } from '../../../src/domain/error.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { CallOutcome, OcppProtocol, Outbound, SendCall, StationTalk } from '../../../src/ocpp/protocol.ts';
import type { StationOrder } from '../../../src/services/ports/station-links.ts';

export const CREATED_AT = new Date('2026-03-01T12:00:00.000Z');

type Extra = {
  readonly transactionId?: string | null;
  readonly sessionEvseId?: number | null;
  /** What is known of the station. */
  readonly known?: StationKnowledge;
};

export const orderOf = <T extends CommandType>(
  type: T,
  parameters: CommandParameters[T],
  extra: Extra = {},
): StationOrder =>
  ({
    command: {
      id: '01CMD',
      version: 2,
      number: 815,
      type,
      parameters,
      stationId: 'CS-1',
      locationId: null,
      evseId: null,
      sessionId: null,
      status: 'SENT',
      result: null,
      error: null,
      lateOutcome: null,
      requestedBy: { clientId: 'C', userId: null },
      createdAt: CREATED_AT,
      updatedAt: CREATED_AT,
      expiresAt: CREATED_AT,
      sentAt: CREATED_AT,
      answeredAt: null,
    },
    transactionId: extra.transactionId ?? null,
    sessionEvseId: extra.sessionEvseId ?? null,
  }) as unknown as StationOrder;

/** result, an error code, a time-out, or a socket that is gone. */
export type Reply = JsonObject | { readonly errorCode: string } | 'timeout' | 'offline';

const outcomeOf = (reply: Reply): CallOutcome => {
  if (reply === 'offline') throw new DomainError('station_offline');
  if (reply === 'timeout') return { kind: 'timeout' };
  if (typeof reply.errorCode === 'string') return { kind: 'error', errorCode: reply.errorCode, description: 'no' };
  return { kind: 'result', payload: reply as JsonObject };
};

/** Sends an order by a version; calls are what the station heard. */
export const send = async <T extends CommandType>(
  protocol: OcppProtocol,
  type: T,
  parameters: CommandParameters[T],
  replies: readonly Reply[],
  extra: Extra = {},
): Promise<{
  readonly answer: StationAnswer;
  readonly calls: readonly { readonly action: string; readonly payload: JsonObject }[];
  readonly lessons: readonly Lesson[];
}> => {
  const calls: { action: string; payload: JsonObject }[] = [];
  const lessons: Lesson[] = [];
  const left = [...replies];
  const call: SendCall = async (action, payload) => {
    calls.push({ action, payload: payload as JsonObject });
    const reply = left.shift();
    if (reply === undefined) throw new Error(`no reply is written for ${action}`);
    return outcomeOf(reply);
  };
  const outbound = protocol.outbound[type] as Outbound<CommandType> | undefined;
  if (outbound === undefined) throw new Error(`${type} is not in ${protocol.version}`);
  const talk: StationTalk = {
    knowledge: async () => extra.known ?? NOTHING_KNOWN,
    learnt: (lesson) => void lessons.push(lesson),
  };
  return { answer: await outbound(orderOf(type, parameters, extra) as never, call, talk), calls, lessons };
};

/** A limit of which a test says what is in it. */
export const aLimit = (
  more: Partial<CommandParameters['SET_CHARGING_LIMIT']>,
): CommandParameters['SET_CHARGING_LIMIT'] => ({
  sessionId: null,
  limitW: null,
  limitA: null,
  fromAt: null,
  untilAt: null,
  ...more,
});
