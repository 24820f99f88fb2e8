/** Writes every file that is made from another; with --check it only says which are stale, and exits 1. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { asyncapi } from './gen/asyncapi.ts';
import { configurationDocs } from './gen/configuration-docs.ts';
import { errorsDocs } from './gen/errors-docs.ts';
import { events } from './gen/events.ts';
import { type Generator, root } from './gen/generator.ts';
import { graphqlTypes } from './gen/graphql-types.ts';
import { openapi } from './gen/openapi.ts';
import { sdk } from './gen/sdk.ts';

/** Types first: the later ones run the code that is typed by them. */
const GENERATORS: readonly Generator[] = [graphqlTypes, openapi, errorsDocs, configurationDocs, events, asyncapi, sdk];

const check = process.argv.includes('--check');
const stale: string[] = [];

for (const generator of GENERATORS) {
  for (const [path, content] of await generator()) {
    const url = new URL(path, root);
    const current = await readFile(url, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (current === content) continue;
    stale.push(path);
    if (check) continue;
    await mkdir(new URL('.', url), { recursive: true });
    await writeFile(url, content);
  }
}

for (const path of stale) console.log(`${check ? 'stale' : 'wrote'}: ${path}`);
if (check && stale.length > 0) {
  console.error('Run `npm run gen` and commit what it writes.');
  process.exitCode = 1;
}
