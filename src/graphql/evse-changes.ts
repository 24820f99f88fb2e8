/** EVSEs that changed, out of stations that did: what a map or an app follows. */
import { evseStatus } from '../domain/evse-status.ts';
import type { Station } from '../domain/station.ts';
import { asItIs } from '../domain/told-status.ts';
import { interruptible, ofSameEvent } from './live.ts';
import type { StationEvse } from './mapped.ts';

/** EVSEs whose last words are kept; of one that was forgotten, the next word is told though it may say nothing new. */
const REMEMBERED = 10_000;

/** All that is told of an EVSE, but when. */
const wordsOf = ({ station, evse }: StationEvse): string =>
  JSON.stringify([
    evseStatus(station, evse, false),
    evse.emi3Id,
    evse.facts ?? null,
    evse.connectors.map((connector) => {
      const { id, status, errorCode } = asItIs(station, connector);
      return [id, status, errorCode];
    }),
  ]);

/** uid: of that one alone; null: of all. */
export const changedEvses = (
  stations: AsyncIterableIterator<Station>,
  uid: string | null,
): AsyncIterableIterator<StationEvse> => {
  const words = new Map<string, string>();
  const isNew = (known: StationEvse): boolean => {
    const said = wordsOf(known);
    const { uid: key } = known.evse;
    if (words.get(key) === said) return false;
    words.delete(key);
    words.set(key, said);
    if (words.size > REMEMBERED) words.delete(words.keys().next().value ?? key);
    return true;
  };
  const changes = async function* () {
    for await (const station of stations) {
      for (const evse of station.evses) {
        if (uid !== null && evse.uid !== uid) continue;
        const known = { station, evse };
        if (isNew(known)) yield ofSameEvent(known, station);
      }
    }
  };
  return interruptible(changes(), () => void stations.return?.());
};
