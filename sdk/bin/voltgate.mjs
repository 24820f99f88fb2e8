#!/usr/bin/env node
// Plain JavaScript: an older Node reads it too. A package that was installed has its build; the repository runs its
// TypeScript, with the Node that `npm ci` brings.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = new URL('../dist/cli/main.js', import.meta.url);
const source = new URL('../src/cli/main.ts', import.meta.url);

if (existsSync(source)) {
  const own = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
  const node = Number.parseInt(process.versions.node, 10) >= 24 || !existsSync(own) ? process.execPath : own;
  if (node === process.execPath) await import(source.href);
  else {
    const { status } = spawnSync(node, [fileURLToPath(source), ...process.argv.slice(2)], { stdio: 'inherit' });
    process.exitCode = status ?? 1;
  }
} else await import(built.href);
