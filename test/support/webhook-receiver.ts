/** Somebody's webhook endpoint: real HTTP on a free port, which answers as a test says. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedWebhook = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly id: string;
  readonly atMs: number;
};

export type WebhookReceiver = {
  readonly url: string;
  readonly port: number;
  readonly got: ReceivedWebhook[];
  /** From here on. Default: 204. */
  readonly answer: (next: (received: ReceivedWebhook, response: ServerResponse) => void) => void;
  readonly close: () => Promise<void>;
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

export const startWebhookReceiver = async (port = 0): Promise<WebhookReceiver> => {
  const got: ReceivedWebhook[] = [];
  let answer: Parameters<WebhookReceiver['answer']>[0] = (_received, response) => void response.writeHead(204).end();
  const server = createServer(async (request, response) => {
    const text = await textOf(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const id = headers['webhook-id'] ?? '';
    const received = { path: request.url ?? '', headers, text, id, atMs: performance.now() };
    got.push(received);
    answer(received, response);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/hook`,
    port: taken,
    got,
    answer: (next) => {
      answer = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export const answersWith =
  (status: number, headers: Record<string, string> = {}, body = '') =>
  (_received: ReceivedWebhook, response: ServerResponse): void =>
    void response.writeHead(status, headers).end(body);
