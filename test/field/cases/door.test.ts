/** How stations come in, and what they may say before they have booted. */
import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../../support/until.ts';
import { type Field, MINUTE, openFieldStation, SECOND, startField } from '../support/field.ts';
import type { FieldStation } from '../support/field-station.ts';
import { bootPayload, eventPayload, startPayload, statusPayload, stopPayload } from '../support/messages.ts';

const VERSIONS = ['1.6', '2.0.1', '2.1'] as const;
const PASSWORD = '0123456789abcdef';

const basic = (user: string, password: string) => ({
  headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
});

/** How often a problem of that kind was seen. */
const problems = async (field: Field, kind: string): Promise<number> => {
  const text: string = (await field.gateway().request('GET', '/metrics')).body;
  return text
    .split('\n')
    .filter((line) => line.startsWith(`voltgate_ocpp_problems_total{kind="${kind}"`))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
};

/** Until an operator sees a problem of that kind on the station. */
const isTold = (field: Field, stationId: string, kind: string): Promise<void> =>
  until(async () => {
    const { problems: told } = await field.stationRecord(stationId);
    return told.some((problem: { readonly kind: string }) => problem.kind === kind);
  });

/** A whole session as the version tells it; the answers are its own affair. */
const charge = async (field: Field, station: FieldStation, tag: string): Promise<void> => {
  if (station.version === '1.6') {
    const { transactionId } = await station.call('StartTransaction', startPayload(tag, 1000, field.now()));
    await station.call('StopTransaction', stopPayload(transactionId, 4000, field.now()));
    return;
  }
  const idToken = { idToken: tag, type: 'ISO14443' };
  await station.call('TransactionEvent', eventPayload('Started', 'T-1', 0, 1000, field.now(), { idToken }));
  await station.call('TransactionEvent', eventPayload('Ended', 'T-1', 1, 4000, field.now(), {}));
};

const isAsked = (station: FieldStation, action: string): number =>
  station.frames.filter((frame) => frame[0] === 2 && frame[2] === action).length;

const START = { '1.6': 'RemoteStartTransaction', '2.0.1': 'RequestStartTransaction', '2.1': 'RequestStartTransaction' };
const start = (field: Field, stationId: string, more: object = {}) =>
  field.command('START_SESSION', {
    station_id: stationId,
    evse_id: undefined,
    connector_id: 1,
    token: { uid: 'TAG', type: 'RFID' },
    ...more,
  });

/** HTTP status of a handshake that is not let in; 101 for one that is. */
const statusOf = async (field: Field, path: string, client: object = {}, subprotocol = 'ocpp1.6'): Promise<number> => {
  const socket = new WebSocket(`${field.gateway().stationsUrl}${path}`, [subprotocol], client);
  socket.on('error', () => undefined);
  const refused = once(socket, 'unexpected-response').then(([request, response]) => {
    (request as ClientRequest).destroy();
    return (response as IncomingMessage).statusCode ?? 0;
  });
  const opened = once(socket, 'open').then(async () => {
    socket.close();
    await once(socket, 'close');
    return 101;
  });
  return Promise.any([refused, opened]);
};

/** What a client that asks for one of its subprotocols says when it gets none. */
const offer = async (field: Field, id: string, subprotocols: string[]): Promise<string> => {
  const socket = new WebSocket(`${field.gateway().stationsUrl}/${id}`, subprotocols);
  const [error] = await once(socket, 'error');
  return (error as Error).message;
};

describe.each(VERSIONS)('moved by DNS, on OCPP %s', (version) => {
  it('a registered station that never boots is asked to, and served until it does', async () => {
    await using field = await startField();
    await field.token('TAG');
    const station = await field.station(version, { boot: null });
    station.answer('TriggerMessage', () => ({ status: 'Accepted' }));
    await station.call('StatusNotification', statusPayload(version, 1, 'Available', field.now()));
    expect(await station.asked('TriggerMessage')).toEqual({ requestedMessage: 'BootNotification' });
    await charge(field, station, 'TAG');
    expect(await field.sessionsOf(station.id)).toMatchObject([{ status: 'COMPLETED', kwh: 3 }]);
    expect((await field.stationRecord(station.id)).booted_at).toBeNull();
    await isTold(field, station.id, 'never_boots');
    expect(await problems(field, 'never_boots')).toBe(1);

    await field.advance(MINUTE);
    expect(await station.asked('TriggerMessage')).toEqual({ requestedMessage: 'BootNotification' });
    expect(await station.call('BootNotification', bootPayload(version))).toMatchObject({ status: 'Accepted' });
    await field.advance(2 * 60 * MINUTE);
    expect(isAsked(station, 'TriggerMessage')).toBe(2);
    expect(await problems(field, 'never_boots')).toBe(2);
  });

  it.each([
    { status: 'Rejected' },
    { status: 'NotImplemented' },
    [4, 'NotSupported', '', {}],
    [4, 'InternalError', '', {}],
  ])('one that answers %j stays served, and gets its commands', async (refusal) => {
    await using field = await startField();
    await field.token('TAG');
    const station = await field.station(version, { boot: null });
    const { id } = await start(field, station.id, { evse_id: 1 });
    station.answer('TriggerMessage', () => refusal);
    station.answer(START[version], () => ({ status: 'Accepted' }));
    await station.call('StatusNotification', statusPayload(version, 1, 'Available', field.now()));
    await station.asked(START[version]);
    await field.commandIn(id, 'ACCEPTED', 'CONFIRMED');
    await charge(field, station, 'TAG');
    expect(await field.sessionsOf(station.id)).toHaveLength(1);
  });

  it('one that says nothing at all is asked after a while', async () => {
    await using field = await startField();
    const station = await field.station(version, { boot: null });
    await field.until(
      () => field.stationRecord(station.id),
      ({ online }) => online,
    );
    await field.advance(4 * SECOND);
    expect(isAsked(station, 'TriggerMessage')).toBe(0);
    await field.advance(SECOND);
    await station.asked('TriggerMessage');
  });

  it('one that boots first is asked nothing', async () => {
    await using field = await startField();
    const station = await field.station(version);
    await station.call('StatusNotification', statusPayload(version, 1, 'Available', field.now()));
    await field.advance(10 * MINUTE);
    expect(isAsked(station, 'TriggerMessage')).toBe(0);
    expect(await problems(field, 'never_boots')).toBe(0);
  });

  it('one that was rejected gets SecurityError, and is asked nothing', async () => {
    await using field = await startField();
    const station = await field.station(version, { boot: null, registered: { registration: 'rejected' } });
    const answer = await station.ask('StatusNotification', statusPayload(version, 1, 'Available', field.now()));
    expect(answer.slice(0, 3)).toEqual([4, answer[1], 'SecurityError']);
    await field.advance(10 * MINUTE);
    expect(isAsked(station, 'TriggerMessage')).toBe(0);
    expect(await field.eventsOf(station.id, 'station.message_quarantined')).toEqual([]);
  });

  it('one that waits to be adopted writes no session; what it says of one is kept, once', async () => {
    await using field = await startField();
    const station = await field.station(version, { boot: null, registered: { registration: 'pending' } });
    const [action, payload] =
      version === '1.6'
        ? ['StartTransaction', startPayload('TAG', 0, field.now())]
        : ['TransactionEvent', eventPayload('Started', 'T-1', 0, 0, field.now())];
    for (let n = 0; n < 3; n += 1) {
      const answer = await station.ask(action, payload);
      expect(answer.slice(0, 3)).toEqual([4, answer[1], 'SecurityError']);
    }
    const status = await station.ask('StatusNotification', statusPayload(version, 1, 'Available', field.now()));
    expect(status[2]).toBe('SecurityError');
    expect(await field.sessionsOf(station.id)).toEqual([]);
    const kept = await field.eventsOf(station.id, 'station.message_quarantined');
    expect(kept).toHaveLength(1);
    expect(kept[0]?.data).toMatchObject({ action, payload });
  });

  it('one that waits to be adopted is heard in what it was asked for', async () => {
    await using field = await startField();
    const station = await field.station(version, { registered: { registration: 'pending' } });
    station.answer('TriggerMessage', () => ({ status: 'Accepted' }));
    const { id } = await field.command('TRIGGER_MESSAGE', { station_id: station.id, message: 'StatusNotification' });
    await field.commandIn(id, 'CONFIRMED');
    await station.call('StatusNotification', statusPayload(version, 1, 'Available', field.now()));
    expect((await field.stationRecord(station.id)).evses).toMatchObject([{ status: 'AVAILABLE' }]);
    expect((await station.ask('Heartbeat', {}))[2]).toBe('SecurityError');
  });

  it('one that never boots is served from its adoption on', async () => {
    await using field = await startField();
    const station = await field.station(version, { boot: null, registered: { registration: 'pending' } });
    expect((await station.ask('Heartbeat', {}))[2]).toBe('SecurityError');
    await field.register({ registration: 'accepted' }, station.id);
    await until(async () => (await station.ask('Heartbeat', {}))[0] === 3);
    expect(station.socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe.each(VERSIONS)('evcc PR 27309, on OCPP %s', (version) => {
  const waiting = async (field: Field) => {
    await field.token('TAG');
    const station = await field.station(version);
    await station.call('StatusNotification', statusPayload(version, 1, 'Available', field.now()));
    await station.drop();
    await field.until(
      () => field.stationRecord(station.id),
      ({ online }) => !online,
    );
    const command = await start(field, station.id, { evse_id: 1, expires_in_s: 600 });
    expect(command.status).toBe('QUEUED');
    const back = await field.station(version, { id: station.id, registered: null, boot: null });
    back.answer(START[version], () => ({ status: 'Accepted' }));
    return { back, command };
  };

  it('a waiting command is sent after the boot that comes 2 s after the connect', async () => {
    await using field = await startField({ OCPP_BOOT_WAIT_S: '5' });
    const { back, command } = await waiting(field);
    await field.advance(2 * SECOND);
    expect(isAsked(back, START[version])).toBe(0);
    await back.call('BootNotification', bootPayload(version));
    await back.asked(START[version]);
    await field.commandIn(command.id, 'ACCEPTED');
    await field.advance(10 * SECOND);
    expect(isAsked(back, START[version])).toBe(1);
  });

  it('a waiting command is sent a few seconds after the connect when there is no boot', async () => {
    await using field = await startField({ OCPP_BOOT_WAIT_S: '5' });
    const { back, command } = await waiting(field);
    // What it says meanwhile is heard.
    await back.call('Heartbeat', {});
    await field.advance(4 * SECOND);
    const token = { uid: await field.token('ANOTHER'), type: 'RFID' };
    const later = await start(field, back.id, { evse_id: 1, token });
    expect(later.status).toBe('QUEUED');
    expect(isAsked(back, START[version])).toBe(0);
    await field.advance(SECOND);
    await back.asked(START[version]);
    await field.commandIn(command.id, 'ACCEPTED');
    await field.commandIn(later.id, 'ACCEPTED');
    await field.advance(10 * SECOND);
    expect(isAsked(back, START[version])).toBe(2);
  });

  it('a command whose station leaves again before its boot waits for the next connection, and is sent once', async () => {
    await using field = await startField({ OCPP_BOOT_WAIT_S: '5' });
    const { back, command } = await waiting(field);
    await field.advance(2 * SECOND);
    await back.drop();
    await field.advance(10 * SECOND);
    const again = await field.station(version, { id: back.id, registered: null, boot: null });
    again.answer(START[version], () => ({ status: 'Accepted' }));
    await field.advance(SECOND);
    expect(isAsked(again, START[version])).toBe(0);
    await again.call('BootNotification', bootPayload(version));
    await again.asked(START[version]);
    await field.commandIn(command.id, 'ACCEPTED');
    expect(isAsked(back, START[version])).toBe(0);
  });
});

describe('lbbrhzn 221', () => {
  it('/ocpp/ID/ is ID', async () => {
    await using field = await startField();
    const id = await field.register();
    const station = await field.station('1.6', { id, registered: null, path: `/${id}/` });
    await station.call('Heartbeat', {});
    expect(await field.stationRecord(id)).toMatchObject({ online: true });
  });
});

describe('lbbrhzn 442', () => {
  it('a station without subprotocol is closed, and told of', async () => {
    await using field = await startField();
    const id = await field.register();
    const { closed } = await openFieldStation(field.gateway().stationsUrl, id, '1.6', { subprotocols: [] });
    expect((await closed).code).toBe(1002);
    await isTold(field, id, 'no_common_version');
  });

  it.each(VERSIONS)('one that is registered with its protocol speaks that: %s', async (protocol) => {
    await using field = await startField();
    const station = await field.station(protocol, { registered: { protocol }, subprotocols: [] });
    expect(station.socket.protocol).toBe('');
    await station.call('StatusNotification', statusPayload(protocol, 1, 'Available', field.now()));
    expect(await field.stationRecord(station.id)).toMatchObject({
      registered_protocol: protocol,
      protocol,
      evses: [{ status: 'AVAILABLE' }],
    });
  });

  it('one that offers another version speaks what it offers, whatever it is registered with', async () => {
    await using field = await startField();
    const station = await field.station('2.0.1', { registered: { protocol: '1.6' } });
    expect(await field.stationRecord(station.id)).toMatchObject({ registered_protocol: '1.6', protocol: '2.0.1' });
  });

  it('one that offers what nobody knows is closed, whatever it is registered with', async () => {
    await using field = await startField();
    const id = await field.register({ protocol: '1.6' });
    expect(await offer(field, id, ['ocpp1.5'])).toMatch(/no subprotocol/);
    expect(await problems(field, 'no_common_version')).toBe(1);
  });

  it('is set and shown on both faces', async () => {
    await using field = await startField();
    const id = await field.register({ protocol: '2.0.1' });
    const read = `query { station(id: "${id}") { registeredProtocol } }`;
    expect((await field.gateway().graphql(read)).data.station).toEqual({ registeredProtocol: '2.0.1' });
    const set = (protocol: string) =>
      field
        .gateway()
        .graphql(`mutation ($input: UpsertStationInput!) { upsertStation(input: $input) { registeredProtocol } }`, {
          input: { id, securityProfile: 0, protocol },
        });
    expect((await set('1.6')).data.upsertStation).toEqual({ registeredProtocol: '1.6' });
    expect((await set('1.5')).errors[0].extensions.code).toBe('invalid_request');
    const patch = await field.gateway().request('PATCH', `/api/v1/stations/${id}`, {
      body: { name: 'By the gate' },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(patch.body).toMatchObject({ name: 'By the gate', registered_protocol: '1.6' });
    const wrong = await field.gateway().request('PUT', `/api/v1/stations/${id}`, { body: { protocol: '1.5' } });
    expect(wrong.status).toBe(400);
  });
});

describe('lbbrhzn 13', () => {
  const MAC = '00:1B:63:84:45:E6';

  it.each([
    ['as it is', `/${MAC}`, MAC],
    ['percent-encoded', `/${encodeURIComponent(MAC)}`, MAC],
    ['percent-encoded in the user as well', `/${encodeURIComponent(MAC)}/`, encodeURIComponent(MAC)],
    ['percent-encoded in small letters', `/${MAC.replaceAll(':', '%3a')}`, MAC.replaceAll(':', '%3a')],
  ])('a MAC address that is registered comes in %s, with a colon in its password', async (_how, path, user) => {
    const password = 'it:has:colons:in:it';
    await using field = await startField();
    await field.register({ security_profile: 1, password }, MAC);
    const client = basic(user, password);
    const station = await field.station('1.6', { id: MAC, registered: null, path, client });
    await station.call('StatusNotification', statusPayload('1.6', 1, 'Available', field.now()));
    expect(await field.stationRecord(MAC)).toMatchObject({ id: MAC, online: true, evses: [{ status: 'AVAILABLE' }] });
    expect(await statusOf(field, path, basic(user, 'it:has:other:colons'))).toBe(401);
    expect(await statusOf(field, path, basic('00', `1B:63:84:45:E6:${password}x`))).toBe(401);
  });

  it('is commanded, charges, and is found on both faces', async () => {
    await using field = await startField();
    await field.token('TAG');
    const station = await field.station('1.6', { id: MAC });
    station.answer(START['1.6'], () => ({ status: 'Accepted' }));
    const { id } = await start(field, MAC, { evse_id: 1 });
    await field.commandIn(id, 'ACCEPTED');
    await station.call('StatusNotification', statusPayload('1.6', 1, 'Available', field.now()));
    await charge(field, station, 'TAG');
    expect(await field.sessionsOf(MAC)).toMatchObject([{ station_id: MAC, status: 'COMPLETED', kwh: 3 }]);
    expect(await field.gateway().get(`/api/v1/stations/${MAC}`)).toMatchObject({ id: MAC });
    const found = await field.gateway().graphql(`query { station(id: "${MAC}") { id evses { uid } } }`);
    const [{ uid }] = found.data.station.evses;
    const { status } = await field.gateway().request('PATCH', `/api/v1/evses/${uid}`, {
      body: { evse_id: 'NL*VGT*E1' },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(status).toBe(200);
    expect(await field.gateway().get('/api/v1/evses/NL*VGT*E1')).toMatchObject({ uid, station_id: MAC });
  });

  it.each(['reject', 'pending', 'accept'])('one that nobody registered is not there (%s)', async (mode) => {
    await using field = await startField({ OCPP_UNKNOWN_STATIONS: mode });
    expect(await statusOf(field, `/${MAC}`)).toBe(400);
    expect((await field.gateway().request('GET', `/api/v1/stations/${encodeURIComponent(MAC)}`)).status).toBe(404);
  });
});

describe('lbbrhzn 1078', () => {
  it.each(VERSIONS)('one frame in ten is broken JSON: it stays connected, and is told of (%s)', async (version) => {
    await using field = await startField();
    const station = await field.station(version);
    for (let n = 1; n <= 400; n += 1) {
      if (n % 20 === 0) station.socket.send(Buffer.from([1, 2, 3]));
      else if (n % 10 === 0) station.send(`[2,"${n}","Heartbeat",{"a":`);
      else station.send([2, `h-${n}`, 'Heartbeat', {}]);
    }
    await until(() => station.frames.some((frame) => frame[1] === 'h-399'));
    expect(station.frames.filter((frame) => frame[0] === 3 && /^h-/.test(frame[1]))).toHaveLength(360);
    expect(station.socket.readyState).toBe(WebSocket.OPEN);
    expect(await problems(field, 'frame_unreadable')).toBe(40);
    await isTold(field, station.id, 'frame_unreadable');
  });
});

describe('a station that guesses passwords', () => {
  const HEALTHY = Array.from({ length: 30 }, (_, n) => `HEALTHY-${n}`);

  /** Guesses until it is told to end; each guess is another one. */
  const guess = (field: Field, ids: readonly string[], lanes: number) => {
    const statuses = new Map<number, number>();
    let ended = false;
    let number = 0;
    const lane = async (): Promise<void> => {
      while (!ended) {
        number += 1;
        const id = ids[number % ids.length] ?? '';
        const status = await statusOf(field, `/${id}`, basic(id, `guess-number-${number}-x`));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    const all = Promise.all(Array.from({ length: lanes }, lane));
    return {
      statuses,
      end: async () => {
        ended = true;
        await all;
      },
    };
  };

  const admitted = async (field: Field): Promise<number> => {
    const statuses = await Promise.all(HEALTHY.map((id) => statusOf(field, `/${id}`, basic(id, `${PASSWORD}-${id}`))));
    return statuses.filter((status) => status === 101).length;
  };

  const registerAll = (field: Field, ids: readonly string[]) =>
    Promise.all(ids.map((id) => field.register({ security_profile: 1, password: `${PASSWORD}-${id}` }, id)));

  it('does not keep 30 others behind the same address out, and is told of', { timeout: 60_000 }, async () => {
    await using field = await startField();
    await registerAll(field, [...HEALTHY, 'GUESSED']);
    const guesser = guess(field, ['GUESSED'], 40);
    await until(() => (guesser.statuses.get(429) ?? 0) > 200);
    expect(await admitted(field)).toBe(30);
    await guesser.end();
    expect(guesser.statuses.get(401)).toBe(10);
    expect(await problems(field, 'wrong_credentials')).toBeGreaterThan(200);
    await isTold(field, 'GUESSED', 'wrong_credentials');
    // A flood of them is one event, and one write a minute.
    expect(await field.eventsOf('GUESSED', 'station.problem')).toHaveLength(1);
  });

  it('and 60 of them neither, who are left a try each', { timeout: 60_000 }, async () => {
    await using field = await startField();
    const guessed = Array.from({ length: 60 }, (_, n) => `GUESSED-${n}`);
    await registerAll(field, [...HEALTHY, ...guessed]);
    const guesser = guess(field, guessed, 40);
    await until(() => (guesser.statuses.get(429) ?? 0) > 200);
    expect(await admitted(field)).toBe(30);
    await guesser.end();
    // The hundred of the address, and one for each station that had none of them.
    expect(guesser.statuses.get(401)).toBeLessThanOrEqual(100 + guessed.length);
  });
});

describe('no common version', () => {
  it.each([[['ocpp1.5', 'soap']], [['ocpp2.0']]])('with %j is a problem of the station', async (offered) => {
    await using field = await startField();
    const id = await field.register();
    expect(await offer(field, id, offered)).toMatch(/no subprotocol/);
    expect(await problems(field, 'no_common_version')).toBe(1);
  });
});
