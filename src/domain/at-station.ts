/** What is made at a station, and what of the station it keeps, so that it lies in the same scopes whatever becomes of that. */
import { DEFAULT_PARTY_ID } from './party.ts';
import type { Station } from './station.ts';

/** What of a station an event about it says. */
export type StationPlace = Pick<Station, 'id' | 'version' | 'locationId' | 'groupId' | 'partyId'>;

/** A station that nobody registered stands nowhere, and is the default party's. */
export const stationPlace = (id: string, station: Station | null): StationPlace =>
  station ?? { id, version: 0, locationId: null, groupId: null, partyId: DEFAULT_PARTY_ID };

/** The fields by which scopes hold what is made at it. */
export const carriedFrom = ({
  locationId,
  partyId,
  groupId,
}: Pick<StationPlace, 'locationId' | 'partyId' | 'groupId'>) => ({
  locationId,
  partyId,
  stationGroupId: groupId,
});
