/** The pages of a whole gateway, as strangers, browsers, programs and pages of other origins find them. */
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ERROR_CODES } from '../../src/domain/error.ts';
import { DOCUMENTS } from '../../src/pages/documents.ts';
import { VERSION } from '../../src/version.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const APP = 'https://app.example';
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ environment: { GRAPHIQL: 'on', CORS_ORIGINS: `${APP},http://localhost:3000` } });
});
afterAll(() => gateway.close());

const read = async (path: string, headers: Record<string, string> = { accept: 'text/html' }, method = 'GET') => {
  const response = await fetch(new URL(path, gateway.url), { method, headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const linksOf = (html: string): readonly string[] =>
  [...html.matchAll(/\s(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));

describe('the pages', () => {
  it('lead to no place that is not there, and take nothing from elsewhere', async () => {
    const pages = new Map<string, string>();
    const broken: string[] = [];
    const anchors: (readonly [from: string, path: string, fragment: string])[] = [];
    const waiting = ['/', '/docs/errors/not_found'];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (pages.has(path)) continue;
      const { status, headers, text } = await read(path);
      const isHtml = headers.get('content-type')?.startsWith('text/html') === true;
      pages.set(path, isHtml ? text : '');
      if (status !== 200) broken.push(`${path}: ${status}`);
      for (const link of isHtml ? linksOf(text) : []) {
        const url = new URL(link, new URL(path, gateway.url));
        if (url.origin !== new URL(gateway.url).origin) continue;
        if (url.hash !== '') anchors.push([path, url.pathname, decodeURIComponent(url.hash.slice(1))]);
        waiting.push(url.pathname);
      }
    }
    for (const [from, path, fragment] of anchors) {
      if (!pages.get(path)?.includes(`id="${fragment}"`)) broken.push(`${from} -> ${path}#${fragment}`);
    }
    expect(broken).toEqual([]);
    expect(pages.size).toBeGreaterThan(40);
    const elsewhere = [...pages.values()].flatMap((html) =>
      [...html.matchAll(/<(?:script|link|img)[^>]+(?:src|href)="(https?:[^"]+)"/g)].map(([, url]) => url),
    );
    expect(elsewhere).toEqual([]);
  });

  it('are all documents of docs/', async () => {
    const files = readdirSync(new URL('../../docs', import.meta.url)).filter((name) => name.endsWith('.md'));
    expect(DOCUMENTS.map(({ file }) => file)).toEqual(expect.arrayContaining(files.map((name) => `docs/${name}`)));
  });

  it('say at / what this is and whether it is ready, to people and to programs', async () => {
    const page = await read('/');
    expect(page.text).toContain('Ready');
    expect(page.text).toContain(VERSION);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const { text } = await read('/', { accept: 'application/json' });
    expect(JSON.parse(text)).toMatchObject({ version: VERSION, ready: true, links: { rest: `${gateway.url}/api/v1` } });
  });

  it('have one for each error code, where the type of its problem leads', async () => {
    const { body } = await gateway.request('GET', '/api/v1/stations/none');
    expect(body.type).toBe(`${gateway.url}/docs/errors/not_found`);
    for (const code of Object.keys(ERROR_CODES)) {
      const { status, text } = await read(`/docs/errors/${code}`);
      expect(status).toBe(200);
      expect(text).toContain('What to do');
    }
    expect((await read('/docs/errors/none')).status).toBe(404);
  });

  it('are Markdown to programs, and are not sent twice', async () => {
    const { headers, text } = await read('/docs/errors', {});
    expect(headers.get('content-type')).toContain('text/markdown');
    expect(text).toContain('`not_found`');
    const etag = headers.get('etag') ?? '';
    expect((await read('/docs/errors', { 'if-none-match': etag })).status).toBe(304);
  });
});

describe('programs', () => {
  it('find the APIs by /.well-known/api-catalog, and what is linked there', async () => {
    const { headers, text } = await read('/.well-known/api-catalog', {});
    expect(headers.get('content-type')).toContain('application/linkset+json');
    expect(headers.get('link')).toContain('rel="api-catalog"');
    const { linkset } = JSON.parse(text) as { readonly linkset: readonly Record<string, unknown>[] };
    expect(linkset.map(({ anchor }) => anchor)).toContain(`${gateway.url}/api/v1`);
    const described = linkset.flatMap(({ anchor: _, item: __, ...relations }) =>
      (Object.values(relations) as { readonly href: string; readonly type: string }[][]).flat(),
    );
    for (const { href, type } of described) {
      const { status, headers: found } = await read(href, { accept: type });
      expect([href, status, found.get('content-type')?.split(';')[0]]).toEqual([href, 200, type]);
    }
  });

  it('find the documents by /llms.txt', async () => {
    const { text } = await read('/llms.txt', {});
    expect(text).toMatch(/^# Voltgate\n\n> /);
    const links = [...text.matchAll(/\]\((http[^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) expect((await read(link, {})).status).toBe(200);
  });
});

describe('pages of other origins', () => {
  const PATHS = ['/api/v1/me', '/graphql', '/oauth/token', '/.well-known/openid-configuration', '/oauth/jwks'];
  const preflight = (path: string, origin: string) =>
    read(
      path,
      { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      'OPTIONS',
    );

  it.each(PATHS)('may call %s from an origin that is listed, and from no other', async (path) => {
    const allowed = await preflight(path, APP);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(APP);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect(Number(allowed.headers.get('access-control-max-age'))).toBeGreaterThan(600);
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    for (const origin of [
      'https://evil.example',
      'https://app.example.evil.example',
      'null',
      `${APP}/`,
      'http://app.example',
    ]) {
      const refused = await preflight(path, origin);
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
      const asked = await read(path, { origin });
      expect(asked.headers.get('access-control-allow-origin')).toBeNull();
      expect(asked.headers.get('vary')).toContain('Origin');
    }
  });

  it('read what they need of an answer', async () => {
    const { headers } = await gateway.request('GET', '/api/v1/stations', { headers: { origin: APP } });
    expect(headers.get('access-control-allow-origin')).toBe(APP);
    expect(headers.get('vary')).toContain('Origin');
    expect(headers.get('vary')).toContain('Authorization');
    const exposed = headers.get('access-control-expose-headers')?.toLowerCase().split(', ') ?? [];
    for (const name of [
      'link',
      'x-total-count',
      'etag',
      'ratelimit',
      'www-authenticate',
      'location',
      'retry-after',
      'traceparent',
    ]) {
      expect(exposed).toContain(name);
    }
  });

  it('get a token', async () => {
    const answer = await fetch(`${gateway.url}/oauth/token`, {
      method: 'POST',
      headers: { origin: APP, authorization: `Basic ${btoa('admin:wrong-secret-0123456789')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe(APP);
  });

  it('are told nothing of it where none is listed', async () => {
    const plain = await startTestGateway();
    onTestFinished(() => plain.close());
    for (const path of PATHS) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const { headers } = await fetch(`${plain.url}${path}`, {
          method,
          headers: { origin: APP, 'access-control-request-method': 'POST' },
        });
        const told = [...headers.keys()].filter((name) => name.startsWith('access-control-'));
        expect([path, method, told]).toEqual([path, method, []]);
      }
    }
  });

  it('read neither metrics nor the pages of people', async () => {
    for (const path of ['/metrics', '/', '/oauth/authorize', '/docs']) {
      expect((await read(path, { origin: APP })).headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('GraphiQL', () => {
  it('holds no more memory for pages that are asked for and not read', async () => {
    const script = linksOf((await read('/graphql')).text).find(
      (link) => link.includes('graphiql-') && link.endsWith('.js'),
    );
    const one = `GET ${script} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n`;
    const page = 'GET /graphql HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n';
    const before = process.memoryUsage();
    const sockets = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').on('error', () => undefined);
        socket.write((one + page).repeat(50));
        await once(socket, 'readable');
        return socket;
      }),
    );
    // 1,000 of each; the answers to this one come behind theirs on the same thread.
    expect((await read('/health/live')).status).toBe(200);
    const after = process.memoryUsage();
    for (const socket of sockets) socket.destroy();
    const grown =
      after.arrayBuffers + after.external + after.heapUsed - before.arrayBuffers - before.external - before.heapUsed;
    expect(grown).toBeLessThan(60 * 1024 * 1024);
  });
});
