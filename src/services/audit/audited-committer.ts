/**
 * The one way in which what callers ask for is written: a change that names who asked and for what, and has its entries of
 * the audit log with it, in one commit. There is no write without its entry, and no entry without its write.
 *
 * The entries follow from the change itself: one for each document of a kind that is audited. What was there before is
 * read at the version that the commit replaces; the commit is refused where it was another by then.
 */
import type { Caller } from '../../domain/access.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { type AuditedDocument, auditedDocument } from '../../domain/audit-rules.ts';
import { DomainError } from '../../domain/error.ts';
import type { DomainEvent } from '../../domain/event.ts';
import { KIND_NAMES, KINDS, type KindName } from '../../domain/kinds/documents.ts';
import { type Document, storedKey } from '../../domain/kinds/kind.ts';
import type { Change, Committer, Removal } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock, NewId } from '../ports/time.ts';
import type { Operation } from './operations.ts';

/** Who asked, and for what. */
export type By = {
  readonly caller: Pick<Caller, 'userId' | 'accountId' | 'from'> & {
    /** null: the gateway itself. */ readonly clientId: string | null;
  };
  readonly operation: Operation;
};

export type Audit = {
  /** The change with its entries. Throws DomainError('conflict') where it replaces what is not there any more. */
  readonly entered: (by: By, change: Change) => Promise<Change>;
};

/** No `commit`: a committer that names nobody does not fit. */
export type AuditedCommitter = Audit & {
  /** As Committer.commit. */
  readonly write: (by: By, change: Change) => Promise<readonly DomainEvent[]>;
};

/** What becomes of the document of a key. before: the version that must be there; 0: none. after null: it is taken away. */
type Write = {
  readonly name: KindName;
  readonly key: string;
  readonly before: number;
  readonly after: Document | null;
};

const AUDITED = KIND_NAMES.filter((name) => KINDS[name].audit !== null);

/** In the order of the commit: what is taken away goes first. */
const writesOf = (change: Change): readonly Write[] => {
  const removed: { readonly [K in KindName]?: readonly Removal[] } = change.removed ?? {};
  return [
    ...AUDITED.flatMap((name) =>
      (removed[name] ?? []).map(({ key, version }) => ({ name, key, before: version, after: null })),
    ),
    ...AUDITED.flatMap((name) =>
      (change[name] ?? []).map((after) => ({
        name,
        key: KINDS[name].key.of(after),
        before: after.version - 1,
        after,
      })),
    ),
  ];
};

const placeOf = (name: KindName, key: string): string => `${name} ${storedKey(KINDS[name], key)}`;

export const createAudit = ({
  store,
  clock,
  newId,
}: {
  readonly store: Pick<DocumentStore, 'getMany'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}): Audit => {
  /** By kind and key, of what the change replaces. What is made has nothing before it, and costs no look. */
  const documentsBefore = async (writes: readonly Write[]): Promise<Map<string, Document | null>> => {
    const found = new Map<string, Document | null>();
    const replacing = writes.filter(({ before }) => before > 0);
    const names = [...new Set(replacing.map(({ name }) => name))];
    await Promise.all(
      names.map(async (name) => {
        const keys = replacing.filter((write) => write.name === name).map(({ key }) => key);
        const documents: readonly Document[] = await store.getMany(name, [...new Set(keys)]);
        for (const document of documents) found.set(placeOf(name, KINDS[name].key.of(document)), document);
      }),
    );
    return found;
  };

  const entryOf = (by: By, audited: AuditedDocument): AuditEntry => {
    const now = clock.now();
    const { clientId, accountId = null, from } = by.caller;
    return {
      id: newId(),
      version: 1,
      outcome: 'DONE',
      clientId,
      userId: by.caller.userId ?? accountId,
      operation: by.operation,
      ...audited,
      reason: null,
      attempts: 1,
      from,
      createdAt: now,
      updatedAt: now,
    };
  };

  return {
    entered: async (by, change) => {
      const writes = writesOf(change);
      if (writes.length === 0) return change;
      const found = await documentsBefore(writes);
      const entries = writes.flatMap(({ name, key, before: version, after }): readonly AuditEntry[] => {
        const place = placeOf(name, key);
        const before = found.get(place) ?? null;
        if ((before?.version ?? 0) !== version) throw new DomainError('conflict');
        // A change may hold the versions that follow one another.
        found.set(place, after);
        const audited = auditedDocument(name, before, after);
        return audited === null ? [] : [entryOf(by, audited)];
      });
      return { ...change, auditEntries: [...(change.auditEntries ?? []), ...entries] };
    },
  };
};

export const createAuditedCommitter = (dependencies: {
  readonly store: Pick<DocumentStore, 'getMany'>;
  readonly committer: Committer;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}): AuditedCommitter => {
  const audit = createAudit(dependencies);
  return {
    ...audit,
    write: async (by, change) => dependencies.committer.commit(await audit.entered(by, change)),
  };
};
