import type { Caller } from '../../domain/access.ts';
import type { AuditEntry, AuditOutcome } from '../../domain/audit.ts';
import type { Page, PageInput } from './paging.ts';

export type AuditFilter = {
  readonly clientId: string | null;
  readonly userId: string | null;
  /** As the log calls it: `station`. */
  readonly object: string | null;
  readonly objectId: string | null;
  readonly operation: string | null;
  readonly outcome: AuditOutcome | null;
  /** The party whose the objects are, as `NL-VGT`. */
  readonly party: string | null;
};

/** Needs audit:read. Who is bound to parties reads what was done to their things; in any other dimension, nothing. */
export type AuditLog = {
  /** Documents in it are as they were, with parties by their names. */
  readonly list: (caller: Caller, page: PageInput, filter: AuditFilter) => Promise<Page<AuditEntry>>;
  readonly get: (caller: Caller, id: string) => Promise<AuditEntry>;
};
