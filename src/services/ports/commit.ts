/** The one way to write: an atomic, durable change with its events. */
import type { DomainEvent, NewEvent } from '../../domain/event.ts';
import type { DocumentOf, KindName, RemovableKind } from '../../domain/kinds/documents.ts';
import type { StoredReading } from '../../domain/meter.ts';
import type { IdempotencyRecord } from './idempotency-store.ts';

/** What of each kind is put. */
export type DocumentChange = { readonly [K in KindName]?: readonly DocumentOf<K>[] };

/** The document of a key, at the version that it has now. */
export type Removal = { readonly key: string; readonly version: number };

export type Removals = { readonly [K in RemovableKind]?: readonly Removal[] };

/**
 * One atomic, durable change: everything in it is stored, or nothing. It has a part for each kind of document.
 *
 * Each document is put whole. A version of 1 must not be there yet; version n replaces n - 1.
 * Where that does not hold, the commit throws DomainError('conflict') and stores nothing.
 * What is removed is taken away before anything is put, and must be there at the version named; its key may come again,
 * with version 1.
 * Readings whose (sessionId, key) is stored already are passed over.
 */
export type Change = DocumentChange & {
  readonly removed?: Removals;
  readonly readings?: readonly StoredReading[];
  /** Stored once: a second put of (clientId, key) is a conflict. */
  readonly idempotency?: readonly IdempotencyRecord[];
  readonly events?: readonly NewEvent[];
};

export type Committer = {
  /** Resolves when the change is durable, with its events in their places. */
  readonly commit: (change: Change) => Promise<readonly DomainEvent[]>;
};
