/** Templates of station models, as callers keep them. */
import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../../domain/access.ts';
import { DomainError } from '../../domain/error.ts';
import { inScope } from '../../domain/kinds/in-scope.ts';
import {
  LONGEST_NAME,
  type StationTemplate,
  type TemplateEvse,
  templateFaults,
  templateIdOf,
  tidyTemplate,
} from '../../domain/station-template.ts';
import { forbidden, found, requireScope, requireVersion, sees, visibilityOf } from '../access.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { StationTemplates } from '../api/station-templates.ts';
import type { AuditedCommitter } from '../audit/audited-committer.ts';
import { collectFaults, isLine } from '../faults.ts';
import { listPage } from '../paging.ts';
import type { Ownership } from '../parties/ownership.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock } from '../ports/time.ts';
import { nextRollout, type TemplateRollouts } from './rollouts.ts';

const TRIES = 5;

const requireEvses = (evses: readonly TemplateEvse[]): void => {
  const faults = collectFaults();
  for (const { pointer, detail } of templateFaults(evses)) faults.unless(false, pointer, detail);
  faults.raise();
};

export const createStationTemplates = ({
  store,
  committer,
  ownership,
  rollouts,
  clock,
}: {
  readonly store: Pick<DocumentStore, 'get' | 'list' | 'count'>;
  readonly committer: AuditedCommitter;
  readonly ownership: Ownership;
  readonly rollouts: Pick<TemplateRollouts, 'begin'>;
  readonly clock: Pick<Clock, 'now'>;
}): StationTemplates => {
  const current: StationTemplates['current'] = async (caller, id) => {
    requireScope(caller, 'stations:write');
    return found(await store.get('stationTemplates', id), sees(caller, 'stationTemplates'));
  };

  const rolloutOf = async (template: StationTemplate) =>
    nextRollout(await store.get('templateRollouts', template.id), template, clock.now());

  /** Who is bound to a part of the stations says nothing of all of a model. */
  const requireGranted = (caller: Caller, template: StationTemplate): void => {
    if (inScope('stationTemplates', visibilityOf(caller), template)) return;
    forbidden('A template is for who may change all stations of its party.');
  };

  return {
    current,
    list: async (caller, page, where) => {
      requireScope(caller, 'stations:read');
      return listPage({
        kind: 'stationTemplates',
        page,
        scope: visibilityOf(caller),
        list: (query) => store.list('stationTemplates', { ...query, where }),
        count: (query, upTo) => store.count('stationTemplates', { ...query, where }, upTo),
      });
    },
    get: async (caller, id) => {
      requireScope(caller, 'stations:read');
      return found(await store.get('stationTemplates', id), sees(caller, 'stationTemplates'));
    },
    create: async (caller, { party, vendor: said, model: saidToo, evses }) => {
      requireScope(caller, 'stations:write');
      const [vendor, model] = [said.trim(), saidToo.trim()];
      const faults = collectFaults();
      faults.unless(isLine(vendor, LONGEST_NAME), '/vendor', `A vendor has 1 to ${LONGEST_NAME} characters.`);
      faults.unless(isLine(model, LONGEST_NAME), '/model', `A model has 1 to ${LONGEST_NAME} characters.`);
      faults.raise();
      requireEvses(evses);
      const partyId = await ownership.ownerFor(caller, party, null);
      const id = templateIdOf({ partyId, vendor, model });
      const now = clock.now();
      const template: StationTemplate = {
        id,
        version: 1,
        vendor,
        model,
        evses: tidyTemplate(evses),
        partyId,
        createdAt: now,
        updatedAt: now,
      };
      requireGranted(caller, template);
      const created = await againOnConflict(TRIES, async () => {
        if ((await store.get('stationTemplates', id)) !== null) return false;
        await committer.write(
          { caller, operation: 'station_template.create' },
          { stationTemplates: [template], templateRollouts: [await rolloutOf(template)] },
        );
        return true;
      });
      if (!created) throw new DomainError('conflict', { detail: `The party has a template of the model: ${id}.` });
      rollouts.begin(id);
      return template;
    },
    update: async (caller, id, evses, ifVersion) => {
      requireScope(caller, 'stations:write');
      requireEvses(evses);
      const updated = await againOnConflict(TRIES, async () => {
        const before = await current(caller, id);
        requireVersion(before, ifVersion);
        const tidy = tidyTemplate(evses);
        if (isDeepStrictEqual(tidy, before.evses)) return before;
        const template = { ...before, version: before.version + 1, evses: tidy, updatedAt: clock.now() };
        await committer.write(
          { caller, operation: 'station_template.update' },
          { stationTemplates: [template], templateRollouts: [await rolloutOf(template)] },
        );
        return template;
      });
      rollouts.begin(id);
      return updated;
    },
    remove: async (caller, id, ifVersion) => {
      const removed = await againOnConflict(TRIES, async () => {
        const before = await current(caller, id);
        requireVersion(before, ifVersion);
        await committer.write(
          { caller, operation: 'station_template.delete' },
          {
            removed: { stationTemplates: [{ key: id, version: before.version }] },
            templateRollouts: [await rolloutOf(before)],
          },
        );
        return before;
      });
      rollouts.begin(id);
      return removed;
    },
  };
};
