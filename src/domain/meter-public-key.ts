/** Public keys of meters, as stations tell them: what signed readings are checked against, long after the meter is gone. */
import type { JsonValue } from './json.ts';
import type { MeterReading } from './meter.ts';

/** One record for each key that a station told for an EVSE. */
export type MeterPublicKey = {
  readonly id: string;
  readonly version: number;
  readonly stationId: string;
  readonly locationId: string | null;
  readonly partyId: string;
  /** The station's number of the EVSE that the meter counts for; null: the station as a whole. */
  readonly evseId: number | null;
  /** As told: mostly Base64 or hex of an X.509 SubjectPublicKeyInfo. */
  readonly publicKey: string;
  /** As told with it, such as `OCMF` or `ECDSA-secp256r1-SHA256`; null: not told. */
  readonly encodingMethod: string | null;
  readonly signingMethod: string | null;
  /** Our time of the first message that told it. */
  readonly toldAt: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type ToldKey = Pick<MeterPublicKey, 'publicKey' | 'encodingMethod' | 'signingMethod'>;

/** OCPP 2.0.1 part 2, SignedMeterValueType.publicKey: at most 2500 characters. */
const LONGEST = 2500;

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
