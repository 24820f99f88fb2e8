/** The EVSE that a message is about. */
import { integerOf, positiveOf } from './payload.ts';
import type { InboundContext } from './protocol.ts';

/**
 * By the number that the message has for it: 1.6's connectorId, 2.x's evseId. null: the station as a whole (0). A
 * message without a number is about the only EVSE of its station; undefined: it has more, or none is known.
 */
export const evseNumber = async (
  number: unknown,
  { stationId, inbox }: Pick<InboundContext, 'stationId' | 'inbox'>,
): Promise<number | null | undefined> => {
  if (integerOf(number) !== null) return positiveOf(number);
  return (await inbox.onlyEvse(stationId)) ?? undefined;
};

/** The EVSE of a StatusNotification. A status of nothing that is known changes nothing, and the operator hears of it. */
export const evseOfStatus = async (
  number: unknown,
  context: Pick<InboundContext, 'stationId' | 'inbox'>,
  property: '/connectorId' | '/evseId',
): Promise<number | null | undefined> => {
  const evseId = await evseNumber(number, context);
  if (evseId === undefined)
    context.inbox.problem({
      stationId: context.stationId,
      kind: 'message_refused',
      action: 'StatusNotification',
      property,
      detail: 'it names no EVSE, and the station has not told of exactly one',
    });
  return evseId;
};
