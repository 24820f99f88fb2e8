/** The whole store: what an adapter implements. */

import type { ClientStore } from './client-store.ts';
import type { CommandStore } from './command-store.ts';
import type { Committer } from './commit.ts';
import type { DocumentStore } from './document-store.ts';
import type { EventStore } from './event-store.ts';
import type { IdempotencyStore } from './idempotency-store.ts';
import type { LocationStore } from './location-store.ts';
import type { RecordStore } from './record-store.ts';
import type { RetentionStore } from './retention-store.ts';
import type { SequenceStore } from './sequence-store.ts';
import type { SessionStore } from './session-store.ts';
import type { StationStore } from './station-store.ts';
import type { TokenStore } from './token-store.ts';

export type Store = Committer &
  DocumentStore &
  LocationStore &
  StationStore &
  TokenStore &
  SessionStore &
  CommandStore &
  EventStore &
  IdempotencyStore &
  ClientStore &
  SequenceStore &
  RecordStore &
  RetentionStore & {
    /** Rejects when the store cannot take a write now. */
    readonly check: () => Promise<void>;
    /** Work in hand is finished first. */
    readonly close: () => Promise<void>;
  };
