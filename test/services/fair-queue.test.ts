import { describe, expect, it } from 'vitest';
import { createFairQueue } from '../../src/services/fair-queue.ts';

const drain = (queue: ReturnType<typeof createFairQueue<string>>): readonly string[] => {
  const all: string[] = [];
  for (let next = queue.shift(); next !== null; next = queue.shift()) all.push(next);
  return all;
};

describe('what waits in turn', () => {
  it('comes in its order while one station waits', () => {
    const queue = createFairQueue<string>();
    for (const item of ['a', 'b', 'c']) queue.push('net', 'CP1', item);
    expect(queue.sizeOf('net', 'CP1')).toBe(3);
    expect(drain(queue)).toEqual(['a', 'b', 'c']);
    expect(queue.size()).toBe(0);
  });

  it('is not held up by a station of the same network that has much to wait for', () => {
    const queue = createFairQueue<string>();
    for (let n = 0; n < 100; n += 1) queue.push('net', 'GUESSER', `guess-${n}`);
    for (const id of ['CP1', 'CP2']) queue.push('net', id, id);
    expect(drain(queue).slice(0, 4)).toEqual(['guess-0', 'CP1', 'CP2', 'guess-1']);
  });

  it('is not held up by a network from which many stations come', () => {
    const queue = createFairQueue<string>();
    for (let n = 0; n < 100; n += 1) queue.push('crowd', `S${n}`, `S${n}`);
    queue.push('home', 'CP1', 'CP1');
    expect(drain(queue).slice(0, 3)).toEqual(['S0', 'CP1', 'S1']);
  });

  it('loses nothing and keeps nothing', () => {
    const queue = createFairQueue<string>();
    const pushed = Array.from({ length: 1000 }, (_, n) => `item-${n}`);
    for (const [n, item] of pushed.entries()) queue.push(`net-${n % 7}`, `CP-${n % 13}`, item);
    expect([...drain(queue)].sort()).toEqual([...pushed].sort());
    expect(queue.shift()).toBeNull();
    expect(queue.sizeOf('net-0', 'CP-0')).toBe(0);
  });
});
