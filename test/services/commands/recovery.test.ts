import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/command.ts';
import { DomainError } from '../../../src/domain/error.ts';
import { createIds } from '../../../src/observe/ids.ts';
import { createInterruption } from '../../../src/services/commands/interruption.ts';
import { createCommandRecords } from '../../../src/services/commands/records.ts';
import { createRecovery } from '../../../src/services/commands/recovery.ts';
import { createSending } from '../../../src/services/commands/sending.ts';
import type { Committer } from '../../../src/services/ports/commit.ts';
import { until } from '../../support/until.ts';
import { command } from './fixtures.ts';
import type { Harness } from './harness.ts';
import { ACCEPTED, ask, createHarness, heldAnswers, newSession, startRequest } from './harness.ts';

let gateway: Harness;
beforeEach(async () => {
  gateway = await createHarness();
});
afterEach(() => gateway.close());

/** Stops the process while a start is at its station. */
const crashWhileSent = async () => {
  const held = heldAnswers();
  gateway.script(held.script);
  gateway.work();
  const command = await gateway.request(startRequest());
  await held.asked;
  await gateway.crash();
  gateway.script(() => Promise.resolve(ACCEPTED));
  return command;
};

describe('after a crash', () => {
  it('a command that was at the station is never sent again, and its outcome is unknown', async () => {
    const { id } = await crashWhileSent();
    expect(await gateway.get(id)).toMatchObject({ status: 'FAILED', error: { code: 'outcome_unknown' } });
    gateway.work();
    await gateway.services().stationReady('CS1');
    await gateway.idle();
    expect(gateway.sent).toHaveLength(1);
  });

  it('the effect of such a command becomes its late outcome', async () => {
    const { id, number } = await crashWhileSent();
    const effect = await gateway.sessionStarts(newSession({}, { remoteStartId: number }));
    expect(effect).toMatchObject({ commandId: id, startedAfterTimeout: true });
    expect(await gateway.get(id)).toMatchObject({
      status: 'FAILED',
      sessionId: 'S1',
      lateOutcome: { status: 'CONFIRMED' },
    });
  });

  it('such a command ends even when only its job comes back', async () => {
    const held = heldAnswers();
    gateway.script(held.script);
    gateway.work();
    const { id } = await gateway.request(startRequest());
    await held.asked;
    await gateway.crash();
    gateway.work();
    await gateway.until(id, 'FAILED');
    expect(gateway.sent).toHaveLength(1);
  });

  it.each(['boots', 'misses its deadline'])(
    'a reset that was at the station waits for the boot: it %s',
    async (what) => {
      const held = heldAnswers();
      gateway.script(held.script);
      gateway.work();
      const { id } = await gateway.request(ask('RESET_STATION', { mode: 'IMMEDIATE', evseId: null }));
      await held.asked;
      await gateway.crash();
      expect(await gateway.get(id)).toMatchObject({ status: 'ACCEPTED', answeredAt: null, result: null });
      gateway.work();
      if (what === 'boots') {
        await gateway.boots();
        expect((await gateway.get(id)).status).toBe('CONFIRMED');
      } else {
        await gateway.queue().stats();
        await gateway.clock.advance(600_000);
        await gateway.until(id, 'TIMED_OUT');
        expect(await gateway.get(id)).toMatchObject({ error: { code: 'station_timeout' } });
      }
      expect(gateway.sent).toHaveLength(1);
    },
  );

  it('what waits is sent, once, though its jobs were never added', async () => {
    gateway.connected.clear();
    const { id } = await gateway.request(startRequest());
    await gateway.queue().remove(`send-${id}`);
    await gateway.queue().remove(`expire-${id}`);
    gateway.connected.add('CS1');
    await gateway.services().recover();
    await gateway.services().recover();
    gateway.work();
    await gateway.until(id, 'ACCEPTED');
    await gateway.idle();
    expect(gateway.sent).toHaveLength(1);
  });

  it('what waits expires when its time passed meanwhile', async () => {
    const { id } = await gateway.request(startRequest());
    await gateway.crash();
    await gateway.clock.advance(61_000);
    await gateway.services().recover();
    gateway.work();
    await gateway.until(id, 'EXPIRED');
    await gateway.idle();
    expect(gateway.sent).toEqual([]);
  });

  it('what was accepted still has its deadline', async () => {
    gateway.work();
    const { id } = await gateway.request(startRequest());
    await gateway.until(id, 'ACCEPTED');
    await gateway.idle();
    await gateway.queue().remove(`deadline-${id}`);
    await gateway.crash();
    gateway.work();
    await gateway.queue().stats();
    await gateway.clock.advance(90_000);
    await gateway.until(id, 'TIMED_OUT');
  });

  it('recovering beside a working queue leaves alone what is at its station now', async () => {
    const held = heldAnswers();
    gateway.script(held.script);
    gateway.work();
    const { id } = await gateway.request(startRequest());
    await held.asked;
    await gateway.services().recover();
    expect((await gateway.get(id)).status).toBe('SENT');
    held.release(ACCEPTED);
    await gateway.until(id, 'ACCEPTED');
  });
});

describe('what a node sent that came while others were asked who lives', () => {
  const sentBy = (node: string) => ({ ...command('START_SESSION', { status: 'SENT' }), sentBy: node });
  const recoverWith = async (asListed: Command, asStored: Command) => {
    let nodes = ['NODE'];
    const changes: unknown[] = [];
    const { recover } = createRecovery({
      store: {
        unsettledCommands: async () => {
          nodes = ['NODE', 'NEW'];
          return [asListed];
        },
      },
      interruption: createInterruption({
        records: {
          change: async (_id, rule) => {
            changes.push(await rule(asStored));
            return null;
          },
        },
        owners: { nodeId: 'NODE', liveNodes: async () => new Set(nodes) },
        atStation: { has: () => false },
        answers: { awaitEffect: async () => undefined },
        clock: gateway.clock,
      }),
      queue: { add: async () => true, addAll: async () => undefined },
      clock: gateway.clock,
    });
    await recover();
    return changes;
  };

  it('is left to it', async () => {
    expect(await recoverWith(sentBy('NEW'), sentBy('NEW'))).toEqual([null]);
    expect(await recoverWith(sentBy('DEAD'), sentBy('NEWEST'))).toEqual([null]);
  });

  it('is reported when its node has died', async () => {
    expect(await recoverWith(sentBy('DEAD'), sentBy('DEAD'))).toMatchObject([{ status: 'FAILED' }]);
  });
});

describe('a command whose station went to another node while it was SENT', () => {
  it('is handed to whoever holds the station now, for that node has found nothing that waits', async () => {
    const added: string[] = [];
    const { id } = await gateway.request(startRequest());
    const { store, committer } = gateway;
    const records = createCommandRecords({
      store,
      committer,
      newId: createIds(gateway.clock),
      explain: async (ended) => ended,
    });
    let ready = true;
    const { send } = createSending({
      sentLately: { sending: () => undefined },
      store,
      records,
      queue: {
        add: async (job) => {
          expect((await gateway.get(id)).status).toBe('QUEUED');
          added.push(job.id);
          return true;
        },
      },
      links: {
        isReady: () => ready,
        send: async () => {
          expect((await gateway.get(id)).status).toBe('SENT');
          ready = false;
          throw new DomainError('station_offline');
        },
      },
      owners: { nodeId: 'NODE', liveNodes: async () => new Set(['NODE']) },
      clock: gateway.clock,
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    await send({ id: `send-${id}`, name: 'command.send', lane: 'CS1', data: { commandId: id }, attempt: 1 });
    expect(added).toEqual([`send-${id}`]);
  });
});

describe('a command that was stored as SENT though the store gave no answer', () => {
  it('waits again, for nothing was sent, and expires when its time is over', async () => {
    const { id } = await gateway.request(startRequest());
    const { store, clock } = gateway;
    let away = false;
    const committer: Committer = {
      commit: async (change) => {
        if (away) throw new DomainError('unavailable');
        const events = await gateway.committer.commit(change);
        if (change.commands?.[0]?.status !== 'SENT') return events;
        away = true;
        throw new DomainError('unavailable');
      },
    };
    const sent: string[] = [];
    const { send } = createSending({
      sentLately: { sending: () => undefined },
      store,
      records: createCommandRecords({ store, committer, newId: createIds(clock), explain: async (ended) => ended }),
      queue: { add: async () => true },
      links: {
        isReady: () => true,
        send: async ({ command: { id: sentId } }) => {
          sent.push(sentId);
          return ACCEPTED;
        },
      },
      owners: { nodeId: 'NODE', liveNodes: async () => new Set(['NODE']) },
      clock,
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    const failing = send({ id: `send-${id}`, name: 'command.send', lane: 'CS1', data: { commandId: id }, attempt: 1 });
    const failed = expect(failing).rejects.toMatchObject({ code: 'unavailable' });
    await until(() => away && clock.pending() > 0);
    expect((await gateway.get(id)).status).toBe('SENT');
    await clock.advance(61_000);
    away = false;
    await clock.advance(1000);
    await failed;
    expect((await gateway.get(id)).status).toBe('EXPIRED');
    expect(sent).toEqual([]);
  });
});

describe('a station that is ready', () => {
  it('gets a second job when the first is about to end because the station was offline', async () => {
    // The first job cannot be caught at its very end, so the queue here only says what it would say then.
    const added: string[] = [];
    const { stationReady } = createRecovery({
      store: { unsettledCommands: async () => [command('START_SESSION')] },
      interruption: { unlessBeingSent: async () => undefined },
      queue: {
        add: async ({ id }) => {
          added.push(id);
          return id !== 'send-C1';
        },
        addAll: async () => undefined,
      },
      clock: gateway.clock,
    });
    await stationReady('CS1');
    expect(added).toEqual(['send-C1', 'send-C1-b']);
  });

  it('gets a second job by requeueing, too, which every lost lease ends with', async () => {
    const added: string[] = [];
    const { requeue } = createRecovery({
      store: { unsettledCommands: async () => [command('START_SESSION')] },
      interruption: { unlessBeingSent: async () => undefined },
      queue: { add: async () => true, addAll: async (jobs) => void added.push(...jobs.map(({ job }) => job.id)) },
      clock: gateway.clock,
    });
    await requeue();
    expect(added).toEqual(['send-C1', 'send-C1-b', 'expire-C1']);
  });
});
