/**
 * Brings to stations what a template of their model says: those that are there when it is set, changed or taken away. It
 * begins right behind the write, on its node; what that does not finish, because the process ends or the store is away, a
 * chore does, because the mark of it is in the template's own commit. A run finds nothing to do where nothing is missing.
 *
 * A station that boots, or comes to another party, takes it with that: see stations/station-writer.ts.
 */
import { isDomainError } from '../../domain/error.ts';
import type { Station } from '../../domain/station.ts';
import {
  type StationTemplate,
  type TemplateRollout,
  templateIdFor,
  withTemplate,
} from '../../domain/station-template.ts';
import { SEES_ALL, type Visibility } from '../../domain/visibility.ts';
import type { Chore } from '../chores.ts';
import { OLDEST_FIRST, pagesOf } from '../list-pages.ts';
import type { Committer } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Log } from '../ports/observing.ts';
import { createSerial } from '../serial.ts';
import type { ReviseStation } from '../stations/revise.ts';

/** After what is left over is looked for: what began on a node that ended. */
const EVERY_MS = 60_000;
/** After what a boot and a change of its template at the same moment may have passed one another by. */
const CHECK_EVERY_MS = 3_600_000;
/** Stations looked through at once. */
const PAGE = 200;
/** Stations written at once: the store groups what comes together. */
const AT_ONCE = 16;

export type TemplateRollouts = {
  /** Never waits. */
  readonly begin: (templateId: string) => void;
  readonly chores: readonly Chore[];
  /** Resolves when nothing that was begun goes on. */
  readonly idle: () => Promise<void>;
  /** Ends what goes on between two steps. */
  readonly stop: () => void;
};

export const nextRollout = (
  known: TemplateRollout | null,
  { id, vendor, model, partyId }: StationTemplate,
  now: Date,
): TemplateRollout => ({
  id,
  version: (known?.version ?? 0) + 1,
  vendor,
  model,
  partyId,
  createdAt: known?.createdAt ?? now,
  updatedAt: now,
});

export const createTemplateRollouts = ({
  store,
  committer,
  revise,
  log,
}: {
  readonly store: Pick<DocumentStore, 'get' | 'getMany' | 'list' | 'count'>;
  readonly committer: Pick<Committer, 'commit'>;
  readonly revise: ReviseStation;
  readonly log: Log;
}): TemplateRollouts => {
  const serial = createSerial();
  const stopping = new AbortController();

  /** By what the template says when it is the station's turn. */
  const follow = (stationId: string): Promise<boolean> =>
    revise(stationId, async (station) => {
      const id = templateIdFor(station);
      return withTemplate(station, id === null ? null : await store.get('stationTemplates', id));
    });

  const templatesOf = async (stations: readonly Station[]): Promise<ReadonlyMap<string, StationTemplate>> => {
    const ids = new Set(stations.map(templateIdFor).filter((id) => id !== null));
    if (ids.size === 0) return new Map();
    return new Map((await store.getMany('stationTemplates', [...ids])).map((template) => [template.id, template]));
  };

  /** All stations of a scope that have not what their template says. only: of one template. Answers how many. */
  const sweep = async (scope: Visibility, only: string | null, signals: readonly AbortSignal[]): Promise<number> => {
    const query = { ...OLDEST_FIRST, scope, limit: PAGE };
    const pages = pagesOf('stations', query, (page) => store.list('stations', { ...page, where: {} }));
    let changed = 0;
    for await (const stations of pages) {
      const meant = only === null ? stations : stations.filter((station) => templateIdFor(station) === only);
      const templates = await templatesOf(meant);
      const behind = meant.filter((station) => {
        const template = templates.get(templateIdFor(station) ?? '') ?? null;
        return withTemplate(station, template) !== station;
      });
      for (let from = 0; from < behind.length; from += AT_ONCE) {
        for (const signal of signals) signal.throwIfAborted();
        const done = await Promise.all(behind.slice(from, from + AT_ONCE).map(({ id }) => follow(id)));
        changed += done.filter(Boolean).length;
      }
      for (const signal of signals) signal.throwIfAborted();
    }
    return changed;
  };

  const finish = async (rollout: TemplateRollout, signals: readonly AbortSignal[]): Promise<void> => {
    const { id, version, partyId } = rollout;
    const stations = await sweep({ ...SEES_ALL, partyIds: [partyId] }, id, signals);
    log.info({ templateId: id, stations }, 'station_template.rolled_out');
    try {
      await committer.commit({ removed: { templateRollouts: [{ key: id, version }] } });
    } catch (error) {
      // It has changed since, and whoever changed it begins anew.
      if (!isDomainError(error, 'conflict')) throw error;
    }
  };

  /** In turn: two writes of one template are not rolled out at once on a node. */
  const run = (id: string, signals: readonly AbortSignal[]): Promise<void> =>
    serial.run(id, async () => {
      const rollout = await store.get('templateRollouts', id);
      if (rollout !== null) await finish(rollout, signals);
    });

  const begin: TemplateRollouts['begin'] = (id) => {
    run(id, [stopping.signal]).catch((error: unknown) => {
      if (!stopping.signal.aborted) log.warn({ templateId: id, err: error }, 'station_template.rollout_put_off');
    });
  };

  const leftOver: Chore = {
    name: 'station-template-rollouts',
    everyMs: EVERY_MS,
    run: async ({ signal }) => {
      const query = { ...OLDEST_FIRST, scope: SEES_ALL, limit: PAGE };
      const pages = pagesOf('templateRollouts', query, (page) =>
        store.list('templateRollouts', { ...page, where: {} }),
      );
      for await (const rollouts of pages) for (const { id } of rollouts) await run(id, [signal]);
    },
  };

  const check: Chore = {
    name: 'station-template-check',
    everyMs: CHECK_EVERY_MS,
    run: async ({ signal }) => {
      const any = { ...OLDEST_FIRST, scope: SEES_ALL, limit: 1, where: {} };
      if ((await store.list('stationTemplates', any)).items.length === 0) return;
      const stations = await sweep(SEES_ALL, null, [signal]);
      if (stations > 0) log.info({ stations }, 'station_template.checked');
    },
  };

  return { begin, chores: [leftOver, check], idle: serial.idle, stop: () => stopping.abort() };
};
