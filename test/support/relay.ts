/** A wire to a server that can be cut, mended, and led to another server, for one of several that use it. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Relay = {
  /** The server's URL, over this wire. */
  readonly url: string;
  /** Breaks all connections and lets none through. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** New connections go to this server. */
  readonly leadTo: (serverUrl: string) => void;
  readonly close: () => Promise<void>;
};

export const openRelay = async (serverUrl: string): Promise<Relay> => {
  let target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let whole = true;

  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket);
    // What breaks on one side breaks on the other.
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    keep(near, far);
    keep(far, near);
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(serverUrl);
  url.port = String((server.address() as AddressInfo).port);

  const cut = (): void => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    mend: () => {
      whole = true;
    },
    leadTo: (other) => {
      target = new URL(other);
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
};
