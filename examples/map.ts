/** A map of plugs, live, in a browser: `node map.ts`. The page speaks to this server alone; the secret stays here. */
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientCredentials, createClient, events } from '@voltgate/client';

const { VOLTGATE_URL: url = 'http://localhost:8080', VOLTGATE_CLIENT_ID, VOLTGATE_CLIENT_SECRET } = process.env;
const client = createClient({
  url,
  tokens: clientCredentials({
    url,
    clientId: VOLTGATE_CLIENT_ID ?? 'demo-app',
    clientSecret: VOLTGATE_CLIENT_SECRET ?? '',
  }),
});

const leaflet = (file: string): URL => new URL(`dist/${file}`, import.meta.resolve('leaflet/package.json'));
const FILES: Readonly<Record<string, readonly [URL, string]>> = {
  '/': [new URL('map.html', import.meta.url), 'text/html; charset=utf-8'],
  '/leaflet.js': [leaflet('leaflet.js'), 'text/javascript'],
  '/leaflet.css': [leaflet('leaflet.css'), 'text/css'],
};

/** What lies in the box that the page shows, with how many plugs are free. */
const places = async (box: readonly number[]): Promise<readonly object[]> => {
  const found = await client.listLocations({ query: { box, include: ['plugs'] } });
  return found.map(({ id, name, address, coordinates, plugs }) => ({ id, name, address, coordinates, plugs }));
};

/** Each browser has the same stream of changes. */
const browsers = new Set<ServerResponse>();
const follow = async (): Promise<void> => {
  for await (const { object_id } of events(client, { types: ['connector.status_changed'] })) {
    for (const browser of browsers) browser.write(`data: ${object_id}\n\n`);
  }
};

const server = createServer(async ({ url: path = '/' }, response) => {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  const file = FILES[pathname];
  try {
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': file[1] }).end(await readFile(file[0]));
    } else if (pathname === '/places') {
      const body = JSON.stringify(await places((searchParams.get('box') ?? '').split(',').map(Number)));
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    } else if (pathname === '/live') {
      response
        .writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
        .write(': hello\n\n');
      browsers.add(response);
      response.once('close', () => browsers.delete(response));
    } else response.writeHead(404).end();
  } catch (error) {
    response.writeHead(502, { 'content-type': 'text/plain' }).end(error instanceof Error ? error.message : 'failed');
  }
});
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
follow().catch((error: unknown) => console.error(error));
