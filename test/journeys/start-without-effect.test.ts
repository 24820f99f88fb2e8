/** Stations that say yes to a start and then do nothing, or do it too late. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  deliveredWh,
  latestOf,
  MINUTE,
  openStage,
  SECOND,
  type Stage,
  untilAcknowledged,
  VERSIONS,
} from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe.each(VERSIONS)('a station on OCPP %s', (version) => {
  it('that accepts a start and never starts lets it time out', async () => {
    const station = await stage.online(version, { faults: { remoteStart: 'never' } });
    const token = await stage.token();
    station.plugIn(1);
    const { id } = await stage.start(station, token);
    await stage.commandIn(id, 'ACCEPTED');
    await stage.advance(89 * SECOND);
    expect((await stage.gateway().get(`/api/v1/commands/${id}`)).status).toBe('ACCEPTED');
    await stage.advance(1 * SECOND);
    const timedOut = await stage.commandIn(id, 'TIMED_OUT');
    expect(timedOut).toMatchObject({ error: { code: 'effect_timeout' }, session_id: null, late_outcome: null });
    expect(stage.statesOf(id)).toEqual(['QUEUED', 'SENT', 'ACCEPTED', 'TIMED_OUT']);
    expect(await stage.sessionsOf(station)).toEqual([]);
  });

  it('that starts after the time-out has its session told as the late outcome', async () => {
    const station = await stage.online(version, { faults: { remoteStart: { afterMs: 2 * MINUTE } } });
    const token = await stage.token({ type: 'APP_USER' });
    station.plugIn(1);
    const { id } = await stage.start(station, token);
    await stage.commandIn(id, 'ACCEPTED');
    await stage.advance(91 * SECOND);
    const timedOut = await stage.commandIn(id, 'TIMED_OUT');
    await stage.advance(30 * SECOND);

    const late = await stage.until(
      () => stage.gateway().get(`/api/v1/commands/${id}`),
      ({ late_outcome }) => late_outcome !== null,
    );
    const [session] = await stage.sessionsOf(station);
    expect(late).toMatchObject({
      status: 'TIMED_OUT',
      error: { code: 'effect_timeout' },
      session_id: session.id,
      late_outcome: { status: 'CONFIRMED', session_id: session.id },
      version: timedOut.version + 1,
    });
    expect(session).toMatchObject({ status: 'ACTIVE', command_id: id, flags: ['started_after_timeout'] });
    const told = await stage.events.first(
      ({ type, data }) => type === 'command.updated' && data.command.id === id && data.command.late_outcome !== null,
    );
    expect(told.data.command).toEqual(late);
    const started = await stage.events.first(
      ({ type, data }) => type === 'session.started' && data.session.id === session.id,
    );
    expect(started.data.session.station_id).toBe(station.id);

    // A session like any other: it can be stopped, and its energy counts.
    await stage.advance(6 * MINUTE);
    const stop = await stage.stop(session.id);
    await stage.commandIn(stop.id, 'CONFIRMED');
    await untilAcknowledged(station);
    expect(await stage.session(session.id)).toMatchObject({
      status: 'COMPLETED',
      energy_wh: deliveredWh(latestOf(station)),
      flags: ['started_after_timeout'],
    });
  });

  it('that answers a start too late has the answer kept, and its session when it starts', async () => {
    const station = await stage.online(version);
    const token = await stage.token({ type: 'APP_USER' });
    const action = version === '1.6' ? 'RemoteStartTransaction' : 'RequestStartTransaction';
    station.faults.answer.set(action, 'never');
    station.plugIn(1);
    station.faults.remoteStart = 'never';
    const { id } = await stage.start(station, token);
    await station.waitFor('frame', (frame) => frame.action === action);
    await stage.advance(31 * SECOND);
    expect(await stage.commandIn(id, 'TIMED_OUT')).toMatchObject({ error: { code: 'station_timeout' } });
    await station.presentTag(token, 1);
    const late = await stage.until(
      () => stage.gateway().get(`/api/v1/commands/${id}`),
      ({ late_outcome }) => late_outcome !== null,
    );
    if (version === '1.6') {
      // The token of an app cannot be held to a reader: on 1.6 it stands for the start.
      expect(late.late_outcome).toMatchObject({ status: 'CONFIRMED', session_id: expect.any(String) });
    }
  });

  it('that refuses a start ends it at once', async () => {
    const action = version === '1.6' ? 'RemoteStartTransaction' : 'RequestStartTransaction';
    const station = await stage.online(version, { faults: { reject: new Set([action]) } });
    const token = await stage.token();
    const { id } = await stage.start(station, token);
    expect(await stage.commandIn(id, 'REJECTED')).toMatchObject({ error: { code: 'station_rejected' } });
    expect(stage.statesOf(id)).toEqual(['QUEUED', 'SENT', 'REJECTED']);
  });
});
