/** When callers are looked at again, and what is told of it. */
import { expect, it } from 'vitest';
import { type AccessToken, ALL_GRANTS, type Caller, FROM_INSIDE, type Scope } from '../../src/domain/access.ts';
import { DomainError } from '../../src/domain/error.ts';
import { createStanding, LOOK_EVERY_MS } from '../../src/services/standing.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { silentLog } from '../support/silent-log.ts';

const token: AccessToken = {
  id: 'jti',
  outside: null,
  keyId: null,
  boundTo: null,
  clientId: 'app',
  subject: 'app',
  scopes: ['stations:read', 'sessions:read'],
  expiresAt: new Date('2030-01-01T00:00:00Z'),
  claims: {},
};
const caller = (scopes: readonly Scope[] = ['stations:read'], parts: Partial<Caller> = {}): Caller => ({
  clientId: 'app',
  userId: null,
  scopes: new Set(scopes),
  grants: ALL_GRANTS,
  from: FROM_INSIDE,
  token,
  ...parts,
});

const open = () => {
  const clock = createManualClock();
  let answer: () => Promise<Caller> = async () => caller();
  let looks = 0;
  const standing = createStanding({
    identify: () => {
      looks += 1;
      return answer();
    },
    clock,
    log: silentLog,
  });
  return {
    clock,
    standing,
    looks: () => looks,
    becomes: (next: () => Promise<Caller>) => {
      answer = next;
    },
  };
};

const told = (standing: ReturnType<typeof createStanding>, who = caller()) => {
  const reasons: DomainError[] = [];
  const stop = standing.watch(who, (why) => reasons.push(why));
  return { reasons, stop };
};

it('looks once for all connections of one token, and not when there are none', async () => {
  const { clock, standing, looks } = open();
  const watching = [told(standing), told(standing), told(standing)];
  await clock.advance(LOOK_EVERY_MS);
  expect(looks()).toBe(1);
  for (const { stop } of watching) stop();
  await clock.advance(10 * LOOK_EVERY_MS);
  expect(looks()).toBe(1);
  expect(clock.pending()).toBe(0);
});

it.each([
  ['a scope', () => caller([])],
  ['a place', () => caller(['stations:read'], { grants: { ...ALL_GRANTS, locationIds: ['L'] } })],
  ['its driver', () => caller(['stations:read'], { userId: 'another' })],
])('tells once of a caller that lost %s', async (_what, now) => {
  const { clock, standing, becomes } = open();
  const { reasons } = told(standing);
  await clock.advance(LOOK_EVERY_MS);
  expect(reasons).toEqual([]);
  becomes(async () => now());
  await clock.advance(3 * LOOK_EVERY_MS);
  expect(reasons.map(({ code }) => code)).toEqual(['forbidden']);
});

it('tells why of a token that opens nothing any more, and nothing while the store is away', async () => {
  const { clock, standing, becomes } = open();
  const { reasons } = told(standing);
  becomes(() => Promise.reject(new DomainError('unavailable')));
  await clock.advance(LOOK_EVERY_MS);
  expect(reasons).toEqual([]);
  becomes(() => Promise.reject(new DomainError('unauthorized', { detail: 'locked' })));
  await clock.advance(LOOK_EVERY_MS);
  expect(reasons).toMatchObject([{ code: 'unauthorized', detail: 'locked' }]);
});

it('says nothing of a caller that may do more, and lets it do so', async () => {
  const { clock, standing, becomes } = open();
  const { reasons } = told(standing);
  becomes(async () => caller(['stations:read', 'sessions:read']));
  await clock.advance(LOOK_EVERY_MS);
  expect(reasons).toEqual([]);
  expect([...(await standing.now(caller())).scopes]).toEqual(['stations:read', 'sessions:read']);
});

it('answers what it has just looked at, and looks again after five seconds', async () => {
  const { clock, standing, looks, becomes } = open();
  await Promise.all([standing.now(caller()), standing.now(caller())]);
  expect(looks()).toBe(1);
  await clock.advance(LOOK_EVERY_MS);
  becomes(() => Promise.reject(new DomainError('unauthorized')));
  await expect(standing.now(caller())).rejects.toMatchObject({ code: 'unauthorized' });
  expect(looks()).toBe(2);
});
