import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import { createIdempotency, requestHash } from '../../../src/services/idempotency.ts';
import { token } from './fixtures.ts';
import type { Harness } from './harness.ts';
import { ask, callerWith, createHarness, fleet, startRequest } from './harness.ts';

let gateway: Harness;
beforeEach(async () => {
  gateway = await createHarness();
});
afterEach(() => gateway.close());

const request = (idempotencyKey: string, parts: { readonly expiresInS?: number } = {}, caller = fleet) =>
  gateway.services().api.request(caller, startRequest({ idempotencyKey, ...parts }));

describe('an idempotency key', () => {
  it('gives the first command again, as it is by now', async () => {
    const first = await request('key-1');
    expect(first.repeated).toBe(false);
    await gateway.services().api.cancel(fleet, first.command.id);
    const second = await request('key-1');
    expect(second).toMatchObject({ repeated: true, command: { id: first.command.id, status: 'CANCELLED' } });
  });

  it('gives it again even when the request would be refused by now', async () => {
    const first = await request('key-1');
    await gateway.stationIs({ status: 'FAULTED' });
    expect((await request('key-1')).command.id).toBe(first.command.id);
  });

  it('is held against what its client may do today', async () => {
    const first = await request('key-1');
    const { grants, scopes } = fleet;
    const elsewhere = { ...fleet, grants: { ...grants, locationIds: ['ELSEWHERE'] } };
    await expect(request('key-1', {}, elsewhere)).rejects.toMatchObject({ code: 'not_found' });
    const others = { ...fleet, grants: { ...grants, tokenUids: ['OTHER'] } };
    await expect(request('key-1', {}, others)).rejects.toMatchObject({ code: 'not_found' });
    const without = { ...fleet, scopes: new Set([...scopes].filter((scope) => scope !== 'sessions:control')) };
    await expect(request('key-1', {}, without)).rejects.toMatchObject({ code: 'insufficient_scope' });
    expect((await request('key-1')).command.id).toBe(first.command.id);
  });

  it('is refused for another request', async () => {
    await request('key-1');
    await expect(request('key-1', { expiresInS: 9 })).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  });

  it('is in progress while the first request is in work, and makes one command', async () => {
    const results = await Promise.allSettled([request('key-1'), request('key-1'), request('key-1', { expiresInS: 9 })]);
    expect(results.map((result) => (result.status === 'fulfilled' ? 'taken' : result.reason.code))).toEqual([
      'taken',
      'idempotency_in_progress',
      'idempotency_mismatch',
    ]);
    expect(await gateway.store.unsettledCommands(null)).toHaveLength(1);
  });

  it('makes one command when two processes get it at once', async () => {
    const first = gateway.services();
    const second = gateway.otherServices();
    const body = startRequest({ idempotencyKey: 'key-1' });
    const results = await Promise.allSettled([first.api.request(fleet, body), second.api.request(fleet, body)]);
    const ids = results.map((result) => (result.status === 'fulfilled' ? result.value.command.id : result.reason));
    expect(ids[0]).toBe(ids[1]);
    expect(await gateway.store.unsettledCommands(null)).toHaveLength(1);
    second.close();
  });

  it('gives the command of a node that died when what that has done is why the request is refused now', async () => {
    const record = { clientId: 'app', key: 'k', requestHash: 'h', commandId: 'C1', createdAt: gateway.clock.now() };
    let isApplied = false;
    const idempotency = createIdempotency({
      store: {
        idempotencyRecord: async () => (isApplied ? record : null),
        caughtUp: async () => {
          isApplied = true;
        },
      },
      clock: gateway.clock,
    });
    const first = () => Promise.reject(new DomainError('connector_unavailable'));
    const caller = callerWith({ clientId: 'app' });
    const again = async (id: string) => id;
    expect(await idempotency.once({ caller, key: 'k', hash: 'h' }, first, again)).toBe('C1');
  });

  it('that was refused can be used again', async () => {
    await gateway.stationIs({ status: 'FAULTED' });
    await expect(request('key-1')).rejects.toMatchObject({ code: 'connector_unavailable' });
    await gateway.stationIs({ status: 'AVAILABLE' });
    expect((await request('key-1')).repeated).toBe(false);
  });

  it('belongs to one client and one user', async () => {
    await gateway.committer.commit({ tokens: [token({ uid: 'APP1', type: 'APP_USER', driverId: 'ann' })] });
    const { command } = await request('key-1');
    await gateway.services().api.cancel(fleet, command.id);
    const other = await request('key-1', {}, callerWith({ clientId: 'other' }));
    expect(other).toMatchObject({ repeated: false });
    expect(other.command.id).not.toBe(command.id);
    const ann = callerWith({ userId: 'ann' });
    const body = ask(
      'START_SESSION',
      { evseId: 1, connectorId: null, token: { uid: 'APP1', type: 'APP_USER' } },
      { idempotencyKey: 'key-1' },
    );
    expect(await gateway.services().api.request(ann, body)).toMatchObject({ repeated: false });
  });

  it('belongs to one of the operators of a console', async () => {
    const [one, two] = ['one', 'two'].map((accountId) => callerWith({ accountId }));
    const { command } = await request('key-1', {}, one);
    await gateway.services().api.cancel(fleet, command.id);
    expect(await request('key-1', {}, one)).toMatchObject({ repeated: true, command: { id: command.id } });
    expect(await request('key-1', {}, two)).toMatchObject({ repeated: false });
  });

  it.each(['', 'a b', 'é', 'x'.repeat(256)])('that is %j is refused', async (key) => {
    await expect(request(key)).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/idempotencyKey' }],
    });
  });
});

describe('the hash of a request', () => {
  it('does not depend on the order of the keys, and does on values and operation', () => {
    expect(requestHash('a', { x: 1, y: { p: [1, 2], q: null } })).toBe(
      requestHash('a', { y: { q: null, p: [1, 2] }, x: 1 }),
    );
    expect(requestHash('a', { x: [1, 2] })).not.toBe(requestHash('a', { x: [2, 1] }));
    expect(requestHash('a', { x: 1 })).not.toBe(requestHash('b', { x: 1 }));
    expect(requestHash('a', { at: new Date(0) })).not.toBe(requestHash('a', { at: new Date(1) }));
  });
});
