/** Keeps the public keys that stations tell of their meters, each once, with the change that the readings make. */
import type { MeterReading } from '../../domain/meter.ts';
import { keysIn, type MeterPublicKey } from '../../domain/meter-public-key.ts';
import type { Station } from '../../domain/station.ts';
import type { Change } from '../ports/commit.ts';
import type { Clock, NewId } from '../ports/time.ts';

/** A station has a meter for each EVSE, and gets new ones; one that tells more makes them up. */
const MOST_OF_A_STATION = 64;

export type MeterKeys = (
  change: Change,
  told: {
    readonly station: Station | null;
    readonly evseId: number | null;
    readonly readings: readonly MeterReading[];
  },
) => Change;

export const createMeterKeys =
  ({ clock, newId }: { readonly clock: Clock; readonly newId: NewId }): MeterKeys =>
  (change, { station, evseId, readings }) => {
    const told = keysIn(readings);
    if (told.length === 0 || station === null) return change;
    const isKnown = (publicKey: string): boolean =>
      station.meterKeys.some((known) => known.evseId === evseId && known.publicKey === publicKey);
    const fresh = told
      .filter(({ publicKey }) => !isKnown(publicKey))
      .slice(0, MOST_OF_A_STATION - station.meterKeys.length);
    if (fresh.length === 0) return change;
    const now = clock.now();
    const records = fresh.map(
      (key): MeterPublicKey => ({
        ...key,
        id: newId(),
        version: 1,
        stationId: station.id,
        locationId: station.locationId,
        partyId: station.partyId,
        evseId,
        toldAt: now,
        createdAt: now,
        updatedAt: now,
      }),
    );
    const known: Station = {
      ...station,
      version: station.version + 1,
      updatedAt: now,
      meterKeys: [...station.meterKeys, ...fresh.map(({ publicKey }) => ({ evseId, publicKey }))],
    };
    return { ...change, stations: [known], meterPublicKeys: records };
  };
