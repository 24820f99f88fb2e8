/** How long what is known of a station's abilities holds, and what becomes of it as the station tells and answers. */
import { type Abilities, type AbilityFacts, type Lesson, NOTHING_TOLD } from './abilities.ts';
import type { Station } from './station.ts';

/** How long what a station told counts as fresh while it stays the same. */
const FRESH_MS = 24 * 60 * 60 * 1000;

type Identity = Pick<Station, 'protocol' | 'firmwareVersion'>;

const isOf = (known: Abilities, { protocol, firmwareVersion }: Identity): boolean =>
  known.protocol === protocol && known.firmwareVersion === firmwareVersion;

type Known = Identity & Pick<Station, 'abilities'>;

/** Whether the station need not be asked: since its boot it told lately, or refused lately, and is what it was then. */
export const isFresh = (station: Known & Pick<Station, 'bootedAt'>, now: Date): boolean => {
  const { bootedAt } = station;
  const abilities = currentAbilities(station);
  const askedAt = abilities?.failure?.failedAt ?? abilities?.readAt ?? null;
  if (askedAt === null || (bootedAt !== null && askedAt <= bootedAt)) return false;
  return now.getTime() - askedAt.getTime() < FRESH_MS;
};

/** What is known of the station as it is now; null: nothing. */
export const currentAbilities = (station: Known): Abilities | null => {
  const { abilities } = station;
  return abilities !== undefined && isOf(abilities, station) ? abilities : null;
};

/** The same, to begin with. */
const knownOf = (station: Known): Abilities => {
  const { protocol, firmwareVersion } = station;
  return (
    currentAbilities(station) ?? {
      ...NOTHING_TOLD,
      readAt: null,
      source: null,
      protocol,
      firmwareVersion,
      failure: null,
      refusedPurposes: [],
      unknownCommands: [],
    }
  );
};

/** After the station has told; what its answers taught stays as long as it is the same. */
export const withFacts = (station: Known, facts: AbilityFacts, source: string, now: Date): Abilities => {
  const { refusedPurposes, unknownCommands } = knownOf(station);
  const { protocol, firmwareVersion } = station;
  return { ...facts, readAt: now, source, protocol, firmwareVersion, failure: null, refusedPurposes, unknownCommands };
};

/** After it was asked and told nothing: what it told before stays. */
export const withFailure = (station: Known, reason: string, now: Date): Abilities => ({
  ...knownOf(station),
  failure: { reason, failedAt: now },
});

/** After an answer; null: it is known already. */
export const withLesson = (station: Known, lesson: Lesson): Abilities | null => {
  const known = knownOf(station);
  switch (lesson.kind) {
    case 'configured':
      return null;
    case 'purpose_refused':
      if (known.refusedPurposes.includes(lesson.purpose)) return null;
      return { ...known, refusedPurposes: [...known.refusedPurposes, lesson.purpose] };
    case 'command_unknown':
      if (known.unknownCommands.includes(lesson.command)) return null;
      return { ...known, unknownCommands: [...known.unknownCommands, lesson.command] };
  }
};

/** Whether the two say something else of the station; when and how it was asked does not matter. */
export const differInMatter = (before: Abilities | undefined, after: Abilities): boolean => {
  const matter = ({ readAt: _at, source: _source, failure, ...rest }: Abilities): string =>
    JSON.stringify([Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)), failure?.reason ?? null]);
  return before === undefined || matter(before) !== matter(after);
};
