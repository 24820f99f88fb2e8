/** The gateway as a process of its own, watched: what it logs, whether it lives, what its heap holds. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ADMIN_SECRET, createTestApi, type TestApi } from '../support/gateway.ts';
import { type Inspector, openInspector } from './inspector.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** @see https://docs.kernel.org/scheduler/sched-stats.html: the second number is the time spent waiting, in ns. */
const starvedMs = (pid: number): number => {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[1] ?? 0) / 1e6;
  } catch {
    // No such file: not Linux, or the process is gone, which is told elsewhere.
    return 0;
  }
};

export type GatewayProcess = {
  readonly api: TestApi;
  readonly port: number;
  readonly inspector: Inspector;
  /** Bytes in its data folder. */
  readonly storedBytes: () => Promise<number>;
  /** For how long its main thread has been ready and had no processor, in ms; 0 where the system does not tell. */
  readonly starvedMs: () => number;
  readonly isRunning: () => boolean;
  readonly close: () => Promise<void>;
};

/** onLine hears each line of its log from `warn` up, and what it says on standard error. */
export const startGatewayProcess = async (onLine: (line: string) => void): Promise<GatewayProcess> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'voltgate-fuzz-'));
  const child: ChildProcess = spawn(process.execPath, ['--inspect=127.0.0.1:0', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: dataDir,
      ADMIN_CLIENT_SECRET: ADMIN_SECRET,
      LOG_LEVEL: 'info',
      RATE_LIMIT: '0',
      OCPP_BOOT_WAIT_S: '0',
      // Those who guess secrets come from many addresses here; else one of them would soon be refused all.
      TRUSTED_PROXIES: '127.0.0.0/8',
    },
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const debuggerUrl = Promise.withResolvers<string>();
  const started = Promise.withResolvers<{ readonly url: string; readonly port: number }>();
  const said: string[] = [];
  const ended = (code: number | null, signal: string | null): void => {
    const error = new Error(`the gateway ended with ${code ?? signal}:\n${said.join('\n')}`);
    debuggerUrl.reject(error);
    started.reject(error);
  };
  child.once('exit', ended);
  if (child.stdout === null || child.stderr === null) throw new Error('the gateway has no output');
  createInterface({ input: child.stdout }).on('line', (line) => {
    // Most lines are of no concern, and parsing each would slow the measurement down.
    if (line.includes('"gateway.started"')) started.resolve(JSON.parse(line));
    else if (!line.startsWith('{"level":"info"')) onLine(line);
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    const url = /^Debugger listening on (ws:\S+)/.exec(line)?.[1];
    if (url !== undefined) debuggerUrl.resolve(url);
    else if (!/^(For help|Debugger attached|Debugger ending)/.test(line)) {
      if (said.length < 40) said.push(line);
      onLine(line);
    }
  });
  // Both fail together; one of them is awaited first.
  debuggerUrl.promise.catch(() => undefined);
  const opened = await (async () => {
    try {
      const { url, port } = await started.promise;
      return { url, port, inspector: await openInspector(await debuggerUrl.promise) };
    } catch (error) {
      if (isRunning()) child.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
      throw error;
    }
  })();
  const { url, port, inspector } = opened;

  return {
    api: await createTestApi(url),
    port,
    inspector,
    storedBytes: async () => {
      const sizes = (await readdir(dataDir)).map(async (name) => (await stat(join(dataDir, name))).size);
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    },
    starvedMs: () => starvedMs(child.pid ?? 0),
    isRunning,
    close: async () => {
      inspector.close();
      if (isRunning()) {
        const exited = once(child, 'exit');
        child.kill('SIGKILL');
        await exited;
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
