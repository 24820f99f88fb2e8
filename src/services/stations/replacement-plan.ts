/** Where the EVSEs of a station go on the hardware that replaces it, and what either station is afterwards. */
import { DomainError } from '../../domain/error.ts';
import { firstEvseUid } from '../../domain/evse.ts';
import type { Evse, Station } from '../../domain/station.ts';
import { collectFaults } from '../faults.ts';

/** replacementEvseId null: no hardware has the EVSE any more. */
export type EvseMove = { readonly evseId: number; readonly replacementEvseId: number | null };

/** to: as it is on the new hardware; null: retired. */
export type MovedEvse = { readonly from: Evse; readonly to: Evse | null };

export type ReplacementPlan = {
  readonly moved: readonly MovedEvse[];
  /** EVSEs that the new hardware had told of itself, whose places these take. */
  readonly displaced: readonly Evse[];
  /** Of the new hardware, by number. */
  readonly evses: readonly Evse[];
};

/** More EVSEs than this no station has, see connector-map.ts. */
const MOST = 256;

/** Each EVSE of the station once, each place once, and no place that the new hardware is known not to have. */
const checkMoves = (station: Station, replacement: Station, moves: readonly EvseMove[]): void => {
  const faults = collectFaults();
  const named = moves.map(({ evseId }) => evseId);
  const places = moves.map(({ replacementEvseId }) => replacementEvseId).filter((place) => place !== null);
  for (const { id } of station.evses) {
    faults.unless(named.includes(id), '/evses', `It does not say where EVSE ${id} goes; null retires it.`);
  }
  for (const [index, { evseId, replacementEvseId }] of moves.entries()) {
    const known = station.evses.some(({ id }) => id === evseId);
    faults.unless(known, `/evses/${index}/evse`, `The station has no EVSE ${evseId}.`);
    faults.unless(named.indexOf(evseId) === index, `/evses/${index}/evse`, `EVSE ${evseId} is named twice.`);
    if (replacementEvseId === null) continue;
    const pointer = `/evses/${index}/replacementEvse`;
    const isThere = replacement.evses.length === 0 || replacement.evses.some(({ id }) => id === replacementEvseId);
    const isPlace = replacementEvseId >= 1 && replacementEvseId <= MOST;
    faults.unless(isThere && isPlace, pointer, `The replacement has no EVSE ${replacementEvseId}.`);
    faults.unless(
      places.filter((place) => place === replacementEvseId).length === 1,
      pointer,
      `EVSE ${replacementEvseId} of the replacement would be two.`,
    );
  }
  faults.raise();
};

/** Only what the new hardware told of itself gives way: nothing that moved there before, or that partners know by an id. */
const checkDisplaced = (replacement: Station, displaced: readonly Evse[]): void => {
  for (const { id, uid, emi3Id } of displaced) {
    if (uid !== firstEvseUid(replacement, id)) {
      throw new DomainError('conflict', { detail: `EVSE ${id} of the replacement came from other hardware itself.` });
    }
    if (emi3Id !== null) {
      throw new DomainError('conflict', {
        detail: `EVSE ${id} of the replacement has an eMI3 id of its own; take it away first.`,
      });
    }
  }
};

/** moves null: each keeps its number. Throws DomainError invalid_request and conflict. */
export const planReplacement = (
  station: Station,
  replacement: Station,
  moves: readonly EvseMove[] | null,
): ReplacementPlan => {
  const all = moves ?? station.evses.map(({ id }) => ({ evseId: id, replacementEvseId: id }));
  checkMoves(station, replacement, all);
  const placeOf = new Map(all.map(({ evseId, replacementEvseId }) => [evseId, replacementEvseId]));
  const moved = station.evses.map((from): MovedEvse => {
    const place = placeOf.get(from.id) ?? null;
    if (place === null) return { from, to: null };
    // Plugs, and what is known of them, are the new hardware's.
    const { connectors, facts }: Pick<Evse, 'connectors' | 'facts'> = replacement.evses.find(
      ({ id }) => id === place,
    ) ?? { connectors: [] };
    const own = { id: place, uid: from.uid, emi3Id: from.emi3Id, connectors };
    return { from, to: facts === undefined ? own : { ...own, facts } };
  });
  const arrived = moved.map(({ to }) => to).filter((to) => to !== null);
  const gives = (evse: Evse): boolean => arrived.some(({ id }) => id === evse.id);
  const displaced = replacement.evses.filter(gives);
  checkDisplaced(replacement, displaced);
  const evses = [...replacement.evses.filter((evse) => !gives(evse)), ...arrived].sort((a, b) => a.id - b.id);
  return { moved, displaced, evses };
};
