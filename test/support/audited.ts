/** A committer for what callers write, on a store of a test. */
import { createIds } from '../../src/observe/ids.ts';
import { type AuditedCommitter, createAuditedCommitter } from '../../src/services/audit/audited-committer.ts';
import type { Committer } from '../../src/services/ports/commit.ts';
import type { DocumentStore } from '../../src/services/ports/document-store.ts';
import type { Clock } from '../../src/services/ports/time.ts';

export const auditedOn = (
  store: Committer & Pick<DocumentStore, 'getMany'>,
  clock: Clock,
  committer: Committer = store,
): AuditedCommitter => createAuditedCommitter({ store, committer, clock, newId: createIds(clock) });
