/** Stations that say yes to a start and then do nothing, or do it too late. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  callsAt,
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
    expect(await stage.statesOf(id)).toEqual(['SENT', 'ACCEPTED', 'TIMED_OUT']);
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
    const { requested_by: _, ...forAll } = late;
    expect(told.data.command).toEqual(forAll);
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

  const action = version === '1.6' ? 'RemoteStartTransaction' : 'RequestStartTransaction';

  it('that answers a start too late has the answer kept, then its session when it starts', async () => {
    // The line itself is slow, so its time is the stage's too.
    const station = await stage.online(version, {
      networkClock: stage.clock,
      faults: { answer: new Map([[action, 40 * SECOND]]), remoteStart: { afterMs: 60 * SECOND } },
    });
    const token = await stage.token({ type: 'APP_USER' });
    station.plugIn(1);
    const { id } = await stage.start(station, token);
    await station.until(() => callsAt(station, action).length === 1);
    // Its answer is on its way, and late, when this one is here.
    await station.call('Heartbeat', {});
    await stage.advance(31 * SECOND);
    expect(await stage.commandIn(id, 'TIMED_OUT')).toMatchObject({ error: { code: 'station_timeout' } });
    const lateOutcome = (wanted: string) =>
      stage.until(
        () => stage.gateway().get(`/api/v1/commands/${id}`),
        ({ late_outcome }) => late_outcome?.status === wanted,
      );
    await stage.advance(10 * SECOND);
    expect(await lateOutcome('ACCEPTED')).toMatchObject({ status: 'TIMED_OUT', session_id: null });
    await stage.advance(20 * SECOND);
    const late = await lateOutcome('CONFIRMED');
    const [session] = await stage.sessionsOf(station);
    expect(late).toMatchObject({ status: 'TIMED_OUT', session_id: session.id });
    expect(session).toMatchObject({ command_id: id, flags: ['started_after_timeout'] });
    expect(callsAt(station, action)).toHaveLength(1);
  });

  it('that starts before it answers confirms the start by that', async () => {
    const station = await stage.online(version, { faults: { answer: new Map([[action, 'never']]) } });
    const token = await stage.token();
    station.plugIn(1);
    const { id } = await stage.start(station, token);
    const confirmed = await stage.commandIn(id, 'CONFIRMED');
    expect(confirmed).toMatchObject({ session_id: expect.any(String), answered_at: null });
    expect(await stage.statesOf(id)).toEqual(['SENT', 'CONFIRMED']);
    await stage.advance(31 * SECOND);
    expect(await stage.statesOf(id)).toEqual(['SENT', 'CONFIRMED']);
  });

  it('that refuses a start ends it at once', async () => {
    const station = await stage.online(version, { faults: { reject: new Set([action]) } });
    const token = await stage.token();
    const { id } = await stage.start(station, token);
    expect(await stage.commandIn(id, 'REJECTED')).toMatchObject({ error: { code: 'station_rejected' } });
    expect(await stage.statesOf(id)).toEqual(['SENT', 'REJECTED']);
  });
});
