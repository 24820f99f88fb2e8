/** A station and its place are deleted while they have a history: nothing more goes there, and all of it is still told. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../support/gateway.ts';
import { openStage, type Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe('a station that has charged and is deleted', () => {
  it('loses its socket, is refused, gets no command, and is found by its session', async () => {
    const { request, get } = stage.gateway();
    const station = await stage.online('1.6', { reconnect: false });
    const path = `/api/v1/stations/${station.id}`;
    const place = '/api/v1/locations/DOCK';
    const address = { address: 'Dok 1', city: 'Gent', country: 'BEL', time_zone: 'Europe/Brussels' };
    await request('PUT', place, { body: { ...address, coordinates: { latitude: '51', longitude: '3.7' } } });
    await request('PATCH', path, { body: { location_id: 'DOCK' } });
    expect(await request('DELETE', place)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const { evses } = await stage.stationRecord(station);
    station.plugIn(1);
    const start = await stage.command('START_SESSION', {
      station_id: station.id,
      evse_id: 1,
      token: { uid: await stage.token(), type: 'RFID' },
    });
    const { session_id } = await stage.commandIn(start.id, 'CONFIRMED');
    expect(await request('DELETE', path)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await stage.commandIn((await stage.stop(session_id)).id, 'CONFIRMED');
    station.unplug(1);

    const closed = station.waitFor('disconnected');
    const deleted = await request('DELETE', path);
    expect(deleted).toMatchObject({ status: 200, body: { id: station.id, online: false } });
    expect(deleted.body.evses.map(({ status }: Json) => status)).toEqual(evses.map(() => 'REMOVED'));
    expect((await closed).code).toBe(1008);
    await expect(station.connect()).rejects.toMatchObject({ status: 403 });
    expect(await stage.post('RESET_STATION', { station_id: station.id })).toMatchObject({ status: 404 });
    expect(await stage.post('UNLOCK_CONNECTOR', { evse_uid: evses[0].uid })).toMatchObject({
      status: 409,
      body: { code: 'connector_unavailable' },
    });
    expect((await request('DELETE', path)).status).toBe(404);
    expect((await request('PATCH', path, { body: { name: 'A' } })).status).toBe(404);

    expect(await request('DELETE', place)).toMatchObject({ status: 200, body: { id: 'DOCK' } });
    const ids = async (query: string) => (await get(`/api/v1/stations?${query}`)).map(({ id }: Json) => id);
    expect(await ids('limit=1000')).not.toContain(station.id);
    expect(await ids('retired=true')).toContain(station.id);
    const query = `{ session(id: "${session_id}") { station { id retiredAt location { id retiredAt } } } }`;
    const { body } = await request('POST', '/graphql', { body: { query } });
    expect(body.data.session.station).toEqual({
      id: station.id,
      retiredAt: deleted.body.retired_at,
      location: { id: 'DOCK', retiredAt: deleted.body.retired_at },
    });
    const [told] = await stage.eventsOf(station, 'station.removed');
    expect(told?.data.station.retired_at).toBe(deleted.body.retired_at);
    expect((await get(`${path}/messages`)).length).toBeGreaterThan(0);

    const back = await request('PUT', path, { body: { security_profile: 0 } });
    expect(back).toMatchObject({ status: 201, body: { version: 1, retired_at: null, evses: [{ uid: evses[0].uid }] } });
    await station.connect();
    await station.ready();
    expect((await stage.stationRecord(station)).evses.map(({ uid }: Json) => uid)).toContain(evses[0].uid);
  });
});
