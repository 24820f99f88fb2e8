/** `npm run fuzz`: exits with 1 when the gateway did what it must not do, or kept a healthy station waiting. */

import { runApi } from './api-run.ts';
import type { Finding } from './findings.ts';
import { runOcpp } from './ocpp-run.ts';
import { type FuzzOptions, readOptions, USAGE, UsageError } from './options.ts';

/** In which a healthy station must be answered, whatever the others do. */
const SERVED_WITHIN_MS = 1_000;

const isServed = ({ maxNetMs }: { readonly maxNetMs: number }): boolean => {
  if (maxNetMs <= SERVED_WITHIN_MS) return true;
  console.log(`too late: a healthy station waited ${maxNetMs.toFixed(1)} ms, where ${SERVED_WITHIN_MS} ms are allowed`);
  return false;
};

const told = (finding: Finding, times: number, { face, seed, versions }: FuzzOptions): string =>
  [
    `- ${finding.name}: ${finding.fault}${times > 1 ? ` (${times} times)` : ''}`,
    ...(finding.index === null
      ? []
      : [
          `    again: node test/fuzz/main.ts --face ${face} --seed ${seed}${versions.length === 1 ? ` --version ${versions[0]}` : ''} --only ${finding.index}`,
        ]),
    ...finding.frames.map((frame) => `    sent:  ${frame}`),
    ...finding.answers.map((answer) => `    heard: ${answer}`),
  ].join('\n');

const tellFindings = (
  findings: readonly { readonly first: Finding; readonly times: number }[],
  options: FuzzOptions,
): void => {
  console.log(`findings: ${findings.length}`);
  for (const { first, times } of findings) console.log(told(first, times, options));
};

const ocpp = async (options: FuzzOptions): Promise<boolean> => {
  let shown = 0;
  const report = await runOcpp(options, (done) => {
    if (done < shown + 10_000) return;
    shown = done;
    console.log(`… ${done} cases`);
  });
  const { counts, healthy, memory, stored } = report;
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  console.log(
    `cases:    ${counts.cases} (${counts.frames} frames, ${(counts.bytes / 1024 / 1024).toFixed(1)} MiB) in ${report.seconds.toFixed(1)} s, seed ${options.seed}`,
  );
  console.log(
    `answers:  ${counts.answers}; calls of the gateway: ${counts.calls} for ${report.commands} commands; connections: ${counts.reconnects}`,
  );
  console.log(
    `healthy:  ${healthy.calls} calls, ${healthy.sessions} sessions; p50 ${ms(healthy.p50Ms)}, p99 ${ms(healthy.p99Ms)}, max ${ms(healthy.maxMs)} (${ms(healthy.maxNetMs)} without the wait of both processes for a processor; this one was late by at most ${ms(report.ownMaxDelayMs)})`,
  );
  console.log(
    `memory:   heap and buffers ${memory.secondQuarterMib.toFixed(1)} MiB in the second quarter, ${memory.lastQuarterMib.toFixed(1)} in the last (slope ${memory.slopeMibPerThousand.toFixed(3)} MiB for 1,000 cases); RSS ${memory.rssMib.map((mib) => mib.toFixed(0)).join(' to ')} MiB`,
  );
  console.log(
    `stored:   ${(report.storedBytes / 1024 / 1024).toFixed(1)} MiB; ${stored.events} events, ${stored.sessions} sessions, ${stored.commands} commands, all read again`,
  );
  tellFindings(report.findings, options);
  return isServed(healthy) && report.findings.length === 0;
};

const api = async (options: FuzzOptions): Promise<boolean> => {
  const { requests, seconds, statuses, healthy, memory, findings } = await runApi(options);
  const counted = Object.entries(statuses)
    .sort()
    .map(([status, times]) => `${status}: ${times}`);
  console.log(`requests: ${requests} in ${seconds.toFixed(1)} s, seed ${options.seed}`);
  console.log(`answers:  ${counted.join(', ')}`);
  console.log(
    `healthy:  ${healthy.calls} calls; max ${healthy.maxMs.toFixed(1)} ms (${healthy.maxNetMs.toFixed(1)} ms without the wait for a processor)`,
  );
  console.log(
    `memory:   heap and buffers ${memory.secondQuarterMib.toFixed(1)} MiB in the second quarter, ${memory.lastQuarterMib.toFixed(1)} in the last`,
  );
  tellFindings(findings, options);
  return isServed(healthy) && findings.length === 0;
};

try {
  const options = readOptions(process.argv.slice(2));
  process.exitCode = (await (options.face === 'ocpp' ? ocpp : api)(options)) ? 0 : 1;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n${USAGE}`);
  process.exitCode = 2;
}
