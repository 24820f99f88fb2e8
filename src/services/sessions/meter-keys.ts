/** Keeps the public keys that stations tell of their meters, each once: with the change that readings make, or by itself. */
import { carriedFrom } from '../../domain/at-station.ts';
import type { MeterReading } from '../../domain/meter.ts';
import { compareKeys, isSameKey, type KeyOfEvse } from '../../domain/meter-key-rules.ts';
import { isKeyText, keysIn, type MeterKeySource, type MeterPublicKey } from '../../domain/meter-public-key.ts';
import type { Station } from '../../domain/station.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import type { StationInbox } from '../inbox.ts';
import { OLDEST_FIRST } from '../list-pages.ts';
import type { Change } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock, NewId } from '../ports/time.ts';
import type { StationWriter } from '../stations/station-writer.ts';

/** A station has 64 at most, and those of the stations that it took the place of. */
const RECORDS_OF_A_STATION = 1000;

export type WithKeys = (
  change: Change,
  told: {
    readonly station: Station | null;
    readonly evseId: number | null;
    readonly readings: readonly MeterReading[];
  },
) => Promise<Change>;

export type MeterKeys = {
  readonly withKeys: WithKeys;
  readonly configured: StationInbox['meterKeys'];
};

export const createMeterKeys = ({
  store,
  writer,
  clock,
  newId,
}: {
  readonly store: Pick<DocumentStore, 'list'>;
  readonly writer: Pick<StationWriter, 'write'>;
  readonly clock: Clock;
  readonly newId: NewId;
}): MeterKeys => {
  const recordsOf = async (stationId: string): Promise<readonly MeterPublicKey[]> => {
    const { items } = await store.list('meterPublicKeys', {
      ...OLDEST_FIRST,
      scope: SEES_ALL,
      where: { stationId },
      limit: RECORDS_OF_A_STATION,
    });
    return items;
  };

  /** null: all of it is known, and was told lately. */
  const keep = async (
    station: Station,
    source: MeterKeySource,
    told: readonly KeyOfEvse[],
  ): Promise<Pick<Change, 'stations' | 'meterPublicKeys'> | null> => {
    const now = clock.now();
    const { fresh, renewed, known } = compareKeys(station, told, source, now);
    if (fresh.length === 0 && renewed.length === 0) return null;
    const before = renewed.length === 0 ? [] : await recordsOf(station.id);
    const again = before.flatMap((record): readonly MeterPublicKey[] => {
      const key = renewed.find((one) => isSameKey(one, record));
      if (key === undefined) return [];
      const { sources, lastToldAt } = key;
      return [{ ...record, version: record.version + 1, sources, lastToldAt, updatedAt: now }];
    });
    const added = fresh.map(
      (key): MeterPublicKey => ({
        ...key,
        id: newId(),
        version: 1,
        stationId: station.id,
        ...carriedFrom(station),
        sources: [source],
        toldAt: now,
        lastToldAt: now,
        createdAt: now,
        updatedAt: now,
      }),
    );
    return {
      stations: [{ ...station, version: station.version + 1, updatedAt: now, meterKeys: known }],
      meterPublicKeys: [...again, ...added],
    };
  };

  return {
    withKeys: async (change, { station, evseId, readings }) => {
      const told = keysIn(readings);
      if (told.length === 0 || station === null) return change;
      const kept = await keep(
        station,
        'READING',
        told.map((key) => ({ ...key, evseId, connectorId: null })),
      );
      return kept === null ? change : { ...change, ...kept };
    },
    configured: async (stationId, keys) => {
      const told = keys.filter(({ publicKey }) => isKeyText(publicKey));
      if (told.length === 0) return;
      await writer.write<void>(stationId, async ({ station }) => ({
        change:
          station === null
            ? null
            : await keep(
                station,
                'CONFIGURATION',
                told.map((key) => ({ ...key, encodingMethod: null, signingMethod: null })),
              ),
        answer: undefined,
      }));
    },
  };
};
