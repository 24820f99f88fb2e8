/** The WebSocket of a station, with listeners that all of them share. */
import { type RawData, type Server, type ServerOptions, WebSocket, WebSocketServer } from 'ws';
import type { StationConnection } from '../rpc/connection.ts';

export class StationSocket extends WebSocket {
  station: StationConnection | null = null;
  onLeft: ((station: StationConnection, code: number) => void) | null = null;
}

export type StationSocketServer = Server<typeof StationSocket>;

/** Our side of a closing handshake that the other side does not answer. */
const CLOSE_TIMEOUT_MS = 5_000;

/** OCPP messages come in one frame, at most in a few. */
const MAX_FRAGMENTS = 1_024;

/**
 * Small windows and no memory of the last message: what a connection that waits holds is what counts here.
 * A message that inflates beyond the frame's limit closes the socket with 1009, like a large frame.
 */
const DEFLATE = {
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
  serverMaxWindowBits: 10,
  threshold: 1024,
  zlibDeflateOptions: { memLevel: 3, chunkSize: 4096 },
  zlibInflateOptions: { chunkSize: 4096 },
} as const;

/** A server without a port of its own. The subprotocol is the one that `choose` picks in the client's order, or none. */
export const createSocketServer = (input: {
  readonly maxFrameBytes: number;
  readonly compression: boolean;
  readonly choose: (offered: Iterable<string>) => string | false;
}): StationSocketServer => {
  const options: ServerOptions<typeof StationSocket> & { readonly closeTimeout: number } = {
    noServer: true,
    clientTracking: false,
    maxPayload: input.maxFrameBytes,
    maxFragments: MAX_FRAGMENTS,
    maxBufferedChunks: 16 * 1024,
    perMessageDeflate: input.compression ? DEFLATE : false,
    // One frame of a station in a turn of the loop, however many one read has brought: stations take turns (round-robin).
    // ws keeps the rest of that read (64 KiB), and reads no more before it is done.
    allowSynchronousEvents: false,
    handleProtocols: input.choose,
    closeTimeout: CLOSE_TIMEOUT_MS,
    WebSocket: StationSocket,
  };
  return new WebSocketServer(options);
};

const REJECTED: Readonly<Record<string, string>> = {
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'too_large',
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 'too_large',
  WS_ERR_INVALID_UTF8: 'invalid_utf8',
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 'too_many_fragments',
};

const stationOf = (socket: WebSocket): StationConnection | null =>
  socket instanceof StationSocket ? socket.station : null;

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  // ws hands out one Buffer for each message (binaryType nodebuffer); its UTF-8 was checked.
  if (isBinary || !Buffer.isBuffer(data)) stationOf(this)?.receiveBinary();
  else stationOf(this)?.receive(data.toString('utf8'));
}

function onPong(this: WebSocket): void {
  stationOf(this)?.heard();
}

/** ws closes the socket by itself, with the code that fits: 1009, 1007, 1002. */
function onError(this: WebSocket, error: Error): void {
  const station = stationOf(this);
  if (station === null) return;
  const { edge, stationId } = station;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code.startsWith('WS_ERR')) {
    const reason = REJECTED[code] ?? 'websocket';
    edge.metrics.count('ocpp_frames_rejected_total', { reason });
    const detail = `The connection was closed for a frame: ${reason.replaceAll('_', ' ')}.`;
    edge.inbox.problem({ stationId, kind: 'frame_unreadable', action: null, property: null, detail });
  }
  edge.log.info({ stationId, err: error }, 'socket.failed');
}

function onClose(this: WebSocket, code: number): void {
  if (!(this instanceof StationSocket) || this.station === null) return;
  const { station, onLeft } = this;
  this.station = null;
  onLeft?.(station, code);
}

/** Ties a socket to its connection. */
export const attachStation = (
  socket: StationSocket,
  station: StationConnection,
  onLeft: (station: StationConnection, code: number) => void,
): void => {
  socket.station = station;
  socket.onLeft = onLeft;
  socket.on('message', onMessage);
  socket.on('pong', onPong);
  socket.on('error', onError);
  socket.on('close', onClose);
};

/** Ends a handshake that agreed on no version: completed without the header, then closed at once (OCPP 2.0.1 part 4, 3.2). */
export const closeWithoutProtocol = (socket: StationSocket): void => {
  socket.on('error', onError);
  socket.close(1002, 'no common OCPP version');
};
