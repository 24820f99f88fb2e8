import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/domain/access.ts';
import { DomainError } from '../../src/domain/error.ts';
import type { RateLimiter } from '../../src/services/ports/limits.ts';
import { createQuotaKeys } from '../../src/services/quota-keys.ts';
import { createRequestQuota } from '../../src/services/request-quota.ts';
import { callerWith } from '../support/callers.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';

const keys = createQuotaKeys(Buffer.alloc(32, 7));

const setUp = (quota: number) => {
  const taken = new Map<string, number>();
  const limiterOf = (most: number): RateLimiter => ({
    quota: most,
    windowS: 60,
    take: async (key) => {
      const count = (taken.get(key) ?? 0) + 1;
      taken.set(key, count);
      return { allowed: count <= most, remaining: Math.max(0, most - count), resetS: 30 };
    },
  });
  const metrics = createRecordedMetrics();
  const requestQuota = createRequestQuota({ quota, limiterOf, keys, metrics });
  return {
    taken,
    ofNetworks: () => [...taken].filter(([key]) => !key.includes('site')).map(([, count]) => count),
    metrics,
    admit: (
      who: Partial<Caller> | DomainError,
      address: string | null = '192.0.2.1',
      tell?: (headers: Readonly<Record<string, string>>) => void,
    ) =>
      requestQuota.admit(
        {
          identify: async () => {
            if (who instanceof DomainError) throw who;
            return { ...callerWith([]), ...who };
          },
          address,
          face: 'rest',
        },
        tell,
      ),
  };
};
const nobody = new DomainError('unauthorized');

describe('the quota of requests', () => {
  it('says what is left, and refuses when nothing is', async () => {
    const { admit, metrics } = setUp(1);
    const told: unknown[] = [];
    const tell = (headers: unknown) => void told.push(headers);
    expect(await admit({}, null, tell)).toMatchObject({ clientId: 'test-client' });
    await expect(admit({}, null, tell)).rejects.toMatchObject({ code: 'rate_limited', retryAfterS: 30 });
    expect(told).toEqual([
      { 'RateLimit-Policy': '"requests";q=1;w=60', RateLimit: '"requests";r=0;t=30' },
      { 'RateLimit-Policy': '"requests";q=1;w=60', RateLimit: '"requests";r=0;t=30' },
    ]);
    expect(metrics.counted('rate_limited_total', { face: 'rest', by: 'client' })).toBe(1);
  });

  it('is each client’s own, and within an app each user’s', async () => {
    const { admit } = setUp(1);
    for (const who of [
      { clientId: 'a' },
      { clientId: 'b' },
      { clientId: 'a', userId: 'one' },
      { clientId: 'a', userId: 'two' },
      // Operators are no drivers.
      { clientId: 'a', accountId: 'three' },
      { clientId: 'a', accountId: 'four' },
    ]) {
      await admit(who);
      await expect(admit(who)).rejects.toMatchObject({ code: 'rate_limited' });
    }
  });

  it('counts refused tokens for their address, and leaves clients there alone', async () => {
    const { admit, metrics } = setUp(1);
    await expect(admit(nobody)).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(admit(nobody)).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(admit(nobody, '192.0.2.2')).rejects.toMatchObject({ code: 'unauthorized' });
    expect(await admit({})).toMatchObject({ clientId: 'test-client' });
    expect(metrics.counted('rate_limited_total', { by: 'address' })).toBe(1);
  });

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::'],
    ['2001:db8::1', '2001:db8::2'],
    ['::1', '::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
  ])('takes %s and %s for one network', async (one, other) => {
    const { admit, ofNetworks } = setUp(2);
    for (const address of [one, other]) await admit(nobody, address).catch(() => undefined);
    expect(ofNetworks()).toEqual([2]);
  });

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['192.0.2.1', '192.0.2.2'],
  ])('takes %s and %s for two', async (one, other) => {
    const { admit, ofNetworks } = setUp(2);
    for (const address of [one, other]) await admit(nobody, address).catch(() => undefined);
    expect(ofNetworks()).toEqual([1, 1]);
  });

  it('is wider for a site of many IPv6 networks, which then uses up no other slot', async () => {
    const { admit, taken, metrics } = setUp(2);
    const outcomes: unknown[] = [];
    for (let n = 0; n < 40; n += 1)
      await admit(nobody, `2001:db8:1:${n.toString(16)}::1`).catch(({ code }) => void outcomes.push(code));
    expect(outcomes).toEqual([...Array(32).fill('unauthorized'), ...Array(8).fill('rate_limited')]);
    expect(taken.size).toBeLessThanOrEqual(1 + 32);
    expect(metrics.counted('rate_limited_total', { by: 'address' })).toBe(8);
    await expect(admit(nobody, '2001:db8:2::1')).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('counts nothing when the issuer cannot be asked', async () => {
    const { admit, taken } = setUp(1);
    await expect(admit(new DomainError('unavailable'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(taken.size).toBe(0);
  });

  it('lets any number through without a limiter', async () => {
    const limiterOf = (): RateLimiter => {
      throw new Error('There is nothing to limit.');
    };
    const requestQuota = createRequestQuota({ quota: 0, limiterOf, keys, metrics: createRecordedMetrics() });
    const told: unknown[] = [];
    const identify = async () => callerWith([]);
    await requestQuota.admit({ identify, address: null, face: 'rest' }, (headers) => void told.push(headers));
    expect(told).toEqual([]);
  });
});
