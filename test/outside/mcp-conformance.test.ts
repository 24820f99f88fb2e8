/**
 * The protocol's own conformance suite against /mcp. It brings no token: a relay beside it does. Its other scenarios ask a
 * server for tools of its own making (images, sampling, elicitation), which is no matter of a gateway's.
 */
import { spawn } from 'node:child_process';
import { createServer, request as requestOf, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const PROGRAM = fileURLToPath(
  new URL('../../node_modules/@modelcontextprotocol/conformance/dist/index.js', import.meta.url),
);
const SCENARIOS = ['server-initialize', 'ping', 'tools-list', 'resources-list', 'dns-rebinding-protection'];

let gateway: TestGateway;
let relay: Server;
let url: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  const authorization = `Bearer ${await gateway.token()}`;
  relay = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, authorization };
    const onward = requestOf(`${gateway.url}/mcp`, { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => relay.listen(0, 'localhost', resolve));
  url = `http://localhost:${(relay.address() as AddressInfo).port}/mcp`;
});
afterAll(async () => {
  relay.closeAllConnections();
  relay.close();
  await gateway.close();
});

it.each(SCENARIOS)('passes %s', async (scenario) => {
  const child = spawn(process.execPath, [PROGRAM, 'server', '--url', url, '--scenario', scenario, '--verbose'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  expect(said).toMatch(/SUCCESS/);
  expect(said).not.toMatch(/FAILURE|WARNING/);
  expect(code, said).toBe(0);
});
