/** Public keys of meters, as stations tell them: what signed readings are checked against, long after the meter is gone. */
import type { JsonValue } from './json.ts';
import type { MeterReading } from './meter.ts';

export const METER_KEY_SOURCES = ['READING', 'CONFIGURATION'] as const;
/** READING: with a signed reading. CONFIGURATION: as a setting or variable of the station. */
export type MeterKeySource = (typeof METER_KEY_SOURCES)[number];

/** One record for each key that a station told for an EVSE, in whatever encodings and however often. */
export type MeterPublicKey = {
  readonly id: string;
  readonly version: number;
  readonly stationId: string;
  readonly locationId: string | null;
  readonly partyId: string;
  readonly stationGroupId: string | null;
  /** The station's number of the EVSE that the meter counts for; null: the station as a whole. */
  readonly evseId: number | null;
  /** The EVSE's own. */
  readonly evseUid: string | null;
  /** Of the connector, where the station told it apart from the EVSE's others (2.x). */
  readonly connectorId: number | null;
  /** As told first: mostly Base64 or hex of an X.509 SubjectPublicKeyInfo. */
  readonly publicKey: string;
  /** The same in DER and Base64, see public-key-text.ts; null: it was not understood. */
  readonly subjectPublicKeyInfo: string | null;
  /** As told with it, such as `OCMF` or `ECDSA-secp256r1-SHA256`; null: not told. */
  readonly encodingMethod: string | null;
  readonly signingMethod: string | null;
  /** Each once, the first one first. */
  readonly sources: readonly MeterKeySource[];
  /** Our time of the first message that told it. */
  readonly toldAt: Date;
  /** And of a late one: what is told again within a day is not written again. */
  readonly lastToldAt: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type ToldKey = Pick<MeterPublicKey, 'publicKey' | 'encodingMethod' | 'signingMethod'>;

/** A key in what a station tells of its configuration. */
export type ConfiguredKey = Pick<MeterPublicKey, 'evseId' | 'connectorId' | 'publicKey'>;

/** What a station's record remembers of a key, so that what is told again costs no look-up. */
export type KnownKey = Pick<
  MeterPublicKey,
  'evseId' | 'evseUid' | 'publicKey' | 'subjectPublicKeyInfo' | 'sources' | 'lastToldAt'
>;

/** OCPP 2.0.1 part 2, SignedMeterValueType.publicKey: at most 2500 characters. */
const LONGEST = 2500;

export const isKeyText = (text: string): boolean => text.trim() !== '' && text.length <= LONGEST;

const textIn = (object: object, name: string): string | null => {
  const value: unknown = Object.hasOwn(object, name) ? Reflect.get(object, name) : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
};

const parsed = (signedData: JsonValue): JsonValue => {
  if (typeof signedData !== 'string' || !signedData.startsWith('{')) return signedData;
  try {
    return JSON.parse(signedData) as JsonValue;
  } catch {
    // OCMF and others are text of their own, and tell no key.
    return null;
  }
};

/**
 * The key in a signed value; null: it tells none. 2.x has an object, 1.6 the same as JSON text (OCA, Signed Meter Values
 * in OCPP 1.6, 2023). A station set to send the key once sends an empty text with the others.
 */
const keyIn = (signedData: JsonValue): ToldKey | null => {
  const value = parsed(signedData);
  if (typeof value !== 'object' || value === null) return null;
  const publicKey = textIn(value, 'publicKey');
  return publicKey === null || publicKey.length > LONGEST
    ? null
    : {
        publicKey,
        encodingMethod: textIn(value, 'encodingMethod'),
        signingMethod: textIn(value, 'signingMethod'),
      };
};

/** The different keys in readings, in the order told. Nearly always none. */
export const keysIn = (readings: readonly MeterReading[]): readonly ToldKey[] => {
  const keys = new Map<string, ToldKey>();
  for (const { values } of readings)
    for (const { signedData } of values) {
      const key = signedData === null ? null : keyIn(signedData);
      if (key !== null && !keys.has(key.publicKey)) keys.set(key.publicKey, key);
    }
  return [...keys.values()];
};
