import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readsOf } from '../../../src/domain/event-scopes.ts';
import { type OwnConnection, openConnection } from '../../../src/store/sqlite/connection.ts';
import { readEvents } from '../../../src/store/sqlite/event-list.ts';
import { eventOperations, eventRow, putEvent } from '../../../src/store/sqlite/events.ts';
import { migrate } from '../../../src/store/sqlite/migrate.ts';
import { retentionOperations } from '../../../src/store/sqlite/retention.ts';
import * as storeModule from '../../../src/store/sqlite/store-module.ts';
import {
  aCommandEvent,
  allEvents,
  aMessageEvent,
  aReset,
  aSession,
  aSessionEvent,
  at,
  everything,
} from '../../conformance/documents.ts';
import { temporaryFolder } from './temporary-store.ts';

const EVENTS = 5000;
const FIRST_STEPS = 1;

/** Of 20 stations in 3 locations: messages, and a session's news now and then; one station spoke once, long ago. */
const eventAt = (index: number) => {
  const stationId = index === 700 ? 'CS-once' : `CS-${index % 20}`;
  const locationId = `LOC-${index % 3}`;
  const occurredAt = at(index);
  if (index % 11 === 0) {
    const requestedBy = { clientId: index % 550 === 0 ? 'seldom' : 'often', userId: null };
    return aCommandEvent(`E-${index}`, aReset({ requestedBy }), { occurredAt, stationId, locationId });
  }
  if (index % 7 !== 0) return aMessageEvent(`E-${index}`, { occurredAt, objectId: stationId, stationId, locationId });
  const session = aSession({ id: `S-${Math.floor(index / 500)}` });
  return aSessionEvent(`E-${index}`, session, { occurredAt, stationId, locationId });
};

const events = Array.from({ length: EVENTS }, (_, index) => eventAt(index + 1));

describe('lists of a log of several blocks', () => {
  let folder = '';
  let connection: OwnConnection;

  beforeEach(async () => {
    folder = await temporaryFolder();
    connection = openConnection(join(folder, 'store.sqlite'));
  });
  afterEach(async () => {
    connection.close();
    await rm(folder, { recursive: true });
  });

  const fill = () => {
    connection.exec('BEGIN');
    for (const event of events) putEvent(connection, eventRow(event, []), []);
    connection.exec('COMMIT');
  };

  /** The same rows as a release before event_places wrote them. */
  const fillAsBefore = () => {
    const { name, operations, migrations } = storeModule;
    migrate(connection, { name, operations, migrations: migrations.slice(0, FIRST_STEPS) });
    connection.exec('BEGIN');
    for (const event of events) {
      const [id, type, occurredAtMs, objectId, locationId, stationId, sessionId, token, driver, , , , text] = eventRow(
        event,
        [],
      );
      connection.run(
        `INSERT INTO events (id, type, occurred_at, object_id, location_id, station_id, session_id,
                             seen_by_token, seen_by_driver, doc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[id, type, occurredAtMs, objectId, locationId, stationId, sessionId, token, driver ?? null, text],
      );
    }
    connection.exec('COMMIT');
    migrate(connection, storeModule);
  };

  type Event = (typeof events)[number];
  const cases: readonly (readonly [string, Partial<typeof allEvents>, (event: Event) => boolean])[] = [
    ['a station', { stationId: 'CS-4' }, (event) => event.stationId === 'CS-4'],
    ['a station that spoke once', { stationId: 'CS-once' }, (event) => event.stationId === 'CS-once'],
    ['a station that never spoke', { stationId: 'CS-X' }, () => false],
    ['the default party', { scope: { ...allEvents.scope, partyIds: ['default'] } }, () => true],
    ['a group that nothing is of', { scope: { ...allEvents.scope, groupIds: ['bus'] } }, () => false],
    ['another party', { scope: { ...allEvents.scope, partyIds: ['NL-TWO'] } }, () => false],
    ['a session', { sessionId: 'S-4' }, (event) => event.sessionId === 'S-4'],
    ['an object', { objectId: 'S-9' }, (event) => event.objectId === 'S-9'],
    [
      'station, location and type',
      { stationId: 'CS-8', locationId: 'LOC-2', types: ['session.updated'] },
      (event) => event.stationId === 'CS-8' && event.locationId === 'LOC-2' && event.type === 'session.updated',
    ],
    [
      'a scope and a time',
      { scope: { ...everything, locationIds: ['LOC-0', 'LOC-2'] }, fromAt: at(1000), toAt: at(4700) },
      (event) => event.locationId !== 'LOC-1' && event.occurredAt >= at(1000) && event.occurredAt < at(4700),
    ],
    [
      'types that scopes leave',
      { reads: { types: ['session.updated'], own: {} } },
      (event) => event.type === 'session.updated',
    ],
    [
      'what is of one client alone',
      { reads: readsOf({ clientId: 'seldom', userId: null, scopes: new Set() }) },
      (event) => event.type === 'command.updated' && event.data.command.requestedBy.clientId === 'seldom',
    ],
    [
      'types that scopes leave, and of others what is of one client, at a station',
      { reads: { types: ['session.updated'], own: { command: 'command ["seldom"]' } }, stationId: 'CS-10' },
      (event) =>
        event.stationId === 'CS-10' &&
        (event.type === 'session.updated' ||
          (event.type === 'command.updated' && event.data.command.requestedBy.clientId === 'seldom')),
    ],
    ['nothing, by its scopes', { reads: { types: [], own: {} } }, () => false],
    [
      'a stretch behind the last full block',
      { types: ['session.updated'], fromAt: at(4900) },
      (event) => event.type === 'session.updated' && event.occurredAt >= at(4900),
    ],
  ];

  it.each([
    [
      'written here',
      () => {
        migrate(connection, storeModule);
        fill();
      },
    ],
    ['brought here from the first schema', fillAsBefore],
  ] as const)('find what they must, page by page, in a log %s', (_, make) => {
    make();
    for (const [what, filter, isWanted] of cases) {
      const wanted = events.filter(isWanted).map(({ id }) => id);
      for (const descending of [false, true]) {
        const found: string[] = [];
        for (let more = true; more; ) {
          const query = { ...allEvents, ...filter, descending, afterId: found.at(-1) ?? null, limit: 130 };
          const page = readEvents(connection, query);
          found.push(...page.found.map(({ doc }) => String(JSON.parse(doc).id)));
          ({ more } = page);
        }
        expect([what, descending, found]).toEqual([what, descending, descending ? wanted.toReversed() : wanted]);
      }
      const counted = eventOperations.countEvents(connection, { query: { ...allEvents, ...filter }, upTo: 100_000 });
      expect([what, counted ?? wanted.length]).toEqual([what, wanted.length]);
    }
  });

  it('forget what is pruned, and its places with it', () => {
    migrate(connection, storeModule);
    fill();
    const before = { eventsAt: at(4001), idempotencyAt: at(0), nowAt: at(0) };
    let pruned = 0;
    for (let went = -1; went !== 0; pruned += went) went = retentionOperations.pruneStep(connection, before);
    expect(pruned).toBe(4000);
    const { found } = readEvents(connection, { ...allEvents, stationId: 'CS-4', limit: 1000 });
    expect(found.map(({ seq }) => seq)).toEqual(
      events.flatMap(({ stationId }, index) => (stationId === 'CS-4' && index >= 4000 ? [index + 1] : [])),
    );
    const newest = readEvents(connection, { ...allEvents, stationId: 'CS-4', descending: true, limit: 1000 });
    expect(newest.found).toEqual(found.toReversed());
    const left = connection.get<{ first: number }>('SELECT min(block) AS first FROM event_places');
    expect(left?.first).toBe(3);
  });

  it('tell of nothing that was rolled back', () => {
    migrate(connection, storeModule);
    connection.exec('BEGIN');
    for (const event of events.slice(0, 2000)) putEvent(connection, eventRow(event, []), []);
    connection.exec('ROLLBACK');
    fill();
    const { found } = readEvents(connection, { ...allEvents, stationId: 'CS-4', limit: 1000 });
    expect(found).toHaveLength(events.filter(({ stationId }) => stationId === 'CS-4').length);
  });
});
