import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BODY_WITHIN_MS } from '../../src/services/body-time.ts';
import { atMost } from '../support/gate.ts';
import { type GraphqlFaceUnderTest, startGraphqlFace } from '../support/graphql-face.ts';

let face: GraphqlFaceUnderTest;
beforeEach(async () => {
  face = await startGraphqlFace({ gate: { inWork: atMost(1) } });
});
afterEach(() => face.close());

const reads = async (gauge: string, value: number): Promise<void> => {
  while (face.metrics.read(gauge) !== value) await new Promise((resolve) => setImmediate(resolve));
};
const STATIONS = '{ stations(first: 1) { edges { node { id } } } }';

it('answers 503 while too many operations are in work, over HTTP and WebSocket, and serves again when one has ended', async () => {
  const release = face.holdStations();
  const held = face.run(STATIONS);
  await reads('api_requests_in_work', 1);
  const refused = await face.run('{ me { clientId } }');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.body.errors[0].extensions.code).toBe('unavailable');

  const overSocket = await new Promise<{ errors?: readonly { extensions?: Record<string, unknown> }[] }>(
    (resolve, reject) => {
      face
        .socket()
        .subscribe(
          { query: '{ me { clientId } }' },
          { next: (answer) => resolve(answer as never), error: reject, complete: () => undefined },
        );
    },
  );
  expect(overSocket.errors?.[0]?.extensions?.code).toBe('unavailable');
  expect(face.metrics.counted('api_requests_refused_total', { face: 'graphql', what: 'work' })).toBe(2);
  release();
  expect((await held).body.errors).toBeUndefined();
  expect((await face.run('{ me { clientId } }')).status).toBe(200);
  expect(face.metrics.read('api_requests_in_work')).toBe(0);
});

it('answers 408 to a body that does not come in time, which takes no place meanwhile', async () => {
  const socket = connect(Number(new URL(face.url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (data) => {
    text += data.toString();
  });
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.write(
    'POST /graphql HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer all\r\n' +
      'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  );
  await reads('api_requests_being_read', 1);
  expect((await face.run('{ me { clientId } }')).status).toBe(200);
  await face.clock.advance(BODY_WITHIN_MS);
  await ended;
  expect(text).toMatch(/^HTTP\/1\.1 408 /);
  expect(text).toContain('"code":"request_timeout"');
  expect(face.logged).toEqual([]);
});
