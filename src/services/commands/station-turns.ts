/** Commands of one station leave this node one after another, whichever way they come: the queue's or the straight one. */
import { createSerial } from '../serial.ts';

export type StationTurns = {
  /** Waits for those that came before. */
  readonly inTurn: <T>(stationId: string, task: () => Promise<T>) => Promise<T>;
  /** The turn, if nobody has it or waits for it; what is answered gives it back. */
  readonly take: (stationId: string) => (() => void) | null;
};

export const createStationTurns = (): StationTurns => {
  const serial = createSerial();
  return {
    inTurn: serial.run,
    take: (stationId) => {
      if (serial.has(stationId)) return null;
      const { promise, resolve } = Promise.withResolvers<void>();
      void serial.run(stationId, () => promise);
      return resolve;
    },
  };
};
