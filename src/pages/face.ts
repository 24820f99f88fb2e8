/** The pages: landing, documents, one for each error code; and what programs find the APIs by. All of it from memory. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ERROR_CODES } from '../domain/error.ts';
import type { Log } from '../services/ports/observing.ts';
import { apiCatalog, CATALOG_TYPE, llmsText } from './discovery.ts';
import { type Document, documentsHere, linksOf, readDocument, renderDocument } from './documents.ts';
import { type ErrorStatuses, errorIndex, errorPage, isErrorCode } from './error-page.ts';
import { landingBody, landingJson } from './landing.ts';
import { layOut, type Site } from './layout.ts';

export type Pages = {
  /** All that there are. */
  readonly paths: readonly string[];
  /** false: it is no page. */
  readonly handle: (path: string, request: IncomingMessage, response: ServerResponse) => boolean;
};

type Answer = { readonly type: string; readonly body: string; readonly cache: string; readonly vary?: string };

const HTML = 'text/html; charset=utf-8';
const FRESH = 'no-cache';
const FOR_A_WHILE = 'public, max-age=300';
const FOR_EVER = 'public, max-age=31536000, immutable';

const SAFE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
} as const;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);

const own = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

const wants = (request: IncomingMessage, type: string): boolean => request.headers.accept?.includes(type) === true;

const send = (request: IncomingMessage, response: ServerResponse, { type, body, cache, vary }: Answer): void => {
  const etag = `"${hashOf(body)}"`;
  response.setHeaders(new Map(Object.entries({ ...SAFE_HEADERS, ETag: etag, 'Cache-Control': cache })));
  if (vary !== undefined) response.setHeader('Vary', vary);
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(request.method === 'HEAD' ? undefined : body);
};

export const createPages = ({
  publicUrl,
  version,
  graphiql,
  statuses,
  isReady,
  log,
}: {
  readonly publicUrl: string;
  readonly version: string;
  readonly graphiql: boolean;
  readonly statuses: ErrorStatuses;
  readonly isReady: () => Promise<boolean>;
  readonly log: Log;
}): Pages => {
  const style = own('./site.css');
  const favicon = own('./favicon.svg');
  const documents = documentsHere();
  const side = linksOf(documents);
  const site: Site = {
    version,
    styleHref: `/pages/site-${hashOf(style)}.css`,
    places: [
      { href: '/docs', text: 'Reference' },
      ...(graphiql ? [{ href: '/graphql', text: 'GraphiQL' }] : []),
      { href: side[0]?.href ?? '/docs', text: 'Documents' },
    ],
  };
  /** One for each document, made when it is first asked for. */
  const rendered = new Map<string, Promise<string>>();

  const pageOf = (document: Document): Promise<string> => {
    const known = rendered.get(document.path);
    if (known !== undefined) return known;
    const made = readDocument(document).then((markdown) => {
      const body = renderDocument(markdown, document, documents);
      return layOut(site, {
        title: `${document.title} – Voltgate`,
        body: document.path === '/docs/errors' ? body + errorIndex() : body,
        side,
        here: document.path,
      });
    });
    rendered.set(document.path, made);
    made.catch(() => rendered.delete(document.path));
    return made;
  };

  const landing = async (request: IncomingMessage): Promise<Answer> => {
    const state = { publicUrl, version, isReady: await isReady() };
    if (wants(request, 'application/json') && !wants(request, 'text/html')) {
      return { type: 'application/json', body: JSON.stringify(landingJson(state)), cache: FRESH, vary: 'Accept' };
    }
    const body = landingBody({ ...state, graphiql });
    const page = layOut(site, { title: 'Voltgate', body, side: [], here: '/' });
    return { type: HTML, body: page, cache: FRESH, vary: 'Accept' };
  };

  /** Markdown to programs, a page to browsers. */
  const documentAnswer = async (document: Document, request: IncomingMessage): Promise<Answer> => {
    const cache = { cache: FOR_A_WHILE, vary: 'Accept' };
    return wants(request, 'text/html')
      ? { type: HTML, body: await pageOf(document), ...cache }
      : { type: 'text/markdown; charset=utf-8', body: await readDocument(document), ...cache };
  };

  const fixed = new Map<string, () => Answer>([
    [site.styleHref, () => ({ type: 'text/css; charset=utf-8', body: style, cache: FOR_EVER })],
    ['/favicon.svg', () => ({ type: 'image/svg+xml', body: favicon, cache: FOR_A_WHILE })],
    [
      '/llms.txt',
      () => ({ type: 'text/markdown; charset=utf-8', body: llmsText(publicUrl, documents), cache: FOR_A_WHILE }),
    ],
    [
      '/.well-known/api-catalog',
      () => ({ type: CATALOG_TYPE, body: JSON.stringify(apiCatalog(publicUrl)), cache: FOR_A_WHILE }),
    ],
  ]);

  const find = (path: string, request: IncomingMessage): (() => Answer | Promise<Answer>) | null => {
    if (path === '/') return () => landing(request);
    const known = fixed.get(path);
    if (known !== undefined) return known;
    const document = documents.find((each) => each.path === path);
    if (document !== undefined) return () => documentAnswer(document, request);
    const code = path.startsWith('/docs/errors/') ? path.slice('/docs/errors/'.length) : '';
    if (!isErrorCode(code)) return null;
    return () => ({
      type: HTML,
      body: layOut(site, { ...errorPage(code, statuses), side, here: path }),
      cache: FOR_A_WHILE,
    });
  };

  return {
    paths: [
      '/',
      ...fixed.keys(),
      ...documents.map(({ path }) => path),
      ...Object.keys(ERROR_CODES).map((code) => `/docs/errors/${code}`),
    ],
    handle: (path, request, response) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return false;
      const answer = find(path, request);
      if (answer === null) return false;
      // RFC 9727, 2: a HEAD of it links to it.
      if (path === '/.well-known/api-catalog') {
        response.setHeader('Link', '</.well-known/api-catalog>; rel="api-catalog"');
      }
      Promise.resolve()
        .then(answer)
        .then((found) => send(request, response, found))
        .catch((error: unknown) => {
          log.error({ err: error, path }, 'pages.failed');
          if (response.headersSent) response.destroy();
          else response.writeHead(500).end();
        });
      return true;
    },
  };
};
