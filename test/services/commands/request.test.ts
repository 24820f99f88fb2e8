import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS, type Scope } from '../../../src/domain/access.ts';
import { COMMAND_TYPES, COMMANDS } from '../../../src/domain/commands/commands.ts';
import type { CommandRequest } from '../../../src/services/api/commands.ts';
import { MOST_WAITING } from '../../../src/services/commands/room.ts';
import { aChargingProfile } from '../../support/charging-profile.ts';
import { at, connectors, token } from './fixtures.ts';
import type { Harness } from './harness.ts';
import { ask, callerWith, createHarness, fleet, newSession, REJECTED, startRequest } from './harness.ts';

let gateway: Harness;
beforeEach(async () => {
  gateway = await createHarness();
});
afterEach(() => gateway.close());

const codeOf = (request: CommandRequest, caller = fleet): Promise<unknown> =>
  gateway.request(request, caller).then(
    () => 'taken',
    (error: { readonly code: string }) => error.code,
  );
const faultsOf = (request: CommandRequest): Promise<unknown> =>
  gateway.request(request).then(
    () => [],
    (error: { readonly faults: readonly { readonly pointer: string }[] }) => error.faults.map((fault) => fault.pointer),
  );
const startWith = (uid: string, evseId: number | null = 1) =>
  ask('START_SESSION', { evseId, connectorId: null, token: { uid, type: 'RFID' } });
const limit = (parts: object) =>
  ask('SET_CHARGING_LIMIT', {
    sessionId: null,
    limitW: 7000,
    limitA: null,
    fromAt: null,
    untilAt: null,
    ...parts,
  });
const profile = aChargingProfile({}, { periods: [{ startS: 0, limit: 16, phases: 3 }] });

describe('a request', () => {
  it('is stored with its event before it is answered', async () => {
    const command = await gateway.request(startRequest());
    expect(await gateway.store.command(command.id)).toEqual(command);
    expect(command).toMatchObject({
      number: expect.any(Number),
      locationId: 'LOC1',
      evseId: 1,
      expiresAt: at(60),
      requestedBy: { clientId: 'fleet', userId: null },
    });
  });

  it('keeps the trace that it belongs to, on the command and in its events, and a retry may have another', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const told: unknown[] = [];
    gateway.bus.subscribe((event) => {
      if (event.type === 'command.updated') told.push(event.data.command.traceparent);
    });
    const { id } = await gateway.request({ ...startRequest({ idempotencyKey: 'k' }), traceparent });
    expect(await gateway.get(id)).toMatchObject({ traceparent });
    expect(told).toEqual([traceparent]);
    const again = { ...startRequest({ idempotencyKey: 'k' }), traceparent: traceparent.replace(/01$/, '00') };
    expect(await gateway.request(again)).toMatchObject({ id, traceparent });
  });

  it('takes its own expiry', async () => {
    expect(await gateway.request(startRequest({ expiresInS: 5 }))).toMatchObject({ expiresAt: at(5) });
    expect(await faultsOf(startRequest({ expiresInS: 0 }))).toEqual(['/expiresInS']);
    expect(await faultsOf(startRequest({ expiresInS: 86_401 }))).toEqual(['/expiresInS']);
  });

  it('names every bad field at once', async () => {
    expect(await faultsOf(limit({ limitW: -1, limitA: -1, fromAt: at(10), untilAt: at(5) }))).toEqual([
      '/parameters/limitW',
      '/parameters/limitW',
      '/parameters/limitA',
      '/parameters/until',
    ]);
  });

  it.each([
    ['no limit', limit({ limitW: null }), '/parameters/limitW'],
    ['a limit below what any vehicle takes', limit({ limitW: 4 }), '/parameters/limitW'],
    ['a current below 6 A', limit({ limitW: null, limitA: 5.9 }), '/parameters/limitA'],
    ['a limit that is over', limit({ untilAt: at(-1) }), '/parameters/until'],
    ['no station', ask('RESET_STATION', { mode: 'IMMEDIATE', evseId: null }, { stationId: null }), '/stationId'],
    [
      'a connector without an EVSE',
      ask('TRIGGER_MESSAGE', { message: 'Heartbeat', evseId: null, connectorId: 1 }),
      '/parameters/connectorId',
    ],
    ['no variables', ask('GET_VARIABLES', { variables: [] }), '/parameters/variables'],
    [
      'a session profile without its session',
      ask('SET_CHARGING_PROFILE', { evseId: 1, sessionId: null, profile: { ...profile, purpose: 'TX' } }),
      '/parameters/sessionId',
    ],
    [
      'a profile whose first period starts late',
      ask('SET_CHARGING_PROFILE', {
        evseId: 1,
        sessionId: null,
        profile: { ...profile, schedule: { ...profile.schedule, periods: [{ startS: 5, limit: 1, phases: null }] } },
      }),
      '/parameters/profile/schedule/chargingProfilePeriod/0/startPeriod',
    ],
  ])('with %s is refused with the field', async (_, request, pointer) => {
    expect(await faultsOf(request)).toContain(pointer);
    expect(await codeOf(request)).toBe('invalid_request');
  });

  it('needs a station, session and token that are there', async () => {
    expect(await codeOf(startRequest({ stationId: 'CS9' }))).toBe('not_found');
    expect(await codeOf(ask('STOP_SESSION', { sessionId: 'S9' }))).toBe('not_found');
    expect(await codeOf(startWith('TAG9'))).toBe('token_not_valid');
    expect(await codeOf(startWith('tag1'))).toBe('taken');
  });

  it('needs a token that is good', async () => {
    await gateway.committer.commit({
      tokens: [
        token({ uid: 'BLOCKED', status: 'BLOCKED' }),
        token({ uid: 'OVER', expiresAt: at(-1) }),
        token({ uid: 'MASTER', masterPass: true }),
      ],
    });
    for (const uid of ['BLOCKED', 'OVER', 'MASTER']) expect(await codeOf(startWith(uid))).toBe('token_not_valid');
  });

  it('names an EVSE by its uid alone, and nothing that contradicts it', async () => {
    const evse = {
      uid: 'EVSE2',
      version: 1,
      stationId: 'CS1',
      number: 2,
      emi3Id: null,
      partyId: 'default',
      stationGroupId: null,
      locationId: 'LOC1',
      createdAt: at(0),
      updatedAt: at(0),
    };
    const elsewhere = { ...evse, uid: 'ELSEWHERE', locationId: 'LOC9' };
    await gateway.committer.commit({ evses: [evse, elsewhere, { ...evse, uid: 'RETIRED', stationId: null }] });
    const byUid = (evseUid: string, parts: object = {}, evseId: number | null = null): CommandRequest => ({
      ...startWith('TAG1', evseId),
      stationId: null,
      evseUid,
      ...parts,
    });
    expect(await gateway.request(byUid('evse2'))).toMatchObject({
      stationId: 'CS1',
      evseId: 2,
      evseUid: 'EVSE2',
      parameters: { evseId: 2 },
    });
    expect(await codeOf(byUid('EVSE2', { stationId: 'CS1' }, 2))).toBe('already_started');
    expect(await faultsOf(byUid('EVSE2', { stationId: 'CS2' }))).toEqual(['/stationId']);
    expect(await faultsOf(byUid('EVSE2', {}, 1))).toEqual(['/parameters/evseId']);
    expect(await codeOf(byUid('NONE'))).toBe('not_found');
    expect(await codeOf(byUid('RETIRED'))).toBe('connector_unavailable');
    const bound = callerWith({ grants: { ...ALL_GRANTS, locationIds: ['LOC1'] } });
    expect(await codeOf(byUid('ELSEWHERE'), bound)).toBe('not_found');
    expect(await faultsOf({ ...startWith('TAG1'), stationId: null })).toEqual(['/stationId']);
  });

  it('asks nothing of a station that was replaced', async () => {
    await gateway.stationIs({ replacedBy: 'CS2' });
    expect(await codeOf(startWith('TAG1'))).toBe('station_replaced');
  });

  it('names an EVSE and a connector that are there, once the station has told of them', async () => {
    expect(await codeOf(startWith('TAG1', 3))).toBe('connector_unavailable');
    expect(await codeOf(ask('UNLOCK_CONNECTOR', { evseId: 1, connectorId: 2 }))).toBe('connector_unavailable');
    await gateway.stationIs({ evses: [] });
    expect(await codeOf(startWith('TAG1', 3))).toBe('taken');
  });

  it('means the EVSE that a connector is where the station knows connectors alone', async () => {
    await gateway.stationIs({ protocol: '1.6' });
    const out = (connectorId: number) => ask('CHANGE_AVAILABILITY', { operative: false, evseId: null, connectorId });
    expect(await gateway.request(out(2))).toMatchObject({ evseId: 2, parameters: { evseId: 2, connectorId: 1 } });
    expect(await codeOf(out(3))).toBe('connector_unavailable');
    const start = { evseId: null, connectorId: 2, token: { uid: 'TAG1', type: 'RFID' } } as const;
    expect(await gateway.request(ask('START_SESSION', start))).toMatchObject({
      evseId: 2,
      parameters: { evseId: 2, connectorId: 1 },
    });
    const named = ask('CHANGE_AVAILABILITY', { operative: false, evseId: 1, connectorId: 1 });
    expect(await gateway.request(named)).toMatchObject({ evseId: 1 });
  });

  it('means the only EVSE where a connector is named alone, and asks for it where there are others', async () => {
    const heartbeat = ask('TRIGGER_MESSAGE', { message: 'StatusNotification', evseId: null, connectorId: 1 });
    expect(await faultsOf(heartbeat)).toEqual(['/parameters/connectorId']);
    await gateway.stationIs({ evses: connectors('AVAILABLE') });
    expect(await gateway.request(heartbeat)).toMatchObject({ evseId: 1, parameters: { evseId: 1, connectorId: 1 } });
    // The connector that stands for one left out names no EVSE.
    await gateway.stationIs({ protocol: '1.6', evses: connectors('AVAILABLE', 2) });
    const unlock = ask('UNLOCK_CONNECTOR', { evseId: null, connectorId: 1 } as never);
    expect(await faultsOf(unlock)).toContain('/parameters/evseId');
  });

  it('starts nothing where it is out of order or taken by another', async () => {
    await gateway.committer.commit({ sessions: [newSession({ evseId: 2 })] });
    expect(await codeOf(startWith('TAG2', 2))).toBe('connector_unavailable');
    expect(await codeOf(startWith('TAG1', 1))).toBe('taken');
    await gateway.stationIs({ evses: connectors('FAULTED', 2) });
    expect(await codeOf(startWith('TAG2'))).toBe('connector_unavailable');
    expect(await codeOf(startWith('TAG1', null))).toBe('connector_unavailable');
  });

  it('does nothing with a session that has ended, or that is elsewhere', async () => {
    await gateway.committer.commit({ sessions: [newSession({ status: 'COMPLETED' }), newSession({ id: 'S2' })] });
    expect(await codeOf(ask('STOP_SESSION', { sessionId: 'S1' }))).toBe('session_ended');
    expect(await codeOf(ask('STOP_SESSION', { sessionId: 'S2' }, { stationId: 'CS2' }))).toBe('invalid_request');
    expect(await gateway.request(ask('STOP_SESSION', { sessionId: 'S2' }, { stationId: null }))).toMatchObject({
      stationId: 'CS1',
      sessionId: 'S2',
      evseId: 1,
    });
  });

  it('is refused where the protocol of the station does not know it', async () => {
    expect(await codeOf(ask('GET_CONFIGURATION', { keys: [] }))).toBe('not_supported');
    await gateway.stationIs({ protocol: null });
    expect(await codeOf(ask('GET_CONFIGURATION', { keys: [] }))).toBe('taken');
  });
});

describe('the same token shown again', () => {
  const errorOf = (request: CommandRequest) =>
    gateway.request(request).then(
      () => null,
      (error: unknown) => error,
    );

  it('is told the start that is under way, whoever comes second of two at once, and only one is stored', async () => {
    const answers = await Promise.allSettled([gateway.request(startRequest()), gateway.request(startWith('tag1'))]);
    const [taken] = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'already_started', names: { commandId: taken?.id } },
    });
    // It is of no matter to another token, or to another EVSE.
    expect(await codeOf(startWith('TAG1', 2))).toBe('taken');
    expect(await codeOf(startWith('TAG1', null))).toBe('taken');
  });

  it('is told the session that runs, though the connector says that it is out of order', async () => {
    await gateway.committer.commit({ sessions: [newSession({ commandId: 'C1' })] });
    await gateway.stationIs({ evses: connectors('FAULTED') });
    expect(await errorOf(startRequest())).toMatchObject({
      code: 'already_started',
      names: { sessionId: 'S1', commandId: 'C1' },
    });
  });

  it.each([
    ['was not authorised', { authorization: 'BLOCKED' as const }],
    ['waits for its end', { left: { cause: 'boot' as const, dueAt: at(60) } }],
    ['was begun by nobody yet', { token: null, authorization: null, status: 'PENDING' as const }],
  ])('begins another where the session there %s', async (_, parts) => {
    await gateway.committer.commit({ sessions: [newSession(parts)] });
    expect(await codeOf(startRequest())).toBe('taken');
  });

  it('locks nobody out, however often it is shown', async () => {
    gateway.script(() => Promise.resolve(REJECTED));
    gateway.work();
    await gateway.committer.commit({ sessions: [newSession()] });
    for (let taps = 0; taps < 5; taps += 1) expect(await codeOf(startRequest())).toBe('already_started');
    for (let taps = 0; taps < 5; taps += 1) expect(await codeOf(startWith('TAG2'))).toBe('connector_unavailable');
    await gateway.committer.commit({ sessions: [newSession({ version: 2, status: 'COMPLETED', endedAt: at(1) })] });
    expect(gateway.sent).toEqual([]);
    expect(await codeOf(startWith('TAG2'))).toBe('taken');
  });
});

describe('repeated failed starts', () => {
  it('cool down with a growing pause, on that EVSE only', async () => {
    gateway.script(() => Promise.resolve(REJECTED));
    gateway.work();
    const fail = async () => gateway.until((await gateway.request(startRequest())).id, 'REJECTED');
    for (let failures = 0; failures < 3; failures += 1) await fail();
    await expect(gateway.request(startRequest())).rejects.toMatchObject({ code: 'cool_down', retryAfterS: 30 });
    expect(await codeOf(startWith('TAG1', 2))).toBe('taken');
    await gateway.clock.advance(30_000);
    await fail();
    await expect(gateway.request(startRequest())).rejects.toMatchObject({ code: 'cool_down', retryAfterS: 60 });
  });
});

describe('scopes and grants', () => {
  it.each(COMMAND_TYPES)('open %s by its scope only', async (type) => {
    const without = callerWith({
      scopes: new Set<Scope>([...fleet.scopes].filter((scope) => scope !== COMMANDS[type].scope)),
    });
    expect(await codeOf({ ...startRequest(), type } as CommandRequest, without)).toBe('insufficient_scope');
  });

  it('hide the stations and sessions of other locations', async () => {
    await gateway.committer.commit({ sessions: [newSession({ evseId: 2 })] });
    const elsewhere = callerWith({ grants: { ...ALL_GRANTS, locationIds: ['LOC2'] } });
    expect(await codeOf(startRequest(), elsewhere)).toBe('not_found');
    expect(await codeOf(ask('STOP_SESSION', { sessionId: 'S1' }), elsewhere)).toBe('not_found');
    const here = callerWith({ grants: { ...ALL_GRANTS, locationIds: ['LOC1'] } });
    expect(await codeOf(startRequest(), here)).toBe('taken');
  });

  it('bind to tokens: their starts and sessions, and no station as a whole', async () => {
    await gateway.committer.commit({ sessions: [newSession()] });
    const other = callerWith({ grants: { ...ALL_GRANTS, tokenUids: ['TAG2'] } });
    expect(await codeOf(startWith('TAG1'), other)).toBe('token_not_valid');
    expect(await codeOf(startWith('TAG2', 2), other)).toBe('taken');
    expect(await codeOf(ask('STOP_SESSION', { sessionId: 'S1' }), other)).toBe('not_found');
    expect(await codeOf(ask('RESET_STATION', { mode: 'IMMEDIATE', evseId: null }), other)).toBe('forbidden');
    expect(await codeOf(limit({}), other)).toBe('forbidden');
    const own = callerWith({ grants: { ...ALL_GRANTS, tokenUids: ['tag1'] } });
    expect(await codeOf(ask('STOP_SESSION', { sessionId: 'S1' }), own)).toBe('taken');
    expect(await codeOf(limit({ sessionId: 'S1' }), own)).toBe('taken');
  });

  it('bind a driver to what is theirs', async () => {
    await gateway.committer.commit({
      tokens: [token({ uid: 'APP1', type: 'APP_USER', driverId: 'ann' })],
      sessions: [newSession({ driverId: 'bob' })],
    });
    const ann = callerWith({ clientId: 'app', userId: 'ann' });
    const { parameters, requestedBy } = await gateway.request(startWith('APP1', 2), ann);
    expect(parameters).toMatchObject({ token: { uid: 'APP1', type: 'APP_USER' } });
    expect(requestedBy).toEqual({ clientId: 'app', userId: 'ann' });
    expect(await codeOf(startWith('TAG1'), ann)).toBe('token_not_valid');
    expect(await codeOf(ask('STOP_SESSION', { sessionId: 'S1' }), ann)).toBe('not_found');
    expect(await codeOf(ask('UNLOCK_CONNECTOR', { evseId: 1, connectorId: 1 }), ann)).toBe('forbidden');
  });
});

describe('commands that wait for a station', () => {
  it('are bounded in number, and taken again when some have gone', async () => {
    gateway.connected.clear();
    const waiting = await Promise.all(
      Array.from({ length: MOST_WAITING }, () =>
        gateway.request(ask('RESET_STATION', { mode: 'ON_IDLE', evseId: null })),
      ),
    );
    expect(await codeOf(startWith('TAG1'))).toBe('station_busy');
    expect(gateway.counts).toContain('commands_refused_total START_SESSION');
    await gateway.services().api.cancel(fleet, waiting[0]?.id ?? '');
    expect(await codeOf(startWith('TAG1'))).toBe('taken');
  });
});
