/**
 * Puts many objects by the use case that puts one, each with its own result: one that is refused stops no other.
 *
 * They are put beside each other, so many at a time: what is committed in one moment is one commit of the store (SQLite's
 * group commit, one entry of MongoDB's log), and the audit log and the events tell each object by itself. There is no
 * whole to take back: what was put before a process died stays, and the same request again finds it UNCHANGED.
 */
import type { Caller, Scope } from '../../domain/access.ts';
import type { BulkResult } from '../../domain/bulk-answer.ts';
import { DomainError, isDomainError } from '../../domain/error.ts';
import { requireScope } from '../access.ts';
import { type BulkAnswered, type BulkPut, MOST_IN_BULK } from '../api/bulk.ts';
import type { Put } from '../api/paging.ts';
import type { AuditedCommitter, By } from '../audit/audited-committer.ts';
import { type Idempotency, requestHash } from '../idempotency.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock, NewId } from '../ports/time.ts';
import { atOnce } from './at-once.ts';

/** Each reads and commits; more at a time would only wait for the same store. */
const AT_ONCE = 64;

const refused = (key: string, { code, detail, faults }: DomainError): BulkResult => ({
  key,
  status: 'REFUSED',
  version: null,
  fault: { code, detail, faults },
});

const statusOf = ({ created, unchanged }: Put<unknown>): BulkResult['status'] => {
  if (unchanged === true) return 'UNCHANGED';
  return created ? 'CREATED' : 'REPLACED';
};

/** Of keys that are there more than once, the first alone counts. */
const repeatedIn = (keys: readonly string[]): ReadonlySet<number> => {
  const seen = new Set<string>();
  return new Set(keys.flatMap((key, index) => (seen.size === seen.add(key).size ? [index] : [])));
};

const twice = (key: string): DomainError => {
  const detail = `${key} stands in this list before.`;
  return new DomainError('conflict', { detail });
};

/** One use case: what it is called in the audit log, and how it puts one object, unless that says what is there already. */
export type PutsOne<Input, T extends { readonly version: number }> = {
  readonly operation: By['operation'];
  /** Without it nothing of the request is looked at. */
  readonly scope: Scope;
  /** Keys that are one key to the store. */
  readonly sameKey: (key: string) => string;
  readonly put: (caller: Caller, input: Input, ifVersion: number | null) => Promise<Put<T>>;
};

export type PutMany = <Input, T extends { readonly version: number }>(
  one: PutsOne<Input, T>,
) => (caller: Caller, request: BulkPut<Input>) => Promise<BulkAnswered>;

export const createPutMany = ({
  store,
  committer,
  idempotency,
  clock,
  newId,
}: {
  readonly store: Pick<DocumentStore, 'get'>;
  readonly committer: AuditedCommitter;
  readonly idempotency: Idempotency;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}): PutMany => {
  return (one) =>
    async (caller, { items, idempotencyKey: key }) => {
      requireScope(caller, one.scope);
      if (items.length === 0 || items.length > MOST_IN_BULK) {
        throw new DomainError('invalid_request', { detail: `A request has 1 to ${MOST_IN_BULK} objects.` });
      }
      const putAll = (): Promise<readonly BulkResult[]> => {
        const repeated = repeatedIn(items.map((item) => one.sameKey(item.key)));
        return atOnce(AT_ONCE, items, async ({ key: id, input, ifVersion }, index) => {
          if (repeated.has(index)) return refused(id, twice(id));
          if (input instanceof DomainError) return refused(id, input);
          try {
            const put = await one.put(caller, input, ifVersion);
            return { key: id, status: statusOf(put), version: put.object.version, fault: null };
          } catch (error) {
            if (!isDomainError(error)) throw error;
            return refused(id, error);
          }
        });
      };
      if (key === null) return { results: await putAll(), repeated: false };
      return idempotency.once<BulkAnswered>(
        { caller, key, hash: requestHash(`${one.operation} many`, items) },
        async (keep) => {
          const results = await putAll();
          const [id, now] = [newId(), clock.now()];
          const answer = { id, version: 1, results, createdAt: now, updatedAt: now };
          await committer.write(
            { caller, operation: one.operation },
            { bulkAnswers: [answer], idempotency: [keep(id)] },
          );
          return { results, repeated: false };
        },
        async (id) => {
          const answer = await store.get('bulkAnswers', id);
          if (answer === null) throw new DomainError('idempotency_mismatch');
          return { results: answer.results, repeated: true };
        },
      );
    };
};
