import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationOptions } from '../../src/simulator/options.ts';
import type { VirtualStation } from '../../src/simulator/station.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { latestSession, stationFor, untilSettled } from './support/live-station.ts';
import { type PlainGateway, startPlainGateway } from './support/plain-gateway.ts';

const MINUTE = 60_000;
const START = { '1.6': 'StartTransaction', '2.0.1': 'TransactionEvent', '2.1': 'TransactionEvent' };

describe.each(['1.6', '2.0.1', '2.1'] as const)('faults of a station on OCPP %s', (version) => {
  let gateway: PlainGateway;
  let clock: ManualClock;
  let station: VirtualStation;
  const start = START[version];

  const begin = async (options: Partial<StationOptions> = {}) => {
    station = stationFor(gateway.url, clock, { version, ...options });
    await station.connect();
    await station.ready();
  };

  const charge = async (minutes = 3) => {
    await station.presentTag('TAG-1', 1);
    station.plugIn(1);
    await station.until(() => latestSession(station).startAcknowledged);
    await clock.advance(minutes * MINUTE);
    await station.presentTag('TAG-1', 1);
    station.unplug(1);
    await untilSettled(station);
  };

  const keptAsBelieved = () => {
    expect(gateway.sessions.size).toBe(1);
    const believed = latestSession(station);
    const kept = gateway.sessions.get(believed.transactionId ?? '');
    expect(kept).toMatchObject({ startWh: believed.meterStartWh, stopWh: believed.meterStopWh });
    expect(kept?.readings.size).toBe(3);
  };

  beforeEach(async () => {
    clock = createManualClock();
    gateway = await startPlainGateway();
  });

  afterEach(async () => {
    await station.close();
    await gateway.close();
  });

  it.each(['dropBefore', 'dropAfter', 'loseCall', 'loseAnswer'] as const)(
    '%s: the message comes again',
    async (fault) => {
      await begin();
      station.faults[fault] = start;
      await charge();
      expect(station.faults[fault]).toBeNull();
      keptAsBelieved();
    },
  );

  it.each(['same', 'new'] as const)('a retry after a lost answer has the %s message id', async (retryId) => {
    await begin({ faults: { retryId, loseAnswer: start } });
    await charge();
    const [first, second] = gateway.of(start);
    expect(second?.params).toEqual(first?.params);
    expect(second?.id === first?.id).toBe(retryId === 'same');
    keptAsBelieved();
  });

  it('writes a message twice', async () => {
    await begin({ faults: { duplicate: start } });
    await charge();
    const [first, second] = gateway.of(start);
    expect(second).toEqual(first);
    keptAsBelieved();
  });

  it('queues transaction messages while the network is cut and reconnects by itself', async () => {
    await begin();
    const lost = station.waitFor('disconnected');
    await station.presentTag('TAG-1', 1);
    station.plugIn(1);
    await station.until(() => latestSession(station).startAcknowledged);
    station.drop();
    await lost;
    await clock.advance(3 * MINUTE);
    await station.presentTag('TAG-1', 1);
    await untilSettled(station);
    keptAsBelieved();
    expect(gateway.of('BootNotification')).toHaveLength(1);
  });

  it('gives a message up after its attempts when the gateway refuses it', async () => {
    gateway.answers.set(start, () => ({ error: 'InternalError' }));
    await begin({ transactionAttempts: 3, txStopPoint: 'Authorized' });
    station.plugIn(1);
    await station.presentTag('TAG-1', 1);
    await station.waitFor('outboxEmpty');
    const first = gateway.of(start)[0]?.params;
    expect(gateway.of(start).filter(({ params }) => JSON.stringify(params) === JSON.stringify(first))).toHaveLength(3);
    expect(latestSession(station).startAcknowledged).toBe(false);
  });

  it('retries a message that nobody answers for as long as it takes', async () => {
    let silent = 4;
    await begin({ callTimeoutMs: 5, transactionAttempts: 2 });
    const original = gateway.answers;
    original.set(start, () => {
      silent -= 1;
      if (silent === 0) original.delete(start);
      return undefined;
    });
    await charge();
    keptAsBelieved();
  });

  it('answers late, or never, and acts all the same', async () => {
    await begin();
    station.plugIn(1);
    const remote =
      version === '1.6'
        ? ['RemoteStartTransaction', { idTag: 'TAG-9', connectorId: 1 }]
        : ['RequestStartTransaction', { idToken: { idToken: 'TAG-9', type: 'Central' }, remoteStartId: 1, evseId: 1 }];
    station.faults.answer.set('*', 'never');
    gateway.send(JSON.stringify([2, 'r1', ...remote]));
    await station.until(() => station.sessions.length === 1);
    station.faults.answer.set('*', 5);
    const out = station.waitFor('frame', ({ direction, id }) => direction === 'out' && id === 'r2');
    gateway.send(JSON.stringify([2, 'r2', 'TriggerMessage', { requestedMessage: 'Heartbeat' }]));
    expect((await out).kind).toBe('result');
    expect(gateway.frames.some((text) => text.includes('"r1"'))).toBe(false);
  });

  it('rejects, or fails with an error, the actions it is told to', async () => {
    await begin({ faults: { reject: new Set(['TriggerMessage']), fail: new Map([['Reset', 'InternalError']]) } });
    const answerTo = async (frame: unknown[]) => {
      const out = station.waitFor('frame', ({ direction, id }) => direction === 'out' && id === frame[1]);
      gateway.send(JSON.stringify(frame));
      return JSON.parse((await out).text) as unknown[];
    };
    expect(await answerTo([2, 'a', 'TriggerMessage', { requestedMessage: 'Heartbeat' }])).toEqual([
      3,
      'a',
      { status: 'Rejected' },
    ]);
    expect((await answerTo([2, 'b', 'Reset', { type: 'Soft' }])).slice(0, 3)).toEqual([4, 'b', 'InternalError']);
    expect((await answerTo([2, 'c', 'MakeCoffee', {}])).slice(0, 3)).toEqual([4, 'c', 'NotImplemented']);
    expect((await answerTo([2, 'd', 'ChangeAvailability', {}])).slice(0, 3)).toEqual([
      4,
      'd',
      version === '1.6' ? 'FormationViolation' : 'OccurrenceConstraintViolation',
    ]);
  });

  it('answers a frame it cannot read by the rules of its version, and goes on', async () => {
    await begin();
    gateway.send('not json');
    gateway.send(JSON.stringify([2, 'after', 'TriggerMessage', { requestedMessage: 'Heartbeat' }]));
    await station.until(() => gateway.frames.some((text) => text.includes('"after"')));
    const answered = gateway.frames.some((text) => text.startsWith('[4,"-1","RpcFrameworkError"'));
    expect(answered).toBe(version !== '1.6');
  });

  it('lets its clock run wrong and its meter jump back', async () => {
    await begin({ faults: { clockSkewMs: 10 * MINUTE }, registerWh: 1000 });
    station.plugIn(1);
    const startedAt = clock.now().getTime();
    await station.presentTag('TAG-1', 1);
    expect(latestSession(station).startedAt.getTime()).toBe(startedAt + 10 * MINUTE);
    station.faults.meterOffsetWh = -500;
    await station.presentTag('TAG-1', 1);
    await untilSettled(station);
    expect(latestSession(station)).toMatchObject({ meterStartWh: 1000, meterStopWh: 500 });
  });

  it('restarts without BootNotification', async () => {
    await begin();
    station.faults.skipBoot = true;
    const back = station.waitFor('connected');
    station.powerCycle();
    await back;
    await station.ready();
    await charge();
    expect(gateway.of('BootNotification')).toHaveLength(1);
  });

  it('boots again when the gateway says that it does not know it', async () => {
    await begin();
    gateway.answers.set(start, () => {
      gateway.answers.delete(start);
      return { error: 'SecurityError' };
    });
    await charge();
    expect(gateway.of('BootNotification')).toHaveLength(2);
    keptAsBelieved();
  });
});
