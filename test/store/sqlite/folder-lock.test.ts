import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderError } from '../../../src/store/sqlite/data-folder-error.ts';
import { lockDataFolder } from '../../../src/store/sqlite/folder-lock.ts';

const LOCK = new URL('../../../src/store/sqlite/folder-lock.ts', import.meta.url);

let folder: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voltgate-lock-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Another process that holds the folder until it is killed, though it forgets the answer and collects its garbage. */
const holder = async () => {
  const program = `
    const { lockDataFolder } = await import(${JSON.stringify(LOCK.href)});
    lockDataFolder(${JSON.stringify(folder)});
    globalThis.gc();
    process.stdout.write('held');
    setInterval(() => undefined, 60_000);
  `;
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
};

describe('the lock of a data folder', () => {
  it('refuses a second process, and is gone with the first one when that is killed', async () => {
    const child = await holder();
    expect(() => lockDataFolder(folder)).toThrow(DataFolderError);
    child.kill('SIGKILL');
    await once(child, 'exit');
    lockDataFolder(folder)();
  });

  it('refuses a second gateway in the same process until the first one releases it', () => {
    const release = lockDataFolder(folder);
    expect(() => lockDataFolder(folder)).toThrow(DataFolderError);
    release();
    release();
    lockDataFolder(folder)();
  });

  it('makes a folder that is not there', () => {
    lockDataFolder(join(folder, 'new', 'data'))();
  });

  it('says when the folder cannot be one', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(() => lockDataFolder(join(folder, 'file'))).toThrow(DataFolderError);
  });
});
