/**
 * Groups of stations: an operator's own text on a station, by which a client is bound to some of its stations wherever
 * they stand. Case makes no difference. What is made at a station carries the group that it had then, as it carries the
 * location and the party.
 */

/** OCPI's CiString(36). */
export const LONGEST_GROUP_ID = 36;

/** What is made at a station. */
export type AtGroup = { readonly stationGroupId: string | null };

/** What an earlier release stored is of no group. */
export const withGroup = <D extends AtGroup>(stored: D): D =>
  Object.hasOwn(stored, 'stationGroupId') ? stored : { ...stored, stationGroupId: null };
