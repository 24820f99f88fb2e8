/**
 * Which events somebody may read: those within its grants (domain/event-visibility.ts) of objects that its scopes open
 * (domain/event-scopes.ts). The log, streams, subscriptions, webhooks, traces and commands all ask here.
 */
import type { Caller } from '../domain/access.ts';
import { DomainError } from '../domain/error.ts';
import type { DomainEvent, EventType, NewEvent } from '../domain/event.ts';
import { type EventReads, readsEvent, readsOf, readsType, scopesForType } from '../domain/event-scopes.ts';
import { seesEvent } from '../domain/event-visibility.ts';
import type { Visibility } from '../domain/visibility.ts';
import { visibilityOf } from './access.ts';

export type EventReader = Pick<Caller, 'clientId' | 'userId' | 'accountId' | 'scopes' | 'grants'>;

/** As a query of the log has it. Those with the same text read the same. */
export type Entitlement = { readonly scope: Visibility; readonly reads: EventReads };

export const entitlementOf = (reader: EventReader): Entitlement => ({
  scope: visibilityOf(reader),
  reads: readsOf(reader),
});

export const isEntitled = ({ scope, reads }: Entitlement, event: NewEvent | DomainEvent): boolean =>
  readsEvent(reads, event) && seesEvent(scope, event);

/**
 * Throws insufficient_scope where a type is asked for by its name of which no event is open: it would be silent for ever.
 * whose: who lacks the scope, for the text.
 */
export const requireTypes = (reads: EventReads, types: readonly EventType[] | null, whose = 'the token'): void => {
  const refused = (types ?? []).filter((type) => !readsType(reads, type));
  if (refused.length === 0) return;
  const lacking = [...new Set(refused.flatMap((type) => scopesForType(type)[0] ?? []))];
  const detail =
    `Events of the type ${refused.join(', ')} need the scope ${lacking.join(' ')}, which ${whose} lacks: ` +
    'leave them out, or ask with a token that has it.';
  throw new DomainError('insufficient_scope', { detail, scope: lacking.join(' ') });
};
