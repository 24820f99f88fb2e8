/** Nothing is compared before everything is at rest. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../support/gateway.ts';
import { untilAtRest } from './inspection.ts';
import type { Site } from './load/site.ts';

/** A site with one station. looked: at the commands on their way, the how manieth time; answers which there are. */
const siteWith = (looked: (times: number, speak: () => void) => readonly Json[]) => {
  let queued = 0;
  let looks = 0;
  const speak = () => {
    queued += 1;
  };
  const get = async (path: string): Promise<Json> => {
    if (!path.includes('status=SENT')) return [];
    looks += 1;
    return looked(looks, speak);
  };
  const quiet = async () => {
    queued = 0;
    return true;
  };
  const site = { api: { get }, quiet, isQuiet: () => queued === 0 } as unknown as Site;
  return { site, looks: () => looks };
};

describe('what is compared after a fault', () => {
  it('is what there is when a station has been answered that spoke because of the last command', async () => {
    const { site } = siteWith((times, speak) => {
      if (times === 1) return [{}];
      if (times === 2) speak();
      return [];
    });
    await untilAtRest(site, { settled: false, withinMs: 60_000 });
    expect(site.isQuiet()).toBe(true);
  });

  it('waits for what a station does a moment after it has accepted a command', async () => {
    const { site } = siteWith((times, speak) => {
      if (times === 1) setTimeout(speak, 5);
      return [];
    });
    let spoke = false;
    const isQuiet = () => {
      const now = site.isQuiet();
      spoke ||= !now;
      return now;
    };
    const quiet: Site['quiet'] = (withinMs) => {
      isQuiet();
      return site.quiet(withinMs);
    };
    await untilAtRest({ ...site, isQuiet, quiet }, { settled: false, withinMs: 60_000 });
    expect(spoke).toBe(true);
    expect(isQuiet()).toBe(true);
  });

  it('is what there is after the time, when a command does not end', async () => {
    const { site, looks } = siteWith(() => [{}]);
    await untilAtRest(site, { settled: false, withinMs: 120 });
    expect(looks()).toBeGreaterThan(0);
  });
});
