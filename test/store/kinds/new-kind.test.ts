/** A kind is added as docs/recipes/kind.md says, in a copy of the tree: one new file and one line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';
import { temporaryFolder } from '../sqlite/temporary-store.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const own = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const SLOWEST_MS = 300_000;

const run = async (cwd: string, env: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'close');
  return { code, said };
};

describeWithMongo('a new kind', () => {
  it(
    'is one new file and one line, for the compiler, both stores and the copy between them',
    async () => {
      const tree = await temporaryFolder();
      onTestFinished(() => rm(tree, { recursive: true }));
      for (const name of ['src', 'package.json', 'tsconfig.json']) {
        await cp(join(ROOT, name), join(tree, name), { recursive: true });
      }
      await symlink(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
      await cp(own('tariff.ts.txt'), join(tree, 'src/domain/kinds/tariff.ts'));
      await appendFile(join(tree, 'src/domain/kinds/kinds.ts'), "export { tariffs } from './tariff.ts';\n");
      await mkdir(join(tree, 'test'));
      await cp(own('proof.ts.txt'), join(tree, 'test/proof.ts'));

      const checked = await run(tree, {}, join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', tree);
      expect(checked.said).toBe('');
      const proven = await run(tree, { PROOF_MONGO: mongoUrl(), PROOF_COPY: mongoUrl() }, 'test/proof.ts');
      expect(proven, proven.said).toMatchObject({ code: 0 });
      expect(proven.said).toContain('proven: sqlite mongo copy');
    },
    SLOWEST_MS,
  );
});
