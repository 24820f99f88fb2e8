/** One address in front of several: each connection goes to one that takes it, in turn. What a balancer does, no more. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type Target = { readonly host: string; readonly port: number };

export type Front = { readonly port: number; readonly close: () => Promise<void> };

/** One that is cut off answers nothing; the next is asked after this. */
const TAKES_WITHIN_MS = 500;

const connectTo = ({ host, port }: Target): Promise<Socket | null> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const refused = () => {
      socket.destroy();
      resolve(null);
    };
    socket.setTimeout(TAKES_WITHIN_MS, refused);
    socket.once('error', refused);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', refused);
      resolve(socket);
    });
  });

export const openFront = async (targets: readonly Target[], host = '127.0.0.1'): Promise<Front> => {
  const sockets = new Set<Socket>();
  let turn = 0;

  const join = (one: Socket, other: Socket) => {
    one.pipe(other);
    one.on('error', () => other.destroy());
    // A killed process resets: its peers see the end at once, and nothing of what was still on its way.
    one.on('close', () => other.destroy());
  };

  const take = async (client: Socket): Promise<void> => {
    turn += 1;
    for (let tried = 0; tried < targets.length; tried += 1) {
      const target = targets[(turn + tried) % targets.length];
      const server = target === undefined ? null : await connectTo(target);
      if (server === null) continue;
      sockets.add(server);
      server.once('close', () => sockets.delete(server));
      if (client.destroyed) {
        server.destroy();
        return;
      }
      join(client, server);
      join(server, client);
      return;
    }
    client.destroy();
  };

  const listener = createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
    sockets.add(client);
    client.once('close', () => sockets.delete(client));
    client.once('error', () => client.destroy());
    void take(client);
  }).listen(0, host);
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    close: async () => {
      const closed = once(listener, 'close');
      listener.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
