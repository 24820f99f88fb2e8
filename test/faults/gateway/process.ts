/** A gateway as a process of its own, with faults built in before it starts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ownProgram = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));

export type GatewayProcess = {
  readonly pid: number;
  /** Resolves with the port when it takes requests; null: it ended before. */
  readonly started: Promise<number | null>;
  /** How it ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly running: () => boolean;
  /** What it has written to its standard error: why it did not start. */
  readonly said: () => string;
  /** Sends a signal; SIGKILL and SIGTERM are waited for with `ended`. */
  readonly signal: (signal: NodeJS.Signals) => void;
};

export type LaunchOptions = {
  /** Of another release; this one's `src/main.ts` when left out. */
  readonly program?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Modules that the process loads before its own. */
  readonly preloads?: readonly URL[];
  /** Run in front of node: `ip netns exec NAME`. */
  readonly within?: readonly string[];
  /** Where its log goes; null: nowhere. */
  readonly logFile: string | null;
};

/** No setting of whoever runs this. What the test run has compiled is found. */
const inherited = (): Record<string, string> => {
  const { PATH = '', NODE_COMPILE_CACHE } = process.env;
  return { PATH, ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }) };
};

/** Starts a gateway's program. Never rejects: what became of it is in `started` and `ended`. */
export const launchGateway = (options: LaunchOptions): GatewayProcess => {
  const { program = ownProgram, environment, preloads = [], within = [], logFile } = options;
  const [command = '', ...args] = [
    ...within,
    process.execPath,
    ...preloads.flatMap((preload) => ['--import', preload.href]),
    program,
  ];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      RATE_LIMIT: '0',
      OCPP_BOOT_WAIT_S: '0',
      ...inherited(),
      ...environment,
    },
  });
  const log = logFile === null ? null : createWriteStream(logFile, { flags: 'a' });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
    log?.write(chunk);
  });
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
    said: () => said.trim(),
    signal: (signal) => {
      if (running()) child.kill(signal);
    },
  };
};
