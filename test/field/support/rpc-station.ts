/** A station of one EVSE behind the real rpc core, without a socket: what it says, what the version's own code is given of it, and what is told. */

import type { StationAnswer } from '../../../src/domain/command.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { ValidationLevel } from '../../../src/domain/validation-level.ts';
import type { CallOutcome, Inbound, OcppProtocol } from '../../../src/ocpp/protocol.ts';
import { StationConnection, type StationWire } from '../../../src/ocpp/rpc/connection.ts';
import { createRpcEdge, type RpcEdge } from '../../../src/ocpp/rpc/edge.ts';
import { DEFAULT_STATION_SERVER_OPTIONS } from '../../../src/ocpp/server/options.ts';
import { sendOrder } from '../../../src/ocpp/server/orders.ts';
import { NO_FRAME_LOG } from '../../../src/services/messages/recorder.ts';
import type { Log } from '../../../src/services/ports/observing.ts';
import type { StationOrder } from '../../../src/services/ports/station-links.ts';
import { createRecordingInbox, NOW } from '../../ocpp/support/recording-inbox.ts';

/** Of a message that names none. */
export const ONLY_EVSE = 3;

const nothing = (): void => undefined;

type Frame = readonly unknown[];

export type RpcStation = {
  readonly told: ReturnType<typeof createRecordingInbox>['told'];
  /** Lines of the log that say that something failed. */
  readonly failures: readonly string[];
  /** What was told up to now no longer counts. */
  readonly forget: () => void;
  /** Says a message. frame: the answer, null when there is none; handled: what its handler was given, null when it had no turn. */
  readonly say: (
    action: string,
    payload: JsonObject,
  ) => Promise<{ readonly frame: Frame | null; readonly handled: JsonObject | null }>;
  /** Answers a call of that action so. frame: what it gets for that, null: nothing. */
  readonly answer: (
    action: string,
    payload: JsonObject,
  ) => Promise<{ readonly outcome: CallOutcome; readonly frame: Frame | null }>;
  /** Gets an order, and answers each of its calls by its action. */
  readonly order: (order: StationOrder, answers: (action: string) => JsonObject) => Promise<StationAnswer>;
};

/** handled: called with each request as its handler gets it. */
const watched = (protocol: OcppProtocol, handled: (request: JsonObject) => void): OcppProtocol => ({
  ...protocol,
  inbound: new Map(
    [...protocol.inbound].map(([action, handle]) => {
      const watching: Inbound<JsonObject, object> = (request, context) => {
        handled(request);
        // The table pairs each action with the handler of its request.
        return handle(request as never, context);
      };
      return [action, watching as Inbound<never, object>];
    }),
  ),
});

export const createRpcStation = (protocol: OcppProtocol, validation: ValidationLevel): RpcStation => {
  const { told, inbox } = createRecordingInbox({ onlyEvse: ONLY_EVSE });
  const failures: string[] = [];
  const fails = (_fields: unknown, message: string): void => void failures.push(message);
  const log: Log = { debug: nothing, info: nothing, warn: nothing, error: fails };
  let handled: JsonObject | null = null;
  const edge: RpcEdge = createRpcEdge(
    {
      inbox,
      frames: NO_FRAME_LOG,
      clock: { now: () => NOW, after: () => nothing },
      log,
      metrics: { count: nothing, observe: nothing, gauge: nothing },
      newId: () => `call-${++calls}`,
    },
    {
      protocol: watched(protocol, (request) => {
        handled = request;
      }),
      limits: DEFAULT_STATION_SERVER_OPTIONS,
    },
  );
  let calls = 0;
  let heard: Frame[] = [];
  let called: (frame: Frame) => void = nothing;
  const wire: StationWire = {
    readyState: 1,
    bufferedAmount: 0,
    send: (text: unknown) => {
      const frame: Frame = JSON.parse(String(text));
      if (frame[0] === 2) called(frame);
      else heard.push(frame);
    },
    close: nothing,
    terminate: nothing,
    pause: nothing,
    resume: nothing,
    ping: nothing,
  };
  const connection = new StationConnection(edge, wire, {
    stationId: 'CS-1',
    number: 1,
    registration: 'accepted',
    validation,
    product: null,
    answers: null,
  });
  // Its boot is not awaited: commands may leave.
  connection.holds = 'none';
  connection.start();
  const receive = (frame: Frame): void => connection.receive(JSON.stringify(frame));
  const lastHeard = (): Frame | null => {
    const frame = heard.at(-1) ?? null;
    heard = [];
    return frame;
  };

  return {
    told,
    failures,
    forget: () => {
      for (const list of [failures, ...Object.values(told)]) list.length = 0;
    },
    say: async (action, payload) => {
      handled = null;
      const unanswered = protocol.sendMessages && protocol.responseCheck(action) === null;
      receive([unanswered ? 6 : 2, `message-${++calls}`, action, payload]);
      await connection.idle();
      return { frame: lastHeard(), handled };
    },
    answer: async (action, payload) => {
      called = ([, id]) => receive([3, id, payload]);
      const outcome = await connection.call({
        id: `call-${++calls}`,
        action,
        payload: {},
        notAfter: null,
        onLate: null,
      });
      return { outcome, frame: lastHeard() };
    },
    order: (order, answers) => {
      called = ([, id, action]) => receive([3, id, answers(String(action))]);
      return sendOrder(connection, order);
    },
  };
};
