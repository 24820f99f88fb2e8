/** Says an order to a connected station in its own version. */

import { NOTHING_KNOWN, type StationKnowledge } from '../../domain/abilities.ts';
import type { StationAnswer } from '../../domain/command.ts';
import type { CommandType } from '../../domain/commands/commands.ts';
import { DomainError, isDomainError } from '../../domain/error.ts';
import type { StationOrder } from '../../services/ports/station-links.ts';
import { learnFrom } from '../lessons.ts';
import type { CallOutcome, Outbound, SendCall, StationTalk } from '../protocol.ts';
import type { StationConnection } from '../rpc/connection.ts';
import { codeOf } from '../rpc/edge.ts';
import { keepToldIn } from './keep-told.ts';

const TIMEOUT: CallOutcome = { kind: 'timeout' };

/** OCPP 2.0.1 part 4, 4.1.4. */
const MAX_ID_LENGTH = 36;

const checkRegistration = (connection: StationConnection, type: CommandType): void => {
  if (connection.takes(type)) return;
  if (connection.registration === 'rejected')
    throw new DomainError('station_rejected', { detail: 'The registration of the station is rejected.' });
  throw new DomainError('conflict', {
    detail: 'The station has not booted, or its registration is not accepted yet; only what configures it can be sent.',
  });
};

/** What is known is asked for when an order needs it, once; where it cannot be had, the order goes as to any station. */
const createTalk = ({ edge, stationId }: StationConnection): StationTalk => {
  let asked: Promise<StationKnowledge> | null = null;
  return {
    knowledge: () => {
      asked ??= edge.inbox.knowledge(stationId).catch((error: unknown) => {
        edge.log.warn({ stationId, err: error }, 'station.abilities_not_read');
        return NOTHING_KNOWN;
      });
      return asked;
    },
    learnt: (lesson) => edge.inbox.learnt(stationId, lesson),
  };
};

/**
 * Sends an order in as many calls as it takes. Throws DomainError only before the first of them was written:
 * not_supported, station_offline, station_busy, station_rejected or conflict (registration), internal (a bug).
 *
 * When a call is answered after its time-out, the order's own decoding runs once more over what the calls before it
 * had brought and the late payload; calls behind it count as unanswered, for nothing more is sent then.
 */
export const sendOrder = async (connection: StationConnection, order: StationOrder): Promise<StationAnswer> => {
  const { edge, stationId } = connection;
  const { command } = order;
  // The table pairs each type with the function of its own orders.
  const outbound = edge.protocol.outbound[command.type] as unknown as Outbound | undefined;
  if (outbound === undefined)
    throw new DomainError('not_supported', { detail: `OCPP ${edge.protocol.version} does not know ${command.type}.` });
  checkRegistration(connection, command.type);

  const talk = createTalk(connection);
  const outcomes: (CallOutcome | undefined)[] = [];
  let begun = 0;
  let written = false;

  const keepToldOf = (action: string, outcome: CallOutcome): Promise<void> =>
    keepToldIn(connection, action, outcome, { commandId: command.id });

  const tellLate = async (index: number, action: string, outcome: CallOutcome): Promise<void> => {
    await keepToldOf(action, outcome);
    let replayed = 0;
    const replay: SendCall = async () => {
      const at = replayed++;
      if (at === index) return outcome;
      return (at < index ? outcomes[at] : undefined) ?? TIMEOUT;
    };
    try {
      const first = outcomes[0] ?? (index === 0 ? outcome : null);
      const answer = await learnFrom(await outbound(order, replay, talk), { type: command.type, first, talk });
      if (answer.kind !== 'timeout') await edge.inbox.lateAnswer(command.id, answer);
    } catch (error) {
      edge.log.error({ stationId, commandId: command.id, err: error }, 'command.late_answer_failed');
    }
  };

  const call: SendCall = async (action, payload) => {
    const index = begun++;
    try {
      const outcome = await connection.call({
        // Used once: an order of which a call was written is not sent again.
        id: index === 0 && command.id.length <= MAX_ID_LENGTH ? command.id : edge.newId(),
        action,
        payload,
        commandId: command.id,
        notAfter: index === 0 ? command.expiresAt : null,
        onLate: (late) => void tellLate(index, action, late),
      });
      written = true;
      outcomes[index] = outcome;
      await keepToldOf(action, outcome);
      return outcome;
    } catch (error) {
      if (!written) throw error;
      // A part of the order is at the station: what came of the whole is not known.
      edge.log.info({ stationId, commandId: command.id, action, err: error }, 'command.cut_short');
      return TIMEOUT;
    }
  };

  try {
    const answer = await outbound(order, call, talk);
    return await learnFrom(answer, { type: command.type, first: outcomes[0] ?? null, talk });
  } catch (error) {
    if (!written) {
      if (isDomainError(error)) throw error;
      throw new DomainError('internal', { cause: error });
    }
    edge.log.error({ stationId, commandId: command.id, err: error }, 'command.answer_failed');
    return { kind: 'error', errorCode: codeOf(edge, 'internal'), detail: 'The answer could not be understood.' };
  }
};
