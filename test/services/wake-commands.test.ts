import { beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../src/domain/error.ts';
import { layered, type StationInbox } from '../../src/services/inbox.ts';
import { type Waking, wakeCommands } from '../../src/services/wake-commands.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';
import { startSide, type TestSide } from './station-side.ts';

let side: TestSide;
let clock: ManualClock;
let woken: string[];
let refusal: Error | null;
let waking: Waking;
let inbox: StationInbox;

beforeEach(async () => {
  side = await startSide({ unknownStations: 'accept' });
  clock = createManualClock();
  woken = [];
  refusal = null;
  waking = wakeCommands({
    stationReady: async (stationId) => {
      woken.push(stationId);
      if (refusal !== null) throw refusal;
    },
    clock,
    log: silentLog,
    metrics: createRecordedMetrics(),
    random: () => 0.5,
  });
  inbox = layered(side.inbox, [waking.layer]);
  await side.inbox.admit({
    stationId: 'CP1',
    remoteAddress: '127.0.0.1',
    credentials: null,
    tls: false,
    clientCertificate: null,
  });
  return () => side.close();
});

describe('what waits for a station', () => {
  it('is woken when the station is ready for it', async () => {
    inbox.ready('CP1');
    expect(woken).toEqual(['CP1']);
    expect(clock.pending()).toBe(0);
  });

  it('is woken again when the store took nothing, until it does', async () => {
    refusal = new DomainError('unavailable');
    inbox.ready('CP1');
    await clock.advance(0);
    await clock.advance(10_000);
    expect(woken).toEqual(['CP1', 'CP1', 'CP1']);
    refusal = null;
    await clock.advance(60_000);
    expect(woken).toHaveLength(4);
    expect(clock.pending()).toBe(0);
  });

  it('is left alone when the station has gone', async () => {
    refusal = new DomainError('unavailable');
    inbox.ready('CP1');
    await clock.advance(0);
    await inbox.disconnected('CP1', 'connection_lost');
    expect(clock.pending()).toBe(0);
  });

  it('is left to the next process once it is closed', async () => {
    refusal = new DomainError('unavailable');
    inbox.ready('CP1');
    await clock.advance(0);
    waking.close();
    expect(clock.pending()).toBe(0);
    inbox.ready('CP1');
    expect(woken).toEqual(['CP1']);
  });

  it('is not looked for all at once when thousands of stations come together', async () => {
    const all = Array.from({ length: 1000 }, (_, n) => `S${n}`);
    for (const stationId of all) {
      inbox = layered(side.inbox, [waking.layer]);
      await side.inbox.admit({
        stationId,
        remoteAddress: '127.0.0.1',
        credentials: null,
        tls: false,
        clientCertificate: null,
      });
      inbox.ready(stationId);
    }
    expect(woken).toHaveLength(50);
    await clock.advance(5000);
    expect([...woken].sort()).toEqual([...all].sort());
  });
});
