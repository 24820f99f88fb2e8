/** A gateway as a process of its own, with faults built in before it starts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));

export type GatewayProcess = {
  readonly pid: number;
  /** Resolves with the port when it takes requests; null: it ended before. */
  readonly started: Promise<number | null>;
  /** How it ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly running: () => boolean;
  /** Sends a signal; SIGKILL and SIGTERM are waited for with `ended`. */
  readonly signal: (signal: NodeJS.Signals) => void;
};

export type LaunchOptions = {
  readonly environment: Readonly<Record<string, string>>;
  /** Modules that the process loads before its own. */
  readonly preloads?: readonly URL[];
  /** Run in front of node: `ip netns exec NAME`. */
  readonly within?: readonly string[];
  /** Where its log goes; null: nowhere. */
  readonly logFile: string | null;
};

/** Starts `src/main.ts`. Never rejects: what became of it is in `started` and `ended`. */
export const launchGateway = ({ environment, preloads = [], within = [], logFile }: LaunchOptions): GatewayProcess => {
  const [command = '', ...args] = [
    ...within,
    process.execPath,
    ...preloads.flatMap((preload) => ['--import', preload.href]),
    program,
  ];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { HOST: '127.0.0.1', LOG_LEVEL: 'info', RATE_LIMIT: '0', PATH: process.env.PATH ?? '', ...environment },
  });
  const log = logFile === null ? null : createWriteStream(logFile, { flags: 'a' });
  child.stderr.on('data', (chunk) => log?.write(chunk));
  const ended = once(child, 'exit').then(([code, signal]) => {
    log?.end();
    return { code, signal };
  });
  const started = new Promise<number | null>((resolve) => {
    // Its log is read to the end, for a full pipe would stop it.
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (log?.writableEnded === false) log.write(`${line}\n`);
      if (line.includes('"gateway.started"')) resolve(JSON.parse(line).port);
    });
    void ended.then(() => resolve(null));
  });
  const running = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid ?? -1,
    started,
    ended,
    running,
    signal: (signal) => {
      if (running()) child.kill(signal);
    },
  };
};
