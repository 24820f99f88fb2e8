/** Keeps what stations tell of their configuration, what they can do by it, and what their answers teach of that. */
import { type Abilities, NOTHING_KNOWN } from '../../domain/abilities.ts';
import { currentAbilities, differInMatter, withFacts, withFailure, withLesson } from '../../domain/ability-rules.ts';
import { cutText } from '../../domain/cut-text.ts';
import type { Station } from '../../domain/station.ts';
import { bounded, type StationConfiguration, withoutSecrets } from '../../domain/station-configuration.ts';
import type { StationInbox } from '../inbox.ts';
import type { EventMaker } from '../new-event.ts';
import type { Change } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Log } from '../ports/observing.ts';
import type { ConfigurationTold } from '../ports/station-links.ts';
import type { Clock } from '../ports/time.ts';
import type { StationWriter } from './station-writer.ts';

type Told = Extract<ConfigurationTold, { readonly kind: 'told' }>;

export type AbilityKeeper = Pick<StationInbox, 'knowledge' | 'learnt'> & {
  readonly station: (stationId: string) => Promise<Station | null>;
  /** The station has told. */
  readonly keep: (stationId: string, told: Told) => Promise<void>;
  /** It was asked, and told nothing. */
  readonly failed: (stationId: string, reason: string) => Promise<void>;
};

/** Of an error description that a station sends. */
const LONGEST_REASON = 200;

export const createAbilityKeeper = ({
  store,
  writer,
  events,
  clock,
  log,
}: {
  readonly store: Pick<DocumentStore, 'get'>;
  readonly writer: Pick<StationWriter, 'read' | 'write'>;
  readonly events: EventMaker;
  readonly clock: Clock;
  readonly log: Log;
}): AbilityKeeper => {
  /** The change that puts them; followers hear of it when it matters to them. */
  const changeTo = (station: Station, abilities: Abilities): Change => {
    const changed = { ...station, version: station.version + 1, updatedAt: clock.now(), abilities };
    const matters = differInMatter(station.abilities, abilities);
    return { stations: [changed], events: matters ? [events.ofStation('station.updated', changed)] : [] };
  };

  const configurationOf = async (station: Station, told: Told): Promise<StationConfiguration | null> => {
    const { id, protocol, firmwareVersion } = station;
    if (protocol === null) return null;
    const before = await store.get('stationConfigurations', id);
    const now = clock.now();
    const { entries, cut } = bounded(withoutSecrets(told.entries));
    return {
      stationId: id,
      version: (before?.version ?? 0) + 1,
      protocol,
      firmwareVersion,
      entries,
      unknown: told.unknown,
      complete: told.complete && !cut,
      readAt: now,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    };
  };

  const learn: AbilityKeeper['learnt'] = (stationId, lesson) => {
    writer
      .write<void>(stationId, async ({ station }) => {
        const abilities = station === null ? null : withLesson(station, lesson);
        if (station === null || abilities === null) return { change: null, answer: undefined };
        return { change: changeTo(station, abilities), answer: undefined };
      })
      .catch((error: unknown) => log.error({ stationId, lesson: lesson.kind, err: error }, 'station.lesson_not_kept'));
  };

  return {
    station: async (stationId) => (await writer.read(stationId)).station,
    keep: (stationId, told) =>
      writer.write<void>(stationId, async ({ station }) => {
        const configuration = station === null ? null : await configurationOf(station, told);
        if (station === null || configuration === null) return { change: null, answer: undefined };
        const change = changeTo(station, withFacts(station, told.facts, told.source, clock.now()));
        return { change: { ...change, stationConfigurations: [configuration] }, answer: undefined };
      }),
    failed: (stationId, reason) =>
      writer.write<void>(stationId, async ({ station }) => {
        if (station === null) return { change: null, answer: undefined };
        const abilities = withFailure(station, cutText(reason, LONGEST_REASON), clock.now());
        return { change: changeTo(station, abilities), answer: undefined };
      }),
    learnt: (stationId, lesson) => {
      if (lesson.kind !== 'configured') learn(stationId, lesson);
    },
    knowledge: async (stationId) => {
      const { station, sessions } = await writer.read(stationId);
      if (station === null) return NOTHING_KNOWN;
      return {
        abilities: currentAbilities(station),
        evseIds: station.evses.map(({ id }) => id),
        running: sessions.map(({ transaction, evseId }) => ({ transactionId: transaction.id, evseId })),
      };
    },
  };
};
