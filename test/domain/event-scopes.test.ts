import { describe, expect, it } from 'vitest';
import { exampleEvents } from '../../scripts/gen/example-events.ts';
import { SCOPES, type Scope } from '../../src/domain/access.ts';
import { type DomainEvent, EVENT_TYPES, type EventType } from '../../src/domain/event.ts';
import {
  ownerOfEvent,
  READS_ALL,
  readsEvent,
  readsOf,
  readsType,
  scopesInWords,
} from '../../src/domain/event-scopes.ts';
import { isReadBy } from '../support/event-scopes.ts';
import { UNKNOWN_TYPE } from '../support/owned-events.ts';

/** Of the events that are somebody's, they are of this client in the examples. */
const OWNER = 'fleet';

const SETS: readonly (readonly Scope[])[] = [
  [],
  ['events:read'],
  ...SCOPES.map((scope) => [scope]),
  ...SCOPES.map((scope) => SCOPES.filter((other) => other !== scope)),
  ['webhooks:manage', 'clients:manage'],
  ['webhooks:manage', 'sessions:read'],
  SCOPES,
];

const cases = SETS.flatMap((scopes) =>
  [OWNER, 'other'].map((clientId) => [`${clientId} with ${scopes.join(' ') || 'none'}`, clientId, scopes] as const),
);

describe('which events scopes open', () => {
  it.each(cases)('%s: each type', (_, clientId, scopes) => {
    const reads = readsOf({ clientId, userId: null, scopes: new Set(scopes) });
    const isOwner = clientId === OWNER;
    for (const type of EVENT_TYPES) {
      expect([type, readsEvent(reads, exampleEvents[type])]).toEqual([type, isReadBy(type, scopes, isOwner)]);
      expect([type, readsType(reads, type)]).toEqual([type, isReadBy(type, scopes, true)]);
    }
  });

  it('is all that there is, of a newer release too, for who holds what every type needs, and for nobody else', () => {
    const unknown = { ...exampleEvents['session.ended'], type: UNKNOWN_TYPE as EventType } as DomainEvent;
    const holder = { clientId: OWNER, userId: null };
    expect(readsOf({ ...holder, scopes: new Set(SCOPES) })).toEqual(READS_ALL);
    expect(readsEvent(READS_ALL, unknown)).toBe(true);
    const scopes = new Set(SCOPES.filter((scope) => scope !== 'tokens:read'));
    expect(readsEvent(readsOf({ ...holder, scopes }), unknown)).toBe(false);
  });

  it('keeps endpoints of one person from another who came by the same client', () => {
    const event = exampleEvents['webhook.endpoint_disabled'];
    const ofAnna = {
      ...event,
      data: { webhookEndpoint: { ...event.data.webhookEndpoint, accountId: 'anna' } },
    } satisfies DomainEvent;
    const reads = (accountId?: string) =>
      readsOf({ clientId: OWNER, userId: null, accountId: accountId ?? null, scopes: new Set(['webhooks:manage']) });
    expect([reads('anna'), reads('ben'), reads()].map((each) => readsEvent(each, ofAnna))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('takes no name of a client for another one', () => {
    const owners = ['a', 'a"', '["a"]', 'command ["a"]'].map((clientId) => {
      const event = exampleEvents['command.updated'];
      const command = { ...event.data.command, requestedBy: { clientId, userId: null } };
      return ownerOfEvent({ ...event, data: { command } });
    });
    expect(new Set(owners).size).toBe(4);
  });

  it('is said in words', () => {
    expect(scopesInWords('session.ended')).toBe('`sessions:read`');
    expect(scopesInWords('command.updated')).toBe('`stations:read` or `sessions:read`; of its own: no further scope');
    expect(scopesInWords('webhook.test')).toBe(
      '`webhooks:manage` with `clients:manage`; of its own: `webhooks:manage`',
    );
  });
});
