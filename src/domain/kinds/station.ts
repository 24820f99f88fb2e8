import { firstEvseUid, formerEvseUid } from '../evse.ts';
import type { KnownKey } from '../meter-public-key.ts';
import { withOwner } from '../party.ts';
import type { Station } from '../station.ts';
import { kindOf } from './kind.ts';
import { ownerField } from './scope-fields.ts';

/** Of an earlier release: without what was added since. */
const withFacts = (stored: Station): Station => {
  const station = Object.hasOwn(stored, 'meterKeys')
    ? withKnownKeys(stored)
    : { ...stored, openOutages: [], disconnectReason: null, meterKeys: [] };
  const grouped = Object.hasOwn(station, 'groupId') ? station : { ...station, groupId: null };
  return Object.hasOwn(grouped, 'problems') ? grouped : { ...grouped, problems: [] };
};

/** Of an earlier release, or added by an older node beside this one: EVSEs without a uid. */
const withUids = (stored: Station): Station => {
  if (Object.hasOwn(stored, 'evseSeries') && stored.evses.every((evse) => Object.hasOwn(evse, 'uid'))) return stored;
  const { id, evseSeries = 0, replacedBy = null }: Pick<Station, 'id'> & Partial<Station> = stored;
  const evses = stored.evses.map((evse) =>
    Object.hasOwn(evse, 'uid') ? evse : { ...evse, uid: firstEvseUid({ id, evseSeries }, evse.id), emi3Id: null },
  );
  return { ...stored, evses, evseSeries, replacedBy };
};

/** Of the builds that remembered the keys of readings alone: told anew, they are written anew. */
const withKnownKeys = (stored: Station): Station => {
  if (stored.meterKeys.every((key) => Object.hasOwn(key, 'sources'))) return stored;
  const known = ({ evseId, publicKey }: Pick<KnownKey, 'evseId' | 'publicKey'>): KnownKey => ({
    evseId,
    evseUid: formerEvseUid(stored.id, evseId),
    publicKey,
    subjectPublicKeyInfo: null,
    sources: ['READING'],
    lastToldAt: new Date(0),
  });
  return { ...stored, meterKeys: stored.meterKeys.map((key) => (Object.hasOwn(key, 'sources') ? key : known(key))) };
};

export const stations = kindOf<Station>()({
  name: 'stations',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    locationId: { type: 'text', of: ({ locationId }) => locationId, filters: true },
    online: { type: 'flag', of: ({ online }) => online, filters: true },
    groupId: { type: 'text', of: ({ groupId }) => groupId, ignoresCase: true, filters: true },
    partyId: ownerField,
    hasProblems: { type: 'flag', of: ({ problems }) => problems.length > 0, filters: true },
  },
  orders: ['updatedAt'],
  scope: { location: 'locationId', group: 'groupId', token: 'open', driver: 'open', party: 'partyId' },
  retention: null,
  removable: true,
  // What an operator sets, and how it was then; what the station tells of itself is in its events.
  audit: {
    object: 'station',
    fields: {
      id: 'shown',
      version: 'shown',
      locationId: 'shown',
      groupId: 'shown',
      name: 'shown',
      registration: 'shown',
      security: { profile: 'shown', passwordHash: 'secret' },
      validation: 'shown',
      vendor: 'shown',
      model: 'shown',
      serialNumber: 'shown',
      firmwareVersion: 'shown',
      protocol: 'shown',
      registeredProtocol: 'shown',
      online: 'shown',
      connectedAt: 'left_out',
      disconnectedAt: 'left_out',
      disconnectReason: 'left_out',
      bootedAt: 'left_out',
      bootAccepted: 'left_out',
      clockSkewS: 'left_out',
      status: 'left_out',
      statusErrorCode: 'left_out',
      statusError: 'left_out',
      alerts: 'left_out',
      statusBeforeBoot: 'left_out',
      statusBeforeAlert: 'left_out',
      evses: 'left_out',
      evseSeries: 'left_out',
      replacedBy: 'shown',
      openOutages: 'left_out',
      meterKeys: 'left_out',
      problems: 'shown',
      abilities: 'left_out',
      partyId: 'shown',
      retiredAt: 'left_out',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
  complete: (stored: Station) => withOwner(withUids(withFacts(stored))),
});
