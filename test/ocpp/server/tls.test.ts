import { once } from 'node:events';
import { createServer } from 'node:https';
import { describe, expect, it } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import type { Knock } from '../../../src/services/inbox.ts';
import {
  CA,
  FOREIGN_CERTIFICATE,
  FOREIGN_KEY,
  SERVER_CERTIFICATE,
  SERVER_KEY,
  STATION_CERTIFICATE,
  STATION_KEY,
} from './certificates.ts';
import { startGateway, station } from './gateway.ts';

const knockOver = async (client: ClientOptions): Promise<Knock | undefined> => {
  const knocks: Knock[] = [];
  await using gateway = await startGateway({
    server: createServer({
      cert: SERVER_CERTIFICATE,
      key: SERVER_KEY,
      ca: CA,
      requestCert: true,
      rejectUnauthorized: false,
    }),
    admit: async (knock) => {
      knocks.push(knock);
      return { kind: 'admitted', station: station(knock.stationId) };
    },
  });
  const socket = new WebSocket(`wss://127.0.0.1:${gateway.port}/ocpp/CS-TLS`, ['ocpp1.6'], { ca: CA, ...client });
  await once(socket, 'open');
  socket.terminate();
  return knocks[0];
};

describe('TLS', () => {
  it('is told to whoever admits the station', async () => {
    expect(await knockOver({})).toMatchObject({ tls: true, clientCertificate: null });
  });

  it('a verified client certificate is told with its CN and O', async () => {
    expect(await knockOver({ cert: STATION_CERTIFICATE, key: STATION_KEY })).toMatchObject({
      tls: true,
      clientCertificate: { commonName: 'CS-TLS', organization: 'Voltgate Test' },
    });
  });

  it('a client certificate of another CA counts as none', async () => {
    expect(await knockOver({ cert: FOREIGN_CERTIFICATE, key: FOREIGN_KEY })).toMatchObject({
      tls: true,
      clientCertificate: null,
    });
  });
});
