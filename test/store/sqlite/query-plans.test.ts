import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KIND_NAMES, type KindName } from '../../../src/domain/kinds/documents.ts';
import type { DocumentQuery } from '../../../src/services/ports/document-store.ts';
import type { ListQuery } from '../../../src/services/ports/list.ts';
import { commandOperations } from '../../../src/store/sqlite/commands.ts';
import { type Connection, openConnection } from '../../../src/store/sqlite/connection.ts';
import { eventOperations } from '../../../src/store/sqlite/events.ts';
import { idempotencyOperations } from '../../../src/store/sqlite/idempotency.ts';
import { kindOperations } from '../../../src/store/sqlite/kind-reads.ts';
import { migrate } from '../../../src/store/sqlite/migrate.ts';
import { readingOperations } from '../../../src/store/sqlite/readings.ts';
import { recordOperations } from '../../../src/store/sqlite/records.ts';
import { retentionOperations } from '../../../src/store/sqlite/retention.ts';
import { sessionOperations } from '../../../src/store/sqlite/sessions.ts';
import { stationOperations } from '../../../src/store/sqlite/stations.ts';
import * as storeModule from '../../../src/store/sqlite/store-module.ts';
import {
  allCommands,
  allEvents,
  allSessions,
  allStations,
  at,
  everything,
  firstPage,
} from '../../conformance/documents.ts';
import { temporaryFolder } from './temporary-store.ts';

type Run = (connection: Connection) => unknown;

const second = { after: { value: at(1), id: 'X' } };
const back = { ...second, descending: true };
const updated = { updatedFromAt: at(1), updatedToAt: at(2) };

/** A list as the ports have it: what is beside the page is filtered by. */
const listing =
  (kind: KindName, has: ReadonlySet<string> | null = new Set()) =>
  (
    connection: Connection,
    {
      scope,
      order,
      descending,
      after,
      limit,
      updatedFromAt,
      updatedToAt,
      ...where
    }: ListQuery & Record<string, unknown>,
  ) => {
    const query = { scope, order, descending, after, limit, updatedFromAt, updatedToAt, where };
    return kindOperations.list(connection, { kind, query: query as DocumentQuery<KindName>, has });
  };
const list = Object.fromEntries(KIND_NAMES.map((kind) => [kind, listing(kind)])) as Record<
  KindName,
  ReturnType<typeof listing>
>;

/** These read what they show, from an index, in order. */
const inOrder: readonly (readonly [string, Run])[] = [
  ['a location', (c) => kindOperations.get(c, { kind: 'locations', key: 'X' })],
  ['locations', (c) => list.locations(c, firstPage)],
  ['locations, next page', (c) => list.locations(c, { ...firstPage, ...second })],
  ['locations, backwards', (c) => list.locations(c, { ...firstPage, ...back })],
  ['locations updated', (c) => list.locations(c, { ...firstPage, ...second, ...updated })],
  ['a station', (c) => kindOperations.get(c, { kind: 'stations', key: 'X' })],
  ['stations', (c) => list.stations(c, allStations)],
  ['stations, backwards', (c) => list.stations(c, { ...allStations, ...back })],
  ['stations of a location', (c) => list.stations(c, { ...allStations, ...second, locationId: 'X' })],
  ['stations online', (c) => list.stations(c, { ...allStations, ...second, online: true })],
  ['stations offline', (c) => list.stations(c, { ...allStations, online: false })],
  ['ids of stations online', (c) => stationOperations.onlineStationIds(c, null)],
  ['a token', (c) => kindOperations.get(c, { kind: 'tokens', key: 'X' })],
  ['tokens', (c) => list.tokens(c, { ...firstPage, ...second })],
  ['tokens of a driver', (c) => list.tokens(c, { ...firstPage, scope: { ...everything, driverId: 'X' } })],
  ['a session', (c) => kindOperations.get(c, { kind: 'sessions', key: 'X' })],
  ['sessions', (c) => list.sessions(c, { ...allSessions, ...back })],
  ['sessions of a station', (c) => list.sessions(c, { ...allSessions, ...second, stationId: 'X' })],
  ['sessions of a location', (c) => list.sessions(c, { ...allSessions, ...back, locationId: 'X' })],
  ['sessions of a token', (c) => list.sessions(c, { ...allSessions, tokenUid: 'X' })],
  ['sessions by status', (c) => list.sessions(c, { ...allSessions, ...second, status: 'ACTIVE' })],
  [
    'sessions by several at once',
    (c) => list.sessions(c, { ...allSessions, ...back, stationId: 'X', locationId: 'X', status: 'ACTIVE' }),
  ],
  [
    'sessions in one location of the scope',
    (c) => list.sessions(c, { ...allSessions, scope: { ...everything, locationIds: ['X'] } }),
  ],
  ['open sessions counted', (c) => sessionOperations.countOpenSessions(c, null)],
  ['open sessions of a station', (c) => sessionOperations.openSessionsOf(c, 'X')],
  ['open sessions of a token', (c) => sessionOperations.openSessionsOfToken(c, 'X')],
  ['a session by transaction', (c) => sessionOperations.sessionByTransaction(c, { stationId: 'X', key: 'X' })],
  ['sessions by transaction', (c) => sessionOperations.sessionsByTransaction(c, { stationId: 'X', key: 'X' })],
  ['a session by start key', (c) => sessionOperations.sessionByStartKey(c, { stationId: 'X', key: 'X' })],
  ['readings', (c) => readingOperations.readings(c, { sessionId: 'X', limit: 9, after: null })],
  [
    'readings, next page',
    (c) => readingOperations.readings(c, { sessionId: 'X', limit: 9, after: { sampledAt: at(1), key: 'X' } }),
  ],
  ['a command', (c) => kindOperations.get(c, { kind: 'commands', key: 'X' })],
  ['commands', (c) => list.commands(c, { ...allCommands, ...second })],
  ['commands of a station', (c) => list.commands(c, { ...allCommands, ...back, stationId: 'X' })],
  ['commands of a session', (c) => list.commands(c, { ...allCommands, sessionId: 'X' })],
  ['commands of a client', (c) => list.commands(c, { ...allCommands, ...second, clientId: 'X' })],
  ['commands by status', (c) => list.commands(c, { ...allCommands, ...second, status: 'SENT' })],
  ['commands by type', (c) => list.commands(c, { ...allCommands, ...second, type: 'RESET_STATION' })],
  ['unsettled commands', (c) => commandOperations.unsettledCommands(c, null)],
  ['unsettled commands of a station', (c) => commandOperations.unsettledCommands(c, 'X')],
  ['a command by number', (c) => commandOperations.commandByNumber(c, { stationId: 'X', number: 1 })],
  [
    'recent starts',
    (c) => commandOperations.recentCommands(c, { stationId: 'X', type: 'START_SESSION', sinceAt: at(1) }),
  ],
  ['clients', (c) => list.clients(c, { ...firstPage, ...second })],
  ['events', (c) => eventOperations.events(c, allEvents)],
  ['events of a session', (c) => eventOperations.events(c, { ...allEvents, sessionId: 'X' })],
  [
    'events of a station',
    (c) => eventOperations.events(c, { ...allEvents, stationId: 'X', types: ['station.online'] }),
  ],
  ['events of a location', (c) => eventOperations.events(c, { ...allEvents, locationId: 'X' })],
  ['events of an object', (c) => eventOperations.events(c, { ...allEvents, objectId: 'X' })],
  ['events of a time', (c) => eventOperations.events(c, { ...allEvents, fromAt: at(1), toAt: at(2) })],
  ['an idempotency record', (c) => idempotencyOperations.idempotencyRecord(c, { clientId: 'X', key: 'X' })],
  ['a record', (c) => recordOperations.record(c, { kind: 'X', id: 'X', nowAt: at(1) })],
  ['deleting a record', (c) => recordOperations.deleteRecord(c, { kind: 'X', id: 'X' })],
  ['deleting a group of records', (c) => recordOperations.deleteRecordGroup(c, 'X')],
  ['pruning', (c) => retentionOperations.pruneStep(c, { eventsAt: at(1), idempotencyAt: at(1), nowAt: at(1) })],
];

const places = { ...everything, locationIds: ['X', 'Y'] };
const owners = { ...everything, tokenUids: ['X', 'Y'] };

/** These take a page from the index for each value, and sort no more than those. */
const merged: readonly (readonly [string, Run])[] = [
  ['stations of several locations', (c) => list.stations(c, { ...allStations, scope: places })],
  ['sessions of several locations', (c) => list.sessions(c, { ...allSessions, ...second, scope: places })],
  ['sessions of several tokens', (c) => list.sessions(c, { ...allSessions, ...back, scope: owners })],
  ['commands of several locations', (c) => list.commands(c, { ...allCommands, scope: places })],
  ['commands of several tokens', (c) => list.commands(c, { ...allCommands, ...second, scope: owners })],
  ['events of several locations', (c) => eventOperations.events(c, { ...allEvents, scope: places })],
  [
    'events of several types',
    (c) => eventOperations.events(c, { ...allEvents, types: ['station.online', 'token.updated'] }),
  ],
  ['events of several tokens', (c) => eventOperations.events(c, { ...allEvents, scope: owners })],
  ['events of a driver', (c) => eventOperations.events(c, { ...allEvents, scope: { ...everything, driverId: 'X' } })],
  [
    'events counted for several tokens',
    (c) => eventOperations.countEvents(c, { query: { ...allEvents, scope: owners }, upTo: 9 }),
  ],
  ['locations by id', (c) => kindOperations.getMany(c, { kind: 'locations', keys: ['X', 'Y'] })],
  ['tokens by uid', (c) => kindOperations.getMany(c, { kind: 'tokens', keys: ['X', 'Y'] })],
];

/** A walk through a whole table's rows: SCAN without an index, other than of json_each's values and of what is limited. */
const walksTable = (step: string) =>
  step.startsWith('SCAN ') && !/USING .*INDEX|VIRTUAL TABLE|CONSTANT ROW|^SCAN \(subquery/.test(step);
const sorts = (step: string) => step.includes('TEMP B-TREE');

describe('query plans', () => {
  let folder = '';
  let own: ReturnType<typeof openConnection> | null = null;

  beforeAll(async () => {
    folder = await temporaryFolder();
    own = openConnection(join(folder, 'store.sqlite'));
    migrate(own, storeModule);
  });
  afterAll(async () => {
    own?.close();
    await rm(folder, { recursive: true });
  });

  /** The steps of every statement that an operation runs. */
  const stepsOf = (run: Run): readonly string[] => {
    const connection = own;
    if (connection === null) throw new Error('The database is not open.');
    const steps: string[] = [];
    const explain: Connection['run'] = (sql, ...values) => {
      const plan = connection.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
      steps.push(...plan.map(({ detail }) => detail));
      return 0;
    };
    run({
      run: explain,
      insert: (sql, ...values) => {
        explain(sql, ...values);
        return null;
      },
      get: (sql, ...values) => {
        explain(sql, ...values);
        return connection.get(sql, ...values);
      },
      all: (sql, ...values) => {
        explain(sql, ...values);
        return connection.all(sql, ...values);
      },
    });
    return steps;
  };

  it.each(inOrder)('%s: from an index, unsorted', (_, run) => {
    const steps = stepsOf(run);
    expect(steps).not.toEqual([]);
    expect(steps.filter((step) => walksTable(step) || sorts(step))).toEqual([]);
  });

  it.each(merged)('%s: each from an index', (_, run) => {
    const steps = stepsOf(run);
    expect(steps.filter(walksTable)).toEqual([]);
    expect(steps.filter(sorts).length).toBeLessThanOrEqual(1);
  });

  it.each([
    ['all', 'sessions_in_order (created_at>? AND created_at<?)', allSessions],
    [
      'a station',
      'sessions_of_station (station_id=? AND created_at>? AND created_at<?)',
      { ...allSessions, stationId: 'X' },
    ],
  ])('what was updated, of %s: only a stretch of the index, and what was changed late', (_, stretch, query) => {
    const steps = stepsOf((c) => list.sessions(c, { ...query, ...updated }));
    expect(steps.some((step) => step.endsWith(stretch))).toBe(true);
    expect(steps.filter((step) => step.includes('sessions_changed_late'))).toHaveLength(1);
  });

  it.each([
    ['all', allSessions],
    ['several locations', { ...allSessions, scope: { ...allSessions.scope, locationIds: ['A', 'B'] } }],
    ['what was updated', { ...allSessions, ...updated }],
  ])('reads the stamps of %s as it reads the documents', (_, query) => {
    const stamps = stepsOf((c) => listing('sessions', null)(c, query));
    expect(stamps).not.toEqual([]);
    expect(stamps).toEqual(stepsOf((c) => list.sessions(c, query)));
  });

  it('leads with the filter that leaves the fewest', () => {
    const statusLeads = (step: string) => step.includes('sessions_by_status');
    const active = stepsOf((c) => list.sessions(c, { ...allSessions, locationId: 'X', status: 'ACTIVE' }));
    expect(active.filter(statusLeads)).not.toEqual([]);
    const connection = own;
    if (connection === null) throw new Error('The database is not open.');
    connection.exec('BEGIN');
    try {
      connection.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1500)
        INSERT INTO sessions (id, version, station_id, location_id, token_uid, driver_id, status, transaction_id,
                              start_key, created_at, updated_at, doc)
        SELECT 'many-' || i, 1, 'CS-' || (i % 100), 'LOC', NULL, NULL, 'ACTIVE', i, NULL, i, i, '{}'
        FROM n`);
      const lists = (filter: object) => stepsOf((c) => list.sessions(c, { ...allSessions, ...filter })).at(-1);
      expect(lists({ locationId: 'LOC', stationId: 'CS-1', status: 'ACTIVE' })).toContain('sessions_of_station');
      expect(lists({ locationId: 'elsewhere', status: 'ACTIVE' })).toContain('sessions_of_location');
      expect(lists({ locationId: 'LOC', status: 'ACTIVE' })).toContain('sessions_by_status');
      expect(lists({ locationId: 'LOC', status: 'COMPLETED' })).toContain('sessions_by_status');
    } finally {
      connection.exec('ROLLBACK');
    }
  });
});
