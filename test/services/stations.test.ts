import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import type { Station } from '../../src/domain/station.ts';
import { NO_EFFECT } from '../../src/services/effects.ts';
import { createPasswordCheck, hashPassword } from '../../src/services/stations/password.ts';
import {
  ADMIN,
  aCaller,
  aKnock,
  aLocation,
  aPage,
  aStation,
  at,
  NO_OBSERVER,
  startSide,
  type TestSide,
} from './station-side.ts';

let side: TestSide;

beforeEach(async () => {
  side = await startSide();
});

afterEach(() => side.close());

const types = () => side.told.map((event) => event.type);
const PASSWORD = 'correct horse battery';
const HEX = '000102030405060708090a0b0c0d0e0f';
const basic = (password: string | Uint8Array, user = 'CP1') => ({ user, password: Buffer.from(password) });

describe('a station at the door', () => {
  it.each([
    ['reject', 'unknown', null],
    ['pending', 'admitted', 'pending'],
    ['accept', 'admitted', 'accepted'],
  ] as const)('that nobody registered, in the mode %s: %s', async (unknownStations, kind, registration) => {
    const own = side.another({ unknownStations });
    expect((await own.inbox.admit(aKnock('NEW'))).kind).toBe(kind);
    expect((await side.store.station('NEW'))?.registration ?? null).toBe(registration);
  });

  it('gets one record, however often it knocks at once, at two nodes', async () => {
    const nodes = [1, 2].map(() => side.another({ unknownStations: 'pending' }));
    const knocks = nodes.flatMap((node) => Array.from({ length: 10 }, () => node.inbox.admit(aKnock('NEW'))));
    const admissions = await Promise.all(knocks);
    expect(new Set(admissions.map((admission) => admission.kind))).toEqual(new Set(['admitted']));
    expect((await side.store.station('NEW'))?.version).toBe(1);
    expect(types()).toEqual(['station.updated']);
  });

  it('with an identity that cannot be is unknown in every mode', async () => {
    const own = side.another({ unknownStations: 'accept' });
    expect((await own.inbox.admit(aKnock('a:b'))).kind).toBe('unknown');
    expect((await own.inbox.admit(aKnock('x'.repeat(49)))).kind).toBe('unknown');
  });

  it('needs its password in profile 1, as text or decoded, under its own name', async () => {
    await side.stations.put(ADMIN, aStation('CP1', { securityProfile: 1, password: HEX }), null);
    const kindOf = async (credentials: ReturnType<typeof basic> | null) =>
      (await side.inbox.admit(aKnock('CP1', { credentials }))).kind;
    expect(await kindOf(basic(HEX))).toBe('admitted');
    expect(await kindOf(basic(HEX.toUpperCase()))).toBe('admitted');
    expect(await kindOf(basic(Buffer.from(HEX, 'hex')))).toBe('admitted');
    expect(await kindOf(basic(HEX))).toBe('admitted');
    expect(await kindOf(basic(HEX, 'CP2'))).toBe('wrong_credentials');
    expect(await kindOf(basic(PASSWORD))).toBe('wrong_credentials');
    expect(await kindOf(basic('x'.repeat(10_000)))).toBe('wrong_credentials');
    expect(await kindOf(null)).toBe('wrong_credentials');
  });

  it('is let in with the new password only, once it is changed', async () => {
    await side.stations.put(ADMIN, aStation('CP1', { securityProfile: 1, password: PASSWORD }), null);
    const knock = aKnock('CP1', { credentials: basic(PASSWORD) });
    expect((await side.inbox.admit(knock)).kind).toBe('admitted');
    await side.stations.put(ADMIN, aStation('CP1', { securityProfile: 1, password: `${PASSWORD}!` }), null);
    expect((await side.inbox.admit(knock)).kind).toBe('wrong_credentials');
  });

  it('keeps its password when a put does not speak of it, and its hash out of the events', async () => {
    await side.stations.put(ADMIN, aStation('CP1', { securityProfile: 1, password: PASSWORD }), null);
    const { object } = await side.stations.put(ADMIN, aStation('CP1', { securityProfile: 1, name: 'North' }), null);
    expect(object.security.passwordHash).toMatch(/^scrypt\$/);
    expect(JSON.stringify(side.told)).not.toContain('scrypt$');
  });

  it.each([2, 3] as const)('in profile %i is refused over plain ws', async (profile) => {
    await side.stations.put(ADMIN, aStation('CP1', { securityProfile: profile, password: PASSWORD }), null);
    const knock = aKnock('CP1', { credentials: basic(PASSWORD) });
    expect((await side.inbox.admit(knock)).kind).toBe('transport_refused');
    const clientCertificate = { commonName: 'CP1', organization: 'Voltgate' };
    expect((await side.inbox.admit({ ...knock, tls: true, clientCertificate })).kind).toBe('admitted');
  });

  it('in profile 3 needs a certificate with its name or serial number, of the operator', async () => {
    await side.stations.put(ADMIN, aStation('CP1', { securityProfile: 3 }), null);
    await side.inbox.boot({
      stationId: 'CP1',
      protocol: '2.0.1',
      vendor: 'V',
      model: 'M',
      serialNumber: 'SN-9',
      firmwareVersion: null,
      reason: null,
    });
    const own = side.another({ certificateOrganization: 'Operator' });
    const kindOf = async (commonName: string | null, organization: string | null) =>
      (await own.inbox.admit(aKnock('CP1', { tls: true, clientCertificate: { commonName, organization } }))).kind;
    expect(await kindOf('SN-9', 'Operator')).toBe('admitted');
    expect(await kindOf('CP1', 'Operator')).toBe('admitted');
    expect(await kindOf('CP2', 'Operator')).toBe('wrong_credentials');
    expect(await kindOf(null, 'Operator')).toBe('wrong_credentials');
    expect(await kindOf('CP1', 'Other')).toBe('wrong_credentials');
    expect((await own.inbox.admit(aKnock('CP1', { tls: true }))).kind).toBe('transport_refused');
  });

  it('costs no second derivation while its password is remembered, right or wrong', async () => {
    const passwords = createPasswordCheck({ remembered: 2 });
    const hash = await hashPassword(PASSWORD);
    const right = Buffer.from(PASSWORD);
    const wrong = Buffer.from('another password');
    expect(passwords.known('CP1', right, hash)).toBeNull();
    expect(await passwords.check('CP1', right, hash, 'here')).toBe(true);
    expect(await passwords.check('CP2', wrong, hash, 'here')).toBe(false);
    expect(passwords.known('CP1', right, hash)).toBe(true);
    expect(passwords.known('CP2', wrong, hash)).toBe(false);
    // With the hash gone bad only the memory could still say yes.
    await expect(passwords.check('CP1', right, 'plain', 'here')).rejects.toThrow();
  });

  it('does not wait for the derivations of those who guess', async () => {
    const passwords = createPasswordCheck({ remembered: 100 });
    const hash = await hashPassword(PASSWORD);
    const checked: string[] = [];
    const check = async (id: string, password: string, network: string) => {
      await passwords.check(id, Buffer.from(password), hash, network);
      checked.push(id);
    };
    const guesses = Array.from({ length: 20 }, (_, n) => check('GUESSED', `the wrong password ${n}`, 'here'));
    const others = Array.from({ length: 20 }, (_, n) => check(`GUESSED-${n}`, 'the wrong password', 'there'));
    await Promise.all([...guesses, ...others, check('CP1', PASSWORD, 'here'), check('CP2', PASSWORD, 'at home')]);
    // Two are at work when it comes; then each network, and in each each station, has its turn.
    expect(checked.indexOf('CP1')).toBeLessThan(10);
    expect(checked.indexOf('CP2')).toBeLessThan(10);
  });

  it('comes in with its right password beside one whose password is guessed from the same address', async () => {
    for (const id of ['CP1', 'CP2', 'CP3'])
      await side.stations.put(ADMIN, aStation(id, { securityProfile: 1, password: PASSWORD }), null);
    const kindOf = async (password: string, remoteAddress: string, id: string) =>
      (await side.inbox.admit(aKnock(id, { credentials: basic(password, id), remoteAddress }))).kind;
    const guesser = '203.0.113.7';
    expect(await kindOf(PASSWORD, guesser, 'CP1')).toBe('admitted');
    const guesses = (id: string) =>
      Promise.all(Array.from({ length: 120 }, (_, n) => kindOf(`the wrong password ${n}`, guesser, id)));
    const kinds = await guesses('CP1');
    expect(kinds.filter((kind) => kind === 'wrong_credentials')).toHaveLength(10);
    expect(kinds.filter((kind) => kind === 'throttled')).toHaveLength(110);
    // What is remembered as right costs nothing.
    expect(await kindOf(PASSWORD, guesser, 'CP1')).toBe('admitted');
    expect(await kindOf(PASSWORD, guesser, 'CP2')).toBe('admitted');
    await guesses('CP3');
    expect(await kindOf(PASSWORD, guesser, 'CP3')).toBe('throttled');
    expect(await kindOf(PASSWORD, '203.0.113.8', 'CP3')).toBe('admitted');
  });

  it('that keeps trying an old password is in as soon as it has the right one', async () => {
    await side.stations.put(ADMIN, aStation('CP1', { securityProfile: 1, password: PASSWORD }), null);
    const kindOf = async (password: string) =>
      (await side.inbox.admit(aKnock('CP1', { credentials: basic(password, 'CP1') }))).kind;
    for (let n = 0; n < 50; n += 1) expect(await kindOf('its old password')).toBe('wrong_credentials');
    expect(await kindOf(PASSWORD)).toBe('admitted');
  });
});

describe('a station that is in', () => {
  const boot = (stationId: string) =>
    side.inbox.boot({
      stationId,
      protocol: '1.6',
      vendor: 'Vendor',
      model: 'Model',
      serialNumber: null,
      firmwareVersion: '1.2',
      reason: null,
    });

  it('is told its registration and an interval', async () => {
    await side.stations.put(ADMIN, aStation('CP1'), null);
    await side.stations.put(ADMIN, aStation('CP2', { registration: 'pending' }), null);
    expect(await boot('CP1')).toEqual({ registration: 'accepted', now: side.clock.now(), intervalS: 300 });
    expect(await boot('CP2')).toMatchObject({ registration: 'pending', intervalS: 60 });
    expect(await side.stations.get(ADMIN, 'CP1')).toMatchObject({
      vendor: 'Vendor',
      firmwareVersion: '1.2',
      bootedAt: at(0),
    });
  });

  it('is told another interval than its neighbours, so that they do not fall into step', async () => {
    const draws = [0, 0.25, 0.75, 0.999];
    await side.close();
    side = await startSide({ unknownStations: 'accept', random: () => draws.shift() ?? 0.5 });
    const intervals: number[] = [];
    for (const stationId of ['CP1', 'CP2', 'CP3', 'CP4']) {
      await side.inbox.admit({
        stationId,
        remoteAddress: '127.0.0.1',
        credentials: null,
        tls: false,
        clientCertificate: null,
      });
      intervals.push((await boot(stationId)).intervalS);
    }
    expect(intervals).toEqual([270, 285, 315, 330]);
  });

  it('tells of its connectors: grown, changed, faulted, recovered, and nothing when nothing is new', async () => {
    await side.stations.put(ADMIN, aStation('CP1'), null);
    const status = (code: 'AVAILABLE' | 'FAULTED' | 'CHARGING', errorCode: string | null = null) =>
      side.inbox.status({ stationId: 'CP1', evseId: 2, connectorId: 1, status: code, errorCode, at: null });
    side.told.length = 0;
    await status('AVAILABLE');
    await status('AVAILABLE');
    await status('FAULTED', 'GroundFailure');
    await status('AVAILABLE');
    expect(types()).toEqual([
      'connector.status_changed',
      'connector.status_changed',
      'station.faulted',
      'connector.status_changed',
      'station.recovered',
    ]);
    const { evses } = await side.stations.get(ADMIN, 'CP1');
    expect(evses).toMatchObject([{ id: 2, connectors: [{ id: 1, status: 'AVAILABLE', statusAt: at(0) }] }]);
  });

  it('keeps what it told when it is put again, and what was put when it tells more', async () => {
    await side.stations.put(ADMIN, aStation('CP1'), null);
    await boot('CP1');
    const { object, created } = await side.stations.put(ADMIN, aStation('CP1', { name: 'North' }), null);
    expect({ created, object }).toMatchObject({ created: false, object: { name: 'North', vendor: 'Vendor' } });
    await side.inbox.connected('CP1', '2.1');
    expect(await side.stations.get(ADMIN, 'CP1')).toMatchObject({ name: 'North', online: true, protocol: '2.1' });
  });

  it('is one station for all who write it at once, on two nodes', async () => {
    await side.stations.put(ADMIN, aStation('CP1'), null);
    const other = side.another();
    const evses = Array.from({ length: 12 }, (_, index) => index + 1);
    await Promise.all(
      evses.map((evseId) =>
        (evseId % 2 === 0 ? side : other).inbox.status({
          stationId: 'CP1',
          evseId,
          connectorId: 1,
          status: 'AVAILABLE',
          errorCode: null,
          at: at(1),
        }),
      ),
    );
    const station = await side.store.station('CP1');
    expect(station?.evses.map((evse) => evse.id)).toEqual(evses);
    expect(station?.version).toBe(13);
  });

  it('has its skew kept when it is material', async () => {
    await side.stations.put(ADMIN, aStation('CP1'), null);
    side.inbox.clockSeen('CP1', at(3), at(0));
    side.inbox.clockSeen('CP1', at(400), at(0));
    await side.idle();
    side.told.length = 0;
    side.inbox.clockSeen('CP1', at(405), at(0));
    await side.idle();
    const station = await side.store.station('CP1');
    expect(station).toMatchObject({ clockSkewS: 400, problems: [{ kind: 'clock_skewed' }] });
    expect(side.told).toEqual([]);
  });

  it('has the skew kept that it told last, also when the one before waits to be written', async () => {
    await side.stations.put(ADMIN, aStation('CP1'), null);
    side.inbox.clockSeen('CP1', at(400), at(0));
    side.inbox.clockSeen('CP1', at(3), at(0));
    await side.idle();
    expect(await side.store.station('CP1')).toMatchObject({ clockSkewS: null });
    side.inbox.clockSeen('CP1', at(400), at(0));
    await side.idle();
    side.inbox.clockSeen('CP1', at(900), at(0));
    side.inbox.clockSeen('CP1', at(3), at(0));
    await side.idle();
    expect(await side.store.station('CP1')).toMatchObject({ clockSkewS: 3 });
  });

  it('has its skew forgotten when it boots, and known again when it is told', async () => {
    await side.stations.put(ADMIN, aStation('CP1'), null);
    const boot = { vendor: 'V', model: 'M', serialNumber: null, firmwareVersion: null, reason: null } as const;
    side.inbox.clockSeen('CP1', at(400), at(0));
    await side.inbox.boot({ stationId: 'CP1', protocol: '1.6', ...boot });
    await side.idle();
    expect(await side.store.station('CP1')).toMatchObject({ clockSkewS: null });
    side.inbox.clockSeen('CP1', at(410), at(10));
    await side.idle();
    expect(await side.store.station('CP1')).toMatchObject({ clockSkewS: 400 });
  });

  it('has a clock that is behind known by two messages that are late by the same', async () => {
    await side.stations.put(ADMIN, aStation('CP1'), null);
    side.inbox.clockSeen('CP1', at(-3600), at(0), { kind: 'zoneless' });
    await side.idle();
    expect(await side.store.station('CP1')).toMatchObject({ clockSkewS: null });
    side.inbox.clockSeen('CP1', at(-3540), at(60), { kind: 'zoneless', of: 'reading' });
    await side.idle();
    expect(await side.store.station('CP1')).toMatchObject({ clockSkewS: -3600 });
    // What it tells with a zone is of another clock; the one that is further off is shown.
    side.inbox.clockSeen('CP1', at(70), at(70));
    await side.idle();
    expect(await side.store.station('CP1')).toMatchObject({ clockSkewS: -3600 });
  });

  it('beats without a write', async () => {
    await side.stations.put(ADMIN, aStation('CP1'), null);
    side.told.length = 0;
    expect(await side.inbox.heartbeat('CP1')).toEqual({ now: at(0) });
    expect(side.lastSeenAt('CP1')).toEqual(at(0));
    expect(side.told).toEqual([]);
  });

  it('has every other message kept as an event of its location', async () => {
    await side.locations.put(ADMIN, aLocation('LOC1'), null);
    await side.stations.put(ADMIN, aStation('CP1', { locationId: 'LOC1' }), null);
    side.told.length = 0;
    await side.inbox.firmwareStatus('CP1', 'Installed', 3);
    await side.inbox.securityEvent('CP1', 'TamperDetection', null);
    await side.inbox.message('CP1', 'DataTransfer', { vendorId: 'x' });
    await side.inbox.quarantine({
      stationId: 'CP1',
      protocol: '1.6',
      action: 'StopTransaction',
      payload: {},
      reason: 'it names no transaction',
      property: '/transactionId',
      errorCode: null,
      level: null,
      receivedAt: new Date('2026-01-01T00:00:00Z'),
    });
    expect(types()).toEqual([
      'firmware.status_changed',
      'security.event',
      'station.message',
      'station.message_quarantined',
    ]);
    expect(new Set(side.told.map((event) => event.locationId))).toEqual(new Set(['LOC1']));
  });

  it('lets commands see their effects', async () => {
    const seen: unknown[] = [];
    const own = await startSide(
      {},
      {
        ...NO_OBSERVER,
        stationBooted: async (stationId) => {
          seen.push(stationId);
          return NO_EFFECT;
        },
        availabilityChanged: async (station: Station) => {
          seen.push(station.evses[0]?.connectors[0]?.status);
          return NO_EFFECT;
        },
      },
    );
    try {
      await own.stations.put(ADMIN, aStation('CP1'), null);
      await own.inbox.boot({
        stationId: 'CP1',
        protocol: '1.6',
        vendor: 'V',
        model: 'M',
        serialNumber: null,
        firmwareVersion: null,
        reason: null,
      });
      const told = {
        stationId: 'CP1',
        evseId: 1,
        connectorId: 1,
        status: 'UNAVAILABLE',
        errorCode: null,
        at: null,
      } as const;
      await own.inbox.status(told);
      await own.inbox.status(told);
      expect(seen).toEqual(['CP1', 'UNAVAILABLE', 'UNAVAILABLE']);
    } finally {
      await own.close();
    }
  });
});

describe('registering a station', () => {
  it('names every bad field at once', async () => {
    const bad = aStation('a/b', { name: '', password: 'short', locationId: 'NOWHERE' });
    await expect(side.stations.put(ADMIN, bad, null)).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/id' }, { pointer: '/name' }, { pointer: '/password' }, { pointer: '/locationId' }],
    });
  });

  it('refuses profile 1 without a password', async () => {
    await expect(side.stations.put(ADMIN, aStation('CP1', { securityProfile: 1 }), null)).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/password' }],
    });
  });

  it('lets one of two writers of one version win', async () => {
    await side.stations.put(ADMIN, aStation('CP1'), null);
    const puts = ['A', 'B'].map((name) => side.stations.put(ADMIN, aStation('CP1', { name }), 1));
    const outcomes = await Promise.allSettled(puts);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: { code: 'precondition_failed' },
    });
  });

  it('stays within the grants', async () => {
    await side.locations.put(ADMIN, aLocation('MINE'), null);
    await side.locations.put(ADMIN, aLocation('OTHER'), null);
    await side.stations.put(ADMIN, aStation('CP-OTHER', { locationId: 'OTHER' }), null);
    const mine = aCaller({ grants: { ...ALL_GRANTS, locationIds: ['MINE'] } });
    await side.stations.put(mine, aStation('CP-MINE', { locationId: 'MINE' }), null);
    const forbidden = { code: 'forbidden' };
    await expect(side.stations.put(mine, aStation('X', { locationId: 'OTHER' }), null)).rejects.toMatchObject(
      forbidden,
    );
    await expect(side.stations.put(mine, aStation('X'), null)).rejects.toMatchObject(forbidden);
    const taken = aStation('CP-OTHER', { locationId: 'MINE' });
    await expect(side.stations.put(mine, taken, null)).rejects.toMatchObject(forbidden);
    await expect(side.locations.put(mine, aLocation('THIRD'), null)).rejects.toMatchObject(forbidden);
    await expect(side.stations.get(mine, 'CP-OTHER')).rejects.toMatchObject({ code: 'not_found' });
    const page = await side.stations.list(mine, aPage({ withTotal: true }), { locationId: null, online: null });
    expect(page).toMatchObject({ items: [{ id: 'CP-MINE' }], total: 1, nextCursor: null });
    expect((await side.stations.byIds(mine, ['CP-OTHER', 'CP-MINE', 'NONE'])).map((one) => one?.id ?? null)).toEqual([
      null,
      'CP-MINE',
      null,
    ]);
  });
});

describe('a station that is changed while it is connected', () => {
  const before = { securityProfile: 1, password: PASSWORD } as const;
  const put = (fields: Parameters<typeof aStation>[1]) =>
    side.stations.put(ADMIN, aStation('CP1', { ...before, ...fields }), null);

  it.each([
    ['is rejected', { registration: 'rejected' }],
    ['goes back to the waiting room', { registration: 'pending' }],
    ['gets another password', { password: 'another password' }],
    ['gets another security profile', { securityProfile: 2 }],
    ['is checked at another level', { validation: 'strict' }],
  ] as const)('%s: its socket is closed', async (_, fields) => {
    await put({});
    await put(fields);
    expect(side.disconnected).toEqual(['CP1']);
  });

  it.each([
    ['is named', { name: 'By the gate' }],
    ['is told the password that it has', { password: PASSWORD }],
  ] as const)('%s: its socket stays', async (_, fields) => {
    await put({});
    await put(fields);
    expect(side.disconnected).toEqual([]);
  });

  it('keeps its password: its socket stays', async () => {
    await put({});
    await side.stations.put(ADMIN, aStation('CP1', { securityProfile: 1 }), null);
    expect(side.disconnected).toEqual([]);
  });

  it('is adopted: its socket stays, for it asks again by itself', async () => {
    await put({ registration: 'pending' });
    await put({});
    expect(side.disconnected).toEqual([]);
  });

  it('does not come in by a handshake that was judged before the change', async () => {
    const { object } = await put({});
    await put({ registration: 'rejected' });
    await expect(side.inbox.connected('CP1', '2.0.1', object)).rejects.toMatchObject({ code: 'station_rejected' });
    expect((await side.store.station('CP1'))?.online).toBe(false);
    await side.inbox.connected('CP1', '2.0.1', (await side.store.station('CP1')) ?? undefined);
    expect((await side.store.station('CP1'))?.online).toBe(true);
  });
});
