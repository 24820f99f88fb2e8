/** Messages with no domain meaning yet: passed on as an event, then answered as their table says. */
import type { JsonObject } from '../domain/json.ts';
import type { Inbound } from './protocol.ts';

/** What the station is told; from the request where the answer repeats some of it. */
export type DeclaredAnswer = JsonObject | ((request: JsonObject) => JsonObject);

export const passedOn =
  (action: string, answer: DeclaredAnswer): Inbound<JsonObject, JsonObject> =>
  async (request, { stationId, inbox }) => {
    await inbox.message(stationId, action, request);
    return typeof answer === 'function' ? answer(request) : answer;
  };

/** A table of such messages, by action. */
export const allPassedOn = (
  answers: Readonly<Record<string, DeclaredAnswer>>,
): Readonly<Record<string, Inbound<JsonObject, JsonObject>>> =>
  Object.fromEntries(Object.entries(answers).map(([action, answer]) => [action, passedOn(action, answer)]));
