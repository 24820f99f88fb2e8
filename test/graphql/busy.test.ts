import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type GraphqlFaceUnderTest, startGraphqlFace } from '../support/graphql-face.ts';

let face: GraphqlFaceUnderTest;
beforeEach(async () => {
  face = await startGraphqlFace({ requestsAtOnce: 1 });
});
afterEach(() => face.close());

it('answers 503 while too many requests are in work, over HTTP and WebSocket, and serves again when one has ended', async () => {
  const { port } = new URL(face.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    'POST /graphql HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer all\r\n' +
      'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  );
  while (face.metrics.read('api_requests_in_work') !== 1) await new Promise((resolve) => setImmediate(resolve));
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
  expect(face.metrics.counted('api_requests_refused_total', { face: 'graphql' })).toBe(2);
  socket.destroy();
  while (face.metrics.read('api_requests_in_work') !== 0) await new Promise((resolve) => setImmediate(resolve));
  expect((await face.run('{ me { clientId } }')).status).toBe(200);
});
