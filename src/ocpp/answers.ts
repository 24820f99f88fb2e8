/** From a CALL's end to a StationAnswer, the same for all versions. */

import type { StationAnswer } from '../domain/command.ts';
import { isDomainError } from '../domain/error.ts';
import type { JsonObject, JsonValue } from '../domain/json.ts';
import { objectOf, textOf } from './payload.ts';
import type { CallOutcome, SendCall } from './protocol.ts';

export const accepted = (done: boolean, result: JsonValue): StationAnswer => ({ kind: 'accepted', done, result });

export const rejected = (detail: string, result: JsonValue = null): StationAnswer => ({
  kind: 'rejected',
  detail,
  result,
});

export const notSupported = (detail: string): StationAnswer => ({ kind: 'not_supported', detail });

/** A CALL that gave no result. Not knowing the action is told by NotImplemented, or NotSupported, in all versions. */
export const failure = (outcome: Exclude<CallOutcome, { readonly kind: 'result' }>): StationAnswer => {
  if (outcome.kind === 'timeout') return outcome;
  const { errorCode, description } = outcome;
  if (errorCode === 'NotSupported' || errorCode === 'NotImplemented') return notSupported(description || errorCode);
  return { kind: 'error', errorCode, detail: description };
};

/** The answer's status; empty when it has none. */
export const statusOf = (payload: JsonObject): string => textOf(payload.status) ?? '';

/** The status with the reason that 2.x stations add to it, such as `Rejected: Occupied (cable locked)`. */
export const statusDetail = (payload: JsonObject): string => {
  const info = objectOf(payload.statusInfo);
  const reason = textOf(info.reasonCode);
  const more = textOf(info.additionalInfo);
  const status = statusOf(payload) || 'no status';
  return reason === null ? status : `${status}: ${reason}${more === null ? '' : ` (${more})`}`;
};

/** The status and its reason, in our shape. */
export const statusResult = (payload: JsonObject): JsonObject => {
  const info = objectOf(payload.statusInfo);
  const reason = textOf(info.reasonCode);
  if (reason === null) return { status: statusOf(payload) };
  return { status: statusOf(payload), reason, additionalInfo: textOf(info.additionalInfo) };
};

/** One CALL, whose result `read` understands; anything else is the failure that it is. */
export const ask = async (
  call: SendCall,
  action: string,
  payload: object,
  read: (answer: JsonObject) => StationAnswer | Promise<StationAnswer>,
): Promise<StationAnswer> => {
  const outcome = await call(action, payload);
  return outcome.kind === 'result' ? read(outcome.payload) : failure(outcome);
};

/** The answer by its status, for calls whose answer is a status and nothing more. A status not named means rejected. */
export const byStatus =
  (meanings: Readonly<Record<string, 'done' | 'begun' | 'not_supported'>>) =>
  (payload: JsonObject): StationAnswer => {
    const status = statusOf(payload);
    const meaning = Object.hasOwn(meanings, status) ? meanings[status] : undefined;
    if (meaning === undefined) return rejected(statusDetail(payload), statusResult(payload));
    if (meaning === 'not_supported') return notSupported(statusDetail(payload));
    return accepted(meaning === 'done', statusResult(payload));
  };

/**
 * A further CALL of an order that has been sent: a socket that closed meanwhile, or a full queue, must not
 * look like an order that was never sent.
 */
export const callAgain = async (call: SendCall, action: string, payload: object): Promise<CallOutcome> => {
  try {
    return await call(action, payload);
  } catch (error) {
    if (isDomainError(error, 'station_offline') || isDomainError(error, 'station_busy')) return { kind: 'timeout' };
    throw error;
  }
};
