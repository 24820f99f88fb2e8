/** Other hardware in the place of a station: who names an EVSE by its uid notices nothing. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VirtualStation } from '../../src/simulator/station.ts';
import type { Json } from '../support/gateway.ts';
import { callsAt, openStage, START_ACTIONS, type Stage, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const replace = (old: VirtualStation, body: object) =>
  stage.gateway().request('POST', `/api/v1/stations/${old.id}/replace`, { body });
const uidsOf = async (station: VirtualStation): Promise<readonly string[]> =>
  (await stage.stationRecord(station)).evses.map(({ uid }: Json) => uid);

/** By the EVSE's uid alone, from the start to the end. */
const charge = async (station: VirtualStation, evse_uid: string, token: string): Promise<string> => {
  station.plugIn(1);
  const start = await stage.command('START_SESSION', { evse_uid, token: { uid: token, type: 'RFID' } });
  const { session_id, station_id } = await stage.commandIn(start.id, 'CONFIRMED');
  expect(station_id).toBe(station.id);
  const stop = await stage.stop(session_id);
  await stage.commandIn(stop.id, 'CONFIRMED');
  station.unplug(1);
  return session_id;
};

describe.each(VERSIONS)('a station on OCPP %s whose hardware is replaced', (version) => {
  it('keeps its EVSEs, their ids and their history, and the old hardware is turned away', async () => {
    const old = await stage.online(version, { reconnect: false });
    const uids = await uidsOf(old);
    const [uid = ''] = uids;
    const evseId = `NL*VGT*E${old.id.replaceAll('-', '*')}`;
    const named = await stage.gateway().request('PATCH', `/api/v1/evses/${uid}`, { body: { evse_id: evseId } });
    expect(named).toMatchObject({ status: 200, body: { uid, evse_id: evseId } });
    const token = await stage.token();
    const before = await charge(old, uid, token);

    const closed = old.waitFor('disconnected');
    const id = `${old.id}-NEW`;
    const body = { replacement: id, station: { security_profile: 0 } };
    const answer = await replace(old, body);
    expect(answer).toMatchObject({
      status: 200,
      body: { station: { id: old.id, replaced_by: id, evses: [] }, replacement: { id, replaced_by: null } },
    });
    expect((await closed).code).toBe(1008);
    await stage.until(
      () => stage.stationRecord(old),
      ({ online }) => !online,
    );
    // Asked again it changes nothing.
    expect((await replace(old, body)).body.replacement).toEqual(answer.body.replacement);

    const replacement = stage.stranger(version, { id });
    await replacement.connect();
    await replacement.ready();
    await stage.until(
      () => stage.stationRecord(replacement),
      ({ evses }) => evses.every(({ connectors }: Json) => connectors.length > 0),
    );
    expect(await uidsOf(replacement)).toEqual(uids);
    const after = await charge(replacement, uid, token);
    expect(callsAt(replacement, ...START_ACTIONS)).toHaveLength(1);
    const history = await stage.gateway().get(`/api/v1/sessions?evse_uid=${evseId.toLowerCase()}`);
    expect(history).toMatchObject([
      { id: before, station_id: old.id, evse_uid: uid },
      { id: after, station_id: id, evse_uid: uid },
    ]);

    await expect(old.connect()).rejects.toMatchObject({ status: 403 });
    const refused = await stage.post('RESET_STATION', { station_id: old.id });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'station_replaced', detail: `The station was replaced by ${id}.` },
    });
    expect((await stage.eventsOf(old, 'station.replaced')).map(({ data }) => data.evses)).toEqual([
      uids.map((one, index) => ({ uid: one, evse: index + 1, replacement_evse: index + 1 })),
    ]);
  });

  it('goes to hardware that is connected already, which need not come in again', async () => {
    const old = await stage.online(version, { reconnect: false });
    const replacement = await stage.online(version);
    const [uid = ''] = await uidsOf(old);
    const [own = ''] = await uidsOf(replacement);
    const waiting = old.waitFor('disconnected');
    await old.disconnect();
    await waiting;
    const { id: late } = await stage.command('UNLOCK_CONNECTOR', { evse_uid: uid, expires_in_s: 3600 });
    expect(await replace(old, { replacement: replacement.id })).toMatchObject({ status: 200 });
    expect(await stage.commandIn(late, 'FAILED')).toMatchObject({
      station_id: old.id,
      error: { code: 'station_replaced' },
    });
    await charge(replacement, uid, await stage.token());
    expect(callsAt(replacement, 'UnlockConnector')).toEqual([]);
    expect(await stage.gateway().get(`/api/v1/evses/${own}`)).toMatchObject({ station_id: null, status: 'UNKNOWN' });

    // Put in use again and powered on, the old hardware has EVSEs of its own.
    const again = await stage.gateway().request('PATCH', `/api/v1/stations/${old.id}`, { body: { replaced_by: null } });
    expect(again).toMatchObject({ status: 200, body: { replaced_by: null } });
    const powered = stage.twin(old);
    await powered.connect();
    await powered.ready();
    const { evses } = await stage.until(
      () => stage.stationRecord(old),
      (record) => record.evses.length === old.connectors.length,
    );
    expect(evses.map((evse: Json) => evse.uid)).not.toContain(uid);
    expect(await uidsOf(replacement)).toContain(uid);
  });
});
