/** Counts in an account what was wrong of what was typed for it: a stranger's doing, whom no caller's name stands for. */
import { againOnConflict } from '../again-on-conflict.ts';
import type { Committer } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Log } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';

export type FailedSignIns = {
  /** Returns at once: whoever types must not see by the time whether there is an account. */
  readonly note: (accountId: string) => void;
};

const TRIES = 5;

export const createFailedSignIns = ({
  store,
  committer,
  clock,
  log,
}: {
  readonly store: Pick<DocumentStore, 'get'>;
  readonly committer: Committer;
  readonly clock: Clock;
  readonly log: Log;
}): FailedSignIns => {
  const count = async (accountId: string): Promise<void> => {
    const account = await store.get('accounts', accountId);
    if (account === null) return;
    const now = clock.now();
    const failedLogins = account.failedLogins + 1;
    await committer.commit({
      accounts: [{ ...account, version: account.version + 1, failedLogins, failedAt: now, updatedAt: now }],
    });
  };
  return {
    note: (accountId) => {
      againOnConflict(TRIES, () => count(accountId)).catch((err: unknown) =>
        log.warn({ err, accountId }, 'account.failure_not_counted'),
      );
    },
  };
};
