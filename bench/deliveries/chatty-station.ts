/** A station that says one thing after the other, and once more what was not acknowledged when its gateway died. */
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';

export type ChattyStation = {
  /** Resolves when the gateway has acknowledged it. */
  readonly say: (action: string, payload: object) => Promise<void>;
  readonly close: () => void;
};

const AGAIN_MS = 100;

export const createChattyStation = (url: string): ChattyStation => {
  let socket: WebSocket | null = null;
  let number = 0;
  const connect = async (): Promise<WebSocket> => {
    for (;;) {
      const made = new WebSocket(url, ['ocpp1.6'], { perMessageDeflate: false });
      const isOpen = await new Promise<boolean>((resolve) => {
        made.once('open', () => resolve(true));
        made.once('error', () => resolve(false));
      });
      if (isOpen) return made;
      await pause(AGAIN_MS);
    }
  };
  return {
    say: async (action, payload) => {
      for (;;) {
        if (socket?.readyState !== WebSocket.OPEN) socket = await connect();
        const open = socket;
        number += 1;
        const isAnswered = await new Promise<boolean>((resolve) => {
          const left = (): void => resolve(false);
          open.once('close', left);
          open.once('message', () => {
            open.off('close', left);
            resolve(true);
          });
          open.send(JSON.stringify([2, `${number}`, action, payload]));
        });
        if (isAnswered) return;
      }
    },
    close: () => socket?.terminate(),
  };
};
