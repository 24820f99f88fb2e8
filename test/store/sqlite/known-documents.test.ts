import { describe, expect, it } from 'vitest';
import { createKnownDocuments } from '../../../src/store/sqlite/known-documents.ts';
import type { StampedPage } from '../../../src/store/sqlite/page.ts';
import { listStamped } from '../../../src/store/sqlite/stamped-list.ts';

describe('the documents that lists gave lately', () => {
  it('are bounded by the length of their texts: those listed least recently go', () => {
    const known = createKnownDocuments({ mostCharacters: 30 });
    for (const stamp of ['a', 'b', 'c']) known.add(stamp, { stamp }, 10);
    known.get('a');
    known.add('d', {}, 10);
    expect(['a', 'b', 'c', 'd'].filter((stamp) => known.get(stamp) !== undefined)).toEqual(['a', 'c', 'd']);
    known.add('large', {}, 31);
    expect(['a', 'c', 'd', 'large'].filter((stamp) => known.get(stamp) !== undefined)).toEqual([]);
  });

  it('cannot be changed by one for whom they are the others’', () => {
    const known = createKnownDocuments();
    const document = { deep: { values: [{ value: 1 }] }, at: new Date(0) };
    known.add('a', document, 1);
    expect(() => document.deep.values.push({ value: 2 })).toThrow(TypeError);
    expect(() => Object.assign(document.deep.values[0] ?? {}, { value: 2 })).toThrow(TypeError);
  });
});

describe('a list by stamps', () => {
  type Row = readonly [stamp: string, doc: string];

  /** Lists rows that a writer may change between the questions; notes what it was asked for. */
  const listing = (...turns: readonly (readonly Row[])[]) => {
    const asked: (readonly string[] | null)[] = [];
    const ask = async (has: ReadonlySet<string> | null): Promise<StampedPage> => {
      const rows = turns[Math.min(asked.length, turns.length - 1)] ?? [];
      asked.push(has === null ? null : [...has]);
      const docOf = (stamp: string, doc: string) => (has === null || has.has(stamp) ? null : doc);
      return { rows: rows.map(([stamp, doc]) => ({ stamp, doc: docOf(stamp, doc) })), more: false };
    };
    return { ask, asked };
  };
  const list = (input: Omit<Parameters<typeof listStamped<object>>[0], 'decode'>) =>
    listStamped<object>({ ...input, decode: (text) => JSON.parse(text) });
  const ONE: Row = ['1 100 X', '{"id":"X","version":1}'];
  const TWO: Row = ['2 200 X', '{"id":"X","version":2}'];
  const OTHER: Row = ['1 100 Y', '{"id":"Y","version":1}'];

  it('gives the same objects again, and asks for no document that it has', async () => {
    const known = createKnownDocuments();
    const first = await list({ kind: 'tokens', known, ask: listing([ONE]).ask });
    const { ask, asked } = listing([ONE, OTHER]);
    const second = await list({ kind: 'tokens', known, ask });
    expect(second.items[0]).toBe(first.items[0]);
    expect(second.items).toEqual([
      { id: 'X', version: 1 },
      { id: 'Y', version: 1 },
    ]);
    expect(asked).toEqual([null, [ONE[0]]]);
    const third = listing([ONE, OTHER]);
    await list({ kind: 'tokens', known, ask: third.ask });
    expect(third.asked).toEqual([null]);
  });

  it('gives a new version when there is one', async () => {
    const known = createKnownDocuments();
    await list({ kind: 'tokens', known, ask: listing([ONE]).ask });
    const { items } = await list({ kind: 'tokens', known, ask: listing([TWO]).ask });
    expect(items).toEqual([{ id: 'X', version: 2 }]);
  });

  it('is as the second answer has it: what has left the list between the two is in it no more', async () => {
    const known = createKnownDocuments();
    await list({ kind: 'tokens', known, ask: listing([ONE]).ask });
    const { items } = await list({ kind: 'tokens', known, ask: listing([ONE, OTHER], [OTHER]).ask });
    expect(items).toEqual([{ id: 'Y', version: 1 }]);
    const changed = await list({
      kind: 'tokens',
      known: createKnownDocuments(),
      ask: listing([ONE], [TWO]).ask,
    });
    expect(changed.items).toEqual([{ id: 'X', version: 2 }]);
  });

  it('takes no document of one kind for that of another', async () => {
    const known = createKnownDocuments();
    await list({ kind: 'tokens', known, ask: listing([ONE]).ask });
    const { ask, asked } = listing([ONE]);
    await list({ kind: 'stations', known, ask });
    expect(asked).toEqual([null, []]);
  });
});
