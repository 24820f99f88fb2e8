/**
 * `npm run contracts`: openapi/voltgate.yaml, schema.graphql and webhooks/ against those of the last release; what breaks
 * a client must be declared in contracts/changes.yaml. `-- --release` keeps them as those of the release that is made.
 */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { parse, parseDocument } from 'yaml';
import { breakingChanges, readContracts } from './contracts/contracts.ts';
import { undeclared } from './contracts/declared-changes.ts';

const root = new URL('../', import.meta.url);
const released = new URL('contracts/released/', root);
const changesFile = new URL('contracts/changes.yaml', root);

const release = async (): Promise<void> => {
  await rm(released, { recursive: true, force: true });
  const webhooks = (await readdir(new URL('webhooks/', root))).filter((name) => name.endsWith('.schema.json'));
  const paths = ['openapi/voltgate.yaml', 'schema.graphql', ...webhooks.map((name) => `webhooks/${name}`)];
  for (const path of paths) {
    await mkdir(new URL('.', new URL(path, released)), { recursive: true });
    await copyFile(new URL(path, root), new URL(path, released));
  }
  const head = parseDocument(await readFile(changesFile, 'utf8')).commentBefore ?? '';
  await writeFile(changesFile, `${head.replace(/^/gm, '#')}\n[]\n`);
  console.log(`contracts: kept ${paths.length} files as released`);
};

const check = async (): Promise<void> => {
  const changes = await breakingChanges(await readContracts(released), await readContracts(root));
  const faults = undeclared(changes, parse(await readFile(changesFile, 'utf8')));
  for (const fault of faults) console.error(`contracts: ${fault}`);
  console.log(`contracts: ${changes.length} changes break clients of the last release, ${faults.length} faults`);
  if (faults.length > 0) process.exitCode = 1;
};

await (process.argv.includes('--release') ? release() : check());
