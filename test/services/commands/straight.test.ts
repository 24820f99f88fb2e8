/** The way of a command to a station that is there and has nothing else to do. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import { until } from '../../support/until.ts';
import type { Harness } from './harness.ts';
import { ACCEPTED, ask, createHarness, heldAnswers, startRequest } from './harness.ts';

let gateway: Harness;
beforeEach(async () => {
  gateway = await createHarness();
});
afterEach(() => gateway.close());

const trigger = () => ask('TRIGGER_MESSAGE', { message: 'Heartbeat', evseId: null, connectorId: null });
const sentIds = () => gateway.sent.map(({ command }) => command.id);

describe('a station that is ready and has nothing waiting', () => {
  it('is sent its command as soon as that is stored, in one commit, and the answer does not wait for it', async () => {
    const held = heldAnswers();
    gateway.script(held.script);
    gateway.work();
    const events: string[] = [];
    gateway.bus.subscribe((event) => void events.push(event.type));
    const command = await gateway.request(startRequest({ idempotencyKey: 'k' }));
    expect(command).toMatchObject({ status: 'SENT', version: 1, sentAt: command.createdAt });
    expect(await gateway.get(command.id)).toEqual(command);
    expect(sentIds()).toEqual([command.id]);
    expect(events).toEqual(['command.updated']);
    expect(await gateway.queue().stats()).toMatchObject({ waiting: 0, delayed: 0, running: 0 });
    expect(await gateway.request(startRequest({ idempotencyKey: 'k' }))).toMatchObject({ id: command.id });
    held.release(ACCEPTED);
    await gateway.until(command.id, 'ACCEPTED');
    await gateway.idle();
    expect(await gateway.queue().stats()).toMatchObject({ delayed: 1 });
    expect(gateway.sent).toHaveLength(1);
  });

  it('gets the next one in its turn, not before it has answered', async () => {
    const held = heldAnswers();
    gateway.script(held.script);
    gateway.work();
    const first = await gateway.request(trigger());
    const second = await gateway.request(trigger());
    expect([first.status, second.status]).toEqual(['SENT', 'QUEUED']);
    expect(sentIds()).toEqual([first.id]);
    gateway.script(() => Promise.resolve(ACCEPTED));
    held.release(ACCEPTED);
    await gateway.until(second.id, 'CONFIRMED');
    expect(sentIds()).toEqual([first.id, second.id]);
  });

  it('gets one of two that come together straight, and the other behind it', async () => {
    gateway.work();
    const both = await Promise.all([gateway.request(trigger()), gateway.request(trigger())]);
    expect(both.map(({ status }) => status).sort()).toEqual(['QUEUED', 'SENT']);
    await Promise.all(both.map(({ id }) => gateway.until(id, 'CONFIRMED')));
    expect(sentIds().sort()).toEqual(both.map(({ id }) => id).sort());
  });

  it('gets none before those that wait for it', async () => {
    gateway.work();
    gateway.connected.clear();
    const waiting = await gateway.request(trigger());
    await gateway.idle();
    gateway.connected.add('CS1');
    const next = await gateway.request(trigger());
    expect([waiting.status, next.status]).toEqual(['QUEUED', 'QUEUED']);
    await gateway.until(next.id, 'CONFIRMED');
    expect(sentIds()).toEqual([waiting.id, next.id]);
  });

  it('is asked again by the queue when nothing could be sent, until the command expires', async () => {
    gateway.script((order) => {
      gateway.connected.delete(order.command.stationId);
      return Promise.reject(new DomainError('station_offline'));
    });
    gateway.work();
    const { id } = await gateway.request(startRequest());
    await gateway.until(id, 'QUEUED');
    await gateway.idle();
    await gateway.clock.advance(61_000);
    await gateway.until(id, 'EXPIRED');
    expect(gateway.sent).toHaveLength(1);
  });

  it('is not asked when the store takes nothing, and no later command waits for that', async () => {
    gateway.work();
    gateway.storeRefuses(true);
    await expect(gateway.request(trigger())).rejects.toMatchObject({ code: 'unavailable' });
    gateway.storeRefuses(false);
    expect(gateway.sent).toEqual([]);
    const next = await gateway.request(trigger());
    await gateway.until(next.id, 'CONFIRMED');
    expect(sentIds()).toEqual([next.id]);
  });
});

describe('a store that does not say whether the command is stored', () => {
  it.each([1, 2, 3, 4])('and fails read %i of what was taken back: it is sent by the queue, once', async (failing) => {
    gateway.work();
    let reads = 0;
    gateway.readsFail((command) => {
      if (command?.status !== 'QUEUED') return false;
      reads += 1;
      return reads === failing;
    });
    gateway.storeAnswersNot(1);
    await expect(gateway.request(trigger())).rejects.toMatchObject({ code: 'unavailable' });
    expect(gateway.sent).toEqual([]);
    const [stored] = await gateway.store.unsettledCommands(null);
    let status: string | undefined;
    gateway.bus.subscribe((event) => {
      if (event.type === 'command.updated') ({ status } = event.data.command);
    });
    await until(async () => {
      // Not until it is idle: a job whose read fails waits for the clock.
      await gateway.queue().stats();
      await gateway.clock.advance(100);
      return status === 'CONFIRMED';
    });
    expect(sentIds()).toEqual([stored?.id]);
  });
});

describe('a process that dies', () => {
  it('before the commit has sent nothing and stored nothing', async () => {
    gateway.work();
    gateway.storeRefuses(true);
    await expect(gateway.request(startRequest())).rejects.toMatchObject({ code: 'unavailable' });
    await gateway.crash();
    gateway.storeRefuses(false);
    gateway.work();
    await gateway.services().stationReady('CS1');
    await gateway.idle();
    expect(await gateway.store.unsettledCommands(null)).toEqual([]);
    expect(gateway.sent).toEqual([]);
  });

  it.each(['between the commit and the frame', 'after the frame'])('%s never sends it again', async (where) => {
    const held = heldAnswers();
    gateway.script(held.script);
    gateway.work();
    const { id, status } = await gateway.request(startRequest());
    expect(status).toBe('SENT');
    // What the dead process had written is not known to the next one; here the frame of the first case is forgotten.
    if (where === 'between the commit and the frame') gateway.sent.length = 0;
    const before = gateway.sent.length;
    await gateway.crash();
    gateway.script(() => Promise.resolve(ACCEPTED));
    expect(await gateway.get(id)).toMatchObject({ status: 'FAILED', error: { code: 'outcome_unknown' } });
    gateway.work();
    await gateway.services().stationReady('CS1');
    await gateway.idle();
    expect(gateway.sent).toHaveLength(before);
  });
});
