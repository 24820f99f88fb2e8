/** A server that speaks MongoDB's protocol: mongod where there is one, else FerretDB, built here from its Go module. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Server, startServer } from './process.ts';

const SOURCE = fileURLToPath(new URL('ferretdb/', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/ferretdb/', import.meta.url));

const has = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0;

/** Named by what it is made from, so that a newer source is a newer program. */
const ferretdbFile = (): string => {
  const hash = createHash('sha256');
  for (const file of ['main.go', 'go.mod', 'go.sum']) hash.update(readFileSync(join(SOURCE, file)));
  return join(CACHE, `ferretdb-${hash.digest('hex').slice(0, 16)}`);
};

/** Why there can be none here; null: there can. */
export const mongoMissing = (): string | null =>
  has('mongod', '--version') || existsSync(ferretdbFile()) || has('go', 'version')
    ? null
    : 'neither mongod nor go (to build FerretDB) on the PATH';

/** Takes a minute the first time. Throws with the compiler's words when it cannot be built. */
const builtFerretdb = (): string => {
  const file = ferretdbFile();
  if (existsSync(file)) return file;
  mkdirSync(CACHE, { recursive: true });
  console.log('Building FerretDB, once; this takes a minute …');
  // Under another name until it is whole: two may build at once, and either may be ended.
  const part = `${file}.${process.pid}`;
  const { status, stderr } = spawnSync('go', ['build', '-o', part, '.'], { cwd: SOURCE, encoding: 'utf8' });
  if (status !== 0) throw new Error(`FerretDB could not be built:\n${stderr}`);
  renameSync(part, file);
  return file;
};

/** Its data in `folder`. */
export const startMongo = async (folder: string, host = '127.0.0.1'): Promise<Server> => {
  const url = (port: number): string => `mongodb://${host}:${port}`;
  if (has('mongod', '--version')) {
    return startServer({
      command: 'mongod',
      args: (port) => ['--bind_ip', host, '--port', String(port), '--dbpath', folder, '--quiet'],
      url,
    });
  }
  return startServer({ command: builtFerretdb(), args: (port) => [`${host}:${port}`, folder], url });
};
