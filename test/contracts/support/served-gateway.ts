/** A gateway with something of everybody's in it, and the proof that it serves on. */
import { expect } from 'vitest';
import type { OcppVersion } from '../../../src/domain/station.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { type OutsideIssuer, startOutsideIssuer } from '../../support/outside-issuer.ts';
import { enter } from './raw-station.ts';

export const PASSWORD = 'a-password-of-20-chr';

export const LOCATION = {
  address: 'Street 1',
  city: 'Utrecht',
  country: 'NLD',
  coordinates: { latitude: '52.05', longitude: '5.10' },
  time_zone: 'Europe/Amsterdam',
};

export const BOOTS: Readonly<Record<OcppVersion, object>> = {
  '1.6': { chargePointVendor: 'V', chargePointModel: 'M' },
  '2.0.1': { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } },
  '2.1': { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } },
};

export const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1'];

/** The code of a CALLERROR; of anything else, the frame. */
export const codeOf = (frame: readonly unknown[]): unknown => (frame[0] === 4 ? frame[2] : JSON.stringify(frame));
/** The payload of a CALLRESULT; of anything else, the frame. */
export const resultOf = (frame: readonly unknown[]): unknown => (frame[0] === 3 ? frame[2] : JSON.stringify(frame));

export type ServedGateway = {
  readonly gateway: TestGateway;
  readonly issuer: OutsideIssuer;
  readonly put: (path: string, body: object) => Promise<void>;
  readonly stationUrl: (id: string) => string;
  /** Fails unless a station that was there before, one that comes now, and the process itself are well. */
  readonly expectServed: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const startServedGateway = async (): Promise<ServedGateway> => {
  let url = '';
  const issuer = await startOutsideIssuer(() => url);
  const gateway = await startTestGateway({ environment: { OAUTH_ISSUERS: issuer.url } });
  url = gateway.url;
  const put = async (path: string, body: object): Promise<void> => {
    const answer = await gateway.request('PUT', `/api/v1/${path}`, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  };
  const stationUrl = (id: string) => `${gateway.stationsUrl}/${id}`;

  await put('locations/mine', LOCATION);
  await put('locations/theirs', LOCATION);
  const station = { location_id: 'mine', registration: 'accepted', security_profile: 0, validation: 'strict' };
  for (const id of ['HEALTHY', 'NEXT', 'FRESH', ...VERSIONS.map((version) => `BAD-${version}`)]) {
    await put(`stations/${id}`, station);
  }
  await put('stations/THEIRS', { ...station, location_id: 'theirs' });
  await put('stations/LOCKED', { ...station, security_profile: 1, password: PASSWORD });
  await put('tokens/MINE', { type: 'RFID', contract_id: 'C-MINE', status: 'ACCEPTED' });
  await put('tokens/THEIRS', { type: 'RFID', contract_id: 'C-THEIRS', status: 'ACCEPTED' });
  await put('clients/outside-app', { name: 'App', issuer: issuer.url, scopes: ['locations:read'], grants: {} });

  const healthy = await enter(stationUrl('HEALTHY'), ['ocpp1.6']);
  expect(resultOf(await healthy.call('BootNotification', BOOTS['1.6']))).toMatchObject({ status: 'Accepted' });
  const first = await enter(stationUrl('NEXT'), ['ocpp1.6']);
  await first.call('BootNotification', BOOTS['1.6']);
  await first.close();

  return {
    gateway,
    issuer,
    put,
    stationUrl,
    expectServed: async () => {
      const heartbeat = { currentTime: expect.any(String) };
      expect(resultOf(await healthy.call('Heartbeat', {}))).toEqual(heartbeat);
      const next = await enter(stationUrl('NEXT'), ['ocpp1.6']);
      expect(resultOf(await next.call('Heartbeat', {}))).toEqual(heartbeat);
      await next.close();
      expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
    },
    close: async () => {
      await gateway.close();
      await issuer.close();
    },
  };
};
