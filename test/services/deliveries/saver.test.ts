import { describe, expect, it } from 'vitest';
import { newDelivery } from '../../../src/services/deliveries/delivery-row.ts';
import { createSaver } from '../../../src/services/deliveries/saver.ts';
import type { Delivery } from '../../../src/services/ports/delivery-store.ts';

const delivery = (seq: number): Delivery =>
  newDelivery('test', { seq, id: `event-${seq}`, type: 'station.updated' }, null, new Date(0));

describe('the saver of deliveries', () => {
  it('writes what comes in the very moment in which the write before it ends', async () => {
    const first = Promise.withResolvers<boolean>();
    const written: number[] = [];
    const saver = createSaver((deliveries) => {
      written.push(...deliveries.map(({ seq }) => seq));
      return written.length === 1 ? first.promise : Promise.resolve(true);
    });
    const stored: number[] = [];
    saver.save([delivery(1)], () => stored.push(1));
    // Heard behind the saver's own wait for the same answer, and before anything that follows from it.
    const second = first.promise.then(() => saver.save([delivery(2)], () => stored.push(2)));
    first.resolve(true);
    await second;
    await saver.idle();
    expect(written).toEqual([1, 2]);
    expect(stored).toEqual([1, 2]);
    expect(saver.waiting()).toBe(0);
  });
});
