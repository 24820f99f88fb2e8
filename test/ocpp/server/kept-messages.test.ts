/** Messages of transactions and meters are kept before their station hears that they were not taken. */
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import { v16 } from '../../../src/ocpp/v16/index.ts';
import type { QuarantineNews, TransactionReport } from '../../../src/services/inbox.ts';
import { createLatch, type GatewayInput, startGateway, station } from './gateway.ts';

const FAILED = [4, '1', 'InternalError', 'The message could not be processed.', {}];
const stop = { transactionId: 7, meterStop: 1200, timestamp: '2026-03-01T12:00:00Z' };
const odd = { ...stop, transactionId: '7' };

const startAt = async (validation: 'strict' | 'lenient', inbox: GatewayInput['inbox'] = {}) => {
  const kept: QuarantineNews[] = [];
  const gateway = await startGateway({
    protocols: [v16],
    admit: async ({ stationId }) => ({ kind: 'admitted', station: { ...station(stationId), validation } }),
    inbox: { quarantine: async (message) => void kept.push(message), ...inbox },
  });
  const connected = await gateway.connect('A', { subprotocols: ['ocpp1.6'] });
  await connected.call('boot', 'BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
  return { gateway, connected, kept };
};

describe('a message of a transaction', () => {
  it('that is refused is stored first, as it came, with the level that would take it', async () => {
    const latch = createLatch();
    const kept: QuarantineNews[] = [];
    const { gateway, connected } = await startAt('strict', {
      quarantine: async (message) => {
        kept.push(message);
        await latch.opened;
      },
    });
    await using _open = gateway;
    const refused = connected.call('1', 'StopTransaction', odd);
    let answered = false;
    void refused.then(() => {
      answered = true;
    });
    // The gateway has heard the message when it answers a ping behind it.
    connected.socket.ping();
    await once(connected.socket, 'pong');
    expect([kept.length, answered]).toEqual([1, false]);
    latch.open();
    expect(await refused).toEqual([4, '1', 'TypeConstraintViolation', expect.any(String), expect.any(Object)]);
    expect(kept).toMatchObject([
      {
        stationId: 'A',
        protocol: '1.6',
        action: 'StopTransaction',
        payload: odd,
        property: '/transactionId',
        errorCode: 'TypeConstraintViolation',
        level: 'lenient',
        receivedAt: gateway.clock.now(),
      },
    ]);
  });

  it('that cannot be stored is no refusal: the station is to say it again', async () => {
    const { gateway, connected } = await startAt('strict', {
      quarantine: () => Promise.reject(new DomainError('unavailable')),
    });
    await using _open = gateway;
    expect(await connected.call('1', 'StopTransaction', odd)).toEqual(FAILED);
  });

  it('that a fault of ours does not let be taken is kept, for a gateway that has it mended', async () => {
    const { gateway, connected, kept } = await startAt('lenient', {
      transaction: () => Promise.reject(new Error('a bug')),
    });
    await using _open = gateway;
    expect(await connected.call('1', 'StopTransaction', odd)).toEqual(FAILED);
    expect(kept).toMatchObject([{ action: 'StopTransaction', payload: odd, errorCode: 'InternalError', level: null }]);
  });

  it('that the store does not take now is not: the station says it again', async () => {
    const { gateway, connected, kept } = await startAt('lenient', {
      transaction: () => Promise.reject(new DomainError('unavailable')),
    });
    await using _open = gateway;
    expect(await connected.call('1', 'StopTransaction', stop)).toEqual(FAILED);
    expect(kept).toEqual([]);
  });

  it('comes to the services with itself as it came, however it was read', async () => {
    const reports: TransactionReport[] = [];
    const { gateway, connected } = await startAt('lenient', {
      transaction: async (report) => {
        reports.push(report);
        return { transactionId: '7', sessionId: null, authorization: null };
      },
    });
    await using _open = gateway;
    expect(await connected.call('1', 'StopTransaction', odd)).toEqual([3, '1', {}]);
    expect(reports).toMatchObject([
      { transactionId: '7', origin: { action: 'StopTransaction', payload: odd, receivedAt: gateway.clock.now() } },
    ]);
  });
});

it('a message that is about nothing that was used is not kept when it is refused', async () => {
  const { gateway, connected, kept } = await startAt('strict');
  await using _open = gateway;
  expect((await connected.call('1', 'StatusNotification', { connectorId: '1' }))[0]).toBe(4);
  expect(kept).toEqual([]);
  expect(await gateway.told.find(({ what }) => what === 'problem')).toMatchObject({
    news: { kind: 'message_refused', action: 'StatusNotification', level: expect.any(String) },
  });
});
