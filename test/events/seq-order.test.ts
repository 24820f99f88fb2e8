import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../src/domain/event.ts';
import { createSeqOrder } from '../../src/events/seq-order.ts';
import { anEvent } from './an-event.ts';

const open = (most = 100, lastSeq = 0) => {
  const delivered: number[] = [];
  const order = createSeqOrder({
    lastSeq,
    most,
    deliver: (events) => delivered.push(...events.map(({ seq }) => seq)),
  });
  return { order, delivered };
};
const all = (...seqs: number[]): readonly DomainEvent[] => seqs.map(anEvent);

describe('the order of the log', () => {
  it('is kept whatever order events come in, and each comes once', () => {
    const { order, delivered } = open();
    order.take(all(2, 3));
    expect(delivered).toEqual([]);
    order.take(all(1, 1));
    order.take(all(3, 5, 4));
    order.take(all(2, 5));
    expect(delivered).toEqual([1, 2, 3, 4, 5]);
    expect(order.waiting()).toBe(0);
    expect(order.last()).toBe(5);
  });

  it('begins behind the last place', () => {
    const { order, delivered } = open(100, 7);
    order.take(all(6, 7, 8));
    expect(delivered).toEqual([8]);
  });

  it('goes on with what the store has, and with what waited behind it', () => {
    const { order, delivered } = open();
    order.take(all(3, 4, 6));
    order.read(all(1, 2, 3));
    expect(delivered).toEqual([1, 2, 3, 4]);
    expect(order.waiting()).toBe(1);
    order.read(all(5));
    expect(delivered).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('passes over places that the store says are empty', () => {
    const { order, delivered } = open();
    order.take(all(5));
    order.read(all(2, 4));
    expect(delivered).toEqual([2, 4, 5]);
    order.read([]);
    order.take(all(3, 6));
    expect(delivered).toEqual([2, 4, 5, 6]);
  });

  it('holds no more than it may, and misses nothing by it', () => {
    const { order, delivered } = open(3);
    order.take(all(2, 3, 4, 5, 6, 7));
    expect(order.waiting()).toBe(3);
    order.take(all(1));
    expect(delivered).toEqual([1, 2, 3, 4]);
    order.read(all(5, 6, 7));
    expect(delivered).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('is whole, in order and without doubles for any loss, doubling and delay', () => {
    const seqs = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 });
    const step = fc.record({ read: fc.boolean(), picks: fc.array(fc.nat(100), { maxLength: 8 }) });
    fc.assert(
      fc.property(seqs, fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 10 }), (stored, steps, most) => {
        const log = [...stored].sort((a, b) => a - b);
        const { order, delivered } = open(most);
        for (const { read, picks } of steps) {
          if (read) order.read(all(...log.filter((seq) => seq > order.last()).slice(0, 5)));
          else order.take(picks.map((pick) => anEvent(log[pick % log.length] ?? 0)));
          expect(order.waiting()).toBeLessThanOrEqual(most);
        }
        for (let before = -1; before !== order.last(); ) {
          before = order.last();
          order.read(all(...log.filter((seq) => seq > before).slice(0, 5)));
        }
        // A place that is empty in the log is never taken for one that is only late, so nothing is passed over.
        expect(delivered).toEqual(log);
      }),
    );
  });
});
