import { describe, expect, it } from 'vitest';
import { createRestingReads } from '../../../src/store/sqlite/resting-reads.ts';

const setUp = (bounds = {}) => {
  let moves = 0;
  let asked = 0;
  const read = createRestingReads(() => moves, bounds);
  return {
    /** Each question that is asked gets another answer. */
    ask: (...question: readonly unknown[]) =>
      read(question, async () => {
        asked += 1;
        return asked;
      }),
    read,
    write: () => {
      moves += 1;
    },
  };
};

describe('reads of a store at rest', () => {
  it('are answered again without being asked, each question by its own answer', async () => {
    const { ask } = setUp();
    expect(await Promise.all([ask('list', { id: 1 }), ask('list', { id: 1 })])).toEqual([1, 1]);
    expect(await ask('list', { id: 2 })).toBe(2);
    expect(await ask('list', { id: 1 })).toBe(1);
  });

  it('are asked anew once a write was made or answered', async () => {
    const { ask, write } = setUp();
    await ask('list');
    write();
    expect(await ask('list')).toBe(2);
    const early = ask('count');
    write();
    const late = ask('count');
    expect(await Promise.all([early, late])).toEqual([3, 4]);
    expect(await ask('count')).toBe(4);
  });

  it('are asked anew after a failure', async () => {
    const { ask, read } = setUp();
    await expect(read(['list'], () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await ask('list')).toBe(1);
  });

  it('are bounded in number, and a long question is asked each time', async () => {
    const { ask } = setUp({ mostAnswers: 2, mostCharacters: 20 });
    for (const id of [1, 2, 3]) await ask(id);
    expect(await ask(1)).toBe(4);
    const long = 'x'.repeat(30);
    expect(await ask(long)).toBe(5);
    expect(await ask(long)).toBe(6);
  });
});
