/** Messages that could not be taken are kept, each once, and settled by an operator. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_OPEN } from '../../src/domain/quarantine-rules.ts';
import { SEES_ALL } from '../../src/domain/visibility.ts';
import type { QuarantineNews } from '../../src/services/inbox.ts';
import { ADMIN, aLocation, aStation, aStop, at, startSide, type TestSide } from './station-side.ts';

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
  takenAt: 'lenient',
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
    await side.inbox.quarantine(stop({ errorCode: null, payload: { transactionId: '8' }, takenAt: null }));
    await side.inbox.quarantine(stop({ errorCode: null, payload: { transactionId: '9' }, takenAt: null }));
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
