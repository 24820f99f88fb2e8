import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BODY_WITHIN_MS } from '../../src/services/body-time.ts';
import { atMost } from '../support/gate.ts';
import { type RestFaceUnderTest, startRestFace } from '../support/rest-face.ts';

let face: RestFaceUnderTest;
beforeEach(async () => {
  face = await startRestFace({ gate: { inWork: atMost(1), reading: atMost(2) } });
});
afterEach(() => face.close());

const reads = async (gauge: string, value: number): Promise<void> => {
  while (face.metrics.read(gauge) !== value) await new Promise((resolve) => setImmediate(resolve));
};

/** Begins a request whose body never ends. */
const beginSlowly = (): { readonly socket: Socket; readonly answer: Promise<string> } => {
  const socket = connect(Number(new URL(face.url).port), '127.0.0.1');
  socket.write(
    'POST /api/v1/commands/RESET_STATION HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer all\r\n' +
      'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  );
  let text = '';
  socket.on('data', (data) => {
    text += data.toString();
  });
  return { socket, answer: new Promise((resolve) => socket.once('close', () => resolve(text))) };
};

it('answers 503 while too many requests are in work, and serves again when one has ended', async () => {
  const release = face.holdStations();
  const held = face.call('GET', '/api/v1/stations');
  await reads('api_requests_in_work', 1);
  const refused = await face.call('GET', '/api/v1/stations');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.body).toMatchObject({ status: 503, code: 'unavailable' });
  expect(face.metrics.counted('api_requests_refused_total', { face: 'rest', what: 'work', by: 'all' })).toBe(1);
  release();
  expect((await held).status).toBe(200);
  expect((await face.call('GET', '/api/v1/stations')).status).toBe(200);
});

describe('a body that does not come', () => {
  it('takes no place among the requests in work, and is answered 408 when its time is up', async () => {
    const { answer } = beginSlowly();
    await reads('api_requests_being_read', 1);
    expect((await face.call('GET', '/api/v1/stations')).status).toBe(200);
    await face.clock.advance(BODY_WITHIN_MS);
    const text = await answer;
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(text).toMatch(/\r\nconnection: close\r\n/i);
    expect(text).toContain('application/problem+json');
    expect(text).toContain('"code":"request_timeout"');
    expect(face.metrics.read('api_requests_being_read')).toBe(0);
  });

  it('is one of a bounded number, and gives its place back when its connection ends', async () => {
    const slow = [beginSlowly(), beginSlowly()];
    await reads('api_requests_being_read', 2);
    const put = () => face.call('PUT', '/api/v1/locations/L', { body: {} });
    expect(await put()).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    for (const { socket } of slow) socket.destroy();
    await reads('api_requests_being_read', 0);
    expect((await put()).status).toBe(400);
  });
});
