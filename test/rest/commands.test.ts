import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleCommand } from '../../scripts/gen/example-events.ts';
import { DomainError } from '../../src/domain/error.ts';
import { aChargingProfile } from '../support/charging-profile.ts';
import { PUBLIC_URL } from '../support/face-parts.ts';
import { type RestFaceUnderTest, startRestFace } from '../support/rest-face.ts';

let face: RestFaceUnderTest;
beforeEach(async () => {
  face = await startRestFace();
});
afterEach(() => face.close());

const start = { station_id: 'HARBOUR-01', evse_id: 1, token: { uid: '04A2B3C4D5', type: 'RFID' } };

describe('commands over REST', () => {
  it('answers 202 with the command and where it is', async () => {
    const { status, headers, body } = await face.call('POST', '/api/v1/commands/START_SESSION', { body: start });
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`${PUBLIC_URL}/api/v1/commands/${body.id}`);
    expect(headers.get('idempotency-replayed')).toBe(null);
    expect(body).toMatchObject({ type: 'START_SESSION', status: 'QUEUED', station_id: 'HARBOUR-01' });
    expect(face.requests[0]).toEqual({
      type: 'START_SESSION',
      stationId: 'HARBOUR-01',
      parameters: { evseId: 1, connectorId: null, token: { uid: '04A2B3C4D5', type: 'RFID' } },
      expiresInS: null,
      idempotencyKey: null,
    });
  });

  it('hands on the trace that the request belongs to, and passes over what is none', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    for (const header of [traceparent, 'not one']) {
      await face.call('POST', '/api/v1/commands/START_SESSION', { body: start, headers: { traceparent: header } });
    }
    expect(face.requests.map((request) => request.traceparent)).toEqual([traceparent, undefined]);
  });

  it('gives the first answer again for the same idempotency key', async () => {
    const headers = { 'Idempotency-Key': 'once' };
    const first = await face.call('POST', '/api/v1/commands/START_SESSION', { body: start, headers });
    const second = await face.call('POST', '/api/v1/commands/START_SESSION', { body: start, headers });
    expect(second.body.id).toBe(first.body.id);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it.each([
    ['STOP_SESSION', { session_id: 's' }, { sessionId: 's' }],
    ['UNLOCK_CONNECTOR', { station_id: 'S', evse_id: 2 }, { evseId: 2, connectorId: 1 }],
    ['RESET_STATION', { station_id: 'S' }, { mode: 'ON_IDLE', evseId: null }],
    [
      'CHANGE_AVAILABILITY',
      { station_id: 'S', operative: false },
      { operative: false, evseId: null, connectorId: null },
    ],
    [
      'TRIGGER_MESSAGE',
      { station_id: 'S', message: 'Heartbeat' },
      { message: 'Heartbeat', evseId: null, connectorId: null },
    ],
    ['GET_CONFIGURATION', { station_id: 'S' }, { keys: [] }],
    ['SET_CONFIGURATION', { station_id: 'S', key: 'K', value: '1' }, { key: 'K', value: '1' }],
    ['CLEAR_CHARGING_LIMIT', { station_id: 'S' }, { sessionId: null }],
    ['GET_COMPOSITE_SCHEDULE', { station_id: 'S', duration_s: 3600 }, { evseId: null, durationS: 3600, unit: null }],
    [
      'CLEAR_CHARGING_PROFILE',
      { station_id: 'S', purpose: 'TX' },
      { profileId: null, evseId: null, purpose: 'TX', stackLevel: null },
    ],
    [
      'SET_CHARGING_LIMIT',
      { station_id: 'S', limit_w: 7400, until: '2026-03-01T20:00:00+02:00' },
      { sessionId: null, limitW: 7400, limitA: null, fromAt: null, untilAt: new Date('2026-03-01T18:00:00Z') },
    ],
    [
      'SET_VARIABLES',
      { station_id: 'S', variables: [{ component: 'C', variable: 'V', value: 'x' }] },
      {
        variables: [
          {
            component: 'C',
            componentInstance: null,
            evseId: null,
            connectorId: null,
            variable: 'V',
            variableInstance: null,
            attribute: null,
            value: 'x',
          },
        ],
      },
    ],
    [
      'SET_CHARGING_PROFILE',
      {
        station_id: 'S',
        profile: {
          id: 5,
          purpose: 'TX_DEFAULT',
          schedule: { charging_rate_unit: 'A', charging_profile_period: [{ start_period: 0, limit: 16 }] },
        },
      },
      {
        evseId: null,
        sessionId: null,
        profile: aChargingProfile({ id: 5 }),
      },
    ],
  ])('takes %s', async (type, body, parameters) => {
    const answer = await face.call('POST', `/api/v1/commands/${type}`, { body });
    expect(answer.status).toBe(202);
    expect(face.requests[0]).toMatchObject({ type, parameters });
  });

  it('answers parameters under the names they came with', async () => {
    const profile = {
      id: 5,
      stack_level: 1,
      purpose: 'STATION_MAX',
      kind: 'ABSOLUTE',
      recurrency: null,
      valid_from: '2026-03-01T12:00:00.000Z',
      valid_to: null,
      schedule: {
        start_date_time: '2026-03-01T12:00:00.000Z',
        duration: 60,
        charging_rate_unit: 'W',
        min_charging_rate: null,
        charging_profile_period: [{ start_period: 0, limit: 11_000, number_phases: 3 }],
      },
    };
    const { body } = await face.call('POST', '/api/v1/commands/SET_CHARGING_PROFILE', {
      body: { station_id: 'S', profile },
    });
    expect(body.parameters).toEqual({ evse_id: null, session_id: null, profile });
  });

  it('points at fields as the caller knows them', async () => {
    const faults = [
      { pointer: '/parameters/until', detail: 'Lies in the past.' },
      { pointer: '/parameters/profile/schedule/chargingProfilePeriod/0/startPeriod', detail: 'The first must be 0.' },
      { pointer: '/expiresInS', detail: 'Too long.' },
    ];
    face.failNext('commands.request', new DomainError('invalid_request', { faults }));
    const { body } = await face.call('POST', '/api/v1/commands/SET_CHARGING_LIMIT', {
      body: { station_id: 'S', limit_w: 1 },
    });
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/until',
      '/profile/schedule/charging_profile_period/0/start_period',
      '/expires_in_s',
    ]);
  });

  it('waits for the end with ?wait', async () => {
    face.commands.set(exampleCommand.id, exampleCommand);
    const { status } = await face.call('GET', `/api/v1/commands/${exampleCommand.id}?wait=10`);
    expect(status).toBe(200);
    expect(face.calls).toEqual(['commands.wait']);
    const tooLong = await face.call('GET', `/api/v1/commands/${exampleCommand.id}?wait=61`);
    expect(tooLong.status).toBe(400);
  });

  it('cancels what is queued, and says why not', async () => {
    const { body } = await face.call('POST', '/api/v1/commands/START_SESSION', { body: start });
    const cancelled = await face.call('POST', `/api/v1/commands/${body.id}/cancel`);
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'CANCELLED' } });
    const again = await face.call('POST', `/api/v1/commands/${body.id}/cancel`);
    expect(again).toMatchObject({ status: 409, body: { code: 'command_not_cancellable' } });
  });

  it('says when to come back', async () => {
    face.failNext('commands.request', new DomainError('cool_down', { retryAfterS: 29.2 }));
    const { status, headers } = await face.call('POST', '/api/v1/commands/START_SESSION', { body: start });
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('30');
  });
});
