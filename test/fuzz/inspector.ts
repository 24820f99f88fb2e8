/** Node's own inspector: collects garbage in another process, and asks what is left. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

export type Memory = { readonly rss: number; readonly heapUsed: number; readonly external: number };

export type Inspector = {
  /** In bytes, after a collection. */
  readonly memory: () => Promise<Memory>;
  readonly close: () => void;
};

type Reply = { readonly id: number; readonly result?: { readonly result?: { readonly value?: Memory } } };

export const openInspector = async (url: string): Promise<Inspector> => {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const waiting = new Map<number, (reply: Reply) => void>();
  let last = 0;
  socket.on('message', (data) => {
    const reply = JSON.parse(data.toString()) as Reply;
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  const ask = (method: string, params: object = {}): Promise<Reply> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, resolve);
      socket.send(JSON.stringify({ id: last, method, params }), (error) => error && reject(error));
    });
  return {
    memory: async () => {
      await ask('HeapProfiler.collectGarbage');
      const { result } = await ask('Runtime.evaluate', { expression: 'process.memoryUsage()', returnByValue: true });
      const value = result?.result?.value;
      if (value === undefined) throw new Error('the inspector did not tell the memory');
      return value;
    },
    close: () => socket.terminate(),
  };
};
