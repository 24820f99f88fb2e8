/** What all connections of one protocol version share, so that an idle connection holds next to nothing of its own. */
import type { OcppVersion } from '../../domain/station.ts';
import type { StationInbox } from '../../services/inbox.ts';
import type { FrameLog } from '../../services/messages/recorder.ts';
import type { Log, Metrics } from '../../services/ports/observing.ts';
import type { Clock, NewId } from '../../services/ports/time.ts';
import type { OcppProtocol, RpcFault } from '../protocol.ts';
import { createHoldBack, type HoldBack } from './before-accepted.ts';
import type { FrameDialect } from './frame.ts';
import { createHandlerTime, type HandlerTime } from './handler-time.ts';

/** Bounds of one connection. */
export type RpcLimits = {
  /** How long a station may take to answer our CALL. */
  readonly callTimeoutMs: number;
  /**
   * How long the gateway may take for a message of the station, up to a tenth less; then it answers with an error, and
   * the next has its turn.
   */
  readonly handlerTimeoutMs: number;
  /** Our CALLs that wait for one station; more are refused with station_busy. */
  readonly maxQueuedCalls: number;
  /** A station's messages that wait for their turn; reading is paused at this many. */
  readonly maxQueuedMessages: number;
  /** Largest frame; bounds the messages that wait for their turn as well. */
  readonly maxFrameBytes: number;
  /** Bytes that the station has not read yet; above it nothing more is read from it. */
  readonly maxUnsentBytes: number;
  /** Unreadable frames in a row after which the socket is closed. */
  readonly badFramesBeforeClose: number;
  /** Answers remembered for repeated message ids. */
  readonly rememberedAnswers: number;
  /** Calls of ours without an answer whose late answer is still understood. */
  readonly rememberedTimeouts: number;
};

type MessageLabels = { readonly direction: string; readonly version: OcppVersion; readonly action: string };

export type RpcEdge = {
  readonly protocol: OcppProtocol;
  readonly inbox: StationInbox;
  /** Told of what goes over the sockets. */
  readonly frames: FrameLog;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly newId: NewId;
  readonly limits: RpcLimits;
  readonly strictDialect: FrameDialect;
  readonly tolerantDialect: FrameDialect;
  readonly countMessage: (direction: 'in' | 'out', action: string) => void;
  /** From a message's turn to its answer. */
  readonly observeHandling: (action: string, seconds: number) => void;
  readonly countError: (code: string) => void;
  readonly handlerTime: HandlerTime;
  /** Keeps what a station said too early. */
  readonly holdBack: HoldBack;
};

/** OCPP 2.0.1 part 4, 4.1.4. */
const MAX_ID_LENGTH = 36;
/** GUIDs in braces are 38 characters long; nothing is lost by answering under a longer id. */
const TOLERATED_ID_LENGTH = 128;

/** Puts together what the connections of one version share. The labels are only ever known actions and codes, or `unknown`. */
export const createRpcEdge = (
  dependencies: Pick<RpcEdge, 'inbox' | 'frames' | 'clock' | 'log' | 'metrics' | 'newId'>,
  { protocol, limits }: { readonly protocol: OcppProtocol; readonly limits: RpcLimits },
): RpcEdge => {
  const { metrics } = dependencies;
  const { version } = protocol;
  const labelOf = (action: string): string => (protocol.actions.has(action) ? action : 'unknown');
  const handlingLabels = new Map<string, Omit<MessageLabels, 'direction'>>();
  const labels = { in: new Map<string, MessageLabels>(), out: new Map<string, MessageLabels>() };
  const codes = new Set<string>(Object.values(protocol.errorCodes));
  const dialect = { send: protocol.sendMessages, resultErrors: protocol.resultErrors };
  return {
    ...dependencies,
    protocol,
    limits,
    strictDialect: { ...dialect, maxIdLength: MAX_ID_LENGTH },
    tolerantDialect: { ...dialect, maxIdLength: TOLERATED_ID_LENGTH },
    countMessage: (direction, said) => {
      const action = labelOf(said);
      let label = labels[direction].get(action);
      if (label === undefined) {
        label = Object.freeze({ direction, version, action });
        labels[direction].set(action, label);
      }
      metrics.count('ocpp_messages_total', label);
    },
    observeHandling: (said, seconds) => {
      const action = labelOf(said);
      let label = handlingLabels.get(action);
      if (label === undefined) {
        label = Object.freeze({ version, action });
        handlingLabels.set(action, label);
      }
      metrics.observe('ocpp_handling_seconds', seconds, label);
    },
    countError: (code) => metrics.count('ocpp_errors_total', { version, code: codes.has(code) ? code : 'unknown' }),
    handlerTime: createHandlerTime(dependencies, { version, limitMs: limits.handlerTimeoutMs, labelOf }),
    holdBack: createHoldBack(dependencies, { version }),
  };
};

/** The version's own code for a fault. */
export const codeOf = (edge: RpcEdge, fault: RpcFault): string => edge.protocol.errorCodes[fault];
