/** One event of each type for whatever place, token and driver it belongs to; and the kinds of clients that ask for them. */
import { exampleCommand, exampleEvents, exampleSession, exampleToken } from '../../scripts/gen/example-events.ts';
import { EVENT_TYPES, type EventObject, type EventType, type NewEvent } from '../../src/domain/event.ts';
import { SEES_ALL, type Visibility } from '../../src/domain/visibility.ts';

/** Null: of none. */
export type Owners = {
  readonly locationId: string | null;
  readonly tokenUid: string | null;
  readonly driverId: string | null;
  readonly partyId: string;
  readonly stationGroupId: string | null;
};

/** What a newer release might write into the log. */
export const UNKNOWN_TYPE = 'cdr.created';

/** The carried object as one of that driver; places have none. */
const drivenBy = (driverId: string | null): { readonly [O in EventObject]: object } => ({
  location: {},
  station: {},
  session: { session: { ...exampleSession, driverId } },
  command: { command: { ...exampleCommand, requestedBy: { clientId: 'fleet', userId: driverId } } },
  token: { token: { ...exampleToken, driverId } },
  webhookEndpoint: {},
});

export const ownedEvent = (type: EventType | typeof UNKNOWN_TYPE, id: string, owners: Owners): NewEvent => {
  const { seq: _, ...example } = exampleEvents[type === UNKNOWN_TYPE ? 'session.updated' : type];
  const { locationId, tokenUid, driverId, partyId, stationGroupId } = owners;
  const object = Object.keys(drivenBy(null)).find((name): name is EventObject => name in example.data);
  const data = { ...example.data, ...(object === undefined ? {} : drivenBy(driverId)[object]) };
  return { ...example, id, type, locationId, tokenUid, partyId, stationGroupId, data } as NewEvent;
};

const OF_NO_GROUP: readonly Owners[] = ['here', 'there', null].flatMap((locationId) =>
  ['MINE', 'THEIRS', null].flatMap((tokenUid) =>
    ['me', 'them', null].flatMap((driverId) =>
      ['NL-OUR', 'default'].map((partyId) => ({
        locationId,
        tokenUid,
        driverId,
        partyId,
        stationGroupId: null,
      })),
    ),
  ),
);

const OF_GROUPS: readonly Owners[] = ['Buses', 'Vans'].flatMap((stationGroupId) =>
  ['here', null].flatMap((locationId) =>
    ['MINE', 'THEIRS'].map((tokenUid) => ({
      locationId,
      tokenUid,
      driverId: tokenUid === 'MINE' ? 'me' : 'them',
      partyId: 'default',
      stationGroupId,
    })),
  ),
);

export const ALL_OWNERS: readonly Owners[] = [...OF_NO_GROUP, ...OF_GROUPS];

/** With all owners each type, the unknown one too. */
export const allOwnedEvents: readonly NewEvent[] = ALL_OWNERS.flatMap((owners) =>
  [...EVENT_TYPES, UNKNOWN_TYPE as EventType].map((type) =>
    ownedEvent(type, `${type}/${Object.values(owners).join('/')}`, owners),
  ),
);

const OF_ALL_PARTIES: readonly Visibility[] = [null, [], ['here'], ['here', 'there']].flatMap((locationIds) =>
  [null, [], ['mine'], ['MINE', 'theirs']].flatMap((tokenUids) =>
    [null, 'me'].map((driverId) => ({ ...SEES_ALL, locationIds, tokenUids, driverId })),
  ),
);

const OF_PARTIES: readonly Visibility[] = [[], ['NL-OUR'], ['default', 'NL-OUR']].flatMap((partyIds) =>
  [null, ['here']].flatMap((locationIds) =>
    [null, ['mine']].flatMap((tokenUids) =>
      [null, 'me'].map((driverId) => ({ ...SEES_ALL, locationIds, tokenUids, driverId, partyIds })),
    ),
  ),
);

const IN_GROUPS: readonly Visibility[] = [[], ['buses'], ['BUSES', 'vans']].flatMap((groupIds) =>
  [null, ['here']].flatMap((locationIds) =>
    [null, ['mine']].flatMap((tokenUids) =>
      [null, ['NL-OUR']].map((partyIds) => ({ ...SEES_ALL, groupIds, locationIds, tokenUids, partyIds })),
    ),
  ),
);

/** Bound in nothing, in each dimension, and in combinations. */
export const ALL_CLIENTS: readonly Visibility[] = [...OF_ALL_PARTIES, ...OF_PARTIES, ...IN_GROUPS];
