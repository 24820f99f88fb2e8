import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { ValidationLevel } from '../../../src/domain/validation-level.ts';
import { type Gateway, startGateway, station } from './gateway.ts';

const withLevel = (validation: ValidationLevel) =>
  startGateway({ admit: async ({ stationId }) => ({ kind: 'admitted', station: station(stationId, { validation }) }) });

const rejected = (gateway: Gateway, reason: string) =>
  gateway.counted.find(({ name, labels }) => name === 'ocpp_frames_rejected_total' && labels.reason === reason);

describe('an unreadable frame', () => {
  it.each(['ocpp2.0.1', 'ocpp2.1'])('is answered under "-1" on %s', async (subprotocol) => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A', { subprotocols: [subprotocol] });
    connected.send('{not json');
    expect(await connected.frames.several(1)).toEqual([[4, '-1', 'RpcFrameworkError', expect.any(String), {}]]);
    expect(await connected.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
  });

  it('is logged, counted and not answered on 1.6', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    connected.send('{not json');
    connected.send([9, 'x']);
    await rejected(gateway, 'not_json');
    expect(await connected.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
    expect(connected.frames.all).toHaveLength(1);
    expect(gateway.logged.all).toContainEqual({
      event: 'frame.unreadable',
      fields: { stationId: 'A', reason: 'not_json', inARow: 1 },
    });
  });

  it.each([
    [[2, 'a', 'Echo'], 'RpcFrameworkError'],
    [[2, 'a', 'Echo', []], 'FormatViolation'],
    [[7, 'a', 'Echo', {}], 'MessageTypeNotSupported'],
  ])('is answered under its id when that can be read: %j', async (frame, code) => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A', { subprotocols: ['ocpp2.0.1'] });
    connected.send(frame);
    expect(await connected.frames.several(1)).toEqual([[4, 'a', code, expect.any(String), {}]]);
  });

  it("gets the version's own error name", async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    expect(await connected.call('1', 'Echo', [])).toEqual([4, '1', 'FormationViolation', expect.any(String), {}]);
    expect((await connected.call('2', 'Checked', {})).slice(0, 3)).toEqual([4, '2', 'OccurenceConstraintViolation']);
  });

  it('closes the socket only after a run of them', async () => {
    await using gateway = await startGateway({ options: { badFramesBeforeClose: 3 } });
    const connected = await gateway.connect('A');
    for (const frame of ['a', 'b']) connected.send(frame);
    expect(await connected.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
    for (const frame of ['a', 'b', 'c']) connected.send(frame);
    expect((await connected.closed).code).toBe(1008);
    await gateway.connect('next');
  });

  it('may be binary', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A', { subprotocols: ['ocpp2.1'] });
    connected.socket.send(Buffer.from('[2,"1","Echo",{}]'));
    await rejected(gateway, 'binary');
    expect(await connected.frames.several(1)).toEqual([[4, '-1', 'RpcFrameworkError', expect.any(String), {}]]);
    expect(await connected.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
  });

  it('with invalid UTF-8 closes that socket with 1007 and no other', async () => {
    await using gateway = await startGateway();
    const other = await gateway.connect('B');
    const connected = await gateway.connect('A');
    connected.socket.send(Buffer.from([0x5b, 0xff, 0xfe]), { binary: false });
    expect((await connected.closed).code).toBe(1007);
    await rejected(gateway, 'invalid_utf8');
    await gateway.told.find(({ what }) => what === 'problem');
    expect(await other.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
  });

  it('that is too large closes that socket with 1009 and no other', async () => {
    await using gateway = await startGateway();
    const other = await gateway.connect('B');
    const connected = await gateway.connect('A');
    const envelope = '[2,"1","Echo",{"text":""}]'.length;
    connected.send([2, '1', 'Echo', { text: 'x'.repeat(1024 * 1024 - envelope) }]);
    expect(await connected.frames.several(1)).toEqual([[3, '1', { of: 'Echo' }]]);
    connected.send([2, '2', 'Echo', { text: 'x'.repeat(1024 * 1024 - envelope + 1) }]);
    expect((await connected.closed).code).toBe(1009);
    await rejected(gateway, 'too_large');
    expect(await other.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
  });

  it('of endless fragments is cut off', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    connected.socket.on('error', () => undefined);
    for (let sent = 0; sent < 2000; sent += 1) connected.socket.send('x', { fin: false });
    expect((await connected.closed).code).toBe(1008);
  });

  it('of deep nesting harms nobody', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    const depth = 200_000;
    connected.send(`[2,"1","Echo",{"a":${'['.repeat(depth)}${']'.repeat(depth)}}]`);
    expect(await connected.frames.several(1)).toMatchObject([
      [4, '1', expect.stringMatching(/^Forma(t|tion)Violation$/), expect.any(String), {}],
    ]);
    expect(await connected.call('2', 'Echo')).toEqual([3, '2', { of: 'Echo' }]);
  });

  it('that breaks the WebSocket protocol itself ends that connection only', async () => {
    await using gateway = await startGateway();
    const other = await gateway.connect('B');
    const raw = connect(gateway.port, '127.0.0.1');
    raw.on('error', () => undefined);
    raw.write(
      'GET /ocpp/raw HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n',
    );
    await gateway.told.find((entry) => entry.what === 'connected' && entry.stationId === 'raw');
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    await rejected(gateway, 'websocket');
    raw.destroy();
    await gateway.told.find((entry) => entry.what === 'disconnected' && entry.stationId === 'raw');
    expect(await other.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
  });
});

describe('an answer that nobody asked for', () => {
  it.each([
    [[3, 'x', {}]],
    [[4, 'x', 'GenericError', '', {}]],
    [[5, 'x', 'GenericError', '', {}]],
    [[3, 'x']],
    [[4, '-1', 'RpcFrameworkError', '', {}]],
  ])('is ignored: %j', async (frame) => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A', { subprotocols: ['ocpp2.1'] });
    connected.send(frame);
    expect(await connected.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
    expect(connected.frames.all).toHaveLength(1);
  });
});

describe('an action', () => {
  it('that is unknown is not implemented, one that is known is not supported', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    expect((await connected.call('1', 'Dance')).slice(0, 3)).toEqual([4, '1', 'NotImplemented']);
    expect((await connected.call('2', 'Reset')).slice(0, 3)).toEqual([4, '2', 'NotSupported']);
    expect((await connected.call('3', '__proto__')).slice(0, 3)).toEqual([4, '3', 'NotImplemented']);
    expect(gateway.counted.all).toContainEqual({
      name: 'ocpp_messages_total',
      labels: { direction: 'in', version: '1.6', action: 'unknown' },
    });
  });

  it('whose work fails is an internal error that tells nothing of the inside', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    const answer = await connected.call('1', 'Fails');
    expect(answer.slice(0, 3)).toEqual([4, '1', 'InternalError']);
    expect(JSON.stringify(answer)).not.toContain('inside');
    expect(await connected.call('2', 'Echo')).toEqual([3, '2', { of: 'Echo' }]);
  });
});

describe('validation', () => {
  it.each([
    [{}, 'OccurrenceConstraintViolation'],
    [{ n: 'x' }, 'TypeConstraintViolation'],
  ])('refuses %j on both levels, for it lacks the essential, and takes it when off', async (payload, code) => {
    for (const level of ['strict', 'lenient'] as const) {
      await using gateway = await withLevel(level);
      const connected = await gateway.connect('A', { subprotocols: ['ocpp2.0.1'] });
      expect((await connected.call('1', 'Checked', payload)).slice(0, 3)).toEqual([4, '1', code]);
      expect(gateway.told.all.some(({ what }) => what === 'message')).toBe(false);
    }
    await using off = await withLevel('off');
    const connected = await off.connect('A');
    expect((await connected.call('1', 'Checked', payload)).slice(0, 2)).toEqual([3, '1']);
  });

  it.each([
    [{ n: 1, kind: 'C' }, 'PropertyConstraintViolation'],
    [{ n: 1, extra: 1 }, 'FormatViolation'],
    [{ n: 1, text: 'too long' }, 'PropertyConstraintViolation'],
    [{ n: -1 }, 'PropertyConstraintViolation'],
    [{ n: 1, sampledValue: 'odd' }, 'PropertyConstraintViolation'],
  ])('takes and flags %j when lenient, refuses it when strict', async (payload, code) => {
    await using lenient = await withLevel('lenient');
    const tolerated = await lenient.connect('A', { subprotocols: ['ocpp2.0.1'] });
    expect((await tolerated.call('1', 'Checked', payload)).slice(0, 2)).toEqual([3, '1']);
    expect(lenient.told.all).toContainEqual({ what: 'message', stationId: 'A', action: 'Checked', payload });
    expect(lenient.logged.all).toContainEqual({
      event: 'message.flagged_payload',
      fields: { stationId: 'A', action: 'Checked', payload },
    });
    await using strict = await withLevel('strict');
    const refused = await strict.connect('A', { subprotocols: ['ocpp2.0.1'] });
    expect((await refused.call('1', 'Checked', payload)).slice(0, 3)).toEqual([4, '1', code]);
  });

  it('holds a message id to 36 characters when strict, and answers under a longer one when lenient', async () => {
    const id = `{${'a'.repeat(36)}}`;
    await using strict = await withLevel('strict');
    const refused = await strict.connect('A', { subprotocols: ['ocpp2.0.1'] });
    refused.send([2, id, 'Echo', {}]);
    expect(await refused.frames.several(1)).toEqual([[4, '-1', 'RpcFrameworkError', expect.any(String), {}]]);
    expect((await refused.call('b'.repeat(36), 'Echo'))[0]).toBe(3);
    await using lenient = await withLevel('lenient');
    const taken = await lenient.connect('A', { subprotocols: ['ocpp2.0.1'] });
    expect(await taken.call(id, 'Echo')).toEqual([3, id, { of: 'Echo' }]);
  });

  it('takes a null payload as an empty one', async () => {
    await using gateway = await withLevel('strict');
    const connected = await gateway.connect('A');
    expect((await connected.call('1', 'Heartbeat', null)).slice(0, 2)).toEqual([3, '1']);
  });
});
