import { afterEach, expect, it } from 'vitest';
import { type RestFaceUnderTest, startRestFace } from '../support/rest-face.ts';

let face: RestFaceUnderTest | undefined;
afterEach(() => face?.close());

it('validates requests the same after the warm-up, which asks no service', async () => {
  face = await startRestFace();
  await face.warmUp();
  expect(face.calls).toEqual([]);
  const start = { station_id: 'S', evse_id: 1, token: { uid: 'T', type: 'RFID' } };
  expect((await face.call('POST', '/api/v1/commands/START_SESSION', { body: start })).status).toBe(202);
  expect((await face.call('POST', '/api/v1/commands/START_SESSION', { body: {} })).body.errors).toEqual(
    expect.arrayContaining([expect.objectContaining({ pointer: '/token' })]),
  );
  expect((await face.call('GET', '/api/v1/stations?limit=0')).status).toBe(400);
});
