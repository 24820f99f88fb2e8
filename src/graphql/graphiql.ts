/** GraphiQL: one small page and its assets, made once, when the first browser asks. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Worker } from 'node:worker_threads';
import { createGunzip } from 'node:zlib';
import type { Log } from '../services/ports/observing.ts';
import type { Asset } from './graphiql-assets-thread.ts';

type Made = { readonly page: Buffer; readonly assets: ReadonlyMap<string, Asset> };

const ASSETS = '/graphql/assets/';

/** Monaco sets styles and brings its letters as data. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const make = (): Promise<Made> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./graphiql-assets-thread.ts', import.meta.url));
    worker.once('message', ({ page, assets }: { page: string; assets: readonly Asset[] }) =>
      resolve({ page: Buffer.from(page), assets: new Map(assets.map((asset) => [asset.name, asset])) }),
    );
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The assets of GraphiQL were not made.')));
  });

export type Graphiql = {
  /** false: it is no request for GraphiQL. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean;
};

export const createGraphiql = ({ log }: { readonly log: Log }): Graphiql => {
  let made: Promise<Made> | undefined;

  const sendAsset = (asset: Asset, request: IncomingMessage, response: ServerResponse): void => {
    const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    response.writeHead(200, {
      'Content-Type': asset.type,
      // Its name has the hash of what is in it.
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
      ...(takesGzip ? { 'Content-Encoding': 'gzip', 'Content-Length': asset.gzipped.length } : {}),
    });
    if (request.method === 'HEAD') response.end();
    else if (takesGzip) response.end(asset.gzipped);
    else {
      const plain = createGunzip();
      plain.pipe(response);
      plain.end(asset.gzipped);
    }
  };

  const answer = async (path: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    made ??= make();
    const { page, assets } = await made.catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    if (path === '/graphql') {
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Length': page.length,
        'Content-Security-Policy': POLICY,
        'Cache-Control': 'public, max-age=3600',
      });
      response.end(request.method === 'HEAD' ? undefined : page);
      return;
    }
    const asset = assets.get(path.slice(ASSETS.length));
    if (asset === undefined) response.writeHead(404).end();
    else sendAsset(asset, request, response);
  };

  return {
    handle: (request, response) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return false;
      const [path = '', query] = (request.url ?? '').split('?', 2);
      // A query in the address is an operation, whatever it may be answered as.
      const isPage =
        path === '/graphql' &&
        request.headers.accept?.includes('text/html') === true &&
        !new URLSearchParams(query).has('query');
      if (!isPage && !path.startsWith(ASSETS)) return false;
      response.setHeader('Vary', 'Accept');
      answer(path, request, response).catch((error: unknown) => {
        log.error({ err: error }, 'graphql.graphiql_failed');
        if (response.headersSent) response.destroy();
        else response.writeHead(500).end();
      });
      return true;
    },
  };
};
