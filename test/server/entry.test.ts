/** The nginx of compose.yaml, in front of two gateways that are made up: what it makes of their answers. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startEntry } from '../../scripts/services/nginx.ts';
import { describeWithNginx } from '../support/services.ts';

const open = async (handle: RequestListener): Promise<HttpServer> => {
  const server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return server;
};

const portOf = (server: HttpServer): number => (server.address() as AddressInfo).port;

const entryTo = async (a: HttpServer, b: HttpServer): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'voltgate-entry-'));
  const entry = await startEntry(folder, { a: portOf(a), b: portOf(b) });
  onTestFinished(async () => {
    await entry.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return entry.url;
};

const well: RequestListener = (request, response) => {
  request.resume();
  response.end('well');
};

const busy: RequestListener = (request, response) => {
  request.resume();
  if (request.url !== '/busy') response.end('well');
  else response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '7' }).end('{"n":1}');
};

const post = (url: string): Promise<Response> => fetch(url, { method: 'POST', body: '{}' });

describeWithNginx('the address of many nodes', () => {
  it("gives a node's 503 on as it is, and goes on asking the node", async () => {
    const url = await entryTo(await open(busy), await open(busy));
    for (let n = 0; n < 6; n += 1) {
      for (const method of ['GET', 'POST']) {
        const refused = await fetch(`${url}/busy`, { method });
        expect(refused.status).toBe(503);
        expect(refused.headers.get('retry-after')).toBe('7');
        expect(await refused.json()).toEqual({ n: 1 });
      }
      expect((await post(url)).status).toBe(200);
    }
  });

  it('passes over a node that takes no connection, whatever is asked', async () => {
    const gone = await open(well);
    const url = await entryTo(gone, await open(well));
    gone.close();
    await once(gone, 'close');
    for (let n = 0; n < 6; n += 1) expect((await post(url)).status).toBe(200);
  });

  it('tells no node what another has heard already, and says so as a gateway would', async () => {
    const heard: string[] = [];
    const breaking: RequestListener = (request) => {
      heard.push(request.method ?? '');
      request.socket.destroy();
    };
    const url = await entryTo(await open(breaking), await open(breaking));
    const refused = await post(url);
    expect(heard).toEqual(['POST']);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(await refused.json()).toMatchObject({ status: 503, code: 'unavailable' });
  });
});
