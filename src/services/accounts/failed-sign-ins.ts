/** Counts in an account what was wrong of what was typed for it: a stranger's doing, whom no caller's name stands for. */
import { isDomainError } from '../../domain/error.ts';
import type { Committer } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock } from '../ports/time.ts';

export type FailedSignIns = { readonly note: (accountId: string) => Promise<void> };

export const createFailedSignIns = ({
  store,
  committer,
  clock,
}: {
  readonly store: Pick<DocumentStore, 'get'>;
  readonly committer: Committer;
  readonly clock: Clock;
}): FailedSignIns => ({
  note: async (accountId) => {
    const account = await store.get('accounts', accountId);
    if (account === null) return;
    const now = clock.now();
    try {
      await committer.commit({
        accounts: [
          {
            ...account,
            version: account.version + 1,
            failedLogins: account.failedLogins + 1,
            failedAt: now,
            updatedAt: now,
          },
        ],
      });
    } catch (error) {
      // Somebody else wrote it meanwhile: one that is not counted changes nothing.
      if (!isDomainError(error, 'conflict')) throw error;
    }
  },
});
