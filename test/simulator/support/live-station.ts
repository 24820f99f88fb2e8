/** A station whose life follows a manual clock while its network is real. */
import { systemClock } from '../../../src/simulator/clock.ts';
import type { StationOptions } from '../../../src/simulator/options.ts';
import type { SimulatedSession } from '../../../src/simulator/session.ts';
import { createStation, type VirtualStation } from '../../../src/simulator/station.ts';
import type { ManualClock } from '../../support/manual-clock.ts';

export const stationFor = (
  url: string,
  clock: ManualClock,
  options: Partial<StationOptions> & Pick<StationOptions, 'version'>,
): VirtualStation =>
  createStation({
    id: 'SIM-001',
    url,
    connectors: 2,
    clock,
    networkClock: systemClock,
    reconnect: { initialMs: 1, maxMs: 5 },
    rebootMs: 1,
    transactionRetryS: 0,
    ...options,
  });

export const latestSession = (station: VirtualStation): SimulatedSession => {
  const latest = station.sessions.at(-1);
  if (latest === undefined) throw new Error('no session');
  return latest;
};

export const untilSettled = (station: VirtualStation): Promise<void> =>
  station.until(() => station.sessions.length > 0 && station.sessions.every(({ acknowledged }) => acknowledged));
