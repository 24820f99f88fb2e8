/** Loads on one store, one after the other: where it went back in time, what the former one believes is held against nothing. */
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../../src/simulator/seeded-random.ts';
import type { Node } from '../gateway/node.ts';
import { inspect } from '../inspection.ts';
import { openSite, type Site } from '../load/site.ts';
import type { FaultOptions, Report } from '../scenario.ts';

const WORK_MS = 800;

export type Sites = {
  /** The first, or one beside those that were opened before. */
  readonly open: () => Promise<Site>;
  /** Its drivers leave, and its stations go away. */
  readonly leave: (site: Site) => Promise<void>;
  /** Work, SIGKILL, a start, and all that the site was told against what is stored. */
  readonly killUnder: (site: Site) => Promise<Report>;
  /** `killUnder` with another site, and those of before beside it: their stations say what they believe. */
  readonly goOn: () => Promise<Report>;
  readonly close: () => Promise<void>;
};

export const startNode = async (node: Node): Promise<void> => {
  if (!(await node.launch())) throw new Error(`the gateway did not start: ${node.process().said()}`);
};

/** webhooks: as of openSite. */
export const createSites = (
  options: FaultOptions,
  node: Node,
  seed: number,
  { webhooks = true }: { readonly webhooks?: boolean } = {},
): Sites => {
  const random = seededRandom(seed);
  const all: Site[] = [];

  const open: Sites['open'] = async () => {
    const site = await openSite({
      generation: all.length,
      seed: seed + all.length * 100,
      each: options.quick ? 1 : 2,
      urlOf: () => node.url,
      stationsUrl: () => `ws://127.0.0.1:${node.port}/ocpp`,
      webhooks,
    });
    all.push(site);
    return site;
  };

  const killUnder: Sites['killUnder'] = async (site) => {
    site.work();
    await pause(WORK_MS * (0.5 + random()));
    await node.kill();
    await startNode(node);
    await site.rest();
    const besideOthers = all.length > 1;
    return inspect(site, { jobsOf: node.jobs, settled: false, nowAt: () => new Date(), besideOthers });
  };

  return {
    open,
    leave: async (site) => {
      site.abandon();
      await Promise.all(site.stations.map((station) => station.disconnect()));
    },
    killUnder,
    goOn: async () => {
      // A station that the store does not know any more tries in vain.
      for (const { stations } of all) for (const station of stations) station.connect().catch(() => undefined);
      return killUnder(await open());
    },
    close: async () => {
      for (const site of all) await site.close();
    },
  };
};
