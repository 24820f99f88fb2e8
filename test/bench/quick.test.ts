/** The benchmark itself, small: its figures mean nothing here, but every part runs and every answer is looked at. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../bench/options.ts';
import { missedFloors, type Results, withTables } from '../../bench/report.ts';

const bench = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));

const run = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [bench, '--quick', '--no-output', ...args], {
    // Of what stands around it only the services count, and those have their own runs.
    env: { PATH: process.env.PATH ?? '', TMPDIR: process.env.TMPDIR ?? '/tmp' },
  });

const RESULTS: Results = {
  command: 'npm run bench',
  startedAt: '2026-01-01T00:00:00.000Z',
  tookS: 1,
  machine: 'a machine',
  services: 'MongoDB 8.0.0; Redis 7.0.0',
  throughput: [
    {
      contestant: 'gateway (SQLite)',
      version: '1.6',
      stations: 100,
      callsPerS: 1,
      p50Ms: 1,
      p99Ms: 1,
      cpuMsPer1000: 1,
      ofStrict: 0.59,
      ofBefore: null,
    },
  ],
  idle: [{ contestant: 'gateway (SQLite)', version: '1.6', stations: 5000, kibPerStation: 21 }],
  commands: [
    {
      contestant: 'gateway (SQLite)',
      background: 'at rest',
      face: 'REST',
      kind: 'start',
      count: 1,
      wanted: 1,
      p50Ms: 1,
      p90Ms: 1,
      p99Ms: 11,
    },
  ],
  reads: [],
  search: [],
  streams: [
    {
      server: 'gateway (SQLite)',
      streams: 1,
      stations: 10,
      p50Ms: 3,
      p99Ms: 3,
      withoutP50Ms: 1,
      withoutP99Ms: 1,
      ofWithout: 3,
      delayP50Ms: 1,
      delayP99Ms: 1,
      mbPerS: 1,
    },
  ],
  deliveries: [
    {
      server: 'gateway (SQLite)',
      endpoints: 50,
      events: 1,
      firstP50Ms: 1,
      firstP99Ms: 500,
      apiP50Ms: 1,
      apiP99Ms: 1,
      withoutP50Ms: 1,
      withoutP99Ms: 1,
      perS: 1,
      cpuMsPer1000: 1,
      ofBare: 1,
      lacking: 1,
      outOfOrder: 0,
      loopback: 0,
    },
  ],
  starts: [],
};

describe('the benchmark', () => {
  it('runs every part', { timeout: 240_000 }, async () => {
    const { stdout } = await run();
    const titles = [
      'Calls of stations',
      'Memory of idle stations',
      'From an API call',
      'Reads',
      'Stations beside the event streams',
      'Webhooks',
      'Start',
    ];
    for (const title of titles) expect(stdout).toContain(`### ${title}`);
    expect(stdout).toContain('ocpp-rpc strict');
    expect(stdout).not.toContain('NaN');
  });

  it('runs on a full store beside an empty one', { timeout: 240_000 }, async () => {
    const { stdout } = await run('--history');
    expect(stdout).toContain('Filled with 200 sessions and 2000 meter values');
    expect(stdout).toContain('| REST list of 50 |');
  });

  it('tells of each floor that is missed, and of none that was not measured', () => {
    expect(missedFloors(RESULTS)).toHaveLength(6);
    expect(missedFloors({ ...RESULTS, throughput: [], idle: [], commands: [], streams: [], deliveries: [] })).toEqual(
      [],
    );
  });

  it('replaces the figures in a document and leaves the words', () => {
    const document = 'before\n<!-- begin: written by npm run bench -->\nold\n<!-- end -->\nafter\n';
    const written = withTables(document, RESULTS);
    expect(written).toMatch(/^before\n/);
    expect(written).toMatch(/\nafter\n$/);
    expect(written).not.toContain('old');
    expect(withTables(written, RESULTS)).toBe(written);
  });

  it('tells what the services were, and where the time did not suffice', () => {
    const few = { ...RESULTS, commands: RESULTS.commands.map((row) => ({ ...row, count: 7, wanted: 200 })) };
    const written = withTables('<!-- begin: written by npm run bench -->\n<!-- end -->', few);
    expect(written).toContain('MongoDB 8.0.0; Redis 7.0.0');
    expect(written).toContain('| 7 of 200 |');
  });

  it('refuses options that it does not know', () => {
    expect(() => readOptions(['--fast'])).toThrow();
    expect(() => readOptions(['--only', 'nothing'])).toThrow();
    expect(readOptions(['--quick', '--only', 'idle']).sections).toEqual(['idle']);
  });
});
