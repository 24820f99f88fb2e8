/** schemathesis: a generator of requests from an OpenAPI description, in a Python environment of its own. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBuilt, has, runToEnd } from './built.ts';

const FOLDER = fileURLToPath(new URL('schemathesis/', import.meta.url));
const MAIN = 'from schemathesis.cli import schemathesis; schemathesis()';

const environment = createBuilt('schemathesis', FOLDER, ['requirements.txt'], (path) => {
  runToEnd('python3', ['-m', 'venv', path]);
  const quiet = ['--quiet', '--disable-pip-version-check'];
  runToEnd(join(path, 'bin/python'), ['-m', 'pip', 'install', ...quiet, '-r', join(FOLDER, 'requirements.txt')]);
});

/** Why it cannot be had here; null: it can. Installs it, once. */
export const schemathesisMissing = (): string | null => {
  if (!environment.exists() && !has('python3', '-c', 'import ensurepip, venv')) return 'no python3 with venv';
  try {
    environment.path();
    return null;
  } catch (error) {
    // Its program's last words, such as that the package index cannot be reached.
    const words = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    return `it cannot be installed: ${words}`;
  }
};

/** The program and its first arguments. The environment may have been moved since: its own scripts name where it was. */
export const schemathesisCommand = (): readonly [string, ...(readonly string[])] => [
  join(environment.path(), 'bin/python'),
  '-c',
  MAIN,
];
