/** The network of one station: whenever its socket breaks, the next one may come out at another node. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type StationWire = {
  /** ws://…/ocpp */
  readonly stationsUrl: string;
  /**
   * Breaks the station's sockets. The gateway's side of them hears of it only lingerMs later: until then a node has a
   * connection that is none any more.
   */
  readonly breakOff: (lingerMs: number) => void;
  readonly close: () => Promise<void>;
};

/** portOf: where a new socket goes; null: nowhere, it is refused. */
export const openStationWire = async (portOf: () => number | null): Promise<StationWire> => {
  const pairs = new Map<Socket, Socket>();
  const lingering = new Set<Socket>();

  const server = createServer((near) => {
    const port = portOf();
    if (port === null) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    pairs.set(near, far);
    near.on('error', () => near.destroy());
    far.on('error', () => far.destroy());
    near.on('close', () => {
      // One that is left behind ends later.
      if (pairs.delete(near)) far.destroy();
    });
    far.on('close', () => {
      lingering.delete(far);
      near.destroy();
    });
    near.pipe(far, { end: false });
    far.pipe(near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    stationsUrl: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ocpp`,
    breakOff: (lingerMs) => {
      for (const [near, far] of [...pairs]) {
        pairs.delete(near);
        far.unpipe(near);
        // What comes is lost, as on a dead line.
        far.resume();
        lingering.add(far);
        setTimeout(() => far.destroy(), lingerMs).unref();
        near.destroy();
      }
    },
    close: async () => {
      for (const socket of [...pairs.keys(), ...pairs.values(), ...lingering]) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
