/** How many plugs are free at a location: what a map shows. */
import { evseStatus } from './evse-status.ts';
import type { Station } from './station.ts';

/** inUse: a vehicle is there, or it is reserved. out: out of order or of service. unknown: its station says nothing. */
export type PlugCounts = {
  readonly total: number;
  readonly available: number;
  readonly inUse: number;
  readonly out: number;
  readonly unknown: number;
};

export const plugCounts = (stations: readonly Station[]): PlugCounts => {
  const counts = { total: 0, available: 0, inUse: 0, out: 0, unknown: 0 };
  for (const station of stations) {
    for (const evse of station.evses) {
      counts.total += 1;
      switch (evseStatus(station, evse, false)) {
        case 'AVAILABLE':
          counts.available += 1;
          break;
        case 'BLOCKED':
        case 'CHARGING':
        case 'RESERVED':
          counts.inUse += 1;
          break;
        case 'INOPERATIVE':
        case 'OUTOFORDER':
        case 'REMOVED':
          counts.out += 1;
          break;
        case 'UNKNOWN':
          counts.unknown += 1;
      }
    }
  }
  return counts;
};
