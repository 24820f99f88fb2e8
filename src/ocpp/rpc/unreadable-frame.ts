/** What becomes of a frame that cannot be read. */
import { codeOf, type RpcEdge } from './edge.ts';
import type { FrameFault } from './frame.ts';

/** reason: of the frame, or that it is binary. inARow: unreadable ones, this one included. */
export const tellUnreadable = (
  { edge, stationId }: { readonly edge: RpcEdge; readonly stationId: string },
  { reason, isBinary, inARow }: Pick<FrameFault, 'reason'> & { readonly isBinary: boolean; readonly inARow: number },
): void => {
  edge.metrics.count('ocpp_frames_rejected_total', { reason: isBinary ? 'binary' : reason });
  edge.log.info({ stationId, reason, inARow }, 'frame.unreadable');
  edge.inbox.problem({
    stationId,
    kind: 'frame_unreadable',
    action: null,
    property: null,
    detail: `A frame cannot be read: ${isBinary ? 'it is binary' : reason.replaceAll('_', ' ')}.`,
  });
};

/** The CALLERROR that it gets; null: none. */
export const errorOfUnreadable = (
  edge: RpcEdge,
  { reason, messageType, id }: FrameFault,
): { readonly id: string; readonly code: string } | null => {
  const { unreadableId } = edge.protocol;
  const answerId = id ?? unreadableId;
  if (answerId === null) return null;
  // OCPP-J 1.6, 4.1.3: ignored. OCPP 2.0.1 part 4, 4.4: MessageTypeNotSupported.
  if (reason === 'bad_message_type')
    return unreadableId === null ? null : { id: answerId, code: codeOf(edge, 'message_type') };
  if (messageType !== null && messageType !== 2) return null;
  // OCPP 2.0.1 part 4, 4.2.3: "-1" when the id cannot be read.
  const isPayload = reason === 'payload_not_an_object' || reason === 'payload_too_deep';
  return { id: answerId, code: codeOf(edge, isPayload ? 'format' : 'framework') };
};
