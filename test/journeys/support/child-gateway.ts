/** A gateway as a process of its own, that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ADMIN_SECRET, createTestApi, type TestApi } from '../../support/gateway.ts';

const program = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));

export type ChildGateway = {
  /** Another one after each start. */
  readonly api: () => TestApi;
  /** Ends it as a power cut does; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same data and port. */
  readonly start: () => Promise<void>;
  /** Resolves when it has ended by itself. */
  readonly died: () => Promise<void>;
  /** Asks it to end; resolves with its exit code. */
  readonly terminate: () => Promise<number | null>;
  readonly close: () => Promise<void>;
};

const running = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

const end = async (child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
  if (!running(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
};

/** environment: settings beside those that every test needs. preloads: modules that are loaded before it. */
export const startChildGateway = async (
  environment: Record<string, string> = {},
  preloads: readonly URL[] = [],
): Promise<ChildGateway> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'voltgate-child-'));

  const launch = async (port: number) => {
    const child = spawn(process.execPath, [...preloads.map(({ href }) => `--import=${href}`), program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: dataDir,
        ADMIN_CLIENT_SECRET: ADMIN_SECRET,
        OCPP_CONFIGURATION_AFTER_S: 'off',
        LOG_LEVEL: 'info',
        ...environment,
      },
    });
    const started = new Promise<{ readonly url: string; readonly port: number }>((resolve, reject) => {
      // Its log is read to the end, for a full pipe would stop it.
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (!line.includes('gateway.started')) return;
        const { url, port: taken } = JSON.parse(line);
        resolve({ url, port: taken });
      });
      child.once('exit', (code) => reject(new Error(`the gateway ended with ${code} before it had started`)));
    });
    const { url, port: taken } = await started;
    return { child, port: taken, api: await createTestApi(url) };
  };

  let life = await launch(0);
  return {
    api: () => life.api,
    kill: () => end(life.child, 'SIGKILL'),
    start: async () => {
      life = await launch(life.port);
    },
    died: async () => {
      if (running(life.child)) await once(life.child, 'exit');
    },
    terminate: async () => {
      await end(life.child, 'SIGTERM');
      return life.child.exitCode;
    },
    close: async () => {
      await end(life.child, 'SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
