/** The one way to write: an atomic, durable change with its events. */
import type { Client } from '../../domain/access.ts';
import type { Command } from '../../domain/command.ts';
import type { DomainEvent, NewEvent } from '../../domain/event.ts';
import type { Location } from '../../domain/location.ts';
import type { StoredReading } from '../../domain/meter.ts';
import type { Session } from '../../domain/session.ts';
import type { Station } from '../../domain/station.ts';
import type { Token } from '../../domain/token.ts';
import type { IdempotencyRecord } from './idempotency-store.ts';

/**
 * One atomic, durable change: everything in it is stored, or nothing.
 *
 * Each document is put whole. A version of 1 must not be there yet; version n replaces n - 1.
 * Where that does not hold, the commit throws DomainError('conflict') and stores nothing.
 * Readings whose (sessionId, key) is stored already are passed over.
 */
export type Change = {
  readonly locations?: readonly Location[];
  readonly stations?: readonly Station[];
  readonly tokens?: readonly Token[];
  readonly sessions?: readonly Session[];
  readonly readings?: readonly StoredReading[];
  readonly commands?: readonly Command[];
  readonly clients?: readonly Client[];
  /** Stored once: a second put of (clientId, key) is a conflict. */
  readonly idempotency?: readonly IdempotencyRecord[];
  readonly events?: readonly NewEvent[];
};

export type Committer = {
  /** Resolves when the change is durable, with its events in their places. */
  readonly commit: (change: Change) => Promise<readonly DomainEvent[]>;
};
