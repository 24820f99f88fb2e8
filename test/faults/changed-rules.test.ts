/** The rules of a station change while it is connected: over real sockets, what holds is what is stored. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const OLD = 'correct horse battery';
const NEW = 'staple of the new key';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const put = (id: string, body: object) => gateway.request('PUT', `/api/v1/stations/${id}`, { body });

const socketOf = (id: string, password: string): WebSocket =>
  new WebSocket(`${gateway.stationsUrl}/${id}`, ['ocpp2.0.1'], {
    headers: { authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}` },
  });

const open = async (id: string, password: string): Promise<WebSocket> => {
  const socket = socketOf(id, password);
  await once(socket, 'open');
  return socket;
};

const statusOf = (id: string, password: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const socket = socketOf(id, password);
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode);
      response.destroy();
    });
    socket.once('open', () => reject(new Error('it was let in')));
    socket.on('error', () => undefined);
  });

let lastId = 0;

const boot = async (socket: WebSocket): Promise<string> => {
  lastId += 1;
  socket.send(
    JSON.stringify([
      2,
      `boot-${lastId}`,
      'BootNotification',
      { reason: 'PowerUp', chargingStation: { model: 'M', vendorName: 'V' } },
    ]),
  );
  const [data] = await once(socket, 'message');
  return JSON.parse(String(data))[2].status;
};

describe('a connected station', () => {
  it('has to come in again with its new password', async () => {
    await put('PW', { security_profile: 1, password: OLD });
    const socket = await open('PW', OLD);
    const closed = once(socket, 'close');
    await put('PW', { security_profile: 1, password: NEW });
    expect((await closed)[0]).toBe(1008);
    expect(await statusOf('PW', OLD)).toBe(401);
    const again = await open('PW', NEW);
    again.close();
    await once(again, 'close');
  });

  it('is told that it is rejected when it comes in again', async () => {
    await put('RJ', { security_profile: 1, password: OLD });
    const socket = await open('RJ', OLD);
    expect(await boot(socket)).toBe('Accepted');
    const closed = once(socket, 'close');
    await put('RJ', { security_profile: 1, registration: 'rejected' });
    expect((await closed)[0]).toBe(1008);
    const again = await open('RJ', OLD);
    expect(await boot(again)).toBe('Rejected');
    again.close();
    await once(again, 'close');
  });

  it('stays when it is adopted, and its next boot is accepted over the same socket', async () => {
    await put('AD', { security_profile: 1, password: OLD, registration: 'pending' });
    const socket = await open('AD', OLD);
    expect(await boot(socket)).toBe('Pending');
    await put('AD', { security_profile: 1, registration: 'accepted' });
    expect(await boot(socket)).toBe('Accepted');
    socket.close();
    await once(socket, 'close');
  });
});
