import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chaos } from '../../src/simulator/faults.ts';
import { seededRandom } from '../../src/simulator/seeded-random.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { latestSession, stationFor, untilSettled } from './support/live-station.ts';
import { startPlainGateway } from './support/plain-gateway.ts';

const CHAOS: Chaos = {
  loseCall: 0.15,
  loseAnswer: 0.15,
  duplicate: 0.15,
  delay: 0.1,
  maxDelayMs: 3,
  disconnect: 0.1,
  reorder: 0.4,
  repeat: 0.2,
};

const run = async (version: '1.6' | '2.0.1' | '2.1', seed: number, chaos: Chaos | null) => {
  const clock = createManualClock();
  const gateway = await startPlainGateway();
  const station = stationFor(gateway.url, clock, {
    version,
    random: seededRandom(seed),
    faults: { chaos, retryId: 'random' },
  });
  await station.connect();
  await station.ready();
  for (const tag of ['TAG-1', 'TAG-2']) {
    station.plugIn(1);
    // A lost connection while the tag is asked for: the station lets the driver in offline.
    await station.presentTag(tag, 1);
    await clock.advance(5 * 60_000);
    const session = latestSession(station);
    await station.presentTag(tag, 1);
    station.unplug(1);
    expect(session.endedAt).not.toBeNull();
  }
  await untilSettled(station);
  if (station.queued() > 0) await station.waitFor('outboxEmpty');
  const believed = station.sessions;
  const told = believed.map((session) => {
    const kept = gateway.sessions.get(session.transactionId ?? '');
    return {
      startWh: kept?.startWh,
      stopWh: kept?.stopWh,
      readings: [...(kept?.readings ?? [])].sort(([a], [b]) => a.localeCompare(b)),
    };
  });
  const count = gateway.sessions.size;
  await station.close();
  await gateway.close();
  return { told, count };
};

describe.each(['1.6', '2.0.1', '2.1'] as const)('chaos on OCPP %s', (version) => {
  it('ends with the same sessions and energy as the undisturbed run, for any seed', async () => {
    const quiet = await run(version, 1, null);
    expect(quiet.count).toBe(2);
    expect(quiet.told[0]).toMatchObject({ startWh: 0, stopWh: 916 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
        expect(await run(version, seed, CHAOS)).toEqual(quiet);
      }),
      { numRuns: 12 },
    );
  });
});
