/** What was read otherwise than it was written, in a message or in an answer, told to whoever watches. */
import type { JsonObject } from '../../domain/json.ts';
import type { Deviation } from '../schema/coerce.ts';
import type { RpcEdge } from './edge.ts';
import { propertyOf } from './validation.ts';

type Said = {
  readonly what: 'message' | 'answer';
  readonly action: string;
  /** As it came. */
  readonly payload: JsonObject;
  readonly deviations: readonly Deviation[];
};

export const tellDeviations = (
  { edge, stationId }: { readonly edge: RpcEdge; readonly stationId: string },
  { what, action, payload, deviations }: Said,
): void => {
  if (deviations.length === 0) return;
  edge.metrics.count('ocpp_errors_total', { version: edge.protocol.version, code: 'tolerated' });
  edge.log.info({ stationId, action, deviations }, `${what}.flagged`);
  edge.log.debug({ stationId, action, payload }, `${what}.flagged_payload`);
  for (const { pointer, detail } of deviations)
    edge.inbox.problem({ stationId, kind: 'read_leniently', action, property: propertyOf(pointer), detail });
};
