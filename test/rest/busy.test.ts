import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RestFaceUnderTest, startRestFace } from '../support/rest-face.ts';

let face: RestFaceUnderTest;
beforeEach(async () => {
  face = await startRestFace({ requestsAtOnce: 1 });
});
afterEach(() => face.close());

it('answers 503 while too many requests are in work, and serves again when one has ended', async () => {
  // A request whose body does not come is in work.
  const { port } = new URL(face.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    'POST /api/v1/commands HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer all\r\n' +
      'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  );
  while (face.metrics.read('api_requests_in_work') !== 1) await new Promise((resolve) => setImmediate(resolve));
  const refused = await face.call('GET', '/api/v1/stations');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.body).toMatchObject({ status: 503 });
  expect(face.metrics.counted('api_requests_refused_total', { face: 'rest' })).toBe(1);
  socket.destroy();
  while (face.metrics.read('api_requests_in_work') !== 0) await new Promise((resolve) => setImmediate(resolve));
  expect((await face.call('GET', '/api/v1/stations')).status).toBe(200);
});
