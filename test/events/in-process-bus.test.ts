import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../src/domain/event.ts';
import { createInProcessBus } from '../../src/events/in-process-bus.ts';
import type { Log } from '../../src/services/ports/observing.ts';

const event = (seq: number): DomainEvent => ({
  partyId: 'default',
  stationGroupId: null,
  id: `event-${seq}`,
  seq,
  type: 'security.event',
  occurredAt: new Date(seq),
  objectId: 'CP-1',
  objectVersion: seq,
  locationId: null,
  stationId: 'CP-1',
  sessionId: null,
  tokenUid: null,
  data: { type: 'FirmwareUpdated', techInfo: null },
});

const recordingLog = () => {
  const errors: { readonly fields: Record<string, unknown>; readonly message: string }[] = [];
  const nothing = () => undefined;
  const log: Log = {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (fields, message) => errors.push({ fields, message }),
  };
  return { log, errors };
};

const createBus = () => createInProcessBus({ log: recordingLog().log });

describe('in-process bus', () => {
  it('tells every subscriber every event in order', () => {
    const bus = createBus();
    const [a, b]: [number[], number[]] = [[], []];
    bus.subscribe(({ seq }) => a.push(seq));
    bus.subscribe(({ seq }) => b.push(seq));
    bus.publish([event(1), event(2)]);
    bus.publish([event(3)]);
    expect([a, b]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  it('tells nothing after the subscription ended, not even the rest of what is being told', () => {
    const bus = createBus();
    const seen: number[] = [];
    const end = bus.subscribe(({ seq }) => {
      seen.push(seq);
      end();
    });
    bus.publish([event(1), event(2)]);
    bus.publish([event(3)]);
    expect(seen).toEqual([1]);
  });

  it('tells a new subscriber only what was published afterwards', () => {
    const bus = createBus();
    const seen: number[] = [];
    let joined = false;
    bus.subscribe(() => {
      if (!joined) bus.subscribe(({ seq }) => seen.push(seq));
      joined = true;
    });
    bus.publish([event(1), event(2)]);
    bus.publish([event(3)]);
    expect(seen).toEqual([3]);
  });

  it('takes the same listener twice, and ends each subscription by itself', () => {
    const bus = createBus();
    const seen: number[] = [];
    const listener = ({ seq }: DomainEvent) => {
      seen.push(seq);
    };
    const end = bus.subscribe(listener);
    bus.subscribe(listener);
    bus.publish([event(1)]);
    end();
    bus.publish([event(2)]);
    expect(seen).toEqual([1, 1, 2]);
  });

  it('logs a listener that throws, and tells the others', () => {
    const { log, errors } = recordingLog();
    const bus = createInProcessBus({ log });
    const seen: number[] = [];
    const failure = new Error('listener');
    bus.subscribe(() => {
      throw failure;
    });
    bus.subscribe(({ seq }) => seen.push(seq));
    bus.publish([event(1), event(2)]);
    expect(seen).toEqual([1, 2]);
    expect(errors).toEqual([
      { fields: { eventId: 'event-1', type: 'security.event', err: failure }, message: 'events.listener_failed' },
      { fields: { eventId: 'event-2', type: 'security.event', err: failure }, message: 'events.listener_failed' },
    ]);
  });

  it('gives everyone one order when a listener publishes', () => {
    const bus = createBus();
    const [first, last]: [number[], number[]] = [[], []];
    bus.subscribe(({ seq }) => {
      first.push(seq);
      if (seq === 1) bus.publish([event(10)]);
    });
    bus.subscribe(({ seq }) => last.push(seq));
    bus.publish([event(1), event(2)]);
    expect(first).toEqual([1, 2, 10]);
    expect(last).toEqual(first);
  });
});
