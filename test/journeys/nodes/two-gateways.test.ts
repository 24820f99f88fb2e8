/** Two gateways as two processes: whatever is asked of one reaches the station on the other, and everyone hears of it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithServices } from '../../support/services.ts';
import { until } from '../../support/until.ts';
import { followEvents } from '../support/event-log.ts';
import { subscribe, TRANSPORTS } from '../support/graphql-subscription.ts';
import { callsAt, VERSIONS } from '../support/stage.ts';
import { openPair, type Pair } from './pair.ts';

describeWithServices('two gateways', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await openPair();
  });
  afterAll(() => pair.close());

  it.each(VERSIONS)('take a command for a station of OCPP %s that is at either', async (version) => {
    const { a, b } = pair;
    pair.leadTo(a);
    const atA = await pair.online(version);
    pair.leadTo(b);
    const atB = await pair.online(version);
    for (const [node, station] of [
      [a, atB],
      [b, atA],
      [a, atA],
      [b, atB],
    ] as const) {
      const id = await pair.command(node, 'UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 1 });
      await pair.commandWhere(node, id, ({ status }) => status === 'CONFIRMED');
    }
    expect(callsAt(atA, 'UnlockConnector')).toHaveLength(2);
    expect(callsAt(atB, 'UnlockConnector')).toHaveLength(2);
  });

  it('send a waiting command where its station comes', async () => {
    const { a, b } = pair;
    const station = await pair.station('2.0.1');
    const ids = [
      await pair.command(a, 'UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 1 }),
      await pair.command(b, 'UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 1 }),
    ];
    pair.leadTo(b);
    await station.connect();
    for (const id of ids) await pair.commandWhere(a, id, ({ status }) => status === 'CONFIRMED');
    expect(callsAt(station, 'UnlockConnector')).toHaveLength(2);
  });

  it('keep the newest connection of a station, and the session on it', async () => {
    const { a, b } = pair;
    pair.leadTo(a);
    const station = await pair.online('2.0.1', { reconnect: false });
    station.plugIn(1);
    await station.presentTag(`T-${station.id}`, 1);
    await station.until(() => station.sessions[0]?.startAcknowledged === true);
    pair.leadTo(b);
    const replaced = station.waitFor('disconnected');
    const newer = pair.twin(station, { reconnect: false });
    await newer.connect();
    await newer.ready();
    expect((await replaced).code).toBe(1008);
    expect(await a.api().get(`/api/v1/stations/${station.id}`)).toMatchObject({ online: true });
    expect(await a.api().get(`/api/v1/sessions?station_id=${station.id}`)).toMatchObject([
      { status: 'ACTIVE', stale: false },
    ]);
  });

  it('close the socket of a station wherever it is when its rules change', async () => {
    const { a, b } = pair;
    pair.leadTo(b);
    const station = await pair.online('1.6', { reconnect: false });
    const closed = station.waitFor('disconnected');
    const body = { security_profile: 1, password: 'a-new-password-of-its-own' };
    await a.api().request('PUT', `/api/v1/stations/${station.id}`, { body });
    expect((await closed).code).toBe(1008);
    await until(async () => !(await a.api().get(`/api/v1/stations/${station.id}`)).online);
  });

  it('replace a station once, whoever asks which of them, and bring what names an EVSE to the new hardware', async () => {
    const { a, b } = pair;
    pair.leadTo(a);
    const old = await pair.online('2.0.1', { reconnect: false });
    const evses = async (id: string) => (await b.api().get(`/api/v1/stations/${id}`)).evses;
    await until(async () => (await evses(old.id)).length === old.connectors.length);
    const [{ uid: evse_uid }] = await evses(old.id);
    const closed = old.waitFor('disconnected');
    const ids = [`${old.id}-B`, `${old.id}-C`];
    const asked = await Promise.all(
      ids.map((replacement, index) =>
        (index === 0 ? a : b).api().request('POST', `/api/v1/stations/${old.id}/replace`, {
          body: { replacement, station: { security_profile: 0 } },
        }),
      ),
    );
    expect(asked.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await closed).code).toBe(1008);
    const { id = '' } = asked.find(({ status }) => status === 200)?.body.replacement ?? {};
    expect(await evses(id)).toMatchObject([{ uid: evse_uid }]);
    const lost = ids.find((other) => other !== id);
    expect((await a.api().request('GET', `/api/v1/stations/${lost}`)).status).toBe(404);
    pair.leadTo(b);
    const replacement = pair.twin(old, { id });
    await replacement.connect();
    await replacement.ready();
    const command = await pair.command(a, 'UNLOCK_CONNECTOR', { evse_uid });
    await pair.commandWhere(a, command, ({ status, station_id }) => status === 'CONFIRMED' && station_id === id);
    expect(callsAt(replacement, 'UnlockConnector')).toHaveLength(1);
  });

  it('tell their events at each, in one order', async () => {
    const { a, b } = pair;
    const [atA, atB] = [await followEvents(a.api()), await followEvents(b.api())];
    pair.leadTo(a);
    const stations = await Promise.all(VERSIONS.map((version) => pair.online(version)));
    for (const [index, station] of stations.entries()) {
      const node = index % 2 === 0 ? b : a;
      const id = await pair.command(node, 'UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 1 });
      await pair.commandWhere(b, id, ({ status }) => status === 'CONFIRMED');
    }
    const mark = await pair.station('1.6');
    const isMark = ({ type, data }: { type: string; data: { token?: { uid: string } } }) =>
      type === 'token.updated' && data.token?.uid === `T-${mark.id}`;
    await Promise.all([atA.first(isMark), atB.first(isMark)]);
    const ids = atA.events.map(({ id }) => id);
    expect(atB.events.map(({ id }) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(10);
    atA.close();
    atB.close();
  });

  it.each(TRANSPORTS)('tell a GraphQL subscription over %s at one what happens at the other', async (transport) => {
    const { a, b } = pair;
    const station = await pair.station('2.0.1');
    const id = await pair.command(a, 'UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 1 });
    const updates = await subscribe(b.api(), transport, 'commandUpdated', {
      query: 'subscription ($id: ID!) { commandUpdated(id: $id) { id status } }',
      variables: { id },
    });
    await updates.until(({ status }) => status === 'QUEUED');
    pair.leadTo(a);
    await station.connect();
    const told = await updates.until(({ status }) => status === 'CONFIRMED');
    expect(told.map(({ status }) => status)).toEqual(['QUEUED', 'SENT', 'CONFIRMED']);
    await updates.close();
  });
});
