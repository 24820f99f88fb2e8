import { beforeEach, describe, expect, it } from 'vitest';
import type { EventType } from '../../src/domain/event.ts';
import type { Visibility } from '../../src/domain/visibility.ts';
import {
  aCommandEvent,
  aLocation,
  allCommands,
  allEvents,
  allSessions,
  allStations,
  aMessageEvent,
  aReset,
  aSession,
  aSessionEvent,
  aStart,
  aStation,
  aStationEvent,
  aStop,
  aToken,
  aTokenEvent,
  at,
  everything,
  firstPage,
} from './documents.ts';
import type { StoreUnderTest } from './store.ts';

type Seen = {
  readonly locations: string;
  readonly stations: string;
  readonly tokens: string;
  readonly sessions: string;
  readonly commands: string;
  readonly events: string;
};

const ann = aToken({ uid: 'ANN', driverId: 'ann' });
const ben = aToken({ uid: 'BEN', driverId: 'ben' });
/** Of a group of stations: some of location 1, and one that stands nowhere. */
const ofBuses = { stationGroupId: 'Buses' };
// Ann's and Ben's at location 1, Ann's at location 2, and one where no token was shown yet.
const annAtOne = aSession({ id: 'a1', token: { uid: 'Ann', type: 'RFID' }, driverId: 'ann', ...ofBuses });
const benAtOne = aSession({ id: 'b1', token: { uid: 'Ben', type: 'RFID' }, driverId: 'ben' });
/** At location 2, which is another party's. */
const atTwo = { locationId: 'LOC-2', partyId: 'NL-TWO' };
const annAtTwo = aSession({ id: 'a2', token: { uid: 'ANN', type: 'RFID' }, driverId: 'ann', ...atTwo });
const unknown = aSession({ id: 'u0', token: null, locationId: null });
const by = (userId: string | null) => ({ clientId: 'app', userId });
const startAnn = aStart({
  id: 'start-a',
  requestedBy: by('ann'),
  parameters: { ...aStart().parameters, token: { uid: 'aNN', type: 'APP_USER' } },
});
const startBen = aStart({
  id: 'start-b',
  requestedBy: by(null),
  ...atTwo,
  parameters: { ...aStart().parameters, token: { uid: 'ben', type: 'APP_USER' } },
});
const stopAnn = aStop({ id: 'stop-a', sessionId: 'a1', requestedBy: by(null) });
const stopUnknown = aStop({ id: 'stop-u', sessionId: 'u0', requestedBy: by('ben'), locationId: null });
const reset = aReset({ id: 'reset', requestedBy: by('ann'), ...ofBuses });

const all: Seen = {
  locations: 'LOC-1 LOC-2',
  stations: 'CS-0 CS-1 CS-2',
  tokens: 'ANN BEN',
  sessions: 'a1 a2 b1 u0',
  commands: 'reset start-a start-b stop-a stop-u',
  events: 'e-a1 e-a2 e-b1 e-cs1 e-cs2 e-message e-of-a1 e-reset e-start-a e-token-b e-u0',
};

const table: readonly (readonly [string, Partial<Visibility>, Partial<Seen>])[] = [
  ['nothing', {}, {}],
  [
    'one location',
    { locationIds: ['LOC-1'] },
    {
      locations: 'LOC-1',
      stations: 'CS-1',
      sessions: 'a1 b1',
      commands: 'reset start-a stop-a',
      events: 'e-a1 e-b1 e-cs1 e-message e-of-a1 e-reset e-start-a',
    },
  ],
  [
    'two locations',
    { locationIds: ['LOC-1', 'LOC-2', 'LOC-1'] },
    {
      stations: 'CS-1 CS-2',
      sessions: 'a1 a2 b1',
      commands: 'reset start-a start-b stop-a',
      events: 'e-a1 e-a2 e-b1 e-cs1 e-cs2 e-message e-of-a1 e-reset e-start-a',
    },
  ],
  ['no location', { locationIds: [] }, { locations: '', stations: '', sessions: '', commands: '', events: '' }],
  [
    'one token, whatever its case',
    { tokenUids: ['ann'] },
    {
      tokens: 'ANN',
      sessions: 'a1 a2',
      commands: 'start-a stop-a',
      events: 'e-a1 e-a2 e-cs1 e-cs2 e-start-a',
    },
  ],
  [
    'two tokens',
    { tokenUids: ['Ben', 'aNn'] },
    {
      sessions: 'a1 a2 b1',
      commands: 'start-a start-b stop-a',
      events: 'e-a1 e-a2 e-b1 e-cs1 e-cs2 e-start-a e-token-b',
    },
  ],
  ['no token', { tokenUids: [] }, { tokens: '', sessions: '', commands: '', events: 'e-cs1 e-cs2' }],
  [
    'a driver',
    { driverId: 'ann' },
    {
      tokens: 'ANN',
      sessions: 'a1 a2',
      commands: 'reset start-a',
      events: 'e-a1 e-a2 e-cs1 e-cs2 e-reset e-start-a',
    },
  ],
  [
    'a location and a token',
    { locationIds: ['LOC-1'], tokenUids: ['ANN'] },
    {
      locations: 'LOC-1',
      stations: 'CS-1',
      tokens: 'ANN',
      sessions: 'a1',
      commands: 'start-a stop-a',
      events: 'e-a1 e-cs1 e-start-a',
    },
  ],
  [
    'two locations, two tokens and a driver',
    { locationIds: ['LOC-1', 'LOC-2'], tokenUids: ['ANN', 'BEN'], driverId: 'ben' },
    {
      stations: 'CS-1 CS-2',
      tokens: 'BEN',
      sessions: 'b1',
      commands: '',
      events: 'e-b1 e-cs1 e-cs2',
    },
  ],
  [
    'the default party, whose is what names no other',
    { partyIds: ['default'] },
    {
      locations: 'LOC-1',
      stations: 'CS-0 CS-1',
      sessions: 'a1 b1 u0',
      commands: 'reset start-a stop-a stop-u',
      events: 'e-a1 e-b1 e-cs1 e-message e-of-a1 e-reset e-start-a e-token-b e-u0',
    },
  ],
  [
    'another party',
    { partyIds: ['NL-TWO'] },
    { locations: 'LOC-2', stations: 'CS-2', tokens: '', sessions: 'a2', commands: 'start-b', events: 'e-a2 e-cs2' },
  ],
  ['both parties', { partyIds: ['NL-TWO', 'default'] }, {}],
  ['no party', { partyIds: [] }, { locations: '', stations: '', tokens: '', sessions: '', commands: '', events: '' }],
  [
    'a party and a driver',
    { partyIds: ['NL-TWO'], driverId: 'ann' },
    { locations: 'LOC-2', stations: 'CS-2', tokens: '', sessions: 'a2', commands: '', events: 'e-a2 e-cs2' },
  ],
  [
    'a group of stations, whatever its case',
    { groupIds: ['bUSES'] },
    {
      locations: '',
      stations: 'CS-0',
      sessions: 'a1',
      commands: 'reset',
      events: 'e-a1 e-of-a1 e-reset',
    },
  ],
  [
    'two groups and a token',
    { groupIds: ['vans', 'buses'], tokenUids: ['ann'] },
    { locations: '', stations: 'CS-0', tokens: 'ANN', sessions: 'a1', commands: '', events: 'e-a1' },
  ],
  ['no group', { groupIds: [] }, { locations: '', stations: '', sessions: '', commands: '', events: '' }],
  [
    'a party and a location of another one',
    { partyIds: ['NL-TWO'], locationIds: ['LOC-1'] },
    { locations: '', stations: '', tokens: '', sessions: '', commands: '', events: '' },
  ],
];

const sorted = (ids: readonly string[]) => [...ids].sort().join(' ');

export const describeScopes = ({ store }: StoreUnderTest): void => {
  const seen = async (scope: Visibility): Promise<Seen> => {
    const page = { ...firstPage, scope };
    const [locations, stations, tokens, sessions, commands, events] = await Promise.all([
      store().locations(page),
      store().stations({ ...allStations, scope }),
      store().tokens(page),
      store().sessions({ ...allSessions, scope }),
      store().commands({ ...allCommands, scope }),
      store().events({ ...allEvents, scope }),
    ]);
    return {
      locations: sorted(locations.items.map(({ id }) => id)),
      stations: sorted(stations.items.map(({ id }) => id)),
      tokens: sorted(tokens.items.map(({ uid }) => uid)),
      sessions: sorted(sessions.items.map(({ id }) => id)),
      commands: sorted(commands.items.map(({ id }) => id)),
      events: sorted(events.items.map(({ id }) => id)),
    };
  };

  describe('scope', () => {
    beforeEach(async () => {
      await store().commit({
        locations: [aLocation({ id: 'LOC-1' }), aLocation({ id: 'LOC-2', partyId: 'NL-TWO' })],
        stations: [
          aStation({ id: 'CS-0', locationId: null, groupId: 'BUSES' }),
          aStation({ id: 'CS-1' }),
          aStation({ id: 'CS-2', ...atTwo }),
        ],
        tokens: [ann, ben],
        sessions: [annAtOne, benAtOne, annAtTwo, unknown],
        commands: [startAnn, startBen, stopAnn, stopUnknown, reset],
        events: [
          aSessionEvent('e-a1', annAtOne),
          aSessionEvent('e-b1', benAtOne),
          aSessionEvent('e-a2', annAtTwo),
          aSessionEvent('e-u0', unknown),
          aCommandEvent('e-start-a', startAnn, { tokenUid: 'ann' }),
          aCommandEvent('e-reset', reset),
          aTokenEvent('e-token-b', ben),
          aStationEvent('e-cs1', aStation({ id: 'CS-1' })),
          aStationEvent('e-cs2', aStation({ id: 'CS-2', ...atTwo })),
          aMessageEvent('e-message'),
          aMessageEvent('e-of-a1', { sessionId: 'a1', ...ofBuses }),
        ],
      });
    });

    it.each(table)('of %s shows and counts what lies in it', async (_, limits, differing) => {
      const scope = { ...everything, ...limits };
      const expected = { ...all, ...differing };
      expect(await seen(scope)).toEqual(expected);
      const counted = (ids: string) => ids.split(' ').filter(Boolean).length;
      expect(await store().countLocations({ ...firstPage, scope }, 100)).toBe(counted(expected.locations));
      expect(await store().countStations({ ...allStations, scope }, 100)).toBe(counted(expected.stations));
      expect(await store().countTokens({ ...firstPage, scope }, 100)).toBe(counted(expected.tokens));
      expect(await store().countSessions({ ...allSessions, scope }, 100)).toBe(counted(expected.sessions));
      expect(await store().countCommands({ ...allCommands, scope }, 100)).toBe(counted(expected.commands));
      expect(await store().countEvents({ ...allEvents, scope }, 100)).toBe(counted(expected.events));
    });

    it('lets types about people and about places stand together', async () => {
      const scope = { ...everything, tokenUids: ['ANN'], driverId: 'ann' };
      const ids = async (types: readonly EventType[]) => {
        const { items } = await store().events({ ...allEvents, scope, types });
        return items.map(({ id }) => id);
      };
      expect(await ids(['session.updated'])).toEqual(['e-a1', 'e-a2']);
      expect(await ids(['station.online', 'session.updated'])).toEqual(['e-a1', 'e-a2', 'e-cs1', 'e-cs2']);
      expect(await ids([])).toEqual([]);
    });

    it('holds together with the filters of a list', async () => {
      const scope = { ...everything, locationIds: ['LOC-1'] };
      const { items } = await store().sessions({ ...allSessions, scope, locationId: 'LOC-2' });
      expect(items).toEqual([]);
      const own = await store().sessions({ ...allSessions, scope, tokenUid: 'ann', stationId: 'CS-1' });
      expect(own.items.map(({ id }) => id)).toEqual(['a1']);
    });

    it('is paged in the order of the whole list', async () => {
      await store().commit({
        sessions: [6, 2, 4, 1, 5, 3].map((second) =>
          aSession({ id: `p${second}`, createdAt: at(second), locationId: second % 2 === 0 ? 'LOC-3' : 'LOC-4' }),
        ),
      });
      const scope = { ...everything, locationIds: ['LOC-4', 'LOC-3'] };
      const first = await store().sessions({ ...allSessions, scope, limit: 4 });
      expect(first.items.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3', 'p4']);
      expect(first.more).toBe(true);
      const after = { value: at(4), id: 'p4' };
      const second = await store().sessions({ ...allSessions, scope, limit: 4, after });
      expect(second.items.map(({ id }) => id)).toEqual(['p5', 'p6']);
      expect(second.more).toBe(false);
    });

    it("shows a session's commands as soon as its token is known", async () => {
      const scope = { ...everything, tokenUids: ['BEN'] };
      const commands = async () => (await store().commands({ ...allCommands, scope })).items.map(({ id }) => id);
      expect(await commands()).toEqual(['start-b']);
      await store().commit({ sessions: [{ ...unknown, version: 2, token: { uid: 'ben', type: 'RFID' } }] });
      expect(await commands()).toEqual(['start-b', 'stop-u']);
    });
  });
};
