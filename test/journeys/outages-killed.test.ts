/** Outages over the death of a gateway: one record each, whoever was connected and whoever was away. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { enter, type RawStation } from '../contracts/support/raw-station.ts';
import type { Json } from '../support/gateway.ts';
import { type ChildGateway, startChildGateway } from './support/child-gateway.ts';
import { type EventLog, followEvents } from './support/event-log.ts';
import { orGiveUp } from './support/patience.ts';

let gateway: ChildGateway;
let events: EventLog;
beforeAll(async () => {
  gateway = await startChildGateway();
  events = await followEvents(gateway.api());
});
afterAll(async () => {
  events.close();
  await gateway.close();
});

const outagesOf = (id: string): Promise<readonly Json[]> => gateway.api().get(`/api/v1/stations/${id}/outages`);

const until = async (id: string, match: (rows: readonly Json[]) => boolean): Promise<readonly Json[]> => {
  for (;;) {
    const change = events.next();
    const rows = await outagesOf(id);
    if (match(rows)) return rows;
    await orGiveUp(change, () => rows);
  }
};
const isOver = (rows: readonly Json[]) => rows.length > 0 && rows.every(({ ended_at }) => ended_at !== null);

const connect = (id: string): Promise<RawStation> => enter(`${gateway.api().stationsUrl}/${id}`, ['ocpp1.6']);

const connected = async (id: string): Promise<RawStation> => {
  await gateway.api().request('PUT', `/api/v1/stations/${id}`, { body: { security_profile: 0 } });
  const station = await connect(id);
  await station.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
  return station;
};

it('a gateway that is killed leaves one outage of who was connected, and goes on with that of who was away', async () => {
  const [away, faulted] = [await connected('AWAY'), await connected('FAULTED')];
  await connected('HERE');
  await faulted.call('StatusNotification', { connectorId: 1, errorCode: 'GroundFailure', status: 'Faulted' });
  await away.close();
  const [begun] = await until('AWAY', (rows) => rows.length === 1);
  expect(begun).toMatchObject({ cause: 'UNREACHABLE', disconnect_reason: 'closed_by_station', ended_at: null });
  const [fault] = await outagesOf('FAULTED');

  const killedAt = Date.now();
  await gateway.kill();
  await gateway.start();
  const startedAt = Date.now();
  await events.moveTo(gateway.api());

  const [left, ...more] = await outagesOf('HERE');
  expect(more).toEqual([]);
  expect(left).toMatchObject({ cause: 'UNREACHABLE', disconnect_reason: 'gateway_gone', ended_at: null });
  // Nobody was there to see it begin: it is told from the next start on.
  expect(Date.parse(left.started_at)).toBeGreaterThanOrEqual(killedAt);
  expect(Date.parse(left.started_at)).toBeLessThanOrEqual(startedAt);
  expect(await outagesOf('AWAY')).toEqual([begun]);
  expect((await outagesOf('FAULTED')).map(({ id, cause }) => [id, cause])).toEqual([
    [fault.id, 'FAULTED'],
    [expect.any(String), 'UNREACHABLE'],
  ]);

  await Promise.all(['HERE', 'AWAY', 'FAULTED'].map(connect));
  const [after] = await until('AWAY', isOver);
  expect(after).toMatchObject({ id: begun.id, started_at: begun.started_at, version: 2 });
  expect(Date.parse(after.ended_at)).toBeGreaterThanOrEqual(startedAt);
  expect(await until('HERE', isOver)).toMatchObject([{ id: left.id, disconnect_reason: 'gateway_gone' }]);
  // What was wrong with it before still is, until it tells another status.
  const rows = await until('FAULTED', ([, unreachable]) => unreachable?.ended_at !== null);
  expect(rows.map(({ ended_at }) => ended_at === null)).toEqual([true, false]);
}, 60_000);
