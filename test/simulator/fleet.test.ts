import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCliOptions, WrongOptions } from '../../src/simulator/cli-options.ts';
import { systemClock } from '../../src/simulator/clock.ts';
import { sendDrivers } from '../../src/simulator/drivers.ts';
import { createFleet, type Fleet } from '../../src/simulator/fleet.ts';
import { seededRandom } from '../../src/simulator/seeded-random.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { type PlainGateway, startPlainGateway } from './support/plain-gateway.ts';

describe('a fleet', () => {
  let gateway: PlainGateway;
  let fleet: Fleet | null;

  beforeEach(async () => {
    gateway = await startPlainGateway();
    fleet = null;
  });

  afterEach(async () => {
    await fleet?.close();
    await gateway.close();
  });

  it('starts stations of all versions under their own names and passwords', async () => {
    fleet = createFleet({ count: 6, url: gateway.url, prefix: 'T', password: (id) => `key-of-${id}`, staggerMs: 0 });
    await fleet.start();
    await fleet.ready();
    expect(fleet.stations.map(({ id, version }) => `${id} ${version}`)).toEqual([
      'T-001 1.6',
      'T-002 2.0.1',
      'T-003 2.1',
      'T-004 1.6',
      'T-005 2.0.1',
      'T-006 2.1',
    ]);
    expect(fleet.summary()).toMatchObject({ stations: 6, online: 6, sessions: 0, queued: 0 });
    const shown = gateway.handshakes.map(({ authorization }) =>
      Buffer.from((authorization ?? '').replace('Basic ', ''), 'base64').toString(),
    );
    expect(shown.toSorted()).toContain('T-003:key-of-T-003');
  });

  it('has drivers who come, charge and go', async () => {
    const clock = createManualClock();
    fleet = createFleet({ count: 1, url: gateway.url, clock, networkClock: systemClock, staggerMs: 0 });
    await fleet.start();
    await fleet.ready();
    const [station] = fleet.stations;
    if (station === undefined) throw new Error('no station');
    const stop = sendDrivers(station, { clock, random: seededRandom(7), tags: ['A'], pauseMs: 1000, stayMs: 600_000 });
    const started = station.waitFor('startAcknowledged');
    await clock.advance(2000);
    await started;
    await station.until(() => station.connectors.some(({ vehicle, session }) => vehicle !== null && session !== null));
    await clock.advance(100);
    const settled = station.waitFor('transactionAcknowledged');
    await clock.advance(900_000);
    const session = await settled;
    stop();
    expect(session.idTag).toBe('A');
    expect(session.meterStopWh).toBeGreaterThan(session.meterStartWh);
  });

  it('runs from the command line until it is interrupted', async () => {
    const child = spawn(
      process.execPath,
      ['src/simulator/main.ts', '--url', gateway.url, '--stations', '3', '--prefix', 'CLI'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(child, 'exit');
    let output = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('all stations accepted')) resolve();
      });
    });
    child.kill('SIGINT');
    expect((await ended)[0]).toBe(0);
    expect(output).toContain('3 stations');
    expect(gateway.of('BootNotification')).toHaveLength(3);
  });
});

describe('the command line', () => {
  it('reads what it is told', () => {
    const read = readCliOptions(['--url', 'ws://h/ocpp', '--stations', '4', '--versions', '2.1', '--sessions']);
    expect(read).toMatchObject({ url: 'ws://h/ocpp', stations: 4, versions: ['2.1'], sessions: true, password: null });
    expect(readCliOptions(['--help'])).toBeNull();
  });

  it('names everything that is wrong at once', () => {
    const faultsOf = (args: string[]): readonly string[] => {
      try {
        readCliOptions(args);
        return [];
      } catch (error) {
        if (error instanceof WrongOptions) return error.faults;
        throw error;
      }
    };
    expect(faultsOf(['--stations', 'many', '--versions', '1.5'])).toHaveLength(3);
    expect(faultsOf(['--sations', '1'])).toHaveLength(1);
  });
});
