import { describe, expect, it } from 'vitest';
import { exampleEvents } from '../../scripts/gen/example-events.ts';
import { ALL_GRANTS, type Caller, SCOPES, type Scope } from '../../src/domain/access.ts';
import {
  type DomainEvent,
  EVENT_TYPES,
  EVENTS,
  type EventType,
  isEventType,
  type NewEvent,
} from '../../src/domain/event.ts';
import { seesEvent } from '../../src/domain/event-visibility.ts';
import type { Visibility } from '../../src/domain/visibility.ts';
import { createInProcessBus } from '../../src/events/in-process-bus.ts';
import { type EventReader, entitlementOf, isEntitled } from '../../src/services/event-entitlement.ts';
import { createEvents } from '../../src/services/events.ts';
import { callerWith } from '../support/callers.ts';
import { ALL_CLIENTS, ALL_OWNERS, ownedEvent, UNKNOWN_TYPE } from '../support/owned-events.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';
import { allEvents } from './documents.ts';
import type { StoreUnderTest } from './store.ts';

/** SQLite's log is found by blocks of 1024 events, and what is behind them one by one: with these before, some of each. */
const BEFORE = 800;

/** Grants with two values are held to the rule in test/domain, and to the store in store-scopes.ts. */
const CLIENTS = ALL_CLIENTS.filter(
  ({ locationIds, groupIds, tokenUids, driverId, partyIds }) =>
    locationIds?.length !== 2 &&
    tokenUids?.length !== 2 &&
    groupIds?.length !== 2 &&
    // Bound to one party or group: beside each other dimension by itself.
    ((partyIds === null && groupIds === null) ||
      ((partyIds ?? groupIds)?.length === 1 &&
        [locationIds, groupIds, tokenUids, driverId, partyIds].filter((bound) => bound !== null).length < 3)),
);

/**
 * Of each audience and object one type with all owners, and the other types with some of them: which rule a type has is
 * held to its table in test/domain; here it is the store that finds them by it.
 */
const FEW_OWNERS = ALL_OWNERS.filter((_, index) => index % 9 === 0);
const foundAlike = new Set(EVENT_TYPES.map((type) => `${EVENTS[type].audience}/${EVENTS[type].object}`));
const OWNED: readonly NewEvent[] = [...EVENT_TYPES, UNKNOWN_TYPE as EventType].flatMap((type) => {
  const isFirst = !isEventType(type) || foundAlike.delete(`${EVENTS[type].audience}/${EVENTS[type].object}`);
  return (isFirst ? ALL_OWNERS : FEW_OWNERS).map((owners) =>
    ownedEvent(type, `${type}/${Object.values(owners).join('/')}`, owners),
  );
});

const EVERY = { types: null, stationId: null, sessionId: null, locationId: null, objectId: null };

const callerOf = ({ locationIds, groupIds, tokenUids, driverId, partyIds }: Visibility): Caller => ({
  ...callerWith(SCOPES),
  userId: driverId,
  grants: { locationIds, groupIds, tokenUids, partyIds },
});

const idsOf = (events: readonly DomainEvent[]): readonly string[] => events.map(({ id }) => id);

const OF_FEW = OWNED.filter(({ id }) =>
  FEW_OWNERS.some((owners) => id.endsWith(`/${Object.values(owners).join('/')}`)),
);

/** Of each owned object a few owners more than the one that the examples have. */
const ASKED: readonly NewEvent[] = Array.from({ length: 60 }, (_, index) => {
  const { seq: _seq, ...event } = exampleEvents['command.updated'];
  const requestedBy = { clientId: index % 20 === 0 ? 'seldom' : 'often', userId: null };
  return { ...event, id: `asked-${index}`, data: { command: { ...event.data.command, requestedBy } } };
});
const HOOKS: readonly NewEvent[] = [null, 'anna', 'ben'].flatMap((accountId) =>
  ['seldom', 'often'].map((clientId) => {
    const { seq: _seq, ...event } = exampleEvents['webhook.endpoint_updated'];
    const webhookEndpoint = { ...event.data.webhookEndpoint, clientId, accountId };
    return { ...event, id: `hook-${clientId}-${accountId}`, data: { webhookEndpoint } };
  }),
);

const HOLDERS: readonly (readonly [Partial<EventReader>, ...Scope[]])[] = [
  [{}],
  [{ clientId: 'seldom' }],
  [{ clientId: 'seldom' }, 'locations:read', 'webhooks:manage'],
  [{ clientId: 'often', accountId: 'anna' }, 'webhooks:manage', 'tokens:read'],
  [{ clientId: 'seldom', accountId: 'ben' }, 'webhooks:manage', 'clients:manage', 'stations:read'],
  [{ clientId: 'seldom', grants: { ...ALL_GRANTS, locationIds: ['here', 'harbour'] } }, 'locations:read'],
  [{ clientId: 'often', userId: 'me' }, 'sessions:read'],
  [{ clientId: 'seldom', grants: { ...ALL_GRANTS, tokenUids: ['04A2B3C4D5', 'mine'] } }, 'tokens:read'],
  [{}, ...SCOPES],
];

export const describeEventAudience = ({ store }: StoreUnderTest): void => {
  const fill = async (): Promise<readonly DomainEvent[]> => {
    const nobodys = { locationId: null, tokenUid: null, driverId: null, partyId: 'default', stationGroupId: null };
    const before = Array.from({ length: BEFORE }, (_, index) => ownedEvent(UNKNOWN_TYPE, `before-${index}`, nobodys));
    return [...(await store().commit({ events: before })), ...(await store().commit({ events: OWNED }))];
  };

  describe('the audience of events', () => {
    it('is the same in the log, in its totals and in its stream, for every type and every kind of client', async () => {
      const told = await fill();
      const bus = createInProcessBus({ log: silentLog });
      const events = createEvents({ store: store(), bus, metrics: createRecordedMetrics() });
      for (const client of CLIENTS) {
        const expected = idsOf(told.filter((event) => seesEvent(client, event)));
        const stream = events.stream(callerOf(client), EVERY, { afterId: null, scope: 'events:read' });
        bus.publish(told);
        const streamed: DomainEvent[] = [];
        while (streamed.length < expected.length) streamed.push((await stream.next()).value);
        await stream.return?.();
        expect([client, idsOf(streamed)]).toEqual([client, expected]);

        const { items } = await store().events({ ...allEvents, scope: client, limit: told.length });
        expect([client, idsOf(items)]).toEqual([client, expected]);

        const total = await store().countEvents({ ...allEvents, scope: client }, told.length);
        expect([client, total]).toEqual([client, expected.length]);
      }
    });

    it('is what scopes open, too, in pages, totals and streams, and of some the reader’s own', async () => {
      const told = await store().commit({ events: [...OF_FEW, ...ASKED, ...HOOKS] });
      const bus = createInProcessBus({ log: silentLog });
      const events = createEvents({ store: store(), bus, metrics: createRecordedMetrics() });
      for (const [changes, ...scopes] of HOLDERS) {
        const reader: Caller = { ...callerWith(scopes), ...changes };
        const entitlement = entitlementOf(reader);
        for (const types of [null, ['command.updated'], ['webhook.endpoint_updated', 'token.updated']] as const) {
          const expected = idsOf(
            told.filter(
              (event) => isEntitled(entitlement, event) && types?.some((one) => one === event.type) !== false,
            ),
          );
          const query = { ...allEvents, ...entitlement, types, limit: 100 };
          for (const descending of [false, true]) {
            const paged: string[] = [];
            for (let more = true; more; ) {
              const page = await store().events({ ...query, descending, afterId: paged.at(-1) ?? null });
              paged.push(...idsOf(page.items));
              ({ more } = page);
            }
            const wanted = descending ? expected.toReversed() : expected;
            expect([changes, scopes, types, descending, paged]).toEqual([changes, scopes, types, descending, wanted]);
          }
          expect(await store().countEvents(query, told.length)).toBe(expected.length);
        }
        const stream = events.stream({ ...reader, scopes: new Set([...scopes, 'events:read']) }, EVERY, {
          afterId: null,
          scope: 'events:read',
        });
        bus.publish(told);
        const expected = idsOf(told.filter((event) => isEntitled(entitlement, event)));
        const streamed: DomainEvent[] = [];
        while (streamed.length < expected.length) streamed.push((await stream.next()).value);
        expect([changes, idsOf(streamed)]).toEqual([changes, expected]);
        expect(stream.atHand(1)).toEqual([]);
        await stream.return?.();
      }
    });

    it('holds together with the types that are asked for', async () => {
      const told = await fill();
      const types: readonly EventType[] = ['station.message', 'session.ended'];
      for (const client of CLIENTS) {
        const expected = told.filter((event) => types.includes(event.type) && seesEvent(client, event));
        const { items } = await store().events({ ...allEvents, scope: client, types, limit: told.length });
        expect([client, idsOf(items)]).toEqual([client, idsOf(expected)]);
      }
    });
  });
};
