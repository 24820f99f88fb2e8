/** Messages with no domain meaning yet: passed on as an event, then answered as their table says. */
import type { JsonObject } from '../domain/json.ts';
import type { Inbound } from './protocol.ts';
import { messageTime } from './timestamp.ts';

/** What the station is told; from the request where the answer repeats some of it. */
export type DeclaredAnswer = JsonObject | ((request: JsonObject) => JsonObject);

export const passedOn =
  (action: string, answer: DeclaredAnswer): Inbound<JsonObject, JsonObject> =>
  async (request, context) => {
    const { stationId, inbox } = context;
    // 2.x says when it wrote its reports and events.
    messageTime(request.generatedAt, { ...context, action }, { property: '/generatedAt' });
    await inbox.message(stationId, action, request);
    return typeof answer === 'function' ? answer(request) : answer;
  };

/** A table of such messages, by action. It keeps their names: a message that has its own file as well does not compile. */
export const allPassedOn = <A extends string>(
  answers: Readonly<Record<A, DeclaredAnswer>>,
): { readonly [action in A]: Inbound<JsonObject, JsonObject> } =>
  Object.fromEntries(
    Object.entries<DeclaredAnswer>(answers).map(([action, answer]) => [action, passedOn(action, answer)]),
  ) as { readonly [action in A]: Inbound<JsonObject, JsonObject> };
