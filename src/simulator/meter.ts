/** Energy from power over time. */
import type { Stretch } from './charging-profiles.ts';

export type Meter = {
  /** Whole Wh, never less than before. */
  readonly registerWh: () => number;
  readonly add: (energyWh: number) => void;
};

export const createMeter = (startWh: number): Meter => {
  let exactWh = startWh;
  return {
    registerWh: () => Math.floor(exactWh + 1e-6),
    add: (energyWh) => {
      exactWh += Math.max(0, energyWh);
    },
  };
};

/** Energy in Wh that flows in [fromMs, toMs) when powerAt says the power and until when it holds, at most roomWh. */
export const energyBetween = (
  powerAt: (atMs: number) => Stretch<number>,
  fromMs: number,
  toMs: number,
  roomWh: number,
  speed: number,
): number => {
  let energyWh = 0;
  for (let atMs = fromMs; atMs < toMs; ) {
    const { value: powerW, untilMs } = powerAt(atMs);
    const endMs = Math.min(untilMs, toMs);
    energyWh += ((powerW * (endMs - atMs)) / 3_600_000) * speed;
    if (energyWh >= roomWh) return roomWh;
    atMs = endMs;
  }
  return energyWh;
};
