/** The change that puts an account, with the names that it holds and holds no more. */
import { type Account, type AccountName, namesOf } from '../../domain/account.ts';
import { DomainError } from '../../domain/error.ts';
import type { Change } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';

type Names = Pick<DocumentStore, 'getMany'>;

const takenBy = (name: string): DomainError =>
  new DomainError('conflict', {
    detail: name.startsWith('login ')
      ? 'Another account has this login.'
      : 'Another account is linked to this identity.',
  });

/** after: without its version and instants, which are made here. Throws conflict where a name is another account's. */
export const accountChange = async (
  store: Names,
  before: Account | null,
  after: Omit<Account, 'version' | 'createdAt' | 'updatedAt'>,
  now: Date,
): Promise<{ readonly account: Account; readonly change: Change }> => {
  const account: Account = {
    ...after,
    version: (before?.version ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  const [held, wanted] = [before === null ? [] : namesOf(before), namesOf(account)];
  const gone = held.filter((name) => !wanted.includes(name));
  const added = wanted.filter((name) => !held.includes(name));
  if (gone.length === 0 && added.length === 0) return { account, change: { accounts: [account] } };

  const known = await store.getMany('accountNames', [...gone, ...added]);
  const taken = known.find(({ name }) => added.includes(name));
  if (taken !== undefined) throw takenBy(taken.name);
  const accountNames = added.map(
    (name): AccountName => ({ name, version: 1, accountId: account.id, createdAt: now, updatedAt: now }),
  );
  const removed = known.map(({ name: key, version }) => ({ key, version }));
  return {
    account,
    change: {
      accounts: [account],
      accountNames,
      ...(removed.length === 0 ? {} : { removed: { accountNames: removed } }),
    },
  };
};

export const accountRemoval = async (store: Names, account: Account): Promise<Change> => {
  const names = await store.getMany('accountNames', namesOf(account));
  return {
    removed: {
      accounts: [{ key: account.id, version: account.version }],
      accountNames: names.map(({ name: key, version }) => ({ key, version })),
    },
  };
};
