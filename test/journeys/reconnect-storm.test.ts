/** A thousand stations that lose their line, and come back, all at once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFleet, type Fleet } from '../../src/simulator/fleet.ts';
import type { Json } from '../support/gateway.ts';
import { type ChildGateway, startChildGateway } from './support/child-gateway.ts';

const STATIONS = 1_000;
/** Away for the storm, each with a command that waits for it. */
const AWAY = 50;

let gateway: ChildGateway;
let fleet: Fleet;
beforeAll(async () => {
  gateway = await startChildGateway({ OCPP_UNKNOWN_STATIONS: 'accept', RATE_LIMIT: '0', OCPP_BOOT_WAIT_S: '0' });
  fleet = createFleet({
    count: STATIONS,
    url: gateway.api().stationsUrl,
    staggerMs: 0,
    reconnect: { initialMs: 50, maxMs: 2_000 },
    callTimeoutMs: 60_000,
  });
});
afterAll(async () => {
  await fleet.close();
  await gateway.close();
});

const gauge = async (name: string): Promise<number> => {
  const { body } = await gateway.api().request('GET', '/metrics');
  return Number(new RegExp(`^voltgate_${name} (\\S+)$`, 'm').exec(body)?.[1]);
};

const until = async <T>(read: () => Promise<T>, fits: (value: T) => boolean): Promise<T> => {
  for (;;) {
    const value = await read();
    if (fits(value)) return value;
  }
};

it('are all served again, with what waited for them', { timeout: 120_000 }, async () => {
  await fleet.start();
  await fleet.ready();
  expect(await gauge('stations_connected')).toBe(STATIONS);

  const away = fleet.stations.slice(0, AWAY);
  await Promise.all(away.map((station) => station.disconnect()));
  await until(
    () => gauge('stations_connected'),
    (connected) => connected === STATIONS - AWAY,
  );
  const commands = await Promise.all(
    away.map(async ({ id }) => {
      const { status, body } = await gateway.api().request('POST', '/api/v1/commands/TRIGGER_MESSAGE', {
        body: { station_id: id, message: 'Heartbeat' },
      });
      expect(status).toBe(202);
      return body.id as string;
    }),
  );

  const back = fleet.stations.map((station) => station.waitFor('connected'));
  for (const station of fleet.stations.slice(AWAY)) station.drop();
  for (const station of away) void station.connect();
  await Promise.all(back);

  // Every station's call is answered, and nothing is left waiting.
  const answers = await Promise.all(fleet.stations.map((station) => station.call('Heartbeat', {})));
  expect(answers.filter((answer) => answer !== null)).toHaveLength(STATIONS);
  for (const id of commands) {
    const command: Json = await until(
      () => gateway.api().get(`/api/v1/commands/${id}`),
      ({ status }: Json) => !['QUEUED', 'SENT', 'ACCEPTED'].includes(status),
    );
    expect(command.status).toBe('CONFIRMED');
  }
  expect(await gauge('stations_connected')).toBe(STATIONS);
  expect((await gateway.api().get('/api/v1/stations?online=false&limit=1')).length).toBe(0);
  for (const name of [
    'ocpp_admissions_waiting',
    'ocpp_messages_waiting',
    'command_wakes_waiting',
    'ocpp_reads_paused',
  ]) {
    await until(
      () => gauge(name),
      (value) => value === 0,
    );
  }
});
