import { describe, expect, it } from 'vitest';
import { type Audience, EVENT_TYPES, isEventType } from '../../src/domain/event.ts';
import { seesEvent, visibleTypes } from '../../src/domain/event-visibility.ts';
import { SEES_ALL, type Visibility } from '../../src/domain/visibility.ts';
import { ALL_CLIENTS, ALL_OWNERS, type Owners, ownedEvent, UNKNOWN_TYPE } from '../support/owned-events.ts';

/** Written out by hand: whoever declares a type says here, too, whom it is for. */
const AUDIENCES: Readonly<Record<string, Audience>> = {
  'location.updated': 'place',
  'location.removed': 'place',
  'station.online': 'place',
  'station.offline': 'place',
  'station.updated': 'place',
  'station.removed': 'place',
  'station.faulted': 'place',
  'station.recovered': 'place',
  'station.replaced': 'place',
  'station.problem': 'place',
  'station.message': 'raw',
  'station.message_quarantined': 'raw',
  'connector.status_changed': 'place',
  'session.started': 'personal',
  'session.updated': 'personal',
  'session.ended': 'personal',
  'command.updated': 'personal',
  'token.updated': 'personal',
  'token.removed': 'personal',
  'firmware.status_changed': 'place',
  'security.event': 'raw',
  'webhook.endpoint_updated': 'operator',
  'webhook.endpoint_disabled': 'operator',
  'webhook.endpoint_deleted': 'operator',
  'webhook.test': 'operator',
  [UNKNOWN_TYPE]: 'operator',
};

const within = (granted: readonly string[] | null, value: string | null): boolean =>
  granted === null || granted.some((one) => one.toLowerCase() === value?.toLowerCase());

const expected = (type: string, client: Visibility, owners: Owners): boolean => {
  const { locationIds, groupIds, tokenUids, driverId, partyIds } = client;
  const seesPlace =
    within(locationIds, owners.locationId) &&
    within(groupIds, owners.stationGroupId) &&
    within(partyIds, owners.partyId);
  const isBoundToPeople = tokenUids !== null || driverId !== null;
  switch (AUDIENCES[type]) {
    case 'place':
      return seesPlace;
    case 'personal':
      return seesPlace && within(tokenUids, owners.tokenUid) && (driverId === null || driverId === owners.driverId);
    case 'raw':
      return seesPlace && !isBoundToPeople;
    case 'operator':
      return locationIds === null && groupIds === null && partyIds === null && !isBoundToPeople;
    default:
      throw new Error(`Nobody has said whom ${type} is for.`);
  }
};

const named = ALL_CLIENTS.map((client) => [JSON.stringify(client), client] as const);

describe('who sees which event', () => {
  it('is said here of every type that there is', () => {
    expect(Object.keys(AUDIENCES).filter((type) => type !== UNKNOWN_TYPE)).toEqual(EVENT_TYPES);
  });

  it.each(named)('a client bound in %s: every type, own and foreign', (_, client) => {
    for (const type of [...EVENT_TYPES, UNKNOWN_TYPE] as const) {
      for (const owners of ALL_OWNERS) {
        const seen = seesEvent(client, ownedEvent(type, 'E', owners));
        expect([type, owners, seen]).toEqual([type, owners, expected(type, client, owners)]);
      }
    }
  });

  it.each(named)('a client bound in %s: a type of which it sees none is not looked for', (_, client) => {
    const types = visibleTypes(client, null);
    const unbound = Object.values(client).every((one) => one === null);
    expect(types === null).toBe(unbound);
    for (const type of EVENT_TYPES) {
      const sees = ALL_OWNERS.some((owners) => seesEvent(client, ownedEvent(type, 'E', owners)));
      // An empty grant sees none, whatever the type: the store finds that by itself.
      if (sees) expect([type, types?.includes(type) ?? true]).toEqual([type, true]);
    }
    expect(visibleTypes(client, ['station.message', 'station.online'])).toEqual(
      client.tokenUids === null && client.driverId === null
        ? ['station.message', 'station.online']
        : ['station.online'],
    );
  });

  it('knows no type by the name of what every object has', () => {
    expect(['toString', 'constructor', '__proto__', UNKNOWN_TYPE].filter(isEventType)).toEqual([]);
    expect(visibleTypes(SEES_ALL, null)).toBeNull();
  });
});
