/** A server that runs as a child for a while: started on a free port, paused, killed and started again at will. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type Server = {
  readonly url: string;
  readonly port: number;
  readonly pid: () => number;
  /** SIGSTOP: connections stay, nothing is answered. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** SIGKILL; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** On the same port and data, after kill(); resolves when it takes connections. */
  readonly startAgain: () => Promise<void>;
  /** Ends it. What lies in its folder stays. */
  readonly close: () => Promise<void>;
};

export type ServerProgram = {
  readonly command: string;
  readonly args: (port: number) => readonly string[];
  readonly url: (port: number) => string;
};

const READY_WITHIN_MS = 60_000;
const PORT_TRIES = 5;

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};

const takesConnections = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

type Running = { readonly child: ChildProcess; readonly gone: Promise<unknown> };

/** Throws with what the program said when it ends instead of taking connections. */
const run = async (program: ServerProgram, port: number): Promise<Running> => {
  const child = spawn(program.command, program.args(port), { stdio: ['ignore', 'pipe', 'pipe'] });
  // The last words only: a server of hours says a lot.
  let said = '';
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  let failure: unknown = null;
  child.once('error', (error) => {
    failure = error;
  });
  const gone = once(child, 'close').catch(() => undefined);
  const untilMs = Date.now() + READY_WITHIN_MS;
  while (!(await takesConnections(port))) {
    if (failure !== null || child.exitCode !== null || Date.now() > untilMs) {
      child.kill('SIGKILL');
      throw new Error(`${program.command} did not start: ${said}`, { cause: failure });
    }
    await pause(20);
  }
  // Somebody else may have taken the port between the look and the start; then it is they who answer.
  if (child.exitCode !== null) throw new Error(`${program.command} did not start: ${said}`);
  return { child, gone };
};

/** A server left behind when its parent dies would live for ever. */
const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

export const startServer = async (program: ServerProgram): Promise<Server> => {
  const start = async (port: number): Promise<Running> => {
    const running = await run(program, port);
    children.add(running.child);
    return running;
  };
  let port = await freePort();
  let running: Running | null = null;
  for (let left = PORT_TRIES; running === null; left -= 1) {
    try {
      running = await start(port);
    } catch (error) {
      if (left <= 1) throw error;
      port = await freePort();
    }
  }
  let current = running;

  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    current.child.kill('SIGCONT');
    current.child.kill(signal);
    await current.gone;
    children.delete(current.child);
  };

  return {
    url: program.url(port),
    port,
    pid: () => current.child.pid ?? 0,
    freeze: () => {
      current.child.kill('SIGSTOP');
    },
    thaw: () => {
      current.child.kill('SIGCONT');
    },
    kill: () => end('SIGKILL'),
    startAgain: async () => {
      current = await start(port);
    },
    close: () => end('SIGTERM'),
  };
};
