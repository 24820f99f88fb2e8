/** A gateway that is killed in the middle of its work: what it acknowledged is kept, and no start goes out twice. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/simulator/clock.ts';
import type { SimulatedVersion } from '../../src/simulator/core.ts';
import type { StationOptions } from '../../src/simulator/options.ts';
import { createStation, type VirtualStation } from '../../src/simulator/station.ts';
import type { Json } from '../support/gateway.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { type ChildGateway, startChildGateway } from './support/child-gateway.ts';
import { type EventLog, followEvents } from './support/event-log.ts';
import { orGiveUp } from './support/patience.ts';
import {
  callsAt,
  deliveredWh,
  latestOf,
  MINUTE,
  SECOND,
  START_ACTIONS,
  untilAcknowledged,
  VERSIONS,
} from './support/stage.ts';

let gateway: ChildGateway;
let events: EventLog;
const stations: VirtualStation[] = [];
// The gateway lives in real time; the stations' meters run as fast as the test says.
const clock = createManualClock(new Date());

beforeAll(async () => {
  gateway = await startChildGateway();
  events = await followEvents(gateway.api());
});
afterEach(async () => {
  await Promise.all(stations.splice(0).map((station) => station.close()));
});
afterAll(async () => {
  events.close();
  await gateway.close();
});

const revive = async (): Promise<void> => {
  await gateway.start();
  await events.moveTo(gateway.api());
};

let lastNumber = 0;
const registered = async (
  version: SimulatedVersion,
  options: Partial<StationOptions> = {},
): Promise<VirtualStation> => {
  lastNumber += 1;
  const id = `KILL-${lastNumber}`;
  await gateway.api().request('PUT', `/api/v1/stations/${id}`, { body: { security_profile: 0 } });
  await gateway.api().request('PUT', `/api/v1/tokens/T-${id}`, { body: { type: 'RFID', contract_id: 'NL-VGT-C1' } });
  const station = createStation({
    id,
    url: gateway.api().stationsUrl,
    version,
    clock,
    networkClock: systemClock,
    reconnect: { initialMs: 5, maxMs: 50 },
    transactionRetryS: 0,
    ...options,
  });
  stations.push(station);
  return station;
};

const online = async (version: SimulatedVersion, options: Partial<StationOptions> = {}): Promise<VirtualStation> => {
  const station = await registered(version, options);
  await station.connect();
  await station.ready();
  return station;
};

const start = async (station: VirtualStation): Promise<string> => {
  const answer = await gateway.api().request('POST', '/api/v1/commands/START_SESSION', {
    body: {
      station_id: station.id,
      evse_id: 1,
      token: { uid: `T-${station.id}`, type: 'RFID' },
      expires_in_s: 600,
    },
  });
  expect(answer.status).toBe(202);
  return answer.body.id;
};

const commandWhere = async (id: string, match: (command: Json) => boolean): Promise<Json> => {
  for (;;) {
    const change = events.next();
    const command = await gateway.api().get(`/api/v1/commands/${id}`);
    if (match(command)) return command;
    await orGiveUp(change, () => command);
  }
};

const sessionsOf = ({ id }: VirtualStation): Promise<readonly Json[]> =>
  gateway.api().get(`/api/v1/sessions?station_id=${id}`);

describe('a killed gateway', () => {
  it('has lost nothing of what it acknowledged', { timeout: 60_000 }, async () => {
    const all = await Promise.all([...VERSIONS, ...VERSIONS].map((version) => online(version)));
    for (const station of all) {
      station.plugIn(1);
      await station.presentTag(`T-${station.id}`, 1);
    }
    await Promise.all(all.map((station) => station.until(() => station.sessions[0]?.startAcknowledged === true)));
    for (let kills = 0; kills < 2; kills += 1) {
      // Killed as soon as one station's message of this round was answered, with the others' on their way.
      const [first] = all;
      const answered = first?.waitFor('outboxEmpty');
      await clock.advance(6 * MINUTE);
      await answered;
      await gateway.kill();
      await clock.advance(6 * MINUTE);
      await revive();
    }
    await Promise.all(all.map((station) => station.until(() => station.online() && station.queued() === 0)));
    for (const station of all) station.unplug(1);
    await Promise.all(all.map(untilAcknowledged));
    for (const station of all) {
      expect(deliveredWh(latestOf(station))).toBe(4400);
      expect(await sessionsOf(station)).toMatchObject([
        {
          status: 'COMPLETED',
          energy_wh: 4400,
          stop_reason: 'EVDisconnected',
          flags: [],
          transaction: { id: latestOf(station).transactionId },
        },
      ]);
    }
  });

  it('sends no start a second time, and tells what came of it', async () => {
    const all = await Promise.all(
      VERSIONS.map((version) =>
        online(version, {
          faults: {
            answer: new Map(START_ACTIONS.map((action) => [action, 'never'])),
            remoteStart: { afterMs: 10 * SECOND },
          },
        }),
      ),
    );
    for (const station of all) station.plugIn(1);
    const ids = await Promise.all(all.map(start));
    await Promise.all(all.map((station) => station.until(() => callsAt(station, ...START_ACTIONS).length === 1)));
    await gateway.kill();
    const back = all.map((station) => station.waitFor('connected'));
    await revive();
    for (const id of ids) {
      expect((await commandWhere(id, ({ status }) => status === 'FAILED')).error.code).toBe('outcome_unknown');
    }
    await Promise.all(back);
    for (const station of all) {
      station.faults.answer.clear();
      // Behind whatever would have been sent again.
      const probe = await gateway.api().request('POST', '/api/v1/commands/TRIGGER_MESSAGE', {
        body: { station_id: station.id, message: 'Heartbeat' },
      });
      await commandWhere(probe.body.id, ({ status }) => status === 'CONFIRMED');
      expect(callsAt(station, ...START_ACTIONS)).toHaveLength(1);
    }

    await clock.advance(10 * SECOND);
    for (const [index, id] of ids.entries()) {
      const late = await commandWhere(id, ({ late_outcome }) => late_outcome !== null);
      expect(late).toMatchObject({ status: 'FAILED', late_outcome: { status: 'CONFIRMED' } });
      expect(await gateway.api().get(`/api/v1/sessions/${late.late_outcome.session_id}`)).toMatchObject({
        station_id: all[index]?.id,
        status: 'ACTIVE',
        command_id: id,
        flags: ['started_after_timeout'],
      });
    }
  });

  it('still has what waits for its stations, and sends it once', async () => {
    const all = await Promise.all(VERSIONS.map((version) => registered(version)));
    const ids = await Promise.all(all.map(start));
    await gateway.kill();
    await revive();
    for (const [index, station] of all.entries()) {
      station.plugIn(1);
      await station.connect();
      await commandWhere(ids[index] ?? '', ({ status }) => status === 'CONFIRMED');
      expect(callsAt(station, ...START_ACTIONS)).toHaveLength(1);
      expect(await sessionsOf(station)).toHaveLength(1);
    }
  });

  it('that is asked to end closes its stations with 1001 and ends well', async () => {
    const station = await online('2.0.1', { reconnect: false });
    const away = station.waitFor('disconnected');
    expect(await gateway.terminate()).toBe(0);
    expect((await away).code).toBe(1001);
    await revive();
  });
});
