/** A copy of the tree to try things in, and what differs in it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What recipes may ask to change. */
const COUNTED = [
  'src',
  'scripts',
  'openapi',
  'webhooks',
  'docs',
  'test/field/quirks',
  'schema.graphql',
  'package.json',
  'tsconfig.json',
];
/** What the programs that prove it stand on. */
const SUPPORT = [
  'test/support',
  'test/journeys/support',
  'test/contracts/commands.test.ts',
  'test/ocpp/quirks.test.ts',
];

export const copyTree = async (): Promise<string> => {
  const tree = await mkdtemp(join(tmpdir(), 'voltgate-recipes-'));
  for (const name of [...COUNTED, ...SUPPORT]) await cp(join(ROOT, name), join(tree, name), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  return tree;
};

export type Files = ReadonlyMap<string, string>;

/** All files that recipes may ask to change, by path. */
export const filesOf = async (tree: string): Promise<Files> => {
  const files = new Map<string, string>();
  for (const name of COUNTED) {
    const isFile = /\.\w+$/.test(name);
    const entries = isFile ? [] : await readdir(join(tree, name), { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const path of isFile ? [join(tree, name)] : paths) {
      files.set(path.slice(tree.replace(/\/$/, '').length + 1), await readFile(path, 'utf8'));
    }
  }
  return files;
};

/** Contracts, documents, and what `npm run gen` makes of them: the counts leave them out. */
const isContract = (path: string): boolean =>
  path === 'schema.graphql' || /^(?:openapi|webhooks|docs)\//.test(path) || path.endsWith('.gen.ts');

/** What is new, other or gone, contracts apart. */
export const changedBetween = (one: Files, other: Files): readonly string[] =>
  [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => one.get(path) !== other.get(path) && !isContract(path))
    .toSorted();

/** What to look for, and what to put there for it. */
export type Line = readonly [RegExp | string, (found: string) => string];

export const edited = (path: string, text: string, lines: readonly Line[]): string =>
  lines.reduce((whole, [what, put]) => {
    const isThere = typeof what === 'string' ? whole.includes(what) : what.test(whole);
    if (!isThere) throw new Error(`${path} no longer has ${what}: the recipe, or its test, is behind.`);
    return whole.replace(what, (found) => put(found));
  }, text);

export const edit = async (tree: string, path: string, lines: readonly Line[]): Promise<void> =>
  writeFile(join(tree, path), edited(path, await readFile(join(tree, path), 'utf8'), lines));

/** Runs a program of the tree by the Node that runs this. */
export const run = async (
  tree: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) => {
  const child = spawn(process.execPath, args, { cwd: tree, env: { ...process.env, ...environment } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'close');
  return { code, said };
};
