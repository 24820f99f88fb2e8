/** What every adapter of the RateLimiter port does. */
import { afterEach, describe, expect, it } from 'vitest';
import type { RateLimiter } from '../../src/services/ports/limits.ts';

export type OpenLimiter = { readonly limiter: RateLimiter; readonly close: () => Promise<void> };
type Policy = { readonly quota: number; readonly windowS: number };

export const describeRateLimiter = (name: string, open: (policy: Policy) => Promise<OpenLimiter>): void => {
  describe(`rate limiter: ${name}`, () => {
    let opened: OpenLimiter | null = null;
    const begin = async (policy: Policy): Promise<RateLimiter> => {
      opened = await open(policy);
      return opened.limiter;
    };
    afterEach(async () => {
      await opened?.close();
    });

    it('lets a key through until its quota is used up', async () => {
      const limiter = await begin({ quota: 2, windowS: 60 });
      expect(limiter).toMatchObject({ quota: 2, windowS: 60 });
      expect(await limiter.take('a')).toEqual({ allowed: true, remaining: 1, resetS: 60 });
      expect(await limiter.take('a')).toMatchObject({ allowed: true, remaining: 0 });
      expect(await limiter.take('a')).toMatchObject({ allowed: false, remaining: 0 });
    });

    it('counts each key for itself', async () => {
      const limiter = await begin({ quota: 1, windowS: 60 });
      await limiter.take('a');
      expect(await limiter.take('b')).toMatchObject({ allowed: true });
    });

    it('lets exactly the quota through when all come at once', async () => {
      const limiter = await begin({ quota: 7, windowS: 60 });
      const answers = await Promise.all(Array.from({ length: 30 }, () => limiter.take('a')));
      expect(answers.filter(({ allowed }) => allowed)).toHaveLength(7);
    });

    it('begins anew when the window is over', async () => {
      const limiter = await begin({ quota: 1, windowS: 1 });
      await limiter.take('a');
      const refused = await limiter.take('a');
      expect(refused).toMatchObject({ allowed: false, resetS: 1 });
      let answer = refused;
      while (!answer.allowed) answer = await limiter.take('a');
      expect(answer).toMatchObject({ allowed: true, remaining: 0, resetS: 1 });
    });
  });
};
