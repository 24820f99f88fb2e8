/** What deliveries promise, on every store. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryInput } from '../../src/services/deliveries/subscriber.ts';
import type { Delivery } from '../../src/services/ports/delivery-store.ts';
import { createLeases, createReceiver, firstsOf, never, retryIn, startNode } from '../services/deliveries/node.ts';
import type { OpenPlace, Place } from '../services/deliveries/places.ts';
import { until, untilWithin } from '../support/until.ts';

const program = fileURLToPath(new URL('../services/deliveries/delivering-process.ts', import.meta.url));
const every = { states: ['due', 'parked', 'delivered', 'given_up'], beforeSeq: null, limit: 1_000 } as const;
const ids = (object: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => `${object}:${from + n}`);

export const describeDeliveries = (kind: 'sqlite' | 'mongo', makePlace: () => Promise<Place>): void => {
  describe('deliveries', () => {
    let place: Place;
    let opened: OpenPlace;
    const closing: (() => Promise<void>)[] = [];
    beforeEach(async () => {
      place = await makePlace();
      opened = await place.open();
      closing.push(place.remove, opened.close);
    });
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });
    const node = (...[locks, options]: [Parameters<typeof startNode>[1]?, Parameters<typeof startNode>[2]?]) => {
      const started = startNode(opened, locks, options);
      closing.push(started.close);
      return started;
    };
    type Node = ReturnType<typeof node>;
    const caughtUp = (of: Node, name: string, seq: number) =>
      until(async () => ((await of.state(name))?.seq ?? 0) >= seq);
    const rows = async (of: Node, name: string): Promise<readonly Delivery[]> => of.list(name, every);

    it('bring every event once and in order while all is well, and store a cursor alone', async () => {
      const one = node();
      await one.say('before:1');
      const receiver = createReceiver('hook', { orderKey: () => 'all' });
      await one.add(receiver.subscriber);
      const said: string[] = [];
      for (let n = 0; n < 20; n += 1) {
        const batch = ids(`S${n}`, 1, 10);
        said.push(...batch);
        await one.say(...batch);
      }
      await until(() => receiver.done.length === 200);
      const seq = await opened.store.lastEventSeq();
      await caughtUp(one, 'hook', seq);
      expect(receiver.done).toEqual(said);
      expect(await rows(one, 'hook')).toEqual([]);
      expect(one.metrics.counted('deliveries_delivered_total')).toBe(200);
      expect(one.metrics.read('deliveries_lag_events')).toBe(0);
    });

    it('begin at the beginning for who asks so, pass over what is not accepted, and put many in one delivery', async () => {
      const one = node();
      await one.say(...ids('A', 1, 300), ...ids('B', 1, 10));
      const receiver = createReceiver('export', {
        accepts: ({ objectId }) => objectId === 'A',
        orderKey: () => null,
        batch: 100,
        concurrency: () => 1,
      });
      await one.add(receiver.subscriber, 'beginning');
      await until(() => receiver.done.length === 300);
      expect(receiver.done).toEqual(ids('A', 1, 300));
      expect(receiver.inputs.length).toBeLessThan(10);
      await caughtUp(one, 'export', await opened.store.lastEventSeq());
    });

    it('go on from the cursor after a restart', async () => {
      const first = node();
      const receiver = createReceiver('hook');
      await first.add(receiver.subscriber);
      await first.say('A:1');
      await until(() => receiver.done.length === 1);
      await first.close();
      await first.say('A:2', 'A:3');
      await node().add(receiver.subscriber);
      await until(() => receiver.done.length === 3);
      expect(receiver.done).toEqual(['A:1', 'A:2', 'A:3']);
    });

    it('try again what fails when it is due; only what follows of the same key waits for it', async () => {
      const one = node();
      const receiver = createReceiver('hook');
      await one.add(receiver.subscriber);
      let fails = true;
      receiver.answer((id, { attempt }) => {
        if (id === 'A:1' && fails) return retryIn(attempt === 1 ? 30 : 10, { status: 503, answer: 'x'.repeat(5_000) });
        return { kind: 'done' };
      });
      await one.say('A:1', 'A:2', 'B:1', 'A:3', 'B:2');
      await one.say('A:4');
      await until(async () => receiver.inputs.filter(({ attempt }) => attempt > 1).length >= 2);
      expect(receiver.done).toEqual(['B:1', 'B:2']);
      await until(() => one.metrics.read('deliveries_parked') === 3);
      expect((await rows(one, 'hook')).map(({ eventId, state }) => `${eventId} ${state}`)).toEqual([
        'A:4 parked',
        'A:3 parked',
        'A:2 parked',
        'A:1 due',
      ]);
      // The cursor is past them all: they are in the store.
      await caughtUp(one, 'hook', await opened.store.lastEventSeq());
      fails = false;
      await until(() => receiver.done.length === 6);
      expect(firstsOf(receiver.done, 'A')).toEqual(ids('A', 1, 4));
      expect(receiver.done.filter((id) => id.startsWith('A'))).toEqual(ids('A', 1, 4));
      await until(() => one.metrics.read('deliveries_unsettled') === 0);
      const last = (await rows(one, 'hook')).at(-1);
      expect(last).toMatchObject({ eventId: 'A:1', state: 'delivered', orderKey: 'A', eventType: 'station.message' });
      expect(last?.firstTriedAt).toEqual(last?.attempts[0]?.startedAt);
      expect(last?.attemptCount).toBe(receiver.tried.filter((id) => id === 'A:1').length);
      expect(last?.attempts[0]).toMatchObject({ outcome: 'retry', status: 503, answer: 'x'.repeat(1_000) });
      expect(last?.attempts.at(-1)).toMatchObject({ outcome: 'done', status: null });
      expect(last?.attempts.length).toBeLessThanOrEqual(10);
      // Free again.
      await one.say('A:5');
      await until(() => receiver.done.includes('A:5'));
    });

    it('let the next of a key go when one is given up, and keep that one to be seen', async () => {
      const one = node();
      const receiver = createReceiver('hook');
      receiver.answer((id, { attempt }) => {
        if (id === 'A:1') return { kind: 'given_up', note: { status: 400 } };
        if (id === 'A:2') return attempt < 3 ? retryIn(5) : { kind: 'given_up' };
        return { kind: 'done' };
      });
      await one.add(receiver.subscriber);
      await one.say(...ids('A', 1, 4));
      await until(() => receiver.done.length === 2);
      expect(receiver.done).toEqual(['A:3', 'A:4']);
      await until(() => one.metrics.read('deliveries_unsettled') === 0);
      const kept = await one.list('hook', { ...every, states: ['given_up'] });
      expect(kept.map(({ eventId, attemptCount }) => [eventId, attemptCount])).toEqual([
        ['A:2', 3],
        ['A:1', 1],
      ]);
    });

    it('end when the subscriber says that it is gone, tell it so, and go on from there when it is back', async () => {
      const one = node();
      const receiver = createReceiver('hook');
      receiver.answer((id) => (id === 'A:2' ? { kind: 'gone', note: { status: 410 } } : { kind: 'done' }));
      await one.add(receiver.subscriber);
      await one.say('A:1', 'A:2', 'A:3');
      await until(() => receiver.gone.length === 1);
      expect(receiver.gone).toEqual([{ status: 410 }]);
      expect(await one.state('hook')).toMatchObject({ disabledAt: expect.any(Date) });
      await one.say('A:4');
      receiver.answer(() => ({ kind: 'done' }));
      expect(receiver.done).toEqual(['A:1']);
      await one.enable('hook');
      await until(() => receiver.done.includes('A:4'));
      expect(firstsOf(receiver.done, 'A')).toEqual(ids('A', 1, 4));
      await expect(one.enable('nobody')).rejects.toMatchObject({ code: 'not_found' });
    });

    it('hold a subscriber that never answers to its own places and deadline, and delay nobody else', async () => {
      const one = node();
      const [hanging, well] = [
        createReceiver('hanging', { deadlineMs: 40, concurrency: () => 2, mostInHand: 30 }),
        createReceiver('well'),
      ];
      const aborted: boolean[] = [];
      hanging.answer((_id, _input, signal) => {
        signal.addEventListener('abort', () => aborted.push(true));
        return never();
      });
      await one.add(hanging.subscriber);
      await one.add(well.subscriber);
      for (let n = 0; n < 10; n += 1) await one.say(...ids(`S${n}`, 1, 20));
      await until(() => well.done.length === 200);
      await until(() => aborted.length === 2);
      // It ignores its signal: its two places stay taken, and it gets nothing else.
      expect(hanging.tried).toHaveLength(2);
      await until(() => one.metrics.counted('deliveries_failed_total', { outcome: 'deadline' }) === 2);
      await until(async () => (await one.list('hanging', { ...every, states: ['due'] })).length === 2);
      expect(one.metrics.read('deliveries_in_hand')).toBeLessThanOrEqual(30);
    });

    it('put off what throws, and pause the whole subscriber when it says so', async () => {
      const one = node();
      const receiver = createReceiver('hook', { concurrency: () => 1 });
      receiver.answer((id, { attempt }) => {
        if (id === 'A:1') throw new Error('a bug');
        if (id === 'B:1' && attempt === 1) {
          const at = new Date(Date.now() + 100);
          return { kind: 'retry', at, pauseUntilAt: at };
        }
        return { kind: 'done' };
      });
      await one.add(receiver.subscriber);
      const startedMs = Date.now();
      await one.say('A:1', 'B:1', 'C:1');
      await until(() => receiver.done.length === 2);
      expect(Date.now() - startedMs).toBeGreaterThanOrEqual(95);
      expect(receiver.tried.slice(0, 2)).toEqual(['A:1', 'B:1']);
      const [first] = (await rows(one, 'hook')).filter(({ eventId }) => eventId === 'A:1');
      expect(first).toMatchObject({ state: 'due', attempts: [{ outcome: 'fault' }] });
      expect((first?.dueAt?.getTime() ?? 0) - startedMs).toBeGreaterThan(50_000);
    });

    it('read the log once for all fifty that have come up with it', async () => {
      const one = node(undefined, { renewMs: 60_000, leaseMs: 600_000 });
      const receivers = Array.from({ length: 50 }, (_, n) => createReceiver(`hook-${n}`));
      for (const { subscriber } of receivers) await one.add(subscriber);
      await one.say('warm:1');
      await until(() => receivers.every(({ done }) => done.length === 1));
      const before = one.reads();
      for (let n = 0; n < 20; n += 1) {
        await one.say(`A:${n}`);
        await until(() => receivers.every(({ done }) => done.length === n + 2));
      }
      // One that brings the event, and at most one that finds nothing more; not fifty.
      expect(one.reads() - before).toBeLessThanOrEqual(60);
    });

    it('let one that was slow come up with the others again', async () => {
      const one = node();
      const [slow, quick] = [createReceiver('slow', { concurrency: () => 1, mostInHand: 40 }), createReceiver('quick')];
      const { promise: gate, resolve: open } = Promise.withResolvers<void>();
      slow.answer(async () => {
        await gate;
        return { kind: 'done' };
      });
      await one.add(slow.subscriber);
      await one.add(quick.subscriber);
      for (let n = 0; n < 8; n += 1) await one.say(...ids(`S${n}`, 1, 40));
      await until(() => quick.done.length === 320);
      expect(one.metrics.read('deliveries_in_hand')).toBeLessThanOrEqual(40);
      open();
      await until(() => slow.done.length === 320);
      for (let n = 0; n < 8; n += 1) expect(firstsOf(slow.done, `S${n}`)).toEqual(ids(`S${n}`, 1, 40));
      await one.say('last:1');
      await until(() => slow.done.includes('last:1'));
    });

    it('read no more for one that fails all the time than it may have unsettled', async () => {
      const one = node();
      const receiver = createReceiver('hook', { mostUnsettled: 10, mostInHand: 20, orderKey: () => null });
      receiver.answer(() => retryIn(60_000));
      await one.add(receiver.subscriber);
      for (let n = 0; n < 12; n += 1) await one.say(...ids(`S${n}`, 1, 10));
      await until(
        () => (one.metrics.read('deliveries_unsettled') ?? 0) >= 10 && one.metrics.read('deliveries_in_hand') === 0,
      );
      expect(one.metrics.read('deliveries_unsettled')).toBeLessThanOrEqual(30);
      expect(receiver.tried.length).toBeLessThanOrEqual(30);
      expect(one.metrics.read('deliveries_lag_events')).toBeGreaterThan(0);
    });

    it('tell a subscriber that was away longer than the log goes back, and go on behind the gap', async () => {
      const one = node();
      const receiver = createReceiver('hook');
      await one.add(receiver.subscriber);
      const [first] = await one.say('A:1');
      await until(() => receiver.done.length === 1);
      await caughtUp(one, 'hook', first?.seq ?? 0);
      await one.drop('hook');
      await one.say('A:2', 'A:3');
      const nowAt = new Date();
      await opened.store.prune({ eventsAt: new Date(Date.now() + 1_000_000_000), idempotencyAt: nowAt, nowAt });
      const [fourth] = await one.say('A:4');
      await one.add(receiver.subscriber);
      await until(() => receiver.done.includes('A:4'));
      expect(receiver.gaps).toEqual([{ afterSeq: first?.seq, beforeSeq: fourth?.seq }]);
      expect(receiver.done).toEqual(['A:1', 'A:4']);
      expect(one.metrics.counted('deliveries_gaps_total')).toBe(1);
    });

    it('tell of no gap where there is none, and give up what the log has let go', async () => {
      const one = node();
      const receiver = createReceiver('hook');
      let fails = true;
      receiver.answer((id) => (id === 'A:1' && fails ? retryIn(150) : { kind: 'done' }));
      await one.add(receiver.subscriber);
      await one.say('A:1');
      await until(() => one.metrics.read('deliveries_unsettled') === 1);
      const nowAt = new Date();
      await opened.store.prune({ eventsAt: new Date(Date.now() + 1_000_000_000), idempotencyAt: nowAt, nowAt });
      fails = false;
      await until(() => one.metrics.read('deliveries_unsettled') === 0);
      expect(await rows(one, 'hook')).toMatchObject([{ state: 'given_up', attempts: [{}, { outcome: 'expired' }] }]);
      await one.say('A:2');
      await until(() => receiver.done.includes('A:2'));
      expect(receiver.gaps).toEqual([]);
    });

    it('keep the order of each key, whatever fails, in bounded tries', async () => {
      const one = node();
      const tries = fc.array(fc.constantFrom('retry', 'retry', 'given_up', 'done', 'done'), { maxLength: 3 });
      const said = fc.array(fc.record({ object: fc.constantFrom('K', 'L', 'M', 'N'), tries }), { maxLength: 40 });
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(said, fc.integer({ min: 1, max: 4 }), async (events, concurrency) => {
          runs += 1;
          const name = `run-${runs}`;
          const plans = new Map(events.map(({ object, tries: plan }, n) => [`${object}-${name}:${n}`, [...plan]]));
          const settled: string[] = [];
          const receiver = createReceiver(name, { concurrency: () => concurrency, mostInHand: 10, mostUnsettled: 10 });
          receiver.answer((id) => {
            const next = plans.get(id)?.shift() ?? 'done';
            if (next === 'retry') return retryIn(2);
            settled.push(id);
            return { kind: next === 'done' ? 'done' : 'given_up' };
          });
          await one.add(receiver.subscriber);
          const ids = [...plans.keys()];
          for (let at = 0; at < ids.length; at += 7) await one.say(...ids.slice(at, at + 7));
          await until(() => settled.length === ids.length);
          for (const object of ['K', 'L', 'M', 'N']) {
            const of = (all: readonly string[]) => all.filter((id) => id.startsWith(`${object}-`));
            expect(of(settled)).toEqual(of(ids));
          }
          await one.remove(name);
        }),
        { numRuns: kind === 'mongo' ? 3 : 15, endOnFailure: true },
      );
    });

    it('deliver again from a place, and a range, on request', async () => {
      const one = node();
      const receiver = createReceiver('hook');
      await one.add(receiver.subscriber);
      const said = await one.say(...ids('A', 1, 6));
      const seqOf = (n: number) => said[n - 1]?.seq ?? 0;
      await until(() => receiver.done.length === 6);
      await caughtUp(one, 'hook', seqOf(6));
      expect(await one.replay('hook', { fromSeq: seqOf(2), toSeq: seqOf(4) })).toBe(3);
      await until(() => receiver.done.length === 9);
      expect(receiver.done.slice(6)).toEqual(ids('A', 2, 4));
      await until(() => one.metrics.read('deliveries_unsettled') === 0);
      expect((await rows(one, 'hook')).map(({ state }) => state)).toEqual(Array(3).fill('delivered'));
      await one.replayFrom('hook', seqOf(4));
      await until(() => receiver.done.length === 11);
      expect(receiver.done.slice(9)).toEqual(['A:5', 'A:6']);
      await caughtUp(one, 'hook', seqOf(6));
      await one.replayEvent('hook', 'A:1');
      await until(() => receiver.done.length === 12);
      expect(receiver.done.at(-1)).toBe('A:1');
      await expect(one.replayEvent('hook', 'A:99')).rejects.toMatchObject({ code: 'not_found' });
      await expect(one.replay('nobody', { fromSeq: 1, toSeq: 2 })).rejects.toMatchObject({ code: 'not_found' });
      await expect(one.replayFrom('nobody', 1)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('are taken over by another node when one dies: nothing lost, and in order', async () => {
      const leases = createLeases();
      const second = await place.open();
      closing.push(second.close);
      // Long beside what a busy machine holds a renewal up.
      const times = { leaseMs: 2_000, renewMs: 100 };
      const a = node(leases.of('a'), times);
      const b = startNode(kind === 'mongo' ? second : opened, leases.of('b'), times);
      closing.push(b.close);
      const receiver = createReceiver('hook');
      let dead = false;
      receiver.answer((id) => {
        // What the dead node had in hand never ends.
        if (id === 'A:2' && !dead) return never();
        return { kind: 'done' };
      });
      await a.add(receiver.subscriber);
      await b.add(receiver.subscriber);
      await a.say('A:1', 'A:2', 'A:3', 'B:1');
      await until(() => receiver.tried.includes('A:2') && receiver.done.includes('B:1'));
      expect(b.metrics.read('deliveries_subscribers')).toBe(0);
      dead = true;
      leases.cut('a');
      await until(() => b.metrics.read('deliveries_subscribers') === 1);
      await until(() => a.metrics.read('deliveries_subscribers') === 0);
      await b.say('A:4');
      await until(() => receiver.done.includes('A:4'));
      expect(firstsOf(receiver.done, 'A')).toEqual(ids('A', 1, 4));
    });

    it('let a node that has lost the lease unknowingly write nothing any more', async () => {
      const leases = createLeases();
      const a = node(leases.of('a'), { renewMs: 60_000, leaseMs: 600_000 });
      const receiver = createReceiver('hook');
      const { promise: gate, resolve: open } = Promise.withResolvers<void>();
      const own = createReceiver('hook');
      own.answer(async () => {
        await gate;
        return retryIn(60_000);
      });
      await a.add(own.subscriber);
      await a.say('A:1');
      await until(() => own.tried.length === 1);
      leases.expire();
      const b = node(leases.of('b'));
      await b.add(receiver.subscriber);
      await until(() => receiver.done.includes('A:1'));
      await caughtUp(b, 'hook', await opened.store.lastEventSeq());
      open();
      await until(() => a.metrics.read('deliveries_subscribers') === 0);
      expect(await rows(b, 'hook')).toEqual([]);
      await b.say('A:2');
      await until(() => receiver.done.includes('A:2'));
    });

    it('bring everything, in order for each key, by a process that is killed again and again', async () => {
      await opened.close();
      const got: string[] = [];
      let refused = 0;
      const server = createServer((request, response) => {
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        request.on('end', () => {
          const { id, attempt } = JSON.parse(Buffer.concat(parts).toString()) as { id: string } & DeliveryInput;
          // Every seventh event is refused twice.
          if (Number(id.split(':')[1]) % 7 === 0 && attempt < 3) {
            refused += 1;
            response.writeHead(503).end('later');
            return;
          }
          got.push(id);
          response.writeHead(204).end();
        });
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      closing.push(async () => {
        server.closeAllConnections();
        server.close();
      });
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
      // MongoDB's stand-ins commit sixty times a second.
      const [objects, events] = kind === 'mongo' ? [5, 15] : [10, 40];
      /** Runs until that many requests more were answered; null: until it says that it has nothing to do. */
      const run = async (kills: number | null): Promise<void> => {
        const child = spawn(process.execPath, [program, kind, place.address, url, `${objects}`, `${events}`], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const closed = once(child, 'close');
        const aim = got.length + (kills ?? 0);
        if (kills !== null) {
          await Promise.race([untilWithin(60_000, () => got.length >= aim), closed]);
          child.kill('SIGKILL');
        } else {
          for await (const line of createInterface({ input: child.stdout })) if (line === 'idle') child.kill('SIGTERM');
        }
        await closed;
      };
      for (const kills of kind === 'mongo' ? [1, 15, 25] : [1, 30, 60, 90]) await run(kills);
      await run(null);
      expect(refused).toBeGreaterThan(0);
      for (let object = 0; object < objects; object += 1) {
        expect(firstsOf(got, `S${object}`)).toEqual(ids(`S${object}`, 1, events));
      }
      opened = await place.open();
      closing.push(opened.close);
      expect((await opened.deliveryStore.unsettledDeliveries('hook')).length).toBe(0);
      const [state] = await opened.deliveryStore.subscribers(['hook']);
      expect(state?.seq).toBe(await opened.store.lastEventSeq());
    }, 180_000);
  });
};
