/** What old releases of Node.js say: the guard runs before anything that they cannot read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, runProgram } from './docs/support/program.ts';

const GUARD = './src/needs-node.mjs';

/** The guard in a process that takes itself for another release. */
const guarded = (version: string) => {
  const disguise = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } })`;
  return runProgram([
    process.execPath,
    '--import',
    `data:text/javascript,${encodeURIComponent(disguise)}`,
    '--import',
    GUARD,
    '--eval',
    'console.log("runs")',
  ]);
};

describe('the guard', () => {
  it.each(['18.20.8', '20.20.2', '22.22.0', '23.11.1'])(
    'says in one line what to do on %s, and ends with 1',
    async (version) => {
      const program = guarded(version);
      expect(await program.ended).toBe(1);
      expect(program.stdout()).toBe('');
      const lines = program.stderr().trimEnd().split('\n');
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(`Node.js 24 or newer, and this is ${version}`);
      expect(lines[0]).toContain('--ignore-scripts');
    },
  );

  it.each(['24.0.0', '26.10.0'])('lets %s pass', async (version) => {
    const program = guarded(version);
    expect(await program.ended).toBe(0);
    expect(program.stdout()).toBe('runs\n');
  });

  it('stands before every program that a user runs', () => {
    const { scripts, dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    for (const name of ['start', 'demo', 'simulate', 'store', 'bench']) {
      expect(scripts[name]).toMatch(new RegExp(`^node --import ${GUARD} `));
    }
    // Also `npm ci --omit=dev && npm start` finds a Node.js that is new enough.
    expect(dependencies.node).toBeDefined();
  });
});

it('installs nothing that warns of Node 20, which the README names', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const newest = Object.entries<{ engines?: { node?: string } }>(packages).flatMap(([path, { engines }]) => {
    const [, major = '0'] = /^>=\s*(\d+)/.exec(engines?.node ?? '') ?? [];
    return Number(major) > 20 ? [`${path} ${engines?.node}`] : [];
  });
  expect(newest).toEqual([]);
});
