/** One station's socket: handshake, reconnection with backoff and jitter. */
import WebSocket from 'ws';
import type { SimulatorClock } from './clock.ts';

export type TlsOptions = {
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly rejectUnauthorized?: boolean;
};

export type ReconnectOptions = { readonly initialMs: number; readonly maxMs: number };

/** The gateway did not let the station in. */
export class HandshakeRefused extends Error {
  override readonly name = 'HandshakeRefused';
  /** HTTP status; null when there was none (no listener, TLS, wrong subprotocol). */
  readonly status: number | null;
  constructor(status: number | null, options?: ErrorOptions) {
    super(status === null ? 'no connection' : `handshake refused with ${status}`, options);
    this.status = status;
  }
}

export type Connection = {
  /** Resolves when open. Rejects with HandshakeRefused when the first attempt fails and reconnection is off. */
  readonly connect: () => Promise<void>;
  /** Closes and stays away until connect. Resolves when closed. */
  readonly disconnect: (code?: number) => Promise<void>;
  readonly isOpen: () => boolean;
};

type Dependencies = {
  readonly networkClock: SimulatorClock;
  readonly random: () => number;
  readonly opened: (socket: { readonly write: (text: string) => void; readonly terminate: () => void }) => void;
  readonly received: (text: string) => void;
  readonly closed: (code: number, reason: string) => void;
  readonly refused: (status: number | null) => void;
};

type Options = {
  /** Without the identity: ws://host/ocpp. */
  readonly url: string;
  readonly id: string;
  readonly subprotocols: readonly string[];
  readonly password: string | null;
  readonly tls: TlsOptions;
  readonly reconnect: ReconnectOptions | false;
};

export const createConnection = (dependencies: Dependencies, options: Options): Connection => {
  const { networkClock, random } = dependencies;
  let socket: WebSocket | null = null;
  let wanted = false;
  let attempts = 0;
  let cancelRetry: () => void = () => undefined;
  let waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];

  const settleWaiting = (error: Error | null) => {
    const settled = waiting;
    waiting = [];
    for (const { resolve, reject } of settled) error === null ? resolve() : reject(error);
  };

  const retry = () => {
    if (!wanted || options.reconnect === false) return;
    const { initialMs, maxMs } = options.reconnect;
    const backoffMs = Math.min(maxMs, initialMs * 2 ** Math.min(attempts, 16));
    attempts += 1;
    cancelRetry = networkClock.after(backoffMs * (0.5 + random()), open);
  };

  const open = () => {
    let refusedWith: number | null = null;
    let failure: Error | null = null;
    let wasOpen = false;
    const headers =
      options.password === null
        ? {}
        : { Authorization: `Basic ${Buffer.from(`${options.id}:${options.password}`).toString('base64')}` };
    const own = new WebSocket(
      `${options.url.replace(/\/+$/, '')}/${encodeURIComponent(options.id)}`,
      [...options.subprotocols],
      { headers, ...options.tls },
    );
    socket = own;
    own.on('open', () => {
      wasOpen = true;
      attempts = 0;
      dependencies.opened({ write: (text) => own.send(text), terminate: () => own.terminate() });
      settleWaiting(null);
    });
    own.on('message', (data) => {
      if (socket === own) dependencies.received(data.toString());
    });
    own.on('unexpected-response', (_request, response) => {
      refusedWith = response.statusCode ?? null;
      response.resume();
      own.terminate();
    });
    // The close event follows and says the rest.
    own.on('error', (error) => {
      failure = error;
    });
    own.on('close', (code, reason) => {
      if (socket === own) socket = null;
      if (wasOpen) {
        dependencies.closed(code, reason.toString());
      } else {
        dependencies.refused(refusedWith);
        if (options.reconnect === false) {
          wanted = false;
          settleWaiting(new HandshakeRefused(refusedWith, { cause: failure }));
        }
      }
      if (socket === null) retry();
    });
  };

  return {
    connect: () =>
      new Promise((resolve, reject) => {
        if (socket?.readyState === WebSocket.OPEN) {
          resolve();
          return;
        }
        waiting.push({ resolve, reject });
        if (wanted && socket !== null) return;
        wanted = true;
        cancelRetry();
        open();
      }),
    disconnect: (code = 1000) =>
      new Promise((resolve) => {
        wanted = false;
        cancelRetry();
        settleWaiting(new HandshakeRefused(null));
        if (socket === null) {
          resolve();
          return;
        }
        socket.once('close', () => resolve());
        if (socket.readyState === WebSocket.OPEN) socket.close(code);
        else socket.terminate();
      }),
    isOpen: () => socket?.readyState === WebSocket.OPEN,
  };
};
