/** Programs built here, once, from a few files: kept under node_modules/.cache and named by what they are made from. */
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

export const has = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0;

/** Throws with the program's words when it fails. */
export const runToEnd = (command: string, args: readonly string[], options: SpawnSyncOptions = {}): void => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { ...options, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed:\n${stdout}${stderr}`, { cause: error });
};

export type Built = {
  readonly exists: () => boolean;
  /** Its file or folder; builds it when it is not there. */
  readonly path: () => string;
};

/** source: the folder with `files`. build: makes it at the path that it is given. */
export const createBuilt = (
  name: string,
  source: string,
  files: readonly string[],
  build: (path: string) => void,
): Built => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(source, file)));
  const path = join(CACHE, name, `${name}-${hash.digest('hex').slice(0, 16)}`);
  return {
    exists: () => existsSync(path),
    path: () => {
      if (existsSync(path)) return path;
      mkdirSync(join(CACHE, name), { recursive: true });
      console.log(`Building ${name}, once; this takes a minute …`);
      // Under another name until it is whole: two may build at once, and either may be ended.
      const part = `${path}.${process.pid}`;
      rmSync(part, { recursive: true, force: true });
      build(part);
      if (existsSync(path)) rmSync(part, { recursive: true });
      else renameSync(part, path);
      return path;
    },
  };
};
