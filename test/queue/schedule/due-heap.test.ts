import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDueHeap } from '../../../src/queue/schedule/due-heap.ts';

describe('due heap', () => {
  it('gives items in the order of their instants, and none before its time', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), fc.nat(1000), (instants, nowMs) => {
        const heap = createDueHeap<{ readonly runAtMs: number }>();
        for (const runAtMs of instants) heap.push({ runAtMs });
        const taken: number[] = [];
        for (let item = heap.takeDue(nowMs); item !== null; item = heap.takeDue(nowMs)) taken.push(item.runAtMs);
        const sorted = instants.toSorted((a, b) => a - b);
        expect(taken).toEqual(sorted.filter((at) => at <= nowMs));
        expect(heap.nextMs()).toBe(sorted.find((at) => at > nowMs) ?? null);
      }),
    );
  });
});
