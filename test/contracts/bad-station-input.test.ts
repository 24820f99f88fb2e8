/** What a station does wrong gets the clear error of OCPP or its handshake, and the next one is served as before. */
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { enter, knock, type RawStation } from './support/raw-station.ts';
import {
  BOOTS,
  codeOf,
  PASSWORD,
  resultOf,
  type ServedGateway,
  startServedGateway,
  VERSIONS,
} from './support/served-gateway.ts';
import { SUBPROTOCOLS } from './support/strict-station.ts';

let served: ServedGateway;
beforeAll(async () => {
  served = await startServedGateway();
});
afterEach(() => served.expectServed());
afterAll(() => served?.close());

describe.each(VERSIONS)('a station of OCPP %s', (version) => {
  const isOld = version === '1.6';
  const status = { timestamp: '2026-03-01T10:00:00Z', connectorId: 1 };
  const goodStatus = isOld
    ? { ...status, errorCode: 'NoError', status: 'Available' }
    : { ...status, evseId: 1, connectorStatus: 'Available' };
  const { timestamp: _, connectorId: __, ...withoutConnector } = goodStatus;
  let station: RawStation;

  beforeAll(async () => {
    station = await enter(served.stationUrl(`BAD-${version}`), [SUBPROTOCOLS[version]]);
    await station.call('BootNotification', BOOTS[version]);
  });
  afterAll(() => station?.close());

  const isServed = async (): Promise<void> => {
    expect(resultOf(await station.call('Heartbeat', {}))).toMatchObject({ currentTime: expect.any(String) });
  };

  it.each([
    ['no JSON', 'no json'],
    ['half a frame', '[2'],
    ['an object', '{"a":1}'],
    ['a text', '"text"'],
    ['null', 'null'],
    ['an id that is a number', '[2,7,"Heartbeat",{}]'],
    ['an id of 5000 characters', `[2,"${'x'.repeat(5000)}","Heartbeat",{}]`],
  ])('sends %s', async (_name, frame) => {
    station.send(frame);
    // OCPP 1.6 has no way to say it without the id of a message; 2.x has the id -1 (part 4, 4.2.3).
    if (!isOld) expect((await station.next()).slice(0, 3)).toEqual([4, '-1', 'RpcFrameworkError']);
    await isServed();
  });

  it.each(['[7,"id","Heartbeat",{}]', '[]'])('sends %s, whose message type is none', async (frame) => {
    station.send(frame);
    if (!isOld) expect(codeOf(await station.next())).toBe('MessageTypeNotSupported');
    await isServed();
  });

  it.each(['[3]', '[3,"nobody-asked",{}]', '[4,"nobody-asked","GenericError","",{}]'])(
    'sends the answer %s, which nobody waits for',
    async (frame) => {
      station.send(frame);
      await isServed();
    },
  );

  it('sends a call whose parts are wrong', async () => {
    const frameCode = isOld ? 'FormationViolation' : 'RpcFrameworkError';
    const payloadCode = isOld ? 'FormationViolation' : 'FormatViolation';
    for (const [frame, code] of [
      ['[2,"a"]', frameCode],
      ['[2,"b","Heartbeat"]', frameCode],
      ['[2,"c",7,{}]', frameCode],
      ['[2,"d","Heartbeat",[]]', payloadCode],
    ] as const) {
      station.send(frame);
      const answer = await station.next();
      expect(answer[1]).toMatch(/^[abcd]$/);
      expect(codeOf(answer)).toBe(code);
    }
    await isServed();
  });

  it('sends what is no text', async () => {
    station.send(Buffer.from([1, 2, 3]));
    if (!isOld) expect(codeOf(await station.next())).toBe('RpcFrameworkError');
    await isServed();
  });

  it('sends an action that nobody knows, or that is not for the gateway', async () => {
    expect(codeOf(await station.call('MakeCoffee', {}))).toBe('NotImplemented');
    expect(codeOf(await station.call('constructor', {}))).toBe('NotImplemented');
    expect(codeOf(await station.call('Reset', { type: 'Immediate' }))).toBe('NotSupported');
    await isServed();
  });

  it.each([
    [
      'lacks what must be there',
      withoutConnector,
      isOld ? 'OccurenceConstraintViolation' : 'OccurrenceConstraintViolation',
    ],
    ['has another type', { ...goodStatus, connectorId: 'one' }, 'TypeConstraintViolation'],
    [
      'has a value that is not allowed',
      { ...goodStatus, [isOld ? 'status' : 'connectorStatus']: 'Fine' },
      'PropertyConstraintViolation',
    ],
    [
      'has a property that nobody knows',
      { ...goodStatus, colour: 'red' },
      isOld ? 'FormationViolation' : 'FormatViolation',
    ],
    [
      'has an instant that is none',
      { ...goodStatus, timestamp: 'yesterday' },
      isOld ? 'FormationViolation' : 'FormatViolation',
    ],
  ])('sends a payload that %s', async (_name, payload, code) => {
    expect(codeOf(await station.call('StatusNotification', payload))).toBe(code);
    expect(resultOf(await station.call('StatusNotification', goodStatus))).toEqual({});
  });

  it('sends a text that is too long', async () => {
    const boot = isOld
      ? { ...BOOTS['1.6'], chargePointModel: 'x'.repeat(21) }
      : { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'x'.repeat(21) } };
    expect(codeOf(await station.call('BootNotification', boot))).toBe('PropertyConstraintViolation');
    await isServed();
  });
});

describe("at the stations' door", () => {
  it('closes a socket with 1009 that sends an oversize frame', async () => {
    const station = await enter(served.stationUrl('FRESH'), ['ocpp1.6']);
    station.send(JSON.stringify([2, 'big', 'DataTransfer', { vendorId: 'v', data: 'x'.repeat(1024 * 1024) }]));
    expect(await station.closed).toBe(1009);
  });

  it('answers SecurityError before the first BootNotification', async () => {
    await served.put('stations/UNBOOTED', { registration: 'pending', security_profile: 0, validation: 'strict' });
    const station = await enter(served.stationUrl('UNBOOTED'), ['ocpp2.0.1']);
    expect(codeOf(await station.call('Heartbeat', {}))).toBe('SecurityError');
    expect(resultOf(await station.call('BootNotification', BOOTS['2.0.1']))).toMatchObject({ status: 'Pending' });
    await station.close();
  });

  it.each([
    ['a bad escape', '%E0%A4%A', 400],
    ['a colon', 'A%3AB', 400],
    ['a slash in it', 'A%2FB', 400],
    ['a control character', 'A%00B', 400],
    ['49 characters', 'x'.repeat(49), 400],
    ['no identity', '', 400],
    ['an identity that nobody registered', 'STRANGER', 404],
  ])('refuses a URL with %s', async (_name, segment, status) => {
    expect(await knock(served.stationUrl(segment), ['ocpp1.6'])).toMatchObject({ kind: 'refused', status });
  });

  it("refuses a path that is nobody's", async () => {
    const url = served.gateway.stationsUrl.replace(/ocpp$/, 'elsewhere/FRESH');
    expect(await knock(url, ['ocpp1.6'])).toMatchObject({ kind: 'refused', status: 404 });
  });

  it.each([
    ['a wrong password', `Basic ${Buffer.from('LOCKED:wrong-password-00000').toString('base64')}`],
    ["another station's name", `Basic ${Buffer.from(`HEALTHY:${PASSWORD}`).toString('base64')}`],
    ['no password', ''],
    ['a header that cannot be read', 'Basic ***'],
    ['another scheme', 'Bearer abc'],
  ])('refuses %s with 401 and the challenge', async (_name, authorization) => {
    const answer = await knock(served.stationUrl('LOCKED'), ['ocpp1.6'], authorization === '' ? {} : { authorization });
    expect(answer).toMatchObject({ kind: 'refused', status: 401 });
    if (answer.kind === 'refused') expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
    const right = { authorization: `Basic ${Buffer.from(`LOCKED:${PASSWORD}`).toString('base64')}` };
    await (await enter(served.stationUrl('LOCKED'), ['ocpp1.6'], right)).close();
  });

  it('closes at once after a handshake without a subprotocol', async () => {
    const station = await enter(served.stationUrl('FRESH'), []);
    expect(await station.closed).toBe(1002);
  });

  it('agrees on no subprotocol that it does not know', async () => {
    const socket = new WebSocket(served.stationUrl('FRESH'), ['ocpp9.9']);
    // The handshake ends without the header, which ws, unlike stations, takes for an error.
    const [error] = await once(socket, 'error');
    expect(error).toBeInstanceOf(Error);
  });
});
