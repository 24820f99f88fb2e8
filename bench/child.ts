/** A server of the benchmark as a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ProbeAnswer, ProbeRequest, Usage } from './probe.ts';

export type ServerProcess = {
  readonly pid: number;
  /** When it was spawned, by performance.now(). */
  readonly spawnedAtMs: number;
  readonly usage: () => Promise<Usage>;
  /** After a full garbage collection. */
  readonly settledUsage: () => Promise<Usage>;
  readonly stop: () => Promise<void>;
  /** Rejects when it ends before it is stopped. */
  readonly failed: Promise<never>;
};

const STOP_WITHIN_MS = 15_000;

/** A port that was free a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

const ask = (child: ChildProcess, request: ProbeRequest): Promise<Usage> =>
  new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The server ended while it was asked.'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve((message as ProbeAnswer).usage);
    });
    child.send(request);
  });

/** Starts a file on this runtime; what it prints goes to logFile, as a service's output does. */
export const startServerProcess = (input: {
  readonly file: URL;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly execArgv?: readonly string[];
}): ServerProcess => {
  const output = openSync(input.logFile, 'a');
  const spawnedAtMs = performance.now();
  const child = fork(fileURLToPath(input.file), [], {
    // Only what is named: the figures must not depend on whatever else is set.
    env: { PATH: process.env.PATH ?? '', ...input.environment },
    execArgv: ['--import', new URL('./probe.ts', import.meta.url).href, ...(input.execArgv ?? [])],
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  let stopping = false;
  const failed = once(child, 'exit').then(([code, signal]): never | Promise<never> => {
    if (stopping) return new Promise<never>(() => undefined);
    throw new Error(
      `${input.file.pathname} ended (${code ?? signal}):\n${readFileSync(input.logFile, 'utf8').slice(-2000)}`,
    );
  });
  // Whoever waits for something of the server races it against this.
  failed.catch(() => undefined);

  return {
    pid: child.pid ?? 0,
    spawnedAtMs,
    failed,
    usage: () => ask(child, { probe: 'usage' }),
    settledUsage: () => ask(child, { probe: 'settled_usage' }),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      stopping = true;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await ended;
      clearTimeout(late);
    },
  };
};
