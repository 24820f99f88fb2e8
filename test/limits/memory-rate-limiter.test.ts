import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryRateLimiter } from '../../src/limits/memory-rate-limiter.ts';

afterEach(() => void vi.useRealTimers());

describe('a limiter in memory', () => {
  it('lets a key through until its quota is used up', async () => {
    const limiter = createMemoryRateLimiter({ quota: 2, windowS: 60 });
    expect(await limiter.take('a')).toEqual({ allowed: true, remaining: 1, resetS: 60 });
    expect(await limiter.take('a')).toMatchObject({ allowed: true, remaining: 0 });
    expect(await limiter.take('a')).toMatchObject({ allowed: false, remaining: 0, resetS: 60 });
  });

  it('counts each key for itself', async () => {
    const limiter = createMemoryRateLimiter({ quota: 1, windowS: 60 });
    await limiter.take('a');
    expect(await limiter.take('b')).toMatchObject({ allowed: true });
  });

  it('begins anew when the window is over', async () => {
    vi.useFakeTimers();
    const limiter = createMemoryRateLimiter({ quota: 1, windowS: 60 });
    await limiter.take('a');
    await vi.advanceTimersByTimeAsync(59_000);
    expect(await limiter.take('a')).toMatchObject({ allowed: false, resetS: 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await limiter.take('a')).toMatchObject({ allowed: true, resetS: 60 });
  });
});
