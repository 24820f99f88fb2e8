import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS, type Scope } from '../../../src/domain/access.ts';
import { token } from './fixtures.ts';
import type { Harness } from './harness.ts';
import {
  ACCEPTED,
  ask,
  callerWith,
  createHarness,
  fleet,
  heldAnswers,
  newSession,
  REJECTED,
  startRequest,
} from './harness.ts';

let gateway: Harness;
beforeEach(async () => {
  gateway = await createHarness();
});
afterEach(() => gateway.close());

const api = () => gateway.services().api;
const page = { limit: 10, cursor: null, newestFirst: true, updatedFromAt: null, updatedToAt: null, withTotal: true };
const all = { stationId: null, sessionId: null, type: null, status: null };
const scopes = (...names: Scope[]) => new Set<Scope>(names);
const reset = ask('RESET_STATION', { mode: 'IMMEDIATE', evseId: null });

describe('a command', () => {
  it('is seen by who asked for it, and by readers within their grants', async () => {
    const { id } = await gateway.request(startRequest());
    const seen = async (caller: Parameters<typeof callerWith>[0]) =>
      (await api().byIds(callerWith(caller), [id, 'nowhere'])).map((command) => command?.id ?? null);
    expect(await seen({ scopes: scopes('sessions:control') })).toEqual([id, null]);
    expect(await seen({ clientId: 'other', scopes: scopes('sessions:control') })).toEqual([null, null]);
    expect(await seen({ clientId: 'other', scopes: scopes('sessions:read') })).toEqual([id, null]);
    expect(await seen({ clientId: 'other', grants: { ...ALL_GRANTS, locationIds: ['LOC2'] } })).toEqual([null, null]);
    expect(await seen({ clientId: 'other', grants: { ...ALL_GRANTS, tokenUids: ['TAG1'] } })).toEqual([id, null]);
    expect(await seen({ clientId: 'other', grants: { ...ALL_GRANTS, tokenUids: ['TAG2'] } })).toEqual([null, null]);
    expect(await seen({ userId: 'ann' })).toEqual([null, null]);
    await expect(api().get(callerWith({ userId: 'ann' }), id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('about a session is seen by the holder of its token; about a station it is not', async () => {
    await gateway.committer.commit({ sessions: [newSession()] });
    const stop = await gateway.request(ask('STOP_SESSION', { sessionId: 'S1' }));
    const whole = await gateway.request(reset);
    const holder = callerWith({ clientId: 'other', grants: { ...ALL_GRANTS, tokenUids: ['TAG1'] } });
    expect((await api().byIds(holder, [stop.id, whole.id])).map((command) => command?.id)).toEqual([
      stop.id,
      undefined,
    ]);
    const listed = await api().list(holder, page, all);
    expect(listed.items.map((command) => command.id)).toEqual([stop.id]);
  });

  it('is listed where it is seen, and nowhere else', async () => {
    await gateway.committer.commit({
      tokens: [token({ uid: 'APP1', type: 'APP_USER', driverId: 'ann' })],
      sessions: [newSession({ evseId: 3 })],
    });
    const ann = callerWith({ clientId: 'app', userId: 'ann' });
    const start = { evseId: 2, connectorId: null, token: { uid: 'APP1', type: 'APP_USER' } } as const;
    const ids = [
      (await gateway.request(startRequest())).id,
      (await gateway.request(reset)).id,
      (await gateway.request(ask('STOP_SESSION', { sessionId: 'S1' }))).id,
      (await gateway.request(ask('START_SESSION', start), ann)).id,
    ];
    const callers = [
      fleet,
      ann,
      callerWith({ clientId: 'app', userId: 'bob' }),
      callerWith({ clientId: 'other', scopes: scopes('sessions:control') }),
      callerWith({ scopes: scopes('sessions:control') }),
      callerWith({ grants: { ...ALL_GRANTS, locationIds: ['LOC2'] } }),
      callerWith({ grants: { ...ALL_GRANTS, locationIds: ['LOC1'], tokenUids: ['app1', 'tag1'] } }),
    ];
    for (const caller of callers) {
      const seen = (await api().byIds(caller, ids)).flatMap((command) => (command === null ? [] : [command.id]));
      const { items, total } = await api().list(caller, page, all);
      expect(items.map((command) => command.id).sort()).toEqual(seen.sort());
      expect(total).toBe(seen.length);
    }
  });

  it('is cancelled only with the scope that asked for it', async () => {
    const { id } = await gateway.request(startRequest());
    await expect(api().cancel(callerWith({ scopes: scopes('sessions:read') }), id)).rejects.toMatchObject({
      code: 'insufficient_scope',
    });
    await expect(
      api().cancel(callerWith({ clientId: 'other', scopes: scopes('sessions:control') }), id),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('waiting for a command', () => {
  it('answers as soon as it is settled', async () => {
    const held = heldAnswers();
    gateway.script(held.script);
    gateway.work();
    const { id } = await gateway.request(startRequest());
    const waiting = api().wait(fleet, id, 60_000);
    await held.asked;
    held.release(REJECTED);
    expect((await waiting).status).toBe('REJECTED');
    expect((await api().wait(fleet, id, 60_000)).status).toBe('REJECTED');
  });

  it('answers it as it is when the time is over, 60 s at most', async () => {
    const { id } = await gateway.request(startRequest());
    expect((await api().wait(fleet, id, 0)).status).toBe('QUEUED');
    const before = gateway.clock.pending();
    const waiting = api().wait(fleet, id, 600_000);
    await gateway.store.check();
    await api().get(fleet, id);
    await gateway.clock.advance(60_000);
    expect((await waiting).status).toBe('QUEUED');
    expect(gateway.clock.pending()).toBe(before);
  });

  it('answers what was seen with what the station says of it, when that comes soon', async () => {
    const held = heldAnswers();
    gateway.script(held.script);
    gateway.work();
    const { id, number } = await gateway.request(startRequest());
    const waiting = api().wait(fleet, id, 60_000);
    await held.asked;
    await gateway.sessionStarts(newSession({}, { remoteStartId: number }));
    expect((await gateway.get(id)).status).toBe('CONFIRMED');
    held.release(ACCEPTED);
    expect(await waiting).toMatchObject({ status: 'CONFIRMED', result: { status: 'Accepted' } });
  });

  it('answers what was seen without it, when that does not come in two seconds', async () => {
    const held = heldAnswers();
    gateway.script(held.script);
    gateway.work();
    const { id, number } = await gateway.request(startRequest());
    await held.asked;
    await gateway.sessionStarts(newSession({}, { remoteStartId: number }));
    const waiting = api().wait(fleet, id, 60_000);
    await gateway.store.check();
    await api().get(fleet, id);
    await gateway.clock.advance(2000);
    expect(await waiting).toMatchObject({ status: 'CONFIRMED', result: null });
    held.release(ACCEPTED);
  });

  it('ends when the caller has gone', async () => {
    const { id } = await gateway.request(startRequest());
    const gone = new AbortController();
    const waiting = api().wait(fleet, id, 60_000, gone.signal);
    gone.abort();
    expect((await waiting).status).toBe('QUEUED');
    expect((await api().wait(fleet, id, 60_000, gone.signal)).status).toBe('QUEUED');
  });

  it('is not for who may not see it', async () => {
    const { id } = await gateway.request(startRequest());
    await expect(api().wait(callerWith({ userId: 'ann' }), id, 1000)).rejects.toMatchObject({ code: 'not_found' });
  });
});
