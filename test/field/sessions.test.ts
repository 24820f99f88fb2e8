/** Whole sessions in the manner of named makes, each to the right energy and times. The data are in sessions/. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Recording, replay } from './support/replay.ts';

const folder = new URL('sessions/', import.meta.url);
const RECORDINGS = readdirSync(folder)
  .toSorted()
  .map((file): readonly [string, Recording] => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]);

describe('sessions of the field', () => {
  it('are twenty at least, of makes that were seen to speak so', () => {
    expect(RECORDINGS.length).toBeGreaterThanOrEqual(20);
    for (const [, { make, source }] of RECORDINGS) expect([make, source]).not.toContain('');
  });

  it.each(RECORDINGS)('%s', async (_file, recording) => {
    const sessions = await replay(recording);
    expect(sessions).toMatchObject(recording.sessions);
    expect(sessions).toHaveLength(recording.sessions.length);
  });
});
