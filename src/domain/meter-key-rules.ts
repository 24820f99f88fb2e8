/** Which of the keys that a station tells are new, and which were told long ago or in another way. */
import { type EvseHolder, evseUidOf } from './evse.ts';
import type { KnownKey, MeterKeySource, MeterPublicKey, ToldKey } from './meter-public-key.ts';
import { subjectPublicKeyInfo } from './public-key-text.ts';

/** A station has a meter for each EVSE, and gets new ones; one that tells more makes them up. */
const MOST_OF_A_STATION = 64;
/** What is told with each reading is written again once in this time. */
const RENEWED_AFTER_MS = 86_400_000;

export type KeyOfEvse = ToldKey & Pick<MeterPublicKey, 'evseId' | 'connectorId'>;
export type FreshKey = KeyOfEvse & Pick<MeterPublicKey, 'evseUid' | 'subjectPublicKeyInfo'>;

export type Comparison = {
  readonly fresh: readonly FreshKey[];
  /** As they are now. */
  readonly renewed: readonly KnownKey[];
  /** All that are known now, for the station's record. */
  readonly known: readonly KnownKey[];
};

type Named = Pick<KnownKey, 'evseUid' | 'publicKey'>;

/** One key of one EVSE, as it was told first: that names its record. */
export const isSameKey = (a: Named, b: Named): boolean => a.evseUid === b.evseUid && a.publicKey === b.publicKey;

const isInOtherWords = (known: KnownKey, key: FreshKey): boolean =>
  known.evseUid === key.evseUid &&
  known.subjectPublicKeyInfo !== null &&
  known.subjectPublicKeyInfo === key.subjectPublicKeyInfo;

export const compareKeys = (
  station: EvseHolder & { readonly meterKeys: readonly KnownKey[] },
  told: readonly KeyOfEvse[],
  source: MeterKeySource,
  now: Date,
): Comparison => {
  const known = [...station.meterKeys];
  const fresh: FreshKey[] = [];
  const renewed = new Set<number>();
  for (const key of told) {
    const evseUid = key.evseId === null ? null : evseUidOf(station, key.evseId);
    let at = known.findIndex((one) => isSameKey(one, { evseUid, publicKey: key.publicKey }));
    if (at === -1) {
      const read: FreshKey = { ...key, evseUid, subjectPublicKeyInfo: subjectPublicKeyInfo(key.publicKey) };
      at = known.findIndex((one) => isInOtherWords(one, read));
      if (at === -1) {
        if (known.length >= MOST_OF_A_STATION) continue;
        fresh.push(read);
        const { evseId, publicKey } = key;
        known.push({
          evseId,
          evseUid,
          publicKey,
          subjectPublicKeyInfo: read.subjectPublicKeyInfo,
          sources: [source],
          lastToldAt: now,
        });
        continue;
      }
    }
    const one = known[at];
    if (one === undefined) continue;
    const isNewSource = !one.sources.includes(source);
    if (!isNewSource && now.getTime() - one.lastToldAt.getTime() < RENEWED_AFTER_MS) continue;
    known[at] = { ...one, sources: isNewSource ? [...one.sources, source] : one.sources, lastToldAt: now };
    renewed.add(at);
  }
  return { fresh, renewed: known.filter((_, index) => renewed.has(index)), known };
};
