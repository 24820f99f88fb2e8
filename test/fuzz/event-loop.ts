/** How late this process itself is, so that its own slowness is not taken for the gateway's. */

const TICK_MS = 20;

export type OwnDelay = {
  /** The lateness of this process from that instant (performance.now()) until now, in ms. */
  readonly since: (fromMs: number) => number;
  readonly maxMs: () => number;
  readonly stop: () => void;
};

export const watchOwnDelay = (): OwnDelay => {
  // The newest only: a call of a healthy station is over in seconds.
  let late: { readonly atMs: number; readonly ms: number }[] = [];
  let expected = performance.now() + TICK_MS;
  let max = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    const ms = Math.max(0, now - expected);
    expected = now + TICK_MS;
    max = Math.max(max, ms);
    if (ms > 1) late.push({ atMs: now, ms });
    if (late.length > 4_000) late = late.slice(2_000);
  }, TICK_MS);
  return {
    since: (fromMs) =>
      late.reduce((sum, { atMs, ms }) => (atMs >= fromMs ? sum + ms : sum), 0) +
      Math.max(0, performance.now() - expected),
    maxMs: () => max,
    stop: () => clearInterval(timer),
  };
};
