/** The fuzzer itself still runs: a few hundred cases of each face. `npm run fuzz` does the rest, and measures. */
import { expect, it } from 'vitest';
import { runApi } from './api-run.ts';
import { runOcpp } from './ocpp-run.ts';
import { readOptions, UsageError } from './options.ts';

it('finds nothing in 200 cases of bad stations', async () => {
  const { findings, counts, healthy, commands } = await runOcpp(readOptions(['--frames', '200', '--seed', '7']));
  expect(findings).toEqual([]);
  expect(counts.cases).toBe(200);
  expect(counts.answers).toBeGreaterThan(200);
  expect(healthy.calls).toBeGreaterThan(0);
  expect(commands).toBeGreaterThan(0);
}, 120_000);

it('finds nothing in 200 requests of bad clients', async () => {
  const { findings, requests } = await runApi(readOptions(['--face', 'api', '--frames', '200', '--seed', '7']));
  expect(findings).toEqual([]);
  expect(requests).toBe(200);
}, 120_000);

it.each([['--frames=x'], ['--version=1.5'], ['--face=console']])('refuses the option %s', (option) => {
  expect(() => readOptions([option])).toThrow(UsageError);
});
