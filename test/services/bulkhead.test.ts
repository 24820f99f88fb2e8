import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBulkhead } from '../../src/services/bulkhead.ts';

const never = new AbortController().signal;
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a bulkhead', () => {
  it('lets a key have its own places only, and turns away who would wait too long a line', async () => {
    const { enter, stats } = createBulkhead({ perKey: 2, inAll: 10, waitingPerKey: 1, waitingInAll: 10 });
    const leave = await enter('a', never);
    await enter('a', never);
    const third = enter('a', never);
    expect(await enter('a', never)).toBe('full');
    expect(await enter('b', never)).toBeTypeOf('function');
    expect(stats()).toEqual({ running: 3, waiting: 1 });
    if (typeof leave === 'function') leave();
    expect(await third).toBeTypeOf('function');
    expect(stats()).toEqual({ running: 3, waiting: 0 });
  });

  it('gives freed places to the keys in turn, not to the one that waits most', async () => {
    const { enter } = createBulkhead({ perKey: 10, inAll: 1, waitingPerKey: 10, waitingInAll: 100 });
    const first = await enter('a', never);
    const order: string[] = [];
    for (const key of ['a', 'a', 'a', 'b', 'c']) {
      enter(key, never).then(async (leave) => {
        order.push(key);
        await settle();
        if (typeof leave === 'function') leave();
      });
    }
    if (typeof first === 'function') first();
    while (order.length < 5) await settle();
    expect(order).toEqual(['a', 'b', 'c', 'a', 'a']);
  });

  it('lets whoever gives up go, and gives a place back once', async () => {
    const { enter, stats } = createBulkhead({ perKey: 1, inAll: 1, waitingPerKey: 1, waitingInAll: 1 });
    const leave = await enter('a', never);
    const abort = new AbortController();
    const waiting = enter('a', abort.signal);
    abort.abort();
    expect(await waiting).toBe('aborted');
    expect(await enter('a', abort.signal)).toBe('aborted');
    if (typeof leave === 'function') {
      leave();
      leave();
    }
    expect(stats()).toEqual({ running: 0, waiting: 0 });
    expect(await enter('b', never)).toBeTypeOf('function');
  });

  it('keeps its bounds and forgets nobody, whoever comes, leaves and gives up', async () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b', 'c'), what: fc.constantFrom('enter', 'leave', 'abort') });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { enter, stats } = createBulkhead({ perKey: 2, inAll: 3, waitingPerKey: 3, waitingInAll: 5 });
        const inside: { readonly key: string; readonly leave: () => void }[] = [];
        const outside = new Set<AbortController>();
        for (const { key, what } of steps) {
          if (what === 'enter') {
            const abort = new AbortController();
            outside.add(abort);
            enter(key, abort.signal).then((leave) => {
              outside.delete(abort);
              if (typeof leave === 'function') inside.push({ key, leave });
            });
          } else if (what === 'leave') inside.shift()?.leave();
          else [...outside].at(-1)?.abort();
          await settle();
          const held = (of: string) => inside.filter((each) => each.key === of).length;
          expect(Math.max(held('a'), held('b'), held('c'))).toBeLessThanOrEqual(2);
          expect(stats()).toEqual({ running: inside.length, waiting: outside.size });
          expect(inside.length).toBeLessThanOrEqual(3);
        }
        while (inside.length > 0) {
          inside.shift()?.leave();
          await settle();
        }
        expect(stats()).toEqual({ running: 0, waiting: 0 });
      }),
    );
  });
});
