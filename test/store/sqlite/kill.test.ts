import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { createSqliteStore, storeModule } from '../../../src/store/sqlite/store.ts';
import { allEvents } from '../../conformance/documents.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { temporaryFolder } from './temporary-store.ts';

const program = fileURLToPath(new URL('./committing-process.ts', import.meta.url));

/** Runs the committing process, ends it by a signal after that many acknowledgements; answers all of them. */
const acknowledgedUntil = async (
  signal: 'SIGKILL' | 'SIGTERM',
  file: string,
  acknowledgements: number,
): Promise<readonly string[]> => {
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const ids: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    ids.push(line);
    if (ids.length === acknowledgements) child.kill(signal);
  }
  expect(await closed).toEqual(signal === 'SIGKILL' ? [null, 'SIGKILL'] : [3, null]);
  return ids;
};

describe('a process that ends while it commits', () => {
  it.each([
    ['SIGKILL', 1],
    ['SIGKILL', 333],
    ['SIGKILL', 2000],
    // Its connections go with it, and SQLite's last one may take the log away.
    ['SIGTERM', 1],
    ['SIGTERM', 333],
  ] as const)('by %s has lost nothing that it acknowledged, after %i commits', async (signal, acknowledgements) => {
    const folder = await temporaryFolder();
    const file = join(folder, 'store.sqlite');
    const ids = await acknowledgedUntil(signal, file, acknowledgements);
    expect(ids.length).toBeGreaterThanOrEqual(acknowledgements);

    const database = await openDatabase({ file, modules: [storeModule] });
    const store = createSqliteStore({ database, clock: createManualClock() });
    const { items } = await store.events({ ...allEvents, limit: 1_000_000 });
    const stored = new Set(items.map(({ id }) => id));
    expect(ids.filter((id) => !stored.has(id))).toEqual([]);

    // Each change is there whole: its station and its reading are at what the newest event says.
    for (let writer = 0; writer < 20; writer += 1) {
      const versions = items.flatMap(({ id }) => (id.startsWith(`${writer}-`) ? [Number(id.split('-')[1])] : []));
      expect((await store.station(`CS-${writer}`))?.version ?? 0).toBe(Math.max(0, ...versions));
      const readings = await store.readings(`S-${writer}`, { limit: 1_000_000, after: null });
      expect(readings.items).toHaveLength(versions.length);
    }
    await database.close();
    await rm(folder, { recursive: true });
  });
});
