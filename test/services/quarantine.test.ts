/** Messages that could not be taken are kept, each once, and settled by an operator. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import { DomainError } from '../../src/domain/error.ts';
import { MOST_OPEN } from '../../src/domain/quarantine-rules.ts';
import { SEES_ALL } from '../../src/domain/visibility.ts';
import { v16 } from '../../src/ocpp/v16/index.ts';
import type { QuarantineNews } from '../../src/services/inbox.ts';
import type { Change } from '../../src/services/ports/commit.ts';
import { silentLog } from '../support/silent-log.ts';
import { ADMIN, aCaller, aLocation, aPage, aStation, aStop, at, startSide, type TestSide } from './station-side.ts';

let side: TestSide;

beforeEach(async () => {
  side = await startSide();
  await side.locations.put(ADMIN, aLocation('LOC1'), null);
  await side.stations.put(ADMIN, aStation('CP1', { locationId: 'LOC1' }), null);
  await side.inbox.connected('CP1', '1.6');
  side.told.length = 0;
});
afterEach(() => side.close());

const stop = (fields: Partial<QuarantineNews> = {}): QuarantineNews => ({
  stationId: 'CP1',
  protocol: '1.6',
  action: 'StopTransaction',
  payload: { transactionId: '7', meterStop: 1200, timestamp: '2026-03-01T12:00:00Z' },
  reason: '/transactionId: must be integer',
  property: '/transactionId',
  errorCode: 'TypeConstraintViolation',
  level: 'lenient',
  receivedAt: at(1),
  ...fields,
});

const listed = async (status: 'OPEN' | 'DISMISSED' | null = null) =>
  (
    await side.store.list('quarantinedMessages', {
      scope: SEES_ALL,
      where: { stationId: 'CP1', status },
      order: 'createdAt',
      descending: false,
      after: null,
      limit: 1000,
      updatedFromAt: null,
      updatedToAt: null,
    })
  ).items;
const NO_FILTER = { stationId: null, locationId: null, tokenUid: null, status: null };
const types = () => side.told.map(({ type }) => type);

describe('a message that could not be taken', () => {
  it('is kept once with its event, however often it comes', async () => {
    for (let second = 1; second <= 50; second += 1) await side.inbox.quarantine(stop({ receivedAt: at(second) }));
    expect(await listed()).toMatchObject([
      {
        stationId: 'CP1',
        locationId: 'LOC1',
        protocol: '1.6',
        action: 'StopTransaction',
        payload: { transactionId: '7', meterStop: 1200, timestamp: '2026-03-01T12:00:00Z' },
        property: '/transactionId',
        level: 'lenient',
        receivedAt: at(1),
        lastAt: at(50),
        count: 50,
        status: 'OPEN',
        settlement: null,
      },
    ]);
    expect(types()).toEqual(['station.message_quarantined']);
    expect(side.told[0]).toMatchObject({ locationId: 'LOC1', data: { messageId: (await listed())[0]?.id } });
  });

  it('is a problem of its station where it was acknowledged; of one that is refused, whoever refuses it tells', async () => {
    await side.inbox.quarantine(stop());
    await side.inbox.quarantine(stop({ errorCode: null, payload: { transactionId: '8' }, level: null }));
    await side.inbox.quarantine(stop({ errorCode: null, payload: { transactionId: '9' }, level: null }));
    await side.idle();
    expect((await side.stations.get(ADMIN, 'CP1')).problems).toMatchObject([
      { kind: 'message_refused', action: 'StopTransaction', property: '/transactionId', level: null, count: 2 },
    ]);
  });

  it('is another one when it says something else, or another station does', async () => {
    await side.inbox.quarantine(stop());
    await side.inbox.quarantine(stop({ payload: { transactionId: '8' } }));
    await side.inbox.quarantine(stop({ stationId: 'CP2' }));
    expect(await listed()).toHaveLength(2);
  });

  it('that belongs to no transaction is kept as it came, with the time of its receipt', async () => {
    const origin = { action: 'StopTransaction', payload: { transactionId: 424242, meterStop: 5 }, receivedAt: at(7) };
    await side.inbox.transaction({ ...aStop('424242', 5), origin });
    await side.inbox.meterValues({
      stationId: 'CP1',
      protocol: '1.6',
      transactionId: '77',
      evseId: 1,
      readings: [],
      origin: { action: 'MeterValues', payload: { transactionId: 77, meterValue: [] }, receivedAt: at(8) },
    });
    expect(await listed()).toMatchObject([
      { ...origin, reason: 'unknown transaction', errorCode: null, level: null },
      { action: 'MeterValues', payload: { transactionId: 77, meterValue: [] }, receivedAt: at(8) },
    ]);
    await side.idle();
    expect((await side.stations.get(ADMIN, 'CP1')).problems).toHaveLength(2);
  });

  it('gives way when too many are open: the oldest is set aside, and can still be read', async () => {
    const at1000 = Array.from({ length: MOST_OPEN }, (_, index) => index);
    for (const index of at1000) {
      await side.clock.advance(1);
      await side.inbox.quarantine(stop({ payload: { transactionId: `x${index}` } }));
    }
    expect(await listed('OPEN')).toHaveLength(MOST_OPEN);
    await side.inbox.quarantine(stop({ payload: { transactionId: 'one more' } }));
    expect(await listed('OPEN')).toHaveLength(MOST_OPEN);
    expect(await listed('DISMISSED')).toMatchObject([
      {
        payload: { transactionId: 'x0' },
        settlement: { clientId: null, userId: null, note: 'More than 1000 were open.' },
      },
    ]);
  });
});

describe('a message that is applied', () => {
  const startMessage = (fields: object = {}): QuarantineNews =>
    stop({
      action: 'StartTransaction',
      payload: { connectorId: 1, idTag: 'TAG', meterStart: '1000', timestamp: at(0).toISOString(), ...fields },
    });
  const idOf = async () => (await listed())[0]?.id ?? '';

  it('by many at once, at two nodes, makes one session and is applied once', async () => {
    await side.inbox.quarantine(startMessage());
    const id = await idOf();
    const nodes = [side, side.another()];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => (nodes[index % 2] ?? side).quarantinedMessages.apply(ADMIN, id)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' });
    const { items } = await side.sessions.list(ADMIN, aPage(), NO_FILTER);
    expect(items).toHaveLength(1);
    expect(await listed()).toMatchObject([
      { status: 'APPLIED', settlement: { clientId: 'client', sessionId: items[0]?.id } },
    ]);
  });

  it('is applied in the commit of what it changes: what fails leaves both, and is done the next time', async () => {
    await side.inbox.quarantine(startMessage());
    const id = await idOf();
    const failing = side.another({}, (committer) => ({
      commit: async (change) => {
        if (change.sessions !== undefined) throw new DomainError('unavailable');
        return committer.commit(change);
      },
    }));
    await expect(failing.quarantinedMessages.apply(ADMIN, id)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await listed()).toMatchObject([{ status: 'OPEN', settlement: null }]);
    const changes: Change[] = [];
    const watching = side.another({}, (committer) => ({
      commit: (change) => {
        changes.push(change);
        return committer.commit(change);
      },
    }));
    await watching.quarantinedMessages.apply(ADMIN, id);
    expect(changes).toMatchObject([{ sessions: [{}], quarantinedMessages: [{ id, status: 'APPLIED' }] }]);
  });

  it('after its station has said it again, and was understood, changes nothing more', async () => {
    await side.inbox.quarantine(startMessage());
    const { payload } = startMessage();
    await v16.inbound.get('StartTransaction')?.({ ...payload, meterStart: '1000' } as never, {
      stationId: 'CP1',
      receivedAt: at(2),
      inbox: side.inbox,
      log: silentLog,
      registered: () => undefined,
    });
    const before = (await side.sessions.list(ADMIN, aPage(), NO_FILTER)).items;
    expect(await side.quarantinedMessages.apply(ADMIN, await idOf())).toMatchObject({
      applied: true,
      message: { settlement: { sessionId: before[0]?.id } },
    });
    expect((await side.sessions.list(ADMIN, aPage(), NO_FILTER)).items).toEqual(before);
  });

  it('is one of a transaction or a meter, of a station that is registered', async () => {
    await side.inbox.quarantine(stop({ action: 'BootNotification', payload: { chargePointVendor: 'V' } }));
    await expect(side.quarantinedMessages.apply(ADMIN, await idOf())).rejects.toMatchObject({ code: 'not_supported' });
    await side.inbox.quarantine(stop({ stationId: 'NOBODY' }));
    const all = await side.quarantinedMessages.list(ADMIN, aPage(), { stationId: 'NOBODY' });
    await expect(side.quarantinedMessages.apply(ADMIN, all.items[0]?.id ?? '')).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is not applied by who does not see its station, which stands elsewhere by now', async () => {
    await side.inbox.quarantine(startMessage());
    await side.locations.put(ADMIN, aLocation('LOC2'), null);
    await side.stations.put(ADMIN, aStation('CP1', { locationId: 'LOC2' }), null);
    const bound = aCaller({ grants: { ...ALL_GRANTS, locationIds: ['LOC1'] } });
    const id = await idOf();
    expect(await side.quarantinedMessages.get(bound, id)).toMatchObject({ status: 'OPEN' });
    await expect(side.quarantinedMessages.apply(bound, id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await side.sessions.list(ADMIN, aPage(), NO_FILTER)).items).toEqual([]);
    expect(await side.quarantinedMessages.apply(ADMIN, id)).toMatchObject({ applied: true });
  });

  it('asks for the scopes, and is not there for who is bound to tokens or is a driver', async () => {
    await side.inbox.quarantine(stop());
    const id = await idOf();
    const reader = aCaller({ scopes: new Set(['stations:read']) });
    expect(await side.quarantinedMessages.get(reader, id)).toMatchObject({ payload: stop().payload });
    for (const write of [
      side.quarantinedMessages.apply(reader, id),
      side.quarantinedMessages.dismiss(reader, id, null),
    ])
      await expect(write).rejects.toMatchObject({ code: 'insufficient_scope' });
    // Whoever is bound to less than a station writes to none, there or not.
    for (const [bound, code] of [
      [aCaller({ userId: 'driver' }), 'forbidden'],
      [aCaller({ grants: { ...ALL_GRANTS, tokenUids: ['TAG'] } }), 'forbidden'],
      [aCaller({ grants: { ...ALL_GRANTS, locationIds: ['ELSEWHERE'] } }), 'not_found'],
    ] as const) {
      await expect(side.quarantinedMessages.get(bound, id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(side.quarantinedMessages.apply(bound, id)).rejects.toMatchObject({ code });
      await expect(side.quarantinedMessages.dismiss(bound, id, null)).rejects.toMatchObject({ code });
      expect((await side.quarantinedMessages.list(bound, aPage(), {})).items).toEqual([]);
    }
  });
});
