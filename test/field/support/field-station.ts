/** A station that says exactly what a test gives it, on a real socket: nothing is checked, corrected or sent by itself. */
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';
import type { OcppVersion } from '../../../src/domain/station.ts';
import { orGiveUp } from '../../journeys/support/patience.ts';
import type { Json } from '../../support/gateway.ts';

const SUBPROTOCOLS = { '1.6': 'ocpp1.6', '2.0.1': 'ocpp2.0.1', '2.1': 'ocpp2.1' } as const satisfies Record<
  OcppVersion,
  string
>;

export type FieldStation = {
  readonly id: string;
  readonly version: OcppVersion;
  readonly socket: WebSocket;
  /** All frames of the gateway, oldest first. */
  readonly frames: readonly Json[];
  /** Writes a frame as it is; a text goes out unchanged. */
  readonly send: (frame: unknown) => void;
  /** Sends a CALL; answers the payload of its CALLRESULT, and throws FieldRefusal for a CALLERROR. */
  readonly call: (action: string, payload: object, messageId?: string) => Promise<Json>;
  /** Sends a CALL; answers the whole frame, whichever it is. */
  readonly ask: (action: string, payload: object, messageId?: string) => Promise<Json>;
  /** How calls of that action are answered from now on: a payload, or a frame behind the id such as [4, code, text, {}]. */
  readonly answer: (action: string, respond: (payload: Json) => object | readonly unknown[] | null) => void;
  /** The next call of that action that nobody has taken yet: its payload. */
  readonly asked: (action: string) => Promise<Json>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  /** Closes it and waits for that; `drop` leaves without a word. */
  readonly close: () => Promise<void>;
  readonly drop: () => Promise<void>;
};

/** The gateway answered with a CALLERROR. */
export class FieldRefusal extends Error {
  readonly code: string;
  readonly details: unknown;

  constructor(action: string, [, , code, text, details]: Json) {
    super(`${action}: ${code} ${text}`);
    this.code = code;
    this.details = details;
  }
}

export type FieldStationOptions = {
  /** Behind the gateway's /ocpp. Default: the id, encoded. */
  readonly path?: string;
  readonly subprotocols?: readonly string[];
  readonly client?: ClientOptions;
};

/** Calls that no test answers get NotImplemented, as a small station would. */
const NOT_IMPLEMENTED = [4, 'NotImplemented', '', {}] as const;

/** stationsUrl: ws://…/ocpp */
export const openFieldStation = async (
  stationsUrl: string,
  id: string,
  version: OcppVersion,
  options: FieldStationOptions = {},
): Promise<FieldStation> => {
  const { path = `/${encodeURIComponent(id)}`, subprotocols = [SUBPROTOCOLS[version]], client } = options;
  const socket = new WebSocket(`${stationsUrl}${path}`, [...subprotocols], { perMessageDeflate: false, ...client });
  const frames: Json[] = [];
  const taken = new Set<Json>();
  const came = new EventEmitter().setMaxListeners(0);
  const responses = new Map<string, (payload: Json) => object | readonly unknown[] | null>();
  const send = (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));

  socket.on('message', (data) => {
    const frame = JSON.parse(data.toString());
    frames.push(frame);
    if (frame[0] === 2) {
      const respond = responses.get(frame[2]) ?? (() => NOT_IMPLEMENTED);
      const said = respond(frame[3]);
      // null: the station stays silent.
      if (Array.isArray(said)) send([said[0], frame[1], ...said.slice(1)]);
      else if (said !== null) send([3, frame[1], said]);
    }
    came.emit('frame');
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await once(socket, 'open');
  socket.on('error', () => undefined);

  const find = async (fits: (frame: Json) => boolean): Promise<Json> => {
    for (;;) {
      const found = frames.find((frame) => !taken.has(frame) && fits(frame));
      if (found !== undefined) {
        taken.add(found);
        return found;
      }
      await orGiveUp(once(came, 'frame'), () => frames.slice(-20));
    }
  };

  const ask: FieldStation['ask'] = (action, payload, messageId = randomUUID()) => {
    send([2, messageId, action, payload]);
    return find((frame) => frame[0] !== 2 && frame[1] === messageId);
  };

  return {
    id,
    version,
    socket,
    frames,
    send,
    ask,
    call: async (action, payload, messageId) => {
      const frame = await ask(action, payload, messageId);
      if (frame[0] !== 3) throw new FieldRefusal(action, frame);
      return frame[2];
    },
    answer: (action, respond) => {
      responses.set(action, respond);
    },
    asked: async (action) => (await find((frame) => frame[0] === 2 && frame[2] === action))[3],
    closed,
    close: async () => {
      socket.close();
      await closed;
    },
    drop: async () => {
      socket.terminate();
      await closed;
    },
  };
};
