/** A release of before as the repository's history has it, beside the packages that are installed now. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const git = (...args: readonly string[]): Buffer =>
  execFileSync('git', ['-C', ROOT, ...args], { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 256 * 1024 * 1024 });

/** Why it cannot be had; null: it can. */
export const formerMissing = (commit: string): string | null => {
  try {
    git('cat-file', '-e', `${commit}^{commit}`);
    return null;
  } catch {
    return `the history with ${commit} is not here (a shallow clone, or no repository)`;
  }
};

/** Writes it to a folder; answers its program. */
export const takeOut = (commit: string, folder: string): string => {
  mkdirSync(folder, { recursive: true });
  const archive = git('archive', '--format=tar', commit, 'src', 'package.json', 'openapi', 'schema.graphql');
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'src/main.ts');
};
