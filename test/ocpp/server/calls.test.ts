import { describe, expect, it } from 'vitest';
import type { Lesson } from '../../../src/domain/abilities.ts';
import { DomainError } from '../../../src/domain/error.ts';
import type { ValidationLevel } from '../../../src/domain/validation-level.ts';
import type { OcppProtocol } from '../../../src/ocpp/protocol.ts';
import { createLatch, order, startGateway, station } from './gateway.ts';
import { protocol16 } from './protocols.ts';

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: DomainError) => error.code,
  );

describe('calls in both directions', () => {
  it('are answered while ours is unanswered', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    const answer = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    expect(await connected.asked('Reset')).toEqual([2, 'c-1', 'Reset', { type: 'IMMEDIATE' }]);
    expect(await connected.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
    connected.send([3, 'c-1', { status: 'Accepted' }]);
    expect(await answer).toEqual({ kind: 'accepted', done: true, result: { status: 'Accepted' } });
  });

  it('go out and are settled while theirs is in work', async () => {
    const latch = createLatch();
    await using gateway = await startGateway({ inbox: { message: () => latch.opened } });
    const connected = await gateway.connect('A');
    const slow = connected.call('1', 'Echo');
    const answer = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    await connected.asked('Reset');
    connected.send([3, 'c-1', { status: 'Accepted' }]);
    expect(await answer).toMatchObject({ kind: 'accepted' });
    latch.open();
    expect(await slow).toEqual([3, '1', { of: 'Echo' }]);
  });

  it('of a station are worked on in order, one at a time', async () => {
    const latches = [createLatch(), createLatch(), createLatch()];
    const begun: unknown[] = [];
    await using gateway = await startGateway({
      inbox: {
        message: async (_id, _action, { n }) => {
          begun.push(n);
          await latches[Number(n)]?.opened;
        },
      },
    });
    const connected = await gateway.connect('A');
    for (const n of [0, 1, 2]) connected.send([2, `m${n}`, 'Echo', { n }]);
    latches[2]?.open();
    latches[1]?.open();
    const other = await gateway.connect('B');
    await other.call('1', 'Dance');
    expect(begun).toEqual([0]);
    latches[0]?.open();
    expect((await connected.frames.several(3)).map((frame) => frame[1])).toEqual(['m0', 'm1', 'm2']);
    expect(begun).toEqual([0, 1, 2]);
  });

  it('of ours go out one at a time, the others wait in a bounded queue', async () => {
    await using gateway = await startGateway({ options: { maxQueuedCalls: 1 } });
    const connected = await gateway.connect('A');
    const first = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    const second = gateway.links.send(order('RESET_STATION', 'A', 'c-2'));
    expect(await codeOf(gateway.links.send(order('RESET_STATION', 'A', 'c-3')))).toBe('station_busy');
    await connected.asked('Reset');
    await connected.call('1', 'Echo');
    expect(connected.frames.all.filter((frame) => frame[0] === 2)).toHaveLength(1);
    connected.send([3, 'c-1', { status: 'Accepted' }]);
    expect(await first).toMatchObject({ kind: 'accepted' });
    await connected.frames.find((frame) => frame[1] === 'c-2');
    connected.send([4, 'c-2', 'InternalError', 'no', {}]);
    expect(await second).toEqual({ kind: 'error', errorCode: 'InternalError', detail: 'no' });
  });
});

describe('the configuration of a station', () => {
  const asked = { evses: [], brief: false };
  const timeout = 15_000;

  it('is asked for behind all orders that wait, whenever they came', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    const first = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    await connected.asked('Reset');
    const read = gateway.links.readConfiguration('A', asked);
    const second = gateway.links.send(order('RESET_STATION', 'A', 'c-2'));
    connected.send([3, 'c-1', { status: 'Accepted' }]);
    await first;
    await connected.frames.find((frame) => frame[1] === 'c-2');
    expect(connected.frames.all.some((frame) => frame[2] === 'GetConfiguration')).toBe(false);
    connected.send([3, 'c-2', { status: 'Accepted' }]);
    await second;
    const [, id] = await connected.asked('GetConfiguration');
    connected.send([3, id, { configurationKey: [] }]);
    expect(await read).toMatchObject({ kind: 'told' });
  });

  it('is waited for less long than an order, which then goes out', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    const read = gateway.links.readConfiguration('A', asked);
    await connected.asked('GetConfiguration');
    const reset = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    await gateway.clock.advance(timeout);
    expect(await read).toEqual({ kind: 'unanswered' });
    await connected.asked('Reset');
    connected.send([3, 'c-1', { status: 'Accepted' }]);
    expect(await reset).toMatchObject({ kind: 'accepted' });
  });

  it('is not asked of a station that is away, or whose boot was not accepted', async () => {
    await using gateway = await startGateway({
      inbox: {
        admit: async ({ stationId }) => ({ kind: 'admitted', station: station(stationId, { bootedAt: null }) }),
      },
    });
    expect(await codeOf(gateway.links.readConfiguration('A', asked))).toBe('station_offline');
    expect(gateway.links.mayBeAsked('A')).toBe(false);
    const connected = await gateway.connect('A');
    expect(gateway.links.mayBeAsked('A')).toBe(false);
    await connected.call('1', 'BootNotification');
    expect(gateway.links.mayBeAsked('A')).toBe(true);
    const read = gateway.links.readConfiguration('A', asked);
    await connected.asked('GetConfiguration');
    connected.socket.terminate();
    expect(await read).toEqual({ kind: 'unanswered' });
  });

  it('whose answer cannot be understood is a refusal', async () => {
    const broken: OcppProtocol = {
      ...protocol16,
      readConfiguration: async (_asked, call) => {
        await call('GetConfiguration', {});
        throw new TypeError('the inside of it');
      },
    };
    await using gateway = await startGateway({ protocols: [broken] });
    const connected = await gateway.connect('A');
    const read = gateway.links.readConfiguration('A', asked);
    const [, id] = await connected.asked('GetConfiguration');
    connected.send([3, id, {}]);
    expect(await read).toMatchObject({ kind: 'refused' });
  });
});

describe('what an order teaches of its station', () => {
  const lessonsOf = async (outcome: (id: unknown) => unknown, later = false) => {
    const lessons: Lesson[] = [];
    const asksMore: OcppProtocol = {
      ...protocol16,
      outbound: {
        SET_VARIABLES: async (_order, call) => {
          const answered = await call('Set', {});
          return answered.kind === 'result' ? { kind: 'accepted', done: true, result: null } : { kind: 'timeout' };
        },
      },
    };
    await using gateway = await startGateway({
      protocols: [asksMore],
      inbox: { learnt: (_stationId, lesson) => void lessons.push(lesson) },
    });
    const connected = await gateway.connect('A');
    const sent = gateway.links.send(order('SET_VARIABLES', 'A', 'c-1'));
    const [, id] = await connected.asked('Set');
    if (later) {
      await gateway.clock.advance(30_000);
      await sent;
    }
    connected.send(outcome(id));
    if (later) await gateway.told.find(({ what }) => what === 'late');
    else await sent;
    return lessons;
  };

  it('is told when something was set, also by a late answer', async () => {
    expect(await lessonsOf((id) => [3, id, {}])).toEqual([{ kind: 'configured' }]);
    expect(await lessonsOf((id) => [3, id, {}], true)).toEqual([{ kind: 'configured' }]);
    expect(await lessonsOf((id) => [4, id, 'InternalError', '', {}])).toEqual([]);
  });

  it('is nothing where what is known cannot be had: the order goes as to any station', async () => {
    const curious: OcppProtocol = {
      ...protocol16,
      outbound: {
        RESET_STATION: async (_order, call, talk) => {
          const known = await talk.knowledge();
          await call('Reset', {});
          return { kind: 'rejected', detail: String(known.abilities), result: null };
        },
      },
    };
    await using gateway = await startGateway({
      protocols: [curious],
      inbox: {
        knowledge: async () => {
          throw new DomainError('unavailable');
        },
      },
    });
    const connected = await gateway.connect('A');
    const sent = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    const [, id] = await connected.asked('Reset');
    connected.send([3, id, {}]);
    expect(await sent).toEqual({ kind: 'rejected', detail: 'null', result: null });
  });
});

describe('keys of meters in an answer', () => {
  const publicKey = 'KEY';
  const protocol: OcppProtocol = {
    ...protocol16,
    keysTold: new Map([['Reset', () => [{ evseId: 1, connectorId: null, publicKey }]]]),
  };

  it('are kept before the command has it, and when it comes late', async () => {
    const told: string[] = [];
    await using gateway = await startGateway({
      protocols: [protocol],
      inbox: {
        meterKeys: async (stationId, [key]) => void told.push(`${stationId} ${key?.publicKey}`),
        lateAnswer: async (commandId) => void told.push(commandId),
      },
    });
    const connected = await gateway.connect('A');
    const first = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    await connected.asked('Reset');
    connected.send([3, 'c-1', { status: 'Accepted' }]);
    await first;
    expect(told).toEqual(['A KEY']);
    const late = gateway.links.send(order('RESET_STATION', 'A', 'c-2'));
    await connected.frames.find((frame) => frame[1] === 'c-2');
    await gateway.clock.advance(30_000);
    expect(await late).toEqual({ kind: 'timeout' });
    connected.send([3, 'c-2', { status: 'Accepted' }]);
    await connected.call('1', 'Echo');
    expect(told).toEqual(['A KEY', 'A KEY', 'c-2']);
  });

  it('that cannot be kept leave the command its answer, and the log tells it', async () => {
    await using gateway = await startGateway({
      protocols: [protocol],
      inbox: { meterKeys: () => Promise.reject(new DomainError('unavailable')) },
    });
    const connected = await gateway.connect('A');
    const answer = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    await connected.asked('Reset');
    connected.send([3, 'c-1', { status: 'Accepted' }]);
    expect(await answer).toMatchObject({ kind: 'accepted' });
    const logged = await gateway.logged.find(({ event }) => event === 'station.told_not_stored');
    expect(JSON.stringify(logged)).not.toContain(publicKey);
  });
});

describe('a call of ours without an answer', () => {
  it('times out, frees the slot, and its late answer goes to the command', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    const first = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    const second = gateway.links.send(order('RESET_STATION', 'A', 'c-2'));
    await connected.asked('Reset');
    await gateway.clock.advance(30_000);
    expect(await first).toEqual({ kind: 'timeout' });
    await connected.frames.find((frame) => frame[1] === 'c-2');
    connected.send([3, 'c-1', { status: 'Rejected' }]);
    expect(await gateway.told.find(({ what }) => what === 'late')).toEqual({
      what: 'late',
      commandId: 'c-1',
      answer: { kind: 'rejected', detail: 'Rejected', result: null },
    });
    connected.send([3, 'c-2', { status: 'Accepted' }]);
    expect(await second).toMatchObject({ kind: 'accepted' });
    connected.send([3, 'c-1', { status: 'Accepted' }]);
    await connected.call('1', 'Echo');
    expect(gateway.told.all.filter(({ what }) => what === 'late')).toHaveLength(1);
  });

  it('is put together with what the calls before it had brought', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    const answer = gateway.links.send(order('SET_VARIABLES', 'A', 'c-1'));
    await connected.asked('Get');
    connected.send([3, 'c-1', { value: 7 }]);
    const [, id, , payload] = await connected.asked('Set');
    expect(payload).toEqual({ was: 7 });
    expect(id).not.toBe('c-1');
    await gateway.clock.advance(30_000);
    expect(await answer).toEqual({ kind: 'timeout' });
    connected.send([3, id, { ok: true }]);
    expect(await gateway.told.find(({ what }) => what === 'late')).toEqual({
      what: 'late',
      commandId: 'c-1',
      answer: { kind: 'accepted', done: true, result: { first: { value: 7 }, second: { ok: true } } },
    });
  });

  it('ends as a time-out when the socket closes; those that waited were never sent', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    const written = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    const waiting = codeOf(gateway.links.send(order('RESET_STATION', 'A', 'c-2')));
    await connected.asked('Reset');
    connected.socket.terminate();
    expect(await written).toEqual({ kind: 'timeout' });
    expect(await waiting).toBe('station_offline');
    expect(await codeOf(gateway.links.send(order('RESET_STATION', 'A', 'c-3')))).toBe('station_offline');
  });

  it('counts the whole order as unanswered when the socket closes between its calls', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    const answer = gateway.links.send(order('SET_VARIABLES', 'A', 'c-1'));
    await connected.asked('Get');
    connected.send([3, 'c-1', {}]);
    await connected.asked('Set');
    connected.socket.terminate();
    expect(await answer).toEqual({ kind: 'timeout' });
  });

  it('is not sent at all after its command expired', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    const first = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    const expiresAt = new Date(gateway.clock.now().getTime() + 10_000);
    const second = codeOf(gateway.links.send(order('RESET_STATION', 'A', 'c-2', { expiresAt })));
    await connected.asked('Reset');
    await gateway.clock.advance(15_000);
    connected.send([3, 'c-1', { status: 'Accepted' }]);
    await first;
    expect(await second).toBe('station_busy');
  });
});

describe("a station's answer", () => {
  const answered = async (validation: ValidationLevel, subprotocol: string, payload: unknown) => {
    await using gateway = await startGateway({
      admit: async ({ stationId }) => ({ kind: 'admitted', station: station(stationId, { validation }) }),
    });
    const connected = await gateway.connect('A', { subprotocols: [subprotocol] });
    const answer = gateway.links.send(order('START_SESSION', 'A', 'c-1'));
    await connected.asked('RemoteStart');
    connected.send([3, 'c-1', payload]);
    const result = await answer;
    await connected.call('1', 'Echo');
    return { kind: result.kind, refusals: connected.frames.all.filter((frame) => frame[0] === 5) };
  };

  it('is taken when it can be used, unless strict', async () => {
    expect(await answered('lenient', 'ocpp2.1', { n: 1, extra: 1 })).toEqual({ kind: 'accepted', refusals: [] });
    expect(await answered('off', 'ocpp2.1', { n: 'x' })).toEqual({ kind: 'accepted', refusals: [] });
    expect((await answered('strict', 'ocpp2.0.1', { n: 1, extra: 1 })).kind).toBe('timeout');
  });

  it('that cannot be used is an error, and on 2.1 the station is told so', async () => {
    const refusal = [5, 'c-1', 'TypeConstraintViolation', expect.any(String), {}];
    expect((await answered('strict', 'ocpp2.1', { n: 'x' })).refusals).toEqual([refusal]);
    expect((await answered('strict', 'ocpp2.0.1', { n: 'x' })).refusals).toEqual([]);
  });

  it('that cannot be read frees the slot at once', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    const answer = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    await connected.asked('Reset');
    connected.send([3, 'c-1', 'Accepted']);
    expect(await answer).toMatchObject({ kind: 'error', errorCode: 'FormationViolation' });
  });
});

describe('a repeated message', () => {
  const echoes = (told: readonly { readonly what: string }[]) => told.filter(({ what }) => what === 'message').length;

  it('is answered again without being worked on again', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    connected.send([2, '1', 'Echo', { n: 1 }]);
    connected.send([2, '1', 'Echo', { n: 1 }]);
    expect(await connected.frames.several(2)).toEqual([
      [3, '1', { of: 'Echo' }],
      [3, '1', { of: 'Echo' }],
    ]);
    expect(echoes(gateway.told.all)).toBe(1);
  });

  it('waits for the answer while the first is in work', async () => {
    const latch = createLatch();
    let worked = 0;
    await using gateway = await startGateway({
      inbox: {
        message: async () => {
          worked += 1;
          await latch.opened;
        },
      },
    });
    const connected = await gateway.connect('A');
    connected.send([2, '1', 'Echo', { n: 1 }]);
    connected.send([2, '1', 'Echo', { n: 1 }]);
    const other = await gateway.connect('B');
    await other.call('1', 'Dance');
    expect(connected.frames.all).toEqual([]);
    latch.open();
    expect(await connected.frames.several(2)).toHaveLength(2);
    expect(worked).toBe(1);
  });

  it('with another payload is a new call', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    await connected.call('1', 'Echo', { n: 1 });
    connected.send([2, '1', 'Echo', { n: 2 }]);
    await connected.frames.several(2);
    expect(echoes(gateway.told.all)).toBe(2);
  });

  it('is worked on again when it ended in an error', async () => {
    let tries = 0;
    await using gateway = await startGateway({
      inbox: {
        message: async () => {
          tries += 1;
          if (tries === 1) throw new Error('the store was away');
        },
      },
    });
    const connected = await gateway.connect('A');
    connected.send([2, '1', 'Echo', { n: 1 }]);
    connected.send([2, '1', 'Echo', { n: 1 }]);
    expect((await connected.frames.several(2)).map((frame) => frame[0])).toEqual([4, 3]);
  });

  it('is known over all connections of an identity on 2.1, also while the first is in work', async () => {
    const latch = createLatch();
    let worked = 0;
    await using gateway = await startGateway({
      inbox: {
        message: async () => {
          worked += 1;
          await latch.opened;
        },
      },
    });
    const frame = [2, '1', 'Echo', { n: 1 }];
    const before = await gateway.connect('A', { subprotocols: ['ocpp2.1'] });
    before.send(frame);
    await gateway.counted.find(({ labels }) => labels.action === 'Echo');
    before.socket.terminate();
    const after = await gateway.connect('A', { subprotocols: ['ocpp2.1'] });
    after.send(frame);
    await gateway.logged.find(({ event }) => event === 'message.repeated');
    latch.open();
    expect(await after.frames.several(1)).toEqual([[3, '1', { of: 'Echo' }]]);
    expect(worked).toBe(1);
  });

  it('of boot and heartbeat is answered anew over another connection', async () => {
    await using gateway = await startGateway();
    const before = await gateway.connect('A', { subprotocols: ['ocpp2.1'] });
    await before.call('1', 'BootNotification');
    before.socket.terminate();
    const after = await gateway.connect('A', { subprotocols: ['ocpp2.1'] });
    await after.call('1', 'BootNotification');
    expect(gateway.told.all.filter(({ what }) => what === 'boot')).toHaveLength(2);
  });

  it('is new over another connection on older versions, whose ids start again', async () => {
    await using gateway = await startGateway();
    for (const subprotocol of ['ocpp1.6', 'ocpp1.6', 'ocpp2.0.1']) {
      const connected = await gateway.connect('A', { subprotocols: [subprotocol] });
      await connected.call('1', 'Echo', { n: 1 });
    }
    expect(echoes(gateway.told.all)).toBe(3);
  });

  it('is forgotten some time after the identity left', async () => {
    await using gateway = await startGateway({ options: { answersKeptMs: 60_000 } });
    const before = await gateway.connect('A', { subprotocols: ['ocpp2.1'] });
    await before.call('1', 'Echo');
    before.socket.terminate();
    await gateway.told.find(({ what }) => what === 'disconnected');
    await gateway.clock.advance(120_000);
    const after = await gateway.connect('A', { subprotocols: ['ocpp2.1'] });
    await after.call('1', 'Echo');
    expect(echoes(gateway.told.all)).toBe(2);
  });
});

describe('OCPP 2.1', () => {
  it('SEND is worked on and never answered, not even with an error', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A', { subprotocols: ['ocpp2.1'] });
    for (const frame of [
      [6, 's1', 'Stream', { n: 1 }],
      [6, 's1', 'Stream', { n: 1 }],
      [6, 's2', 'Fails', {}],
      [6, 's3', 'Dance', {}],
      [6, 's4', 'Stream', 'no object'],
      [6, 's5'],
    ])
      connected.send(frame);
    expect(await connected.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
    expect(connected.frames.all).toHaveLength(1);
    expect(gateway.told.all.filter((entry) => entry.what === 'message' && entry.action === 'Stream')).toHaveLength(1);
  });

  it('CALLRESULTERROR goes back to where the result came from', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A', { subprotocols: ['ocpp2.1'] });
    await connected.call('1', 'Echo');
    connected.send([5, '1', 'TypeConstraintViolation', 'of what', {}]);
    expect(await gateway.told.find(({ what }) => what === 'quarantine')).toMatchObject({
      stationId: 'A',
      action: 'Echo',
      payload: { messageId: '1', errorCode: 'TypeConstraintViolation', errorDescription: 'of what' },
    });
  });

  it.each(['ocpp1.6', 'ocpp2.0.1'])('its message types are unknown to %s', async (subprotocol) => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A', { subprotocols: [subprotocol] });
    connected.send([6, 's1', 'Stream', {}]);
    connected.send([5, '1', 'GenericError', '', {}]);
    await connected.call('2', 'Echo');
    expect(gateway.told.all.some(({ what }) => what === 'message' || what === 'quarantine')).toBe(true);
    expect(gateway.told.all.some((entry) => entry.what === 'message' && entry.action === 'Stream')).toBe(false);
  });
});
