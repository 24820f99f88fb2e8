/** When stations are asked for their configuration, and what becomes of it; time by hand. */
import { beforeEach, describe, expect, it } from 'vitest';
import { NOTHING_TOLD } from '../../src/domain/abilities.ts';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import { DomainError } from '../../src/domain/error.ts';
import { layered, type StationInbox } from '../../src/services/inbox.ts';
import type { ConfigurationAsked, ConfigurationTold } from '../../src/services/ports/station-links.ts';
import { type ConfigurationReading, readConfigurations } from '../../src/services/read-configurations.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';
import { ADMIN, aCaller, aKnock, startSide, type TestSide } from './station-side.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const told = (maxStackLevel: number): ConfigurationTold => ({
  kind: 'told',
  source: 'GetConfiguration',
  entries: [
    { key: 'ChargeProfileMaxStackLevel', variable: null, value: String(maxStackLevel), readOnly: true },
    { key: 'AuthorizationKey', variable: null, value: '0123456789abcdef', readOnly: false },
  ],
  unknown: [],
  complete: true,
  facts: { ...NOTHING_TOLD, maxStackLevel },
});

let side: TestSide;
let asked: { readonly id: string; readonly atMs: number; readonly brief: boolean }[];
let gone: Set<string>;
let answer: (id: string, asked: ConfigurationAsked) => Promise<ConfigurationTold>;
let random: () => number;
let reading: ConfigurationReading;
let inbox: StationInbox;

const readOn = (on: Pick<TestSide, 'abilities' | 'clock'>) =>
  readConfigurations({
    links: {
      mayBeAsked: (id) => !gone.has(id),
      readConfiguration: (id, how) => {
        asked.push({ id, atMs: on.clock.now().getTime(), brief: how.brief });
        return answer(id, how);
      },
    },
    keeper: on.abilities,
    clock: on.clock,
    log: silentLog,
    metrics: createRecordedMetrics(),
    random: () => random(),
    afterMs: 20 * SECOND,
  });

beforeEach(async () => {
  side = await startSide({ unknownStations: 'accept' });
  asked = [];
  gone = new Set();
  random = () => 0;
  answer = async () => told(1);
  reading = readOn(side);
  inbox = layered(side.inbox, [reading.layer]);
  return async () => {
    reading.close();
    await side.inbox.heartbeat('CP1');
    await side.idle();
    await side.close();
  };
});

const arrive = async (id: string): Promise<void> => {
  await inbox.admit(aKnock(id));
  await inbox.connected(id, '1.6');
};

const boot = (stationId: string, firmwareVersion = '1.0') =>
  inbox.boot({
    stationId,
    protocol: '1.6',
    vendor: 'V',
    model: 'M',
    serialNumber: null,
    firmwareVersion,
    reason: null,
  });

/** The clock moves on, and what it began is stored. */
const pass = async (ms: number): Promise<void> => {
  await side.clock.advance(ms);
  // Reads go through the store's own thread: until nothing of them is left.
  for (let turn = 0; turn < 20; turn += 1) await side.idle();
  await side.store.check();
  await side.idle();
};

const abilitiesOf = async (id: string) => (await side.stations.get(ADMIN, id)).abilities;

describe('a station', () => {
  it('is asked some time after its boot, once, and what it tells is kept without its secrets', async () => {
    await arrive('CP1');
    await boot('CP1');
    await pass(19 * SECOND);
    expect(asked).toEqual([]);
    await pass(2 * SECOND);
    expect(asked.map(({ id }) => id)).toEqual(['CP1']);
    expect(await abilitiesOf('CP1')).toMatchObject({
      maxStackLevel: 1,
      source: 'GetConfiguration',
      protocol: '1.6',
      firmwareVersion: '1.0',
      failure: null,
    });
    const { kept } = await side.stations.configuration(ADMIN, 'CP1');
    expect(kept).toMatchObject({ version: 1, entries: [{ value: '1' }, { key: 'AuthorizationKey', value: null }] });
    await pass(24 * HOUR);
    expect(asked).toHaveLength(1);
  });

  it('shows its configuration to nobody who is bound to tokens or has a user in its token', async () => {
    await arrive('CP1');
    await boot('CP1');
    await pass(MINUTE);
    const bound = [aCaller({ userId: 'driver' }), aCaller({ grants: { ...ALL_GRANTS, tokenUids: ['TAG'] } })];
    for (const caller of bound) {
      await expect(side.stations.configuration(caller, 'CP1')).rejects.toMatchObject({ code: 'forbidden' });
    }
    const elsewhere = aCaller({ grants: { ...ALL_GRANTS, locationIds: ['ELSEWHERE'] } });
    await expect(side.stations.configuration(elsewhere, 'CP1')).rejects.toMatchObject({ code: 'not_found' });
    const without = aCaller({ scopes: new Set(['sessions:read']) });
    await expect(side.stations.configuration(without, 'CP1')).rejects.toMatchObject({ code: 'insufficient_scope' });
  });

  it('that connects again is asked when what is known is a day old, or of another firmware, and at each boot', async () => {
    await arrive('CP1');
    await boot('CP1');
    await pass(MINUTE);
    await arrive('CP1');
    await pass(MINUTE);
    expect(asked).toHaveLength(1);
    await pass(25 * HOUR);
    await arrive('CP1');
    await pass(MINUTE);
    expect(asked).toHaveLength(2);
    await boot('CP1');
    await pass(MINUTE);
    expect(asked).toHaveLength(3);
    await boot('CP1', '2.0');
    await pass(MINUTE);
    expect(asked).toHaveLength(4);
    expect(await abilitiesOf('CP1')).toMatchObject({ firmwareVersion: '2.0' });
    expect((await side.stations.configuration(ADMIN, 'CP1')).kept).toMatchObject({
      version: 4,
      firmwareVersion: '2.0',
    });
  });

  it('tells of a change only when it says something else', async () => {
    await arrive('CP1');
    await boot('CP1');
    await pass(MINUTE);
    const before = side.told.length;
    await boot('CP1');
    await pass(MINUTE);
    expect(side.told.slice(before).map(({ type }) => type)).toEqual(['station.updated']);
    answer = async () => told(3);
    await boot('CP1');
    await pass(MINUTE);
    expect(side.told.slice(before + 1).map(({ type }) => type)).toEqual(['station.updated', 'station.updated']);
    expect(side.told.at(-1)?.data).toMatchObject({ station: { abilities: { maxStackLevel: 3 } } });
  });

  it('that refuses is not asked again before its next boot, and the reason is known', async () => {
    answer = async () => ({ kind: 'refused', reason: 'NotSupported' });
    await arrive('CP1');
    await boot('CP1');
    await pass(MINUTE);
    expect(await abilitiesOf('CP1')).toMatchObject({ readAt: null, failure: { reason: 'NotSupported' } });
    await arrive('CP1');
    await pass(12 * HOUR);
    expect(asked).toHaveLength(1);
  });

  it('that does not answer is asked once more, later and briefly, and then left alone', async () => {
    answer = async () => ({ kind: 'unanswered' });
    await arrive('CP1');
    await boot('CP1');
    await pass(MINUTE);
    expect(await abilitiesOf('CP1')).toMatchObject({ failure: { reason: 'no_answer' } });
    await pass(12 * HOUR);
    expect(asked.map(({ brief }) => brief)).toEqual([false, true]);
    expect((asked[1]?.atMs ?? 0) - (asked[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(10 * MINUTE);
  });

  it('that goes away while it is asked has not been silent, and is asked when it is back', async () => {
    answer = async (id) => {
      gone.add(id);
      await inbox.disconnected(id, 'connection_lost');
      return { kind: 'unanswered' };
    };
    await arrive('CP1');
    await boot('CP1');
    await pass(MINUTE);
    expect(asked).toHaveLength(1);
    expect(await abilitiesOf('CP1')).toBeUndefined();
    gone.clear();
    answer = async () => told(2);
    await arrive('CP1');
    await pass(MINUTE);
    expect(await abilitiesOf('CP1')).toMatchObject({ maxStackLevel: 2 });
  });

  it('that has left, or whose socket was gone, is not asked', async () => {
    await arrive('CP1');
    await boot('CP1');
    await inbox.disconnected('CP1', 'connection_lost');
    await pass(HOUR);
    expect(asked).toEqual([]);
    answer = async () => {
      throw new DomainError('station_offline');
    };
    await arrive('CP1');
    await pass(12 * HOUR);
    expect(asked).toHaveLength(1);
  });

  it('is asked again soon after something was set', async () => {
    await arrive('CP1');
    await boot('CP1');
    await pass(MINUTE);
    inbox.learnt('CP1', { kind: 'configured' });
    inbox.learnt('CP1', { kind: 'configured' });
    await pass(10 * SECOND);
    expect(asked).toHaveLength(2);
  });

  it("that another node has by now is that node's to ask", async () => {
    await arrive('CP1');
    await boot('CP1');
    await pass(MINUTE);
    // On the other node, with the same store: what is known there is fresh.
    const other = side.another();
    const there = readOn({ abilities: other.abilities, clock: side.clock });
    const otherInbox = layered(other.inbox, [there.layer]);
    await otherInbox.connected('CP1', '1.6');
    await pass(MINUTE);
    await other.idle();
    expect(asked).toHaveLength(1);
    there.close();
  });
});

describe('five hundred stations that boot at once', () => {
  it('are asked spread over time, a bounded number at once', async () => {
    let seed = 1;
    random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    let running = 0;
    let most = 0;
    answer = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => side.clock.after(5 * SECOND, resolve));
      running -= 1;
      return told(1);
    };
    const ids = Array.from({ length: 500 }, (_, index) => `CP${index}`);
    await Promise.all(
      ids.map(async (id) => {
        await arrive(id);
        await boot(id);
      }),
    );
    const startMs = side.clock.now().getTime();
    await pass(19 * SECOND);
    expect(asked).toEqual([]);
    for (let step = 0; step < 80; step += 1) await pass(5 * SECOND);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(500);
    expect(asked).toHaveLength(500);
    expect(most).toBeLessThanOrEqual(20);
    const seconds = asked.map(({ atMs }) => Math.floor((atMs - startMs) / SECOND));
    for (const second of new Set(seconds)) {
      expect(seconds.filter((one) => one === second).length).toBeLessThanOrEqual(40);
    }
  });
});
