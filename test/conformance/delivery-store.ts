/** What every store of deliveries does. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, DeliveryStore } from '../../src/services/ports/delivery-store.ts';
import type { OpenPlace, Place } from '../services/deliveries/places.ts';
import { at } from './documents.ts';

const aDelivery = (seq: number, changes: Partial<Delivery> = {}): Delivery => ({
  subscriber: 'hook-1',
  seq,
  eventId: `E-${seq}`,
  eventType: 'station.online',
  orderKey: null,
  state: 'due',
  dueAt: at(seq),
  attemptCount: 1,
  firstTriedAt: at(1),
  attempts: [{ startedAt: at(1), durationMs: 12, outcome: 'retry', status: 503, answer: '{"doneAt":"later"}' }],
  createdAt: at(0),
  updatedAt: at(1),
  ...changes,
});

const every = { states: ['due', 'parked', 'delivered', 'given_up'], beforeSeq: null, limit: 100 } as const;

export const describeDeliveryStore = (makePlace: () => Promise<Place>): void => {
  describe('the store of deliveries', () => {
    let place: Place;
    let opened: OpenPlace;
    let store: DeliveryStore;
    beforeEach(async () => {
      place = await makePlace();
      opened = await place.open();
      store = opened.deliveryStore;
    });
    afterEach(async () => {
      await opened.close();
      await place.remove();
    });
    const take = async (name = 'hook-1') => {
      const state = await store.takeSubscriber(name);
      if (state === null) throw new Error(`There is no ${name}.`);
      return state;
    };

    it('makes a subscriber once, at its place, and keeps it', async () => {
      await Promise.all([7, 7].map((seq) => store.ensureSubscriber('hook-1', seq)));
      await store.ensureSubscriber('hook-1', 99);
      await opened.close();
      opened = await place.open();
      store = opened.deliveryStore;
      expect(await store.subscribers(['hook-1', 'hook-2'])).toEqual([
        { name: 'hook-1', generation: 1, seq: 7, disabledAt: null },
      ]);
      expect(await store.takeSubscriber('hook-2')).toBeNull();
      expect(await store.moveSubscriber('hook-2', 1)).toBe(false);
      expect(await store.disableSubscriber('hook-2', at(1))).toBe(false);
      expect(await store.subscribers([])).toEqual([]);
    });

    it('lets only the newest taker write', async () => {
      await store.ensureSubscriber('hook-1', 0);
      await store.ensureSubscriber('hook-2', 0);
      const [first, second, other] = [await take(), await take(), await take('hook-2')];
      expect(second.generation).toBeGreaterThan(first.generation);
      const stale = { name: 'hook-1', generation: first.generation, seq: 50 };
      expect(await store.advance([stale, { ...other, seq: 5 }])).toEqual(['hook-1']);
      expect(await store.putDeliveries('hook-1', first.generation, [aDelivery(3)])).toBe(false);
      expect(await store.unsettledDeliveries('hook-1')).toEqual([]);
      expect(await store.putDeliveries('hook-1', second.generation, [aDelivery(4)])).toBe(true);
      expect(await store.advance([{ ...second, seq: 4 }])).toEqual([]);
      expect(await store.advance([])).toEqual([]);
      expect((await store.subscribers(['hook-1', 'hook-2'])).map(({ seq }) => seq)).toEqual([4, 5]);
      expect(await store.advance([{ name: 'gone', generation: 1, seq: 1 }])).toEqual(['gone']);
    });

    it('gives whoever takes it over all that is unsettled', async () => {
      await store.ensureSubscriber('hook-1', 0);
      const { generation } = await take();
      const puts = [
        aDelivery(9, { orderKey: 'k' }),
        aDelivery(10, { orderKey: 'k', state: 'parked', dueAt: null }),
        aDelivery(2),
        aDelivery(3, { state: 'delivered', dueAt: null }),
        aDelivery(4, { state: 'given_up', dueAt: null }),
      ];
      expect(await store.putDeliveries('hook-1', generation, puts)).toBe(true);
      expect(await store.putDeliveries('hook-1', generation, [])).toBe(true);
      for (let times = 0; times < 3; times += 1) await take();
      expect(await store.unsettledDeliveries('hook-1')).toEqual([
        { seq: 2, orderKey: null, dueAt: at(2) },
        { seq: 9, orderKey: 'k', dueAt: at(9) },
        { seq: 10, orderKey: 'k', dueAt: null },
      ]);
    });

    it('puts a delivery whole and anew, and gives it back as it was', async () => {
      await store.ensureSubscriber('hook-1', 0);
      const { generation } = await take();
      await store.putDeliveries('hook-1', generation, [aDelivery(1)]);
      expect(await store.delivery('hook-1', 1)).toEqual(aDelivery(1));
      const later = aDelivery(1, { state: 'delivered', dueAt: null, attemptCount: 2, updatedAt: at(9) });
      await store.putDeliveries('hook-1', generation, [later]);
      expect(await store.delivery('hook-1', 1)).toEqual(later);
      expect(await store.delivery('hook-1', 2)).toBeNull();
      expect(await store.delivery('hook-2', 1)).toBeNull();
      expect(await store.unsettledDeliveries('hook-1')).toEqual([]);
    });

    it('lists the newest first, by state, page by page', async () => {
      await store.ensureSubscriber('hook-1', 0);
      const { generation } = await take();
      const states = ['due', 'parked', 'delivered', 'given_up'] as const;
      const puts = Array.from({ length: 8 }, (_, n) => aDelivery(n + 1, { state: states[n % 4] ?? 'due' }));
      await store.putDeliveries('hook-1', generation, puts);
      const seqs = async (page: Parameters<DeliveryStore['deliveries']>[1]) =>
        (await store.deliveries('hook-1', page)).map(({ seq }) => seq);
      expect(await seqs(every)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
      expect(await seqs({ ...every, limit: 2, beforeSeq: 5 })).toEqual([4, 3]);
      expect(await seqs({ ...every, states: ['given_up', 'due'] })).toEqual([8, 5, 4, 1]);
      expect(await store.deliveries('hook-2', every)).toEqual([]);
    });

    it('moves, disables and enables a subscriber, each as a new generation', async () => {
      await store.ensureSubscriber('hook-1', 10);
      const { generation } = await take();
      expect(await store.moveSubscriber('hook-1', 3)).toBe(true);
      expect(await store.advance([{ name: 'hook-1', generation, seq: 11 }])).toEqual(['hook-1']);
      expect(await store.moveSubscriber('hook-1', null)).toBe(true);
      expect(await store.disableSubscriber('hook-1', at(5))).toBe(true);
      expect(await store.subscribers(['hook-1'])).toEqual([
        { name: 'hook-1', generation: generation + 3, seq: 3, disabledAt: at(5) },
      ]);
      await store.disableSubscriber('hook-1', null);
      expect(await take()).toMatchObject({ seq: 3, disabledAt: null, generation: generation + 5 });
    });

    it('removes a subscriber with its deliveries, and only its', async () => {
      for (const name of ['hook-1', 'hook-2']) {
        await store.ensureSubscriber(name, 0);
        const { generation } = await take(name);
        await store.putDeliveries(name, generation, [aDelivery(1, { subscriber: name })]);
      }
      await store.removeSubscriber('hook-1');
      expect(await store.subscribers(['hook-1', 'hook-2'])).toMatchObject([{ name: 'hook-2' }]);
      expect(await store.delivery('hook-1', 1)).toBeNull();
      expect(await store.delivery('hook-2', 1)).not.toBeNull();
    });

    it('takes history away that is old, a step at a time, and nothing that is unsettled', async () => {
      await store.ensureSubscriber('hook-1', 0);
      const { generation } = await take();
      await store.putDeliveries('hook-1', generation, [
        aDelivery(1, { state: 'delivered', updatedAt: at(1) }),
        aDelivery(2, { state: 'given_up', updatedAt: at(2) }),
        aDelivery(3, { state: 'due', updatedAt: at(1) }),
        aDelivery(4, { state: 'parked', updatedAt: at(1) }),
        aDelivery(5, { state: 'delivered', updatedAt: at(10) }),
      ]);
      expect(await store.pruneDeliveries(at(10), 1)).toBe(1);
      expect(await store.pruneDeliveries(at(10), 100)).toBe(1);
      expect(await store.pruneDeliveries(at(10), 100)).toBe(0);
      expect((await store.deliveries('hook-1', every)).map(({ seq }) => seq)).toEqual([5, 4, 3]);
    });
  });
};
