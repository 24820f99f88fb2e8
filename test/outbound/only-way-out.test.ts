/** The lint rule that leaves one way out, tried on code that breaks it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const faultsIn = (file: string, code: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'voltgate-lint-'));
  try {
    cpSync('biome.json', join(folder, 'biome.json'));
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
    const { stdout, stderr } = spawnSync(resolve('node_modules/.bin/biome'), ['lint', file], {
      cwd: folder,
      encoding: 'utf8',
    });
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

it.each([
  ["export const a = () => fetch('https://a.example');\n", 'noRestrictedGlobals'],
  ["import { request } from 'undici';\nexport const a = request;\n", 'noRestrictedImports'],
  ["import { request } from 'node:http';\nexport const a = request;\n", 'noRestrictedImports'],
  ["import http from 'node:https';\nexport const a = http.get;\n", 'noRestrictedImports'],
])('refuses %s', (code, rule) => {
  expect(faultsIn('src/services/a.ts', code)).toContain(rule);
  expect(faultsIn('src/outbound/a.ts', code)).not.toContain(rule);
  expect(faultsIn('src/simulator/a.ts', code)).not.toContain(rule);
});

it('lets servers be made', () => {
  const code = "import { createServer } from 'node:http';\n\nexport const a = createServer;\n";
  expect(faultsIn('src/server/a.ts', code)).not.toContain('noRestricted');
});
