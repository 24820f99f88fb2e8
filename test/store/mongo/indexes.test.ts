import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { KIND_NAMES } from '../../../src/domain/kinds/documents.ts';
import { systemClock } from '../../../src/observe/clock.ts';
import type { Store } from '../../../src/services/ports/store.ts';
import type { CollectionName } from '../../../src/store/mongo/models.ts';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import {
  allCommands,
  allEvents,
  allSessions,
  allStations,
  at,
  everything,
  firstPage,
} from '../../conformance/documents.ts';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';
import { silentLog } from '../../support/silent-log.ts';
import { openModels } from './own-store.ts';

type Ask = (store: Store) => Promise<unknown>;
type Filter = Readonly<Record<string, unknown>>;
type Query = {
  readonly collection: CollectionName;
  readonly filter: Filter;
  readonly sort: Readonly<Record<string, number>>;
};

const second = { after: { value: at(1), id: 'X' } };
const updated = { updatedFromAt: at(1), updatedToAt: at(2) };
const scope = { ...everything, locationIds: ['X', 'Y'] };
const owners = { ...everything, tokenUids: ['X', 'Y'] };
const driver = { ...everything, driverId: 'X' };

const asked: readonly (readonly [string, Ask])[] = [
  ['a location', (s) => s.location('X')],
  ['locations by id', (s) => s.locationsById(['X'])],
  ['locations', (s) => s.locations({ ...firstPage, ...second, ...updated })],
  ['stations', (s) => s.stations({ ...allStations, ...second, descending: true })],
  ['stations of a location', (s) => s.stations({ ...allStations, ...second, locationId: 'X' })],
  ['stations of several locations', (s) => s.stations({ ...allStations, scope })],
  ['stations online', (s) => s.stations({ ...allStations, online: true })],
  ['ids of stations online', (s) => s.onlineStationIds()],
  ['tokens', (s) => s.tokens({ ...firstPage, ...second })],
  ['tokens of a driver', (s) => s.tokens({ ...firstPage, scope: driver })],
  ['tokens by uid', (s) => s.tokensByUid(['X'])],
  ['sessions', (s) => s.sessions({ ...allSessions, ...second })],
  ['sessions of a station', (s) => s.sessions({ ...allSessions, ...second, stationId: 'X' })],
  ['sessions of a location', (s) => s.sessions({ ...allSessions, locationId: 'X' })],
  ['sessions of several locations', (s) => s.sessions({ ...allSessions, ...second, scope })],
  ['sessions of a token', (s) => s.sessions({ ...allSessions, tokenUid: 'X' })],
  ['sessions of several tokens', (s) => s.sessions({ ...allSessions, scope: owners })],
  ['sessions of a driver', (s) => s.sessions({ ...allSessions, scope: driver })],
  ['sessions by status', (s) => s.sessions({ ...allSessions, status: 'ACTIVE' })],
  ['open sessions of a station', (s) => s.openSessionsOf('X')],
  ['open sessions of a token', (s) => s.openSessionsOfToken('X')],
  ['a session by transaction', (s) => s.sessionByTransaction('X', 'X')],
  ['sessions by transaction', (s) => s.sessionsByTransaction('X', 'X')],
  ['a session by start key', (s) => s.sessionByStartKey('X', 'X')],
  ['readings', (s) => s.readings('X', { limit: 9, after: { sampledAt: at(1), key: 'X' } })],
  ['commands', (s) => s.commands({ ...allCommands, ...second })],
  ['commands of a station', (s) => s.commands({ ...allCommands, stationId: 'X' })],
  ['commands of a session', (s) => s.commands({ ...allCommands, sessionId: 'X' })],
  ['commands of a client', (s) => s.commands({ ...allCommands, clientId: 'X' })],
  ['commands by status', (s) => s.commands({ ...allCommands, status: 'SENT' })],
  ['commands by type', (s) => s.commands({ ...allCommands, type: 'RESET_STATION' })],
  ['commands of several locations', (s) => s.commands({ ...allCommands, scope })],
  ['commands of several tokens', (s) => s.commands({ ...allCommands, ...second, scope: owners })],
  ['commands of a user', (s) => s.commands({ ...allCommands, scope: driver })],
  ['unsettled commands', (s) => s.unsettledCommands(null)],
  ['unsettled commands of a station', (s) => s.unsettledCommands('X')],
  ['a command by number', (s) => s.commandByNumber('X', 1)],
  ['recent starts', (s) => s.recentCommands('X', 'START_SESSION', at(1))],
  ['clients', (s) => s.clients({ ...firstPage, ...second })],
  ['events', (s) => s.events(allEvents)],
  ['events from the newest', (s) => s.events({ ...allEvents, descending: true })],
  [
    'events of a station from the newest',
    (s) => s.events({ ...allEvents, descending: true, stationId: 'X', types: ['station.online'] }),
  ],
  ['events of several tokens from the newest', (s) => s.events({ ...allEvents, descending: true, scope: owners })],
  ['events of a session', (s) => s.events({ ...allEvents, sessionId: 'X' })],
  ['events of a station', (s) => s.events({ ...allEvents, stationId: 'X', types: ['station.online'] })],
  ['events of a location', (s) => s.events({ ...allEvents, locationId: 'X' })],
  ['events of an object', (s) => s.events({ ...allEvents, objectId: 'X' })],
  ['events of several types', (s) => s.events({ ...allEvents, types: ['station.online', 'token.updated'] })],
  ['events of several tokens', (s) => s.events({ ...allEvents, scope: owners })],
  ['events of a driver', (s) => s.events({ ...allEvents, scope: driver })],
  ['events of a time', (s) => s.events({ ...allEvents, fromAt: at(1), toAt: at(2) })],
  ['events from a place on', (s) => s.eventsBySeq(5, 5)],
  ['an idempotency record', (s) => s.idempotencyRecord('X', 'X')],
  ['a record', (s) => s.record('X', 'X')],
  ['a group of records deleted', (s) => s.deleteRecordGroup('X')],
  ['pruning', (s) => s.prune({ eventsAt: at(1), idempotencyAt: at(1), nowAt: at(1) })],
];

const flat = (filter: Filter): readonly Filter[] =>
  Array.isArray(filter.$and) ? (filter.$and as Filter[]).flatMap(flat) : [filter];

const isRange = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).some((key) => /^\$[gl]te?$/.test(key));

/** Whether an index leads to what a query shows: by its equal fields, then in its order or by its range. */
const isServed = ({ filter, sort }: Query, index: readonly string[]): boolean => {
  const parts = flat(filter).flatMap((part) => Object.entries(part).filter(([field]) => !field.startsWith('$')));
  const equal = new Set(parts.filter(([, value]) => !isRange(value)).map(([field]) => field));
  const ranged = new Set(parts.filter(([, value]) => isRange(value)).map(([field]) => field));
  const prefix = index.findIndex((field) => !equal.has(field));
  const led = prefix === -1 ? index.length : prefix;
  const rest = index.slice(led);
  const order = Object.keys(sort);
  const inOrder = order.length === 0 || order.every((field, at) => rest[at] === field);
  if (led === 0 && !inOrder) return false;
  return inOrder && (led > 0 || order.length > 0 || ranged.has(rest[0] ?? ''));
};

describeWithMongo('indexes of the MongoDB store', () => {
  const url = mongoUrl;
  let indexes: ReadonlyMap<string, readonly (readonly string[])[]> = new Map();
  let store: Store | null = null;
  let seen: Query[] = [];

  beforeAll(async () => {
    const own = url();
    store = await openMongoStore(
      { url: own, clock: systemClock, log: silentLog, nodeId: 'n' },
      // Nothing but what is asked is seen.
      { lookEveryMs: 3_600_000 },
    );
    const all: readonly CollectionName[] = [...KIND_NAMES, 'readings', 'events', 'idempotency', 'records'];
    const connection = await mongoose.createConnection(own).asPromise();
    const listed = await Promise.all(
      all.map(
        async (name) =>
          [
            name,
            (await connection.collection(name).listIndexes().toArray()).map(({ key }) => Object.keys(key)),
          ] as const,
      ),
    );
    indexes = new Map(listed);
    await connection.close();
    mongoose.set('debug', (collection: string, method: string, filter: Filter, options: unknown) => {
      if (!/^(find|findOne|countDocuments|deleteMany|deleteOne)$/.test(method)) return;
      const { sort } = (options ?? {}) as { sort?: Record<string, number> };
      seen.push({ collection: collection as CollectionName, filter, sort: sort ?? {} });
    });
  });
  afterAll(async () => {
    mongoose.set('debug', false);
    await store?.close();
  });

  it.each(asked)('serve %s', async (_, ask) => {
    if (store === null) throw new Error('The store is not open.');
    seen = [];
    await ask(store);
    expect(seen).not.toEqual([]);
    const unserved = seen.filter(
      (query) =>
        !flat(query.filter).some((part) => '_id' in part && !isRange(part._id)) &&
        !(indexes.get(query.collection) ?? []).some((index) => isServed(query, index)),
    );
    expect(unserved).toEqual([]);
  });

  it('are made once, however often a node starts', async () => {
    const own = url();
    const { connection } = await openModels(own);
    const before = await connection.collection('sessions').listIndexes().toArray();
    const again = await openMongoStore({ url: own, clock: systemClock, log: silentLog, nodeId: 'm' });
    onTestFinished(() => again.close());
    expect(await connection.collection('sessions').listIndexes().toArray()).toEqual(before);
  });
});
