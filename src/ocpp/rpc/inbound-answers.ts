/** What a station answers to calls of ours, and what it says of our answers. */
import type { JsonObject } from '../../domain/json.ts';
import type { ValidationLevel } from '../../domain/validation-level.ts';
import { codeOf, type RpcEdge } from './edge.ts';
import type { ErrorFrame } from './frame.ts';
import { tellDeviations } from './tell-deviations.ts';
import { faultText, propertyOf, readPayload, rulesOfResponse } from './validation.ts';

type AnsweringStation = { readonly edge: RpcEdge; readonly stationId: string; readonly validation: ValidationLevel };

/** An answer as it was meant, or why nothing can be made of it. */
export type ReadAnswer =
  | { readonly kind: 'result'; readonly payload: JsonObject }
  | { readonly kind: 'refused'; readonly errorCode: string; readonly description: string };

/** Reads the answer to a call of that action, and tells what is wrong with it. */
export const readAnswer = (station: AnsweringStation, action: string, said: JsonObject): ReadAnswer => {
  const { edge, stationId, validation } = station;
  const { payload, refused, deviations } = readPayload(validation, rulesOfResponse(edge.protocol, action), said);
  if (refused === null) {
    tellDeviations(station, { what: 'answer', action, payload: said, deviations });
    return { kind: 'result', payload };
  }
  const errorCode = codeOf(edge, refused.fault);
  edge.inbox.problem({
    stationId,
    kind: 'answer_refused',
    action,
    property: propertyOf(refused.place),
    detail: `${errorCode}: ${refused.detail}`,
  });
  edge.log.debug({ stationId, action, payload: said }, 'answer.refused_payload');
  return { kind: 'refused', errorCode, description: faultText(refused) };
};

/** OCPP 2.1 CALLRESULTERROR: an operator sees that the station could not use our answer to a message of that action. */
export const keepUnusable = (
  { edge, stationId }: Pick<AnsweringStation, 'edge' | 'stationId'>,
  action: string,
  { id, code, description, details }: ErrorFrame,
): void => {
  edge.log.warn({ stationId, action, messageId: id, code, description }, 'answer.refused_by_station');
  edge.inbox
    .quarantine({
      stationId,
      protocol: edge.protocol.version,
      action,
      payload: { messageId: id, errorCode: code, errorDescription: description, errorDetails: details },
      reason: 'The station could not use our answer.',
      property: null,
      errorCode: null,
      level: null,
      receivedAt: edge.clock.now(),
      problemKind: 'answer_unusable',
    })
    .catch((error: unknown) => edge.log.error({ stationId, action, err: error }, 'answer.refusal_not_kept'));
};
