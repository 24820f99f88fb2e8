/** `npm run store -- …` beside a gateway's data, as whoever runs the gateway does it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src/backends/store-main.ts', import.meta.url));

/** said: what it printed to its standard error. */
export type Done = { readonly code: number; readonly said: string };

export const runStoreCommand = async (dataDir: string, ...args: readonly string[]): Promise<Done> => {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const [code] = await once(child, 'close');
  return { code, said: said.trim() };
};
