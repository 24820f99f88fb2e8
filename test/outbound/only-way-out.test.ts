/** The check of `npm run lint` that leaves one way out, tried on code that breaks it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { waysOutOf } from '../../scripts/ways-out.ts';

describe('a way out beside the port', () => {
  it.each([
    "export const a = () => fetch('https://a.example');",
    "export const a = () => globalThis.fetch('https://a.example');",
    "export const a = () => global.fetch('https://a.example');",
    "export const a = () => globalThis['fetch']('https://a.example');",
    'const { fetch: ask } = globalThis;',
    'export const a = { fetch };',
    'const ask = fetch;',
    "export const a = () => new WebSocket('wss://a.example');",
    "export const a = () => new globalThis.EventSource('https://a.example');",
    "import { request } from 'undici';",
    "import type { Dispatcher } from 'undici';\nimport 'undici';",
    "export { request } from 'undici';",
    "export * from 'undici';",
    "export const a = () => import('undici');",
    "export const a = async () => (await import('node:http')).request;",
    "export const a = () => require('http');",
    "export const a = () => process.getBuiltinModule('node:https');",
    "import { request } from 'node:http';",
    "import { get as ask } from 'http';",
    "import * as http from 'node:http';",
    "import https from 'node:https';",
    "import { Agent, type Server } from 'node:https';",
    "import { connect } from 'node:http2';",
    "import { connect } from 'node:net';",
    "import { createConnection } from 'net';",
    "import { Socket } from 'node:net';\nexport const a = new Socket();",
    "import { connect } from 'node:tls';",
    "import { createSocket } from 'node:dgram';",
    "import WebSocket from 'ws';",
    "import { WebSocket } from 'ws';\nexport const a = () => new WebSocket('wss://a.example');",
    "import { createRemoteJWKSet } from 'jose';",
  ])('is found in %s', (code) => {
    expect(waysOutOf(`\n${code}\n`)).not.toEqual([]);
  });

  it.each([
    "import { createServer, type IncomingMessage } from 'node:http';",
    "import type { request } from 'node:http';",
    "import { isIP, Socket } from 'node:net';\nexport const a = (b: unknown) => b instanceof Socket;",
    "import { WebSocket, WebSocketServer } from 'ws';\nclass A extends WebSocket {}\nexport const a = new WebSocketServer();",
    'type Outbound = { readonly fetch: typeof fetch };\nexport const a = (outbound: Outbound) => outbound.fetch;',
    'export const a = { fetch: 1 };',
    "import { jwtVerify } from 'jose';",
    "export const a = () => import('./app.ts');",
    'export const a = () => globalThis.performance;',
  ])('is not found in %s', (code) => {
    expect(waysOutOf(code)).toEqual([]);
  });

  it('is told with its line', () => {
    expect(waysOutOf("const a = 1;\nimport { request } from 'undici';\n")).toEqual([
      { line: 2, what: 'request of undici' },
    ]);
  });
});

it('fails the lint in the gateway, and not where it belongs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voltgate-lint-'));
  try {
    cpSync('scripts', join(folder, 'scripts'), { recursive: true });
    cpSync('package.json', join(folder, 'package.json'));
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    const put = (file: string): void => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), "export const a = () => fetch('https://a.example');\n");
    };
    const check = () => spawnSync(process.execPath, ['scripts/check-ways-out.ts'], { cwd: folder, encoding: 'utf8' });
    put('src/outbound/a.ts');
    put('src/simulator/a.ts');
    // It sees nothing at all.
    expect(check().status).toBe(1);
    writeFileSync(join(folder, 'src/b.ts'), 'export const b = 1;\n');
    expect(check().status).toBe(0);
    put('src/services/a.ts');
    expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining('src/services/a.ts:1: fetch') });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
