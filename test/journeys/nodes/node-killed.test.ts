/** One of two gateways is killed in the middle of its work, or all are restarted one after the other. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWithServices } from '../../support/services.ts';
import { until } from '../../support/until.ts';
import {
  callsAt,
  deliveredWh,
  latestOf,
  MINUTE,
  START_ACTIONS,
  untilAcknowledged,
  VERSIONS,
} from '../support/stage.ts';
import { EVENT_READERS } from './event-readers.ts';
import { openPair, type Pair } from './pair.ts';

/** A node is taken for dead when its lease has run out; then the other reports what it had sent. */
const LONG_MS = 90_000;

describeWithServices('a node of two', () => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await openPair();
  });
  afterEach(() => pair.close());

  const start = (at: Pair['a'], id: string): Promise<string> =>
    pair.command(at, 'START_SESSION', {
      station_id: id,
      evse_id: 1,
      token: { uid: `T-${id}`, type: 'RFID' },
      expires_in_s: 600,
    });

  it('that is killed before it sent a command: it is delivered once after the reconnect', {
    timeout: LONG_MS,
  }, async () => {
    const { a, b } = pair;
    const stations = await Promise.all(
      VERSIONS.map((version) => pair.online(version, { faults: { answer: new Map([['UnlockConnector', 'never']]) } })),
    );
    // It keeps its station busy, so what is asked next waits in the owner's queue.
    const unanswered = await Promise.all(
      stations.map(({ id }) => pair.command(b, 'UNLOCK_CONNECTOR', { station_id: id, evse_id: 1 })),
    );
    await Promise.all(stations.map((station) => station.until(() => callsAt(station, 'UnlockConnector').length === 1)));
    for (const station of stations) station.plugIn(1);
    const waiting = await Promise.all(stations.map(({ id }) => start(b, id)));
    pair.leadTo(b);
    await a.kill();
    for (const [index, station] of stations.entries()) {
      await pair.commandWhere(b, waiting[index] ?? '', ({ status }) => status === 'CONFIRMED');
      expect(callsAt(station, ...START_ACTIONS)).toHaveLength(1);
    }
    for (const [index, station] of stations.entries()) {
      const command = await pair.commandWhere(b, unanswered[index] ?? '', ({ status }) => status === 'FAILED');
      expect(command.error.code).toBe('outcome_unknown');
      expect(callsAt(station, 'UnlockConnector')).toHaveLength(1);
    }
  });

  it('that is killed with a start at its station: it is reported, and never sent again', {
    timeout: LONG_MS,
  }, async () => {
    const { a, b } = pair;
    const stations = await Promise.all(
      VERSIONS.map((version) =>
        pair.online(version, {
          reconnect: false,
          faults: { answer: new Map(START_ACTIONS.map((action) => [action, 'never'])) },
        }),
      ),
    );
    const ids = await Promise.all(stations.map(({ id }) => start(b, id)));
    await Promise.all(stations.map((station) => station.until(() => callsAt(station, ...START_ACTIONS).length === 1)));
    await a.kill();
    for (const [index, station] of stations.entries()) {
      const command = await pair.commandWhere(b, ids[index] ?? '', ({ status }) => status === 'FAILED');
      expect(command.error.code).toBe('outcome_unknown');
      // Nobody else has the station.
      await until(async () => !(await b.api().get(`/api/v1/stations/${station.id}`)).online);
    }
    pair.leadTo(b);
    for (const station of stations) {
      station.faults.answer.clear();
      await station.connect();
      await station.ready();
      // Behind whatever would have been sent again.
      const probe = await pair.command(b, 'TRIGGER_MESSAGE', { station_id: station.id, message: 'Heartbeat' });
      await pair.commandWhere(b, probe, ({ status }) => status === 'CONFIRMED');
      expect(callsAt(station, ...START_ACTIONS)).toHaveLength(1);
    }
  });

  it('that serves streams and is killed: each goes on at the other, no event missed and none twice', {
    timeout: LONG_MS,
  }, async () => {
    const { a, b } = pair;
    const write = async (at: Pair['a'], from: number): Promise<void> => {
      for (let number = from; number < from + 10; number += 1) {
        await at.api().request('PUT', `/api/v1/tokens/TOLD-${number}`, { body: { contract_id: 'C' } });
      }
    };
    await write(a, 0);
    const logged = async (): Promise<readonly string[]> =>
      (await b.api().get('/api/v1/events?types=token.updated&limit=1000')).map(({ id }: { readonly id: string }) => id);
    // They begin behind one that is there, so that it does not matter when each is open.
    const first = (await logged()).at(-1) ?? '';
    const readers = EVENT_READERS.map((open) => ({ open, ids: [first] }));
    const readAt = (node: Pair['a']) => readers.map(({ open, ids }) => open(node.api(), ids));

    const atFirst = readAt(a);
    await write(a, 10);
    await until(() => readers.every(({ ids }) => ids.length > 3));
    const meanwhile = write(b, 20);
    await a.kill();
    await Promise.all(atFirst.map((reading) => reading.stop()));
    await meanwhile;
    const then = readAt(b);
    await write(b, 30);
    const all = await logged();
    const behind = all.slice(all.indexOf(first));
    expect(behind).toHaveLength(31);
    await until(() => readers.every(({ ids }) => ids.length >= behind.length));
    for (const { ids } of readers) expect(ids).toEqual(behind);
    await Promise.all(then.map((reading) => reading.stop()));
  });

  it('after the other is restarted, round after round: no command and no session is lost', {
    timeout: LONG_MS,
  }, async () => {
    const { a, b, clock } = pair;
    const stations = await Promise.all(VERSIONS.map((version) => pair.online(version)));
    for (const station of stations) {
      station.plugIn(1);
      await station.presentTag(`T-${station.id}`, 1);
    }
    await Promise.all(stations.map((station) => station.until(() => station.sessions[0]?.startAcknowledged === true)));
    const ids: string[] = [];
    for (const [gone, stays] of [
      [a, b],
      [b, a],
    ] as const) {
      await clock.advance(6 * MINUTE);
      pair.leadTo(stays);
      // Asked while the one goes, of the one that stays.
      const going = gone.terminate();
      for (const { id } of stations) {
        ids.push(await pair.command(stays, 'TRIGGER_MESSAGE', { station_id: id, message: 'Heartbeat' }));
      }
      expect(await going).toBe(0);
      await clock.advance(6 * MINUTE);
      await gone.start();
    }
    for (const id of ids) {
      // One that was at its station when the socket was closed has its end told.
      const { status } = await pair.commandWhere(a, id, (command) => !['QUEUED', 'SENT'].includes(command.status));
      expect(['CONFIRMED', 'TIMED_OUT']).toContain(status);
    }
    await Promise.all(stations.map((station) => station.until(() => station.online() && station.queued() === 0)));
    for (const station of stations) station.unplug(1);
    await Promise.all(stations.map(untilAcknowledged));
    for (const station of stations) {
      expect(await b.api().get(`/api/v1/sessions?station_id=${station.id}`)).toMatchObject([
        {
          status: 'COMPLETED',
          energy_wh: deliveredWh(latestOf(station)),
          flags: [],
          transaction: { id: latestOf(station).transactionId },
        },
      ]);
    }
    // Over both nodes no transaction id was given twice.
    const given = stations.map((station) => latestOf(station).transactionId);
    expect(new Set(given).size).toBe(given.length);
  });
});
