import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RestFaceUnderTest, startRestFace } from '../support/rest-face.ts';

let face: RestFaceUnderTest;
beforeAll(async () => {
  face = await startRestFace({ requestsAMinute: 2 });
});
afterAll(() => face?.close());

it('tells a client what is left of its quota, and refuses what is beyond it', async () => {
  const first = await face.call('GET', '/api/v1/me');
  expect(first.status).toBe(200);
  expect(first.headers.get('ratelimit-policy')).toBe('"requests";q=2;w=60');
  expect(first.headers.get('ratelimit')).toMatch(/^"requests";r=1;t=\d+$/);
  // A request that fails counts as well.
  expect((await face.call('GET', '/api/v1/nowhere')).headers.get('ratelimit')).toMatch(/;r=0;/);
  const third = await face.call('GET', '/api/v1/me');
  expect(third.status).toBe(429);
  expect(third.body).toMatchObject({ code: 'rate_limited', status: 429 });
  expect(third.headers.get('content-type')).toContain('application/problem+json');
  expect(third.headers.get('ratelimit')).toMatch(/^"requests";r=0;t=\d+$/);
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('limits requests without a valid token by their address', async () => {
  const ask = async () => (await face.call('GET', '/api/v1/me', { token: null })).status;
  expect([await ask(), await ask(), await ask()]).toEqual([401, 401, 429]);
  expect(face.metrics.counted('rate_limited_total', { face: 'rest', by: 'address' })).toBe(1);
});

it('does not count the reference', async () => {
  const answer = await face.call('GET', '/docs', { token: null });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('ratelimit')).toBeNull();
});
