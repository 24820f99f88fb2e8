/** Programs of this project as a user runs them: a process, what it prints, Ctrl-C. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** npm scripts find Node in here; a shell of this project's reader gets there by npm. */
const PATH = `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;

/** Nothing of the settings that the tests themselves may run under. */
const environmentWith = (environment: Readonly<Record<string, string>>): Record<string, string> => ({
  PATH,
  HOME: process.env.HOME ?? tmpdir(),
  HOST: '127.0.0.1',
  // npm's own news and warnings are not the program's.
  npm_config_update_notifier: 'false',
  npm_config_loglevel: 'error',
  ...environment,
});

export type Program = {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with what was printed as soon as it matches. Rejects when the program ends before. */
  readonly printed: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Ctrl-C: to all the processes in front, as a terminal does. Resolves with the exit code. */
  readonly interrupt: () => Promise<number | null>;
  readonly ended: Promise<number | null>;
};

export const runProgram = (command: readonly string[], environment: Readonly<Record<string, string>> = {}): Program => {
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentWith(environment),
  });
  let out = '';
  let err = '';
  const watchers = new Set<() => void>();
  const notify = () => {
    for (const watcher of [...watchers]) watcher();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    notify();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return {
    stdout: () => out,
    stderr: () => err,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(out);
          if (match === null) return;
          watchers.delete(look);
          resolve(match);
        };
        watchers.add(look);
        ended.then((code) => reject(new Error(`${command.join(' ')} ended with ${code}:\n${out}${err}`)), reject);
        look();
      }),
    interrupt: () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, 'SIGINT');
      return ended;
    },
    ended,
  };
};

/** Runs a script in one bash. Resolves with its standard output; its exit code does not matter (curl --max-time). */
export const runBash = (script: string, environment: Readonly<Record<string, string>> = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile('bash', ['-c', script], { env: environmentWith(environment) }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else if (stderr !== '') reject(new Error(`bash said: ${stderr}`));
      else resolve(stdout);
    });
  });

/** A folder for data, and what takes it away. */
export const makeFolder = async (): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), 'voltgate-docs-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};
