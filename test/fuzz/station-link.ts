/** A station's socket for the fuzzer: raw texts out, frames in, the gateway's own calls to whoever answers them. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { OcppVersion } from '../../src/domain/station.ts';
import { SUBPROTOCOLS } from '../contracts/support/strict-station.ts';

export type Frame = readonly unknown[];

export type StationLink = {
  readonly send: (text: string) => void;
  readonly isOpen: () => boolean;
  /** The code with which it was closed; null while it is open. */
  readonly closeCode: () => number | null;
  /** What came since the last take, but for the gateway's calls. */
  readonly take: () => readonly Frame[];
  /** Resolves with true when an answer of this id came, with false when the socket is closed or time is up. */
  readonly answered: (id: string, withinMs: number) => Promise<boolean>;
  readonly close: () => void;
};

/** onCall hears what the gateway asks for (CALL), and CALLRESULTERROR. */
export const openStationLink = async (
  stationsUrl: string,
  station: { readonly id: string; readonly version: OcppVersion },
  onCall: (frame: Frame, link: StationLink) => void,
): Promise<StationLink> => {
  const socket = new WebSocket(`${stationsUrl}/${encodeURIComponent(station.id)}`, [SUBPROTOCOLS[station.version]], {
    perMessageDeflate: false,
  });
  let frames: Frame[] = [];
  let closeCode: number | null = null;
  const waiting = new Map<string, (came: boolean) => void>();

  const link: StationLink = {
    send: (text) => socket.send(text),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    closeCode: () => closeCode,
    take: () => {
      const taken = frames;
      frames = [];
      return taken;
    },
    answered: (id, withinMs) =>
      new Promise((resolve) => {
        if (closeCode !== null) {
          resolve(false);
          return;
        }
        const timer = setTimeout(() => end(false), withinMs);
        const end = (came: boolean): void => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(came);
        };
        waiting.set(id, end);
      }),
    close: () => socket.terminate(),
  };

  socket.on('message', (data) => {
    const frame = JSON.parse(data.toString()) as Frame;
    if (frame[0] === 2 || frame[0] === 5) {
      onCall(frame, link);
      return;
    }
    frames.push(frame);
    waiting.get(String(frame[1]))?.(true);
  });
  socket.on('close', (code) => {
    closeCode = code;
    for (const end of waiting.values()) end(false);
  });
  const opened = once(socket, 'open');
  socket.on('error', () => undefined);
  await opened;
  return link;
};
