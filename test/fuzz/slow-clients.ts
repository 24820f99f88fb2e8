/** Clients that never come to an end of their request, all through the run. */
import { connect, type Socket } from 'node:net';
import { handshake } from './raw-socket.ts';

const EVERY_MS = 700;

export const startSlowClients = (port: number, stationId: string, count: number): { readonly stop: () => void } => {
  const request = handshake(`/ocpp/${stationId}`, 'ocpp1.6');
  let stopped = false;
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const begin = (number: number): void => {
    if (stopped) return;
    const socket = connect({ port, host: '127.0.0.1' });
    sockets.add(socket);
    let at = 0;
    const timer = setInterval(() => {
      // The last letters are never sent.
      if (at < request.length - 4) socket.write(request[at] ?? '');
      at += 1;
    }, EVERY_MS);
    timers.add(timer);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearInterval(timer);
      timers.delete(timer);
      sockets.delete(socket);
      begin(number);
    });
  };
  for (let number = 0; number < count; number += 1) begin(number);
  return {
    stop: () => {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      for (const socket of sockets) socket.destroy();
    },
  };
};
