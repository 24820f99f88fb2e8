/** EVSEs as things of their own: what names one for good, whatever hardware it is on. */
import { createHash } from 'node:crypto';
import { connectorProperties } from './plug.ts';
import type { Station } from './station.ts';

/** The registry's record of an EVSE: by it the EVSE is found, and what it charged stays its own when it moves. */
export type EvseRecord = {
  /** OCPI's EVSE.uid: at most 36 characters, permanent, case-insensitive. */
  readonly uid: string;
  readonly version: number;
  /** Whose it is now; null: no hardware has it any more. */
  readonly stationId: string | null;
  /** The station's number of it; of one that is retired the last one. */
  readonly number: number;
  /** eMI3's id, OCPI's evse_id, as it is printed on the EVSE; null: it has none. */
  readonly emi3Id: string | null;
  /** Location of its station, or of the last one. */
  readonly locationId: string | null;
  /** Party of its station. */
  readonly partyId: string;
  /** Group of its station, or of the last one. */
  readonly stationGroupId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** What of a station names its EVSEs. */
export type EvseHolder = Pick<Station, 'id' | 'evseSeries' | 'evses'>;

/** Crockford's, as in a ULID: no letter is taken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 26;

/**
 * The uid that an EVSE gets when its station first tells of it: 26 characters, of station, series and number, so that
 * every node gives the same one, and so does every read of what an earlier release stored. A station's series grows when
 * its EVSEs go to other hardware: what it tells of later is never taken for them.
 */
export const firstEvseUid = ({ id, evseSeries }: Pick<EvseHolder, 'id' | 'evseSeries'>, number: number): string => {
  const hash = createHash('sha256')
    .update(JSON.stringify(['evse', id, evseSeries, number]))
    .digest();
  return Array.from(hash.subarray(0, LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
};

/** The uid of a station's EVSE, whether the station has told of it yet or not. */
export const evseUidOf = (station: EvseHolder, number: number): string =>
  station.evses.find(({ id }) => id === number)?.uid ?? firstEvseUid(station, number);

/** The session or outage or command with the uid of the EVSE whose number it carries; once given, it stays. */
export const withEvseUid = <T extends { readonly evseId: number | null; readonly evseUid: string | null }>(
  thing: T,
  station: EvseHolder,
): T =>
  thing.evseUid !== null || thing.evseId === null ? thing : { ...thing, evseUid: evseUidOf(station, thing.evseId) };

/** What an earlier release stored with a number alone: EVSEs did not move then. */
export const formerEvseUid = (stationId: string, number: number | null): string | null =>
  number === null ? null : firstEvseUid({ id: stationId, evseSeries: 0 }, number);

/** What an EVSE's connectors are rated for; null: not known of all of them. */
export const ratedPowerW = (station: Pick<Station, 'evses'> | null, evseId: number | null): number | null => {
  if (station === null || evseId === null) return null;
  // With each message: loops need no closures.
  for (const evse of station.evses) {
    if (evse.id !== evseId) continue;
    let most: number | null = null;
    for (const connector of evse.connectors) {
      const { maxPowerW } = connectorProperties(evse, connector);
      if (maxPowerW === null) return null;
      most = Math.max(most ?? 0, maxPowerW);
    }
    return most;
  }
  return null;
};
