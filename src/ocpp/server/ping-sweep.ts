/** Pings every connection once in an interval, with one timer for all of them, spread over the interval. */
import type { Clock } from '../../services/ports/time.ts';
import type { StationConnection } from '../rpc/connection.ts';

const SLOTS = 30;

/**
 * A connection is swept at the same place of each interval, so one whose other side is gone is found within two intervals.
 * The answer ends it.
 */
export const startPingSweep = (
  { clock, intervalMs }: { readonly clock: Clock; readonly intervalMs: number },
  connections: () => Iterable<StationConnection>,
  afterRound: () => void,
): (() => void) => {
  let slot = 0;
  let cancel: () => void;
  const sweep = () => {
    for (const connection of connections()) if (connection.number % SLOTS === slot) connection.sweep();
    slot = (slot + 1) % SLOTS;
    if (slot === 0) afterRound();
    cancel = clock.after(intervalMs / SLOTS, sweep);
  };
  cancel = clock.after(intervalMs / SLOTS, sweep);
  return () => cancel();
};
