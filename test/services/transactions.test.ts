import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/command.ts';
import { NO_EFFECT } from '../../src/services/effects.ts';
import type { TransactionReport } from '../../src/services/inbox.ts';
import {
  ADMIN,
  aReport,
  aStart,
  aStation,
  aStop,
  aToken,
  at,
  meterValues,
  NO_OBSERVER,
  register,
  startSide,
  type TestSide,
} from './station-side.ts';

let side: TestSide;

beforeEach(async () => {
  side = await startSide();
  await side.stations.put(ADMIN, aStation('CP1'), null);
  await side.tokens.put(ADMIN, aToken('TAG1', { groupId: 'FLEET', driverId: 'anna' }), null);
  await side.tokens.put(ADMIN, aToken('TAG2', { groupId: 'FLEET' }), null);
  await side.tokens.put(ADMIN, aToken('BLOCKED', { status: 'BLOCKED' }), null);
  await side.tokens.put(ADMIN, aToken('EXPIRED', { expiresAt: at(-1) }), null);
  await side.tokens.put(ADMIN, aToken('MASTER', { masterPass: true }), null);
  await side.inbox.connected('CP1', '1.6');
  side.told.length = 0;
});

afterEach(() => side.close());

const types = () => side.told.map((event) => event.type);
const theSession = async () => {
  const { items } = await side.sessions.list(
    ADMIN,
    { limit: 10, cursor: null, newestFirst: true, updatedFromAt: null, updatedToAt: null, withTotal: false },
    { stationId: null, locationId: null, tokenUid: null, status: null },
  );
  const [session] = items;
  if (session === undefined) throw new Error('There is no session.');
  return session;
};

describe('an OCPP 1.6 transaction', () => {
  it('becomes a session with its energy, readings and events', async () => {
    const { transactionId, sessionId, authorization } = await side.inbox.transaction(aStart('tag1'));
    expect(authorization?.status).toBe('ACCEPTED');
    await side.inbox.meterValues(meterValues(transactionId, register(10, 1015)));
    await side.inbox.transaction(aStop(transactionId, 20));
    expect(await theSession()).toMatchObject({
      id: sessionId,
      status: 'COMPLETED',
      energyWh: 20,
      token: { uid: 'TAG1' },
      driverId: 'anna',
      stopReason: 'Local',
      version: 3,
    });
    expect(types()).toEqual(['session.started', 'session.updated', 'session.ended']);
    const page = await side.sessions.readings(ADMIN, sessionId ?? '', { limit: 2, cursor: null });
    expect(page.items.map((one) => one.sampledAt)).toEqual([at(0), at(10)]);
    const rest = await side.sessions.readings(ADMIN, sessionId ?? '', { limit: 2, cursor: page.nextCursor });
    expect(rest.items.map((one) => one.values[0]?.context)).toEqual(['Transaction.End']);
    expect(rest.nextCursor).toBeNull();
  });

  it('answers a retried start with the same id, also on another node', async () => {
    const first = await side.inbox.transaction(aStart('TAG1'));
    expect(await side.inbox.transaction(aStart('TAG1'))).toEqual(first);
    expect(await side.another().inbox.transaction(aStart('TAG1'))).toEqual(first);
    expect(types()).toEqual(['session.started']);
  });

  it('takes the same start after the stop for another transaction where it tells no time, once, on whatever node', async () => {
    // As a clock at 1970 is read.
    const first = await side.inbox.transaction(aStart('TAG1', { clock: 'ours' }));
    await side.inbox.transaction(aStop(first.transactionId, 20));
    const other = side.another();
    const seconds = await Promise.all(
      [side, other, side, other].map(({ inbox }) => inbox.transaction(aStart('TAG1', { clock: 'ours' }))),
    );
    const ids = new Set(seconds.map(({ sessionId }) => sessionId));
    expect(ids.size).toBe(1);
    expect(ids).not.toContain(first.sessionId);
    // The former one is told of as well: it has handed its start on.
    expect(types()).toEqual(['session.started', 'session.ended', 'session.updated', 'session.started']);
  });

  it('takes a start that is told again behind its stop for the same one', async () => {
    const first = await side.inbox.transaction(aStart('TAG1'));
    await side.inbox.transaction(aStop(first.transactionId, 20));
    expect(await side.inbox.transaction(aStart('TAG1'))).toEqual(first);
    expect(types()).toEqual(['session.started', 'session.ended']);
  });

  it('gives two starts at once their own ids', async () => {
    const starts = [1, 2, 3].map((evseId) => aStart('TAG1', { startKey: `k${evseId}`, evseId }));
    const replies = await Promise.all(starts.map((start) => side.inbox.transaction(start)));
    expect(new Set(replies.map((reply) => reply.transactionId)).size).toBe(3);
    for (const { transactionId } of replies) expect(transactionId).toMatch(/^[1-9][0-9]*$/);
  });

  it.each([
    ['NOBODY', 'INVALID'],
    ['BLOCKED', 'BLOCKED'],
    ['EXPIRED', 'EXPIRED'],
    ['MASTER', 'INVALID'],
  ] as const)('makes a record of a start with %s and answers %s', async (uid, status) => {
    const { transactionId, authorization } = await side.inbox.transaction(aStart(uid));
    expect(authorization?.status).toBe(status);
    expect(Number(transactionId)).toBeGreaterThan(0);
    expect(await theSession()).toMatchObject({ status: 'PENDING', token: { uid }, authorization: status });
    await side.inbox.transaction(aStop(transactionId, 5));
    expect((await theSession()).status).toBe('INVALID');
  });

  it('takes a start by button, without a token', async () => {
    const { authorization } = await side.inbox.transaction(aStart(null));
    expect(authorization).toBeNull();
    expect(await theSession()).toMatchObject({ status: 'ACTIVE', token: null });
  });

  it.each([
    ['TAG1', 'ACCEPTED'],
    ['TAG2', 'ACCEPTED'],
    ['MASTER', 'ACCEPTED'],
    ['NOBODY', 'INVALID'],
  ] as const)('answers a stop by %s with %s, and keeps the token that began it', async (uid, status) => {
    const { transactionId } = await side.inbox.transaction(aStart('TAG1'));
    const reply = await side.inbox.transaction(aStop(transactionId, 5, { stopToken: { uid, kind: 'idTag' } }));
    expect(reply.authorization?.status).toBe(status);
    expect(await theSession()).toMatchObject({ status: 'COMPLETED', token: { uid: 'TAG1' } });
  });

  it('acknowledges and quarantines a stop of an unknown transaction', async () => {
    const reply = await side.inbox.transaction(aStop('424242', 5));
    expect(reply).toEqual({ transactionId: '424242', sessionId: null, authorization: null });
    expect(side.told).toMatchObject([
      { type: 'station.message_quarantined', data: { action: 'StopTransaction', reason: 'unknown transaction' } },
    ]);
  });

  it('lets a retried stop change nothing, and quarantines another one', async () => {
    const { transactionId } = await side.inbox.transaction(aStart('TAG1'));
    await side.inbox.transaction(aStop(transactionId, 20));
    const before = await theSession();
    await side.inbox.transaction(aStop(transactionId, 20));
    expect(await theSession()).toEqual(before);
    expect(types()).toEqual(['session.started', 'session.ended']);
    await side.inbox.transaction(aStop(transactionId, 99));
    expect(await theSession()).toEqual(before);
    // The problem is told behind it, at its own time.
    expect(types()).toContain('station.message_quarantined');
  });

  it('quarantines meter values of an unknown transaction', async () => {
    await side.inbox.meterValues(meterValues('77', register(5, 1)));
    expect(types()).toEqual(['station.message_quarantined']);
  });

  it('gives readings without a transaction to the open session of the EVSE, from its start on', async () => {
    await side.inbox.transaction(aStart('TAG1', { at: at(5), readings: [register(5, 1000, 'Transaction.Begin')] }));
    await side.inbox.meterValues(meterValues(null, register(1, 10), register(10, 1500)));
    expect(await theSession()).toMatchObject({ energyWh: 500, flags: [] });
    expect(types()).toEqual(['session.started', 'session.updated', 'station.message']);
  });
});

describe('sessions of one token at once', () => {
  it('are allowed by default and refused on request, a retry aside', async () => {
    await side.inbox.transaction(aStart('TAG1'));
    const second = aStart('TAG1', { startKey: 'second', evseId: 2 });
    expect((await side.inbox.transaction(second)).authorization?.status).toBe('ACCEPTED');

    const strict = side.another({ concurrentTransactions: 'refuse' });
    const third = aStart('TAG1', { startKey: 'third', evseId: 3 });
    expect((await strict.inbox.transaction(third)).authorization?.status).toBe('CONCURRENT_TX');
    const alone = aStart('TAG2', { startKey: 'alone', evseId: 4 });
    expect((await strict.inbox.transaction(alone)).authorization?.status).toBe('ACCEPTED');
    expect((await strict.inbox.transaction(alone)).authorization?.status).toBe('ACCEPTED');
  });

  it('do not count where a start ends the one before it on its EVSE', async () => {
    const strict = side.another({ concurrentTransactions: 'refuse' });
    for (const startKey of ['first', 'second']) {
      const reply = await strict.inbox.transaction(aStart('TAG1', { startKey }));
      expect(reply.authorization?.status).toBe('ACCEPTED');
    }
    const elsewhere = aStart('TAG1', { startKey: 'third', evseId: 2 });
    expect((await strict.inbox.transaction(elsewhere)).authorization?.status).toBe('CONCURRENT_TX');
  });
});

const event = (kind: TransactionReport['kind'], seqNo: number, fields: Partial<TransactionReport> = {}) =>
  aReport({ kind, seqNo, protocol: '2.0.1', transactionId: 'tx-1', at: at(seqNo * 10), evseId: 1, ...fields });

describe('an OCPP 2.x transaction', () => {
  it('is PENDING when plugged in first, and ACTIVE with the token', async () => {
    await side.inbox.transaction(event('started', 0, { chargingState: 'EV_CONNECTED' }));
    expect((await theSession()).status).toBe('PENDING');
    const token = { uid: 'TAG1', kind: 'ISO14443' };
    const reply = await side.inbox.transaction(event('updated', 1, { token }));
    expect(reply.authorization?.status).toBe('ACCEPTED');
    expect((await theSession()).status).toBe('ACTIVE');
  });

  it('takes NoAuthorization for no token', async () => {
    const reply = await side.inbox.transaction(
      event('started', 0, { token: { uid: '', kind: 'NoAuthorization' }, chargingState: 'CHARGING' }),
    );
    expect(reply.authorization).toBeNull();
    expect(await theSession()).toMatchObject({ status: 'ACTIVE', token: null });
  });

  it('judges a token of an offline start by the time when it was shown', async () => {
    const token = { uid: 'EXPIRED', kind: 'ISO14443' };
    const early = { token, at: at(-60), offline: true };
    expect((await side.inbox.transaction(event('started', 0, early))).authorization?.status).toBe('ACCEPTED');
    const now = { token, transactionId: 'tx-2' };
    expect((await side.inbox.transaction(event('started', 0, now))).authorization?.status).toBe('EXPIRED');
  });

  it('takes another token that is shown later for one that stops', async () => {
    await side.inbox.transaction(event('started', 0, { token: { uid: 'TAG1', kind: 'ISO14443' } }));
    const other = await side.inbox.transaction(event('updated', 1, { token: { uid: 'TAG2', kind: 'ISO14443' } }));
    expect(other.authorization?.status).toBe('ACCEPTED');
    expect((await theSession()).token?.uid).toBe('TAG1');
  });

  it('ends in the same session and energy in any order, doubled, across nodes and reconnects', async () => {
    const other = side.another();
    let run = 0;
    const plain = (transactionId: string): readonly TransactionReport[] => [
      event('started', 0, {
        transactionId,
        token: { uid: 'TAG1', kind: 'ISO14443' },
        readings: [register(0, 100, 'Transaction.Begin')],
      }),
      event('updated', 1, { transactionId, chargingState: 'CHARGING', readings: [register(10, 200)] }),
      event('updated', 2, { transactionId, readings: [register(20, 300)] }),
      event('updated', 3, { transactionId, chargingState: 'SUSPENDED_EV', readings: [register(30, 400)] }),
      event('ended', 4, { transactionId, stopReason: 'Local', readings: [register(40, 450, 'Transaction.End')] }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], { minLength: 10, maxLength: 10 }),
        fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
        async (order, nodes) => {
          run += 1;
          const messages = plain(`run-${run}`);
          for (const [index, which] of order.entries()) {
            const message = messages[which];
            if (message === undefined) throw new Error('There are five.');
            if (which === 2) await side.inbox.disconnected('CP1', 'connection_lost');
            if (which === 3) await side.inbox.connected('CP1', '2.0.1');
            await (nodes[index] === true ? side : other).inbox.transaction(message);
          }
          const session = await side.store.sessionByTransaction('CP1', `run-${run}`);
          expect(session).toMatchObject({
            status: 'COMPLETED',
            energyWh: 350,
            startedAt: at(0),
            endedAt: at(40),
            token: { uid: 'TAG1' },
            authorization: 'ACCEPTED',
            chargingState: 'SUSPENDED_EV',
            stopReason: 'Local',
            stale: false,
          });
          expect(session?.flags.filter((flag) => flag !== 'late_messages')).toEqual([]);
          const readings = await side.store.readings(session?.id ?? '', { limit: 50, after: null });
          expect(readings.items.length).toBe(5);
          const told = side.told.filter((one) => one.sessionId === session?.id).map((one) => one.type);
          expect(told.filter((type) => type === 'session.started').length).toBe(1);
          expect(told.filter((type) => type === 'session.ended').length).toBe(1);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('loses nothing when two nodes write one session at once', async () => {
    const other = side.another();
    await side.inbox.transaction(event('started', 0, { token: { uid: 'TAG1', kind: 'ISO14443' } }));
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    await Promise.all(
      numbers.map((seqNo) =>
        (seqNo % 2 === 0 ? side : other).inbox.transaction(
          event('updated', seqNo, { readings: [register(seqNo, seqNo)] }),
        ),
      ),
    );
    const session = await theSession();
    expect(session).toMatchObject({ version: 21, energyWh: 19, transaction: { seqNos: [[0, 20]] } });
  });
});

describe('a station that vanishes in a session', () => {
  it('leaves it stale until it is back', async () => {
    await side.inbox.transaction(aStart('TAG1'));
    await side.inbox.disconnected('CP1', 'connection_lost');
    expect(await theSession()).toMatchObject({ status: 'ACTIVE', stale: true });
    await side.inbox.connected('CP1', '1.6');
    expect((await theSession()).stale).toBe(false);
    expect(types()).toEqual([
      'session.started',
      'station.offline',
      'session.updated',
      'station.online',
      'session.updated',
    ]);
  });

  it('is marked offline by the next process, with its sessions', async () => {
    const { transactionId } = await side.inbox.transaction(aStart('TAG1'));
    const next = side.another();
    await next.recover();
    expect((await side.stations.get(ADMIN, 'CP1')).online).toBe(false);
    expect((await theSession()).stale).toBe(true);
    await next.inbox.connected('CP1', '1.6');
    await next.inbox.transaction(aStop(transactionId, 60));
    expect(await theSession()).toMatchObject({ status: 'COMPLETED', energyWh: 60, stale: false });
  });

  it('can have its session closed by an operator, once, and the late stop still counts', async () => {
    const { transactionId, sessionId } = await side.inbox.transaction(aStart('TAG1'));
    await side.inbox.meterValues(meterValues(transactionId, register(30, 1300)));
    await side.inbox.disconnected('CP1', 'connection_lost');
    const closes = await Promise.allSettled([1, 2].map(() => side.sessions.close(ADMIN, sessionId ?? '')));
    expect(closes.map((close) => close.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(closes.find((close) => close.status === 'rejected')).toMatchObject({ reason: { code: 'session_ended' } });
    expect(await theSession()).toMatchObject({ status: 'COMPLETED', energyWh: 300, endedAt: at(30) });
    await side.inbox.transaction(aStop(transactionId, 900));
    expect(await theSession()).toMatchObject({ status: 'COMPLETED', energyWh: 900, endedAt: at(900) });
    expect(types().filter((type) => type === 'session.ended').length).toBe(1);
  });
});

describe('the command behind a session', () => {
  it('is linked in the same commit, gives its token, and is told of the end', async () => {
    const command: Command<'START_SESSION'> = {
      partyId: 'default',
      stationGroupId: null,
      id: 'COMMAND',
      version: 1,
      number: 7,
      type: 'START_SESSION',
      parameters: { evseId: 1, connectorId: null, token: { uid: 'TAG1', type: 'RFID' } },
      stationId: 'CP1',
      locationId: null,
      evseId: 1,
      evseUid: null,
      sessionId: null,
      status: 'CONFIRMED',
      result: null,
      error: null,
      lateOutcome: null,
      requestedBy: { clientId: 'client', userId: null },
      createdAt: at(0),
      updatedAt: at(0),
      expiresAt: at(60),
      sentBy: null,
      sentAt: at(0),
      answeredAt: at(0),
    };
    const ends: string[] = [];
    const own = await startSide(
      {},
      {
        ...NO_OBSERVER,
        sessionStarted: async (session) =>
          session.transaction.remoteStartId === 7
            ? { ...NO_EFFECT, commands: [command], commandId: command.id, startedAfterTimeout: true }
            : NO_EFFECT,
        sessionEnded: async (session) => {
          ends.push(`${session.id} ${session.status}`);
          return NO_EFFECT;
        },
      },
    );
    try {
      await own.stations.put(ADMIN, aStation('CP1'), null);
      await own.tokens.put(ADMIN, aToken('TAG1', { driverId: 'anna' }), null);
      await own.inbox.transaction(event('started', 0));
      const { sessionId } = await own.inbox.transaction(event('updated', 1, { remoteStartId: 7 }));
      const id = sessionId ?? '';
      expect(await own.store.session(id)).toMatchObject({
        commandId: 'COMMAND',
        status: 'ACTIVE',
        token: { uid: 'TAG1' },
        driverId: 'anna',
        flags: ['started_after_timeout'],
      });
      expect(await own.store.command('COMMAND')).toEqual(command);
      await own.inbox.transaction(event('ended', 2));
      await own.inbox.transaction(event('ended', 2));
      expect(ends).toEqual([`${id} COMPLETED`]);
    } finally {
      await own.close();
    }
  });
});
