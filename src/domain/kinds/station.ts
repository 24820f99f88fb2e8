import { firstEvseUid } from '../evse.ts';
import { DEFAULT_PARTY_ID, ownerOf, withOwner } from '../party.ts';
import type { Station } from '../station.ts';
import { kindOf } from './kind.ts';

/** Of an earlier release, or added by an older node beside this one: EVSEs without a uid. */
const withUids = (stored: Station): Station => {
  if (Object.hasOwn(stored, 'evseSeries') && stored.evses.every((evse) => Object.hasOwn(evse, 'uid'))) return stored;
  const { id, evseSeries = 0, replacedBy = null }: Pick<Station, 'id'> & Partial<Station> = stored;
  const evses = stored.evses.map((evse) =>
    Object.hasOwn(evse, 'uid') ? evse : { ...evse, uid: firstEvseUid({ id, evseSeries }, evse.id), emi3Id: null },
  );
  return { ...stored, evses, evseSeries, replacedBy };
};

export const stations = kindOf<Station>()({
  name: 'stations',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    locationId: { type: 'text', of: ({ locationId }) => locationId, filters: true },
    online: { type: 'flag', of: ({ online }) => online, filters: true },
    partyId: { type: 'text', of: (document) => ownerOf(document), common: [DEFAULT_PARTY_ID] },
  },
  orders: ['updatedAt'],
  scope: { location: 'locationId', token: 'open', driver: 'open', party: 'partyId' },
  retention: null,
  complete: (stored: Station) =>
    withOwner(
      withUids(
        Object.hasOwn(stored, 'meterKeys')
          ? stored
          : { ...stored, openOutages: [], disconnectReason: null, meterKeys: [] },
      ),
    ),
});
