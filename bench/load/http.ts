/** HTTP/1.1 over kept connections: the same client for every server. */
import { Agent, request } from 'node:http';

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly token: string | null;
  readonly body: string | null;
};
export type HttpAnswer = { readonly status: number; readonly body: string };

export type HttpClient = { readonly ask: (input: HttpRequest) => Promise<HttpAnswer>; readonly close: () => void };

export const createHttpClient = (connections: number): HttpClient => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    ask: ({ method, url, token, body }) =>
      new Promise((resolve, reject) => {
        const asked = request(
          url,
          {
            agent,
            method,
            headers: {
              accept: 'application/json',
              ...(token === null ? {} : { authorization: `Bearer ${token}` }),
              ...(body === null
                ? {}
                : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
            },
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('error', reject);
            response.on('end', () =>
              resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
            );
          },
        );
        asked.on('error', reject);
        asked.end(body);
      }),
    close: () => agent.destroy(),
  };
};
