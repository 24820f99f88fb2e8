/**
 * Whatever happens to a station's messages on their way, the same sessions come of them.
 *
 * Two stations live through the same visits at the same instants. One speaks to the gateway undisturbed; the other over a
 * network that loses, doubles, delays and reorders its messages, cuts its sockets and keeps it offline for a while. Now
 * and then the gateway is restarted. At the end both have the same sessions, and what they believe themselves is what the
 * gateway has stored.
 *
 * CHAOS_RUNS=500 runs more cases of each version than the usual 30, and makes a failing case small.
 * CHAOS_SEED and CHAOS_PATH repeat the case that a failure has printed.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedVersion } from '../../src/simulator/core.ts';
import { seededRandom } from '../../src/simulator/seeded-random.ts';
import type { VirtualStation } from '../../src/simulator/station.ts';
import type { Json } from '../support/gateway.ts';
import { createWireClock, MEDDLINGS, type Meddler, type Meddling, startMeddler } from '../support/meddler.ts';
import { orGiveUp } from './support/patience.ts';
import { openStage, SECOND, type Stage, VERSIONS } from './support/stage.ts';
import { type Act, type Moment, momentsOf, type Trouble, troubles, type Visit, visits } from './support/visits.ts';

const USUAL_RUNS = 30;
const runs = Number(process.env.CHAOS_RUNS ?? USUAL_RUNS);
const seed = process.env.CHAOS_SEED;
const path = process.env.CHAOS_PATH;
/** For one case; a case that is made small takes many. */
const CASE_MS = 10_000;

type Case = {
  readonly visits: readonly Visit[];
  readonly troubles: readonly Trouble[];
  readonly plan: readonly Meddling[];
  /** Of the station's own disorder: the order of its queue, and the ids of its retries. */
  readonly seed: number;
  readonly reorder: number;
  readonly txStartPoint: string;
  readonly txStopPoint: string;
};

const cases: fc.Arbitrary<Case> = fc.record({
  visits,
  troubles,
  plan: fc.array(
    fc.oneof(
      { arbitrary: fc.constant<Meddling>('pass'), weight: 10 },
      { arbitrary: fc.constantFrom<Meddling[]>(...MEDDLINGS), weight: 10 },
    ),
    { maxLength: 120, size: 'max' },
  ),
  seed: fc.nat(),
  reorder: fc.constantFrom(0, 0.5, 1),
  txStartPoint: fc.constantFrom('PowerPathClosed', 'Authorized', 'EVConnected'),
  txStopPoint: fc.constantFrom('Authorized,EVConnected', 'EVConnected'),
});

let stage: Stage;
let meddler: Meddler;
let cards: string;

beforeAll(async () => {
  stage = await openStage();
  meddler = await startMeddler(stage.gateway().stationsUrl);
  cards = await stage.token();
});

afterAll(async () => {
  await meddler.close();
  await stage.close();
});

/** A station in a case, and the remote starts that it was asked for. */
type Player = { readonly station: VirtualStation; readonly appTokens: readonly string[] };
type Both = readonly [calm: Player, disturbed: Player];

const connectorOf = (station: VirtualStation, connectorId: number) => {
  const connector = station.connectors.find(({ id }) => id === connectorId);
  if (connector === undefined) throw new RangeError(`no connector ${connectorId}`);
  return connector;
};

const settled = (station: VirtualStation, condition: () => boolean, what: string): Promise<void> =>
  orGiveUp(station.until(condition), () => ({
    what,
    station: station.id,
    queued: station.queued(),
    online: station.online(),
    registration: station.registration(),
    sessions: station.sessions,
    frames: station.log.slice(-12).map(({ direction, text }) => `${direction} ${text}`),
  }));

const backOnline = async ({ station }: Player): Promise<void> => {
  await station.connect();
  await settled(station, station.online, 'online');
};

/** A remote start or stop needs a station that is there: the bad network rests until it has arrived. */
const remotely = async (player: Player, ask: () => Promise<unknown>, done: () => boolean): Promise<void> => {
  const { station } = player;
  await backOnline(player);
  await settled(station, () => station.online() && station.queued() === 0, 'nothing queued before a remote command');
  meddler.pause(station.id, true);
  await settled(station, station.online, 'online for a remote command');
  await station.call('Heartbeat', {});
  const arrived = station.waitFor('command', ({ action }) => /Remote|Request/.test(action));
  await ask();
  await orGiveUp(arrived, () => `a remote command to ${station.id}`);
  meddler.pause(station.id, false);
  await settled(station, done, 'remote command done');
};

const perform = async (player: Player, act: Act, connectorId: number, visit: Visit, index: number): Promise<void> => {
  const { station, appTokens } = player;
  const connector = connectorOf(station, connectorId);
  switch (act) {
    case 'plug':
      return station.plugIn(connectorId);
    case 'unplug':
      return station.unplug(connectorId);
    case 'emergencyStop':
      return station.emergencyStop(connectorId);
    case 'tag': {
      const uid = visit.begins.startsWith('remote') ? (appTokens[index] ?? '') : cards;
      expect(await orGiveUp(station.presentTag(uid, connectorId), () => 'a tag')).toBe('Accepted');
      return;
    }
    case 'remoteStart':
      return remotely(
        player,
        () => stage.start(station, '', { evse_id: connectorId, token: { uid: appTokens[index], type: 'APP_USER' } }),
        () => connector.authorization !== null || connector.session?.authorized === true,
      );
    case 'remoteStop': {
      const { session } = connector;
      if (session === null) throw new Error('there is no session to stop');
      const stop = async () => {
        const stored = await stage.sessionsOf(station);
        const own = stored.find(({ transaction }) => transaction.id === session.transactionId);
        await stage.stop(own.id);
      };
      return remotely(player, stop, () => session.endedAt !== null || !session.authorized);
    }
  }
};

const suffer = async (player: Player, trouble: 'offline' | 'online' | 'drop' | 'boot'): Promise<void> => {
  const { station } = player;
  switch (trouble) {
    case 'offline':
      return station.disconnect();
    case 'online':
      return backOnline(player);
    case 'drop':
      return station.drop();
    case 'boot': {
      const boot = station.log.find(({ action }) => action === 'BootNotification');
      if (boot !== undefined) await station.call('BootNotification', JSON.parse(boot.text)[3]);
    }
  }
};

/** Waits until the gateway has answered all that a station has to say. */
const comeToRest = async (player: Player): Promise<void> => {
  const { station } = player;
  await backOnline(player);
  await settled(station, () => station.online() && station.queued() === 0, 'online with nothing queued');
  // What was still on its way, over this socket or one that was left, is worked on before the last of these is answered.
  for (let times = 0; times < 3; times += 1) await station.call('Heartbeat', {});
};

/** Flags that tell of how messages came, and not of the session. */
const ABOUT_THE_WAY = new Set(['late_messages', 'started_after_timeout']);

/** All that a session is, but for names and versions. */
const essence = async (session: Json, player: Player) => {
  const { id, version, created_at, last_updated, station_id, evse_uid, transaction, ...rest } = session;
  const readings = await stage.readings(id);
  return {
    ...rest,
    // 1.6 tells it by statuses, which no station tells again when one is lost.
    ...(transaction.protocol === '1.6' ? { charging_state: null } : {}),
    token: session.token === null ? null : { ...session.token, uid: nameOf(session.token.uid, player) },
    command_id: session.command_id === null ? null : 'a command',
    flags: session.flags.filter((flag: string) => !ABOUT_THE_WAY.has(flag)),
    readings: readings.map(({ received_at, ...reading }) => JSON.stringify(reading)).sort(),
  };
};

const nameOf = (uid: string, { appTokens }: Player): string =>
  appTokens.includes(uid) ? `app ${appTokens.indexOf(uid)}` : 'card';

const essences = async (player: Player) => {
  const stored = await stage.sessionsOf(player.station);
  const all = await Promise.all(stored.map((session) => essence(session, player)));
  return all.sort((a, b) => `${a.start_date_time}${a.evse_id}`.localeCompare(`${b.start_date_time}${b.evse_id}`));
};

/** At rest, both stations' sessions are the same, open ones too. */
const expectSame = async (both: Both): Promise<void> => {
  for (const player of both) await comeToRest(player);
  // A cut behind the last answer would leave it without a socket, and so its open sessions stale.
  for (const { station } of both) meddler.pause(station.id, true);
  for (const player of both) await comeToRest(player);
  const [calm, disturbed] = both;
  expect(await essences(disturbed)).toEqual(await essences(calm));
  for (const { station } of both) meddler.pause(station.id, false);
};

/** What the station believes, in the words of the gateway. */
const believed = ({ sessions }: VirtualStation) =>
  sessions.map(({ transactionId, connectorId, startedAt, endedAt, meterStartWh, meterStopWh }) => ({
    transactionId,
    connectorId,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString(),
    energyWh: (meterStopWh ?? 0) - meterStartWh,
  }));

const kept = async (station: VirtualStation) => {
  const stored = await stage.sessionsOf(station);
  return stored.map(({ transaction, evse_id, start_date_time, end_date_time, energy_wh }) => ({
    transactionId: transaction.id,
    connectorId: evse_id,
    startedAt: new Date(start_date_time).toISOString(),
    endedAt: end_date_time === null ? null : new Date(end_date_time).toISOString(),
    energyWh: energy_wh,
  }));
};

const byTransaction = (a: { transactionId: string | null }, b: { transactionId: string | null }): number =>
  `${a.transactionId}`.localeCompare(`${b.transactionId}`);

/** Every session was told to have started once and to have ended once, and nothing was put aside. */
const expectToldOnce = async ({ station }: Player): Promise<void> => {
  const told = await stage.eventsOf(station, 'session.started', 'session.ended', 'station.message_quarantined');
  const of = (wanted: string) => told.filter(({ type }) => type === wanted).map(({ data }) => data);
  const idsOf = (wanted: string) =>
    of(wanted)
      .map(({ session }) => session.transaction.id)
      .sort();
  const transactions = station.sessions.map(({ transactionId }) => transactionId).sort();
  expect(idsOf('session.started')).toEqual(transactions);
  expect(idsOf('session.ended')).toEqual(transactions);
  expect(of('station.message_quarantined')).toEqual([]);
};

const restart = async (both: Both): Promise<void> => {
  const online = both.filter(({ station }) => station.online());
  await stage.restart();
  for (const player of online) await backOnline(player);
};

const play = async (both: Both, moments: readonly Moment[], all: readonly Visit[]): Promise<void> => {
  let nowS = 0;
  for (const moment of moments) {
    await stage.advance((moment.atS - nowS) * SECOND);
    nowS = moment.atS;
    if ('trouble' in moment) {
      if (moment.trouble === 'look') await expectSame(both);
      else if (moment.trouble === 'restart') await restart(both);
      else await suffer(both[1], moment.trouble);
      continue;
    }
    const visit = all[moment.visit];
    for (const player of both) {
      if (visit !== undefined) await perform(player, moment.act, moment.connectorId, visit, moment.visit);
    }
  }
};

const players = async (version: SimulatedVersion, input: Case): Promise<Both> => {
  const { txStartPoint, txStopPoint } = input;
  const tokens = async () => {
    const uids: string[] = [];
    for (const { begins } of input.visits) {
      uids.push(begins.startsWith('remote') ? await stage.token({ type: 'APP_USER' }) : '');
    }
    return uids;
  };
  const options = { connectors: 2, txStartPoint, txStopPoint };
  const calm = await stage.online(version, options);
  const wire = createWireClock(stage.clock);
  const disturbed = await stage.station(version, {
    ...options,
    url: meddler.url,
    networkClock: wire,
    random: seededRandom(input.seed),
    faults: { retryId: 'random', chaos: { reorder: input.reorder, repeat: input.reorder / 4 } },
  });
  meddler.interfere(disturbed.id, { plan: input.plan, timeOut: wire.timeOut });
  await disturbed.connect();
  await settled(disturbed, disturbed.online, 'online');
  return [
    { station: calm, appTokens: await tokens() },
    { station: disturbed, appTokens: await tokens() },
  ];
};

/** done: what was done to messages, in all cases of the version. */
const live = async (version: SimulatedVersion, input: Case, done: Set<Meddling>): Promise<void> => {
  const both = await players(version, input);
  const [, disturbed] = both;
  await play(both, momentsOf(input.visits, input.troubles), input.visits);
  meddler.relent(disturbed.station.id);
  await expectSame(both);
  for (const { station } of both) {
    expect(station.sessions.map(({ acknowledged }) => acknowledged)).toEqual(input.visits.map(() => true));
  }
  for (const player of both) {
    const { station } = player;
    expect((await kept(station)).sort(byTransaction)).toEqual(believed(station).sort(byTransaction));
    await expectToldOnce(player);
  }
  for (const meddling of meddler.done(disturbed.station.id)) done.add(meddling);
};

describe.each(VERSIONS)('a bad network on OCPP %s', (version) => {
  it(
    'ends with the same sessions and energy as the undisturbed run',
    async () => {
      const done = new Set<Meddling>();
      await fc.assert(
        fc.asyncProperty(cases, async (input) => {
          try {
            await live(version, input, done);
          } finally {
            await stage.clear();
          }
        }),
        {
          numRuns: runs,
          endOnFailure: runs <= USUAL_RUNS,
          ...(seed === undefined ? {} : { seed: Number(seed) }),
          ...(path === undefined ? {} : { path }),
        },
      );
      // A network that did nothing would prove nothing.
      if (runs >= USUAL_RUNS && path === undefined) expect([...done]).toEqual(expect.arrayContaining([...MEDDLINGS]));
    },
    runs * CASE_MS,
  );
});
