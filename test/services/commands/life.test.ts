import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import { at, connectors } from './fixtures.ts';
import type { Harness } from './harness.ts';
import {
  ACCEPTED,
  ask,
  createHarness,
  fleet,
  heldAnswers,
  newSession,
  REJECTED,
  startRequest,
  TIMEOUT,
} from './harness.ts';

let gateway: Harness;
beforeEach(async () => {
  gateway = await createHarness();
});
afterEach(() => gateway.close());

describe('a start', () => {
  it('is stored queued, sent, accepted, and confirmed by its session', async () => {
    const { id, number, version, status } = await gateway.request(startRequest());
    expect({ version, status }).toEqual({ version: 1, status: 'QUEUED' });
    gateway.work();
    await gateway.until(id, 'ACCEPTED');
    const session = newSession({}, { remoteStartId: number });
    expect(await gateway.sessionStarts(session)).toMatchObject({ commandId: id, startedAfterTimeout: false });
    const done = await gateway.get(id);
    expect(done).toMatchObject({ status: 'CONFIRMED', sessionId: 'S1', result: { status: 'Accepted' }, version: 4 });
    expect(gateway.sent).toHaveLength(1);
    expect(gateway.lines.filter((line) => line.message === 'command.completed')).toEqual([
      {
        message: 'command.completed',
        fields: expect.objectContaining({
          commandId: id,
          type: 'START_SESSION',
          stationId: 'CS1',
          status: 'CONFIRMED',
        }),
      },
    ]);
    expect(gateway.counts.filter((line) => line.startsWith('commands_total'))).toEqual([
      'commands_total START_SESSION CONFIRMED',
    ]);
  });

  it('confirms when its session is seen before its answer, which then undoes nothing', async () => {
    const held = heldAnswers();
    gateway.script(held.script);
    gateway.work();
    const { id, number } = await gateway.request(startRequest());
    await held.asked;
    await gateway.sessionStarts(newSession({}, { remoteStartId: number }));
    expect((await gateway.get(id)).status).toBe('CONFIRMED');
    held.release(ACCEPTED);
    await gateway.idle();
    expect(await gateway.get(id)).toMatchObject({ status: 'CONFIRMED', sessionId: 'S1', lateOutcome: null });
  });

  it('takes the transaction that the station names in its answer', async () => {
    await gateway.committer.commit({ sessions: [newSession({ token: null, status: 'PENDING' })] });
    gateway.script(() => Promise.resolve({ kind: 'accepted', done: false, result: { transactionId: 'T1' } }));
    gateway.work();
    const { id } = await gateway.request(startRequest());
    expect(await gateway.until(id, 'CONFIRMED')).toMatchObject({ sessionId: 'S1' });
  });

  it('finds its session by token and EVSE on OCPP 1.6', async () => {
    gateway.work();
    const { id } = await gateway.request(startRequest());
    await gateway.until(id, 'ACCEPTED');
    const other = newSession({ id: 'S9', token: { uid: 'TAG2', type: 'RFID' }, startedAt: at(1) }, { protocol: '1.6' });
    expect((await gateway.sessionStarts(other)).commandId).toBeNull();
    expect((await gateway.sessionStarts(newSession({ startedAt: at(1) }, { protocol: '1.6' }))).commandId).toBe(id);
    expect((await gateway.get(id)).status).toBe('CONFIRMED');
  });

  it('times out when it is accepted and nothing starts, and keeps the session that starts later', async () => {
    gateway.work();
    const { id, number } = await gateway.request(startRequest());
    await gateway.until(id, 'ACCEPTED');
    await gateway.idle();
    await gateway.clock.advance(90_000);
    expect(await gateway.until(id, 'TIMED_OUT')).toMatchObject({ error: { code: 'effect_timeout' } });
    const late = await gateway.sessionStarts(newSession({ startedAt: at(120) }, { remoteStartId: number }));
    expect(late).toMatchObject({ commandId: id, startedAfterTimeout: true });
    expect(late.events).toHaveLength(1);
    expect(await gateway.get(id)).toMatchObject({
      status: 'TIMED_OUT',
      sessionId: 'S1',
      lateOutcome: { status: 'CONFIRMED', sessionId: 'S1' },
    });
    expect(gateway.lines.filter((line) => line.message === 'command.completed')).toHaveLength(1);
  });

  it('that was not answered in time keeps the late answer once', async () => {
    gateway.script(() => Promise.resolve(TIMEOUT));
    gateway.work();
    const { id } = await gateway.request(startRequest());
    await gateway.until(id, 'TIMED_OUT');
    await gateway.services().lateAnswer(id, REJECTED);
    await gateway.services().lateAnswer(id, ACCEPTED);
    expect(await gateway.get(id)).toMatchObject({
      status: 'TIMED_OUT',
      error: { code: 'station_timeout' },
      lateOutcome: { status: 'REJECTED' },
      version: 3,
    });
  });

  it('fails with the reason when the station refuses or does not know it', async () => {
    gateway.work();
    gateway.script(() => Promise.resolve(REJECTED));
    const rejected = await gateway.request(startRequest());
    expect(await gateway.until(rejected.id, 'REJECTED')).toMatchObject({ error: { code: 'station_rejected' } });
    gateway.script(() => Promise.reject(new DomainError('not_supported')));
    const unknown = await gateway.request(startRequest());
    expect(await gateway.until(unknown.id, 'FAILED')).toMatchObject({ error: { code: 'not_supported' }, sentAt: null });
  });

  // A full disk, and no time left to wait: the job was dropped, and the command stayed SENT until the next start.
  it('keeps its answer until the store takes it, also behind its time to wait', async () => {
    gateway.work();
    const held = heldAnswers();
    gateway.script(held.script);
    const { id } = await gateway.request(startRequest({ expiresInS: 1 }));
    await held.asked;
    gateway.storeRefuses(true);
    held.release(ACCEPTED);
    while (gateway.refusals() < 3) await gateway.clock.advance(1000);
    gateway.storeRefuses(false);
    let accepted = false;
    const change = gateway.until(id, 'ACCEPTED').then(() => {
      accepted = true;
    });
    while (!accepted) await gateway.clock.advance(100);
    await change;
  });

  it('that fails inside the gateway ends, is logged, and does not hold up the next', async () => {
    gateway.work();
    gateway.script(() => Promise.reject(new TypeError('a bug')));
    const bad = await gateway.request(startRequest());
    expect(await gateway.until(bad.id, 'FAILED')).toMatchObject({ error: { code: 'internal' } });
    expect(gateway.lines.map((line) => line.message)).toContain('command.send_failed');
    gateway.script(() => Promise.resolve(REJECTED));
    const next = await gateway.request(startRequest());
    await gateway.until(next.id, 'REJECTED');
  });
});

describe('a command for a station that is not there', () => {
  it('waits, and goes out in order when the station is ready', async () => {
    gateway.connected.clear();
    gateway.work();
    const first = await gateway.request(startRequest());
    await gateway.clock.advance(10);
    const second = await gateway.request(ask('UNLOCK_CONNECTOR', { evseId: 1, connectorId: 1 }));
    await gateway.idle();
    expect(gateway.sent).toEqual([]);
    expect((await gateway.get(first.id)).status).toBe('QUEUED');
    gateway.connected.add('CS1');
    await gateway.services().stationReady('CS1');
    await gateway.until(second.id, 'CONFIRMED');
    expect(gateway.sent.map((order) => order.command.id)).toEqual([first.id, second.id]);
  });

  it('is not overtaken by one that is asked for just when the station is back', async () => {
    gateway.connected.clear();
    gateway.work();
    const first = await gateway.request(ask('UNLOCK_CONNECTOR', { evseId: 1, connectorId: 1 }));
    await gateway.idle();
    // Its own job is gone; the station is there, and what waits has not been woken yet.
    gateway.connected.add('CS1');
    const second = await gateway.request(startRequest());
    await gateway.until(second.id, 'ACCEPTED');
    expect(gateway.sent.map((order) => order.command.id)).toEqual([first.id, second.id]);
    await gateway.services().stationReady('CS1');
    await gateway.idle();
    expect(gateway.sent).toHaveLength(2);
  });

  it('expires, and is not sent when the station comes back after that', async () => {
    gateway.connected.clear();
    gateway.work();
    const { id } = await gateway.request(startRequest({ expiresInS: 30 }));
    await gateway.idle();
    await gateway.clock.advance(30_000);
    expect(await gateway.until(id, 'EXPIRED')).toMatchObject({ error: { code: 'expired' }, sentAt: null });
    gateway.connected.add('CS1');
    await gateway.services().stationReady('CS1');
    await gateway.idle();
    expect(gateway.sent).toEqual([]);
  });

  it('is sent or expires, never both, when the station comes back at that moment', async () => {
    gateway.connected.clear();
    gateway.work();
    const { id } = await gateway.request(startRequest({ expiresInS: 30 }));
    await gateway.idle();
    gateway.connected.add('CS1');
    await Promise.all([gateway.services().stationReady('CS1'), gateway.clock.advance(30_000)]);
    await gateway.idle();
    const { status } = await gateway.get(id);
    expect([status, gateway.sent.length]).toEqual(status === 'EXPIRED' ? ['EXPIRED', 0] : ['ACCEPTED', 1]);
  });

  it('goes back to the queue when the socket closes before the sending', async () => {
    gateway.script((order) => {
      gateway.connected.delete(order.command.stationId);
      throw new DomainError('station_offline');
    });
    gateway.work();
    const { id } = await gateway.request(startRequest());
    await gateway.until(id, (command) => command.version === 2);
    await gateway.idle();
    expect(await gateway.get(id)).toMatchObject({ status: 'QUEUED', sentAt: null });
    gateway.connected.add('CS1');
    gateway.script(() => Promise.resolve(ACCEPTED));
    await gateway.services().stationReady('CS1');
    await gateway.until(id, 'ACCEPTED');
  });

  it.each(['station_busy', 'conflict'] as const)(
    'is tried again by itself when nothing was sent for %s',
    async (code) => {
      let tries = 0;
      gateway.script(() => {
        tries += 1;
        return tries === 1 ? Promise.reject(new DomainError(code)) : Promise.resolve(ACCEPTED);
      });
      gateway.work();
      const { id } = await gateway.request(startRequest());
      expect(await gateway.until(id, (command) => command.version === 2)).toMatchObject({ status: 'QUEUED' });
      for (let seconds = 0; tries < 2 && seconds < 30; seconds += 1) {
        await gateway.queue().stats();
        await gateway.clock.advance(1000);
      }
      await gateway.until(id, 'ACCEPTED');
    },
  );

  it('only configures a station that is not adopted yet', async () => {
    await gateway.stationIs({ registration: 'pending' });
    gateway.work();
    const start = await gateway.request(startRequest());
    const trigger = await gateway.request(
      ask('TRIGGER_MESSAGE', { message: 'BootNotification', evseId: null, connectorId: null }),
    );
    await gateway.until(trigger.id, 'CONFIRMED');
    expect((await gateway.get(start.id)).status).toBe('QUEUED');
  });
});

describe('one station and the next', () => {
  it('each take their commands in order, the slow one without holding up the other', async () => {
    const { id: _, ...rest } = (await gateway.store.station('CS1')) ?? {};
    await gateway.committer.commit({ stations: [{ ...rest, id: 'CS2', version: 1 } as never] });
    gateway.connected.add('CS2');
    const held = heldAnswers();
    gateway.script((order) => (order.command.stationId === 'CS1' ? held.script(order) : Promise.resolve(REJECTED)));
    gateway.work();
    const slow = await gateway.request(startRequest());
    const second = { evseId: 1, connectorId: null, token: { uid: 'TAG2', type: 'RFID' } } as const;
    const behind = await gateway.request(ask('START_SESSION', second));
    await held.asked;
    const other = await gateway.request(startRequest({ stationId: 'CS2' }));
    await gateway.until(other.id, 'REJECTED');
    expect((await gateway.get(behind.id)).status).toBe('QUEUED');
    held.release(ACCEPTED);
    await gateway.until(slow.id, 'ACCEPTED');
    await gateway.until(behind.id, 'ACCEPTED');
  });
});

describe('the effects of other commands', () => {
  it('confirm a stop when its session ends, and name its transaction to the station', async () => {
    await gateway.committer.commit({ sessions: [newSession({ evseId: 2 })] });
    gateway.work();
    const { id } = await gateway.request(ask('STOP_SESSION', { sessionId: 'S1' }, { stationId: null }));
    await gateway.until(id, 'ACCEPTED');
    expect(gateway.sent[0]).toMatchObject({ transactionId: 'T1', sessionEvseId: 2 });
    await gateway.sessionEnds(newSession({ evseId: 2 }));
    expect((await gateway.get(id)).status).toBe('CONFIRMED');
  });

  it('leave a refused stop alone, and fail one whose session ended before it could be sent', async () => {
    await gateway.committer.commit({ sessions: [newSession()] });
    gateway.script(() => Promise.resolve(REJECTED));
    gateway.work();
    const refused = await gateway.request(ask('STOP_SESSION', { sessionId: 'S1' }));
    await gateway.until(refused.id, 'REJECTED');
    gateway.connected.clear();
    const waiting = await gateway.request(ask('STOP_SESSION', { sessionId: 'S1' }));
    await gateway.idle();
    await gateway.sessionEnds(newSession());
    expect(await gateway.get(refused.id)).toMatchObject({ status: 'REJECTED', lateOutcome: null });
    gateway.connected.add('CS1');
    await gateway.services().stationReady('CS1');
    expect(await gateway.until(waiting.id, 'FAILED')).toMatchObject({ error: { code: 'session_ended' } });
    expect(gateway.sent).toHaveLength(1);
  });

  it('fail, and are never sent, when their station is replaced while they wait, though it is still connected', async () => {
    gateway.connected.clear();
    const waiting = await gateway.request(ask('RESET_STATION', { mode: 'IMMEDIATE', evseId: null }));
    await gateway.stationIs({ replacedBy: 'CS2' });
    gateway.connected.add('CS1');
    gateway.work();
    await gateway.services().stationReady('CS1');
    expect(await gateway.until(waiting.id, 'FAILED')).toMatchObject({
      stationId: 'CS1',
      error: { code: 'station_replaced', detail: 'The station was replaced by CS2.' },
    });
    expect(gateway.sent).toEqual([]);
  });

  it('confirm a reset by the boot, also one that was not answered', async () => {
    gateway.work();
    const reset = await gateway.request(ask('RESET_STATION', { mode: 'IMMEDIATE', evseId: null }));
    await gateway.until(reset.id, 'ACCEPTED');
    await gateway.boots();
    expect((await gateway.get(reset.id)).status).toBe('CONFIRMED');
    gateway.script(() => Promise.resolve(TIMEOUT));
    const silent = await gateway.request(ask('RESET_STATION', { mode: 'IMMEDIATE', evseId: null }));
    await gateway.until(silent.id, 'TIMED_OUT');
    await gateway.boots();
    expect(await gateway.get(silent.id)).toMatchObject({ lateOutcome: { status: 'CONFIRMED' } });
    expect((await gateway.get(reset.id)).version).toBe(3);
  });

  it('confirm a change of availability when the status shows it, or at once when it does already', async () => {
    gateway.work();
    const out = { operative: false, evseId: 1, connectorId: null };
    const first = await gateway.request(ask('CHANGE_AVAILABILITY', out));
    await gateway.until(first.id, 'ACCEPTED');
    await gateway.stationIs({ status: 'AVAILABLE' });
    expect((await gateway.get(first.id)).status).toBe('ACCEPTED');
    await gateway.stationIs({ evses: connectors('UNAVAILABLE') });
    expect((await gateway.get(first.id)).status).toBe('CONFIRMED');
    const again = await gateway.request(ask('CHANGE_AVAILABILITY', out));
    await gateway.until(again.id, 'CONFIRMED');
  });
});

describe('a change of availability that the station has scheduled', () => {
  it('is cancelled when it takes a later one for the same, and no other is', async () => {
    gateway.work();
    const change = async (operative: boolean, evseId: number, status: 'ACCEPTED' | 'CONFIRMED' = 'ACCEPTED') => {
      const { id } = await gateway.request(ask('CHANGE_AVAILABILITY', { operative, evseId, connectorId: null }));
      await gateway.until(id, status);
      return id;
    };
    const [first, other] = [await change(false, 1), await change(false, 2)];
    await change(true, 1, 'CONFIRMED');
    await gateway.until(first, 'CANCELLED');
    expect(await gateway.get(first)).toMatchObject({ error: { code: 'conflict' } });
    expect((await gateway.get(other)).status).toBe('ACCEPTED');
  });
});

describe('an effect that comes late', () => {
  it('is kept for a stop and a change of availability that were not answered', async () => {
    await gateway.committer.commit({ sessions: [newSession()] });
    gateway.script(() => Promise.resolve(TIMEOUT));
    gateway.work();
    const stop = await gateway.request(ask('STOP_SESSION', { sessionId: 'S1' }));
    const out = await gateway.request(ask('CHANGE_AVAILABILITY', { operative: false, evseId: 1, connectorId: null }));
    await gateway.until(out.id, 'TIMED_OUT');
    await gateway.sessionEnds(newSession());
    await gateway.stationIs({ evses: connectors('UNAVAILABLE') });
    await gateway.stationIs({ evses: connectors('UNAVAILABLE') });
    // The second may be asked for before the first one's end is kept, and wait for that.
    for (const { id, status } of [stop, out]) {
      expect(await gateway.get(id)).toMatchObject({
        status: 'TIMED_OUT',
        lateOutcome: { status: 'CONFIRMED' },
        version: status === 'SENT' ? 3 : 4,
      });
    }
  });
});

describe('cancelling', () => {
  it('ends a command that waits, and it is never sent', async () => {
    gateway.connected.clear();
    gateway.work();
    const { id } = await gateway.request(startRequest());
    await gateway.idle();
    expect(await gateway.services().api.cancel(fleet, id)).toMatchObject({ status: 'CANCELLED', version: 2 });
    gateway.connected.add('CS1');
    await gateway.services().stationReady('CS1');
    await gateway.clock.advance(60_000);
    await gateway.idle();
    expect(gateway.sent).toEqual([]);
    expect((await gateway.get(id)).version).toBe(2);
  });

  it('is refused once the command is at the station', async () => {
    gateway.work();
    const { id } = await gateway.request(startRequest());
    await gateway.until(id, 'ACCEPTED');
    await expect(gateway.services().api.cancel(fleet, id)).rejects.toMatchObject({ code: 'command_not_cancellable' });
  });

  it('and sending at the same moment: one of them wins', async () => {
    const { id } = await gateway.request(startRequest());
    gateway.work();
    const cancelled = await gateway
      .services()
      .api.cancel(fleet, id)
      .then(() => true)
      .catch((error: DomainError) => error.code !== 'command_not_cancellable');
    await gateway.idle();
    expect([(await gateway.get(id)).status, gateway.sent.length]).toEqual(
      cancelled ? ['CANCELLED', 0] : ['ACCEPTED', 1],
    );
  });
});
