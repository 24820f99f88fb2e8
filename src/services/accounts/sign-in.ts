/** How people come in: by a password and a code, by a link that is good once, or from the company's own provider. */

import { ALL_GRANTS, type Origin } from '../../domain/access.ts';
import {
  type Account,
  type AccountIdentity,
  type AccountRole,
  authTimeS,
  identityName,
  loginName,
  signOutAt,
} from '../../domain/account.ts';
import { isDomainError } from '../../domain/error.ts';
import { DEFAULT_PARTY_ID } from '../../domain/party.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { AuditedCommitter } from '../audit/audited-committer.ts';
import type { Operation } from '../audit/operations.ts';
import { collectFaults } from '../faults.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { Clock, NewId } from '../ports/time.ts';
import type { SecretGuesses } from '../secret-guesses.ts';
import { accountChange } from './account-change.ts';
import { accountIdOf, opens } from './account-link.ts';
import type { FailedSignIns } from './failed-sign-ins.ts';
import { makeRecoveryCodes, makeTotpSecret, stepOf, withoutRecoveryCode } from './totp.ts';

const TRIES = 5;
const LEAST_CHARACTERS = 10;
const MOST_CHARACTERS = 200;

/** Where somebody types, and for which client; null: for none, as behind a link. */
export type At = { readonly from: Origin; readonly clientId: string | null };

/** What the company's own provider says of somebody. */
export type ToldIdentity = AccountIdentity & {
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
};

export type SignIn = {
  /** An account that may be signed in to; null: there is none. */
  readonly account: (id: string) => Promise<Account | null>;
  /** null: the login or the password is wrong, or the account is locked. Throws rate_limited. */
  readonly byPassword: (
    given: { readonly login: string; readonly password: string },
    at: At,
  ) => Promise<Account | null>;
  /** By a code of its authenticator, or one of its recovery codes; each is good once. null: wrong. Throws rate_limited. */
  readonly byCode: (accountId: string, code: string, at: At) => Promise<Account | null>;
  readonly newTotpSecret: () => string;
  /** Keeps an authenticator that shows the right code. recoveryCodes are in this answer only. null: the code is wrong. */
  readonly setUpTotp: (
    given: { readonly accountId: string; readonly secret: string; readonly code: string },
    at: At,
  ) => Promise<readonly string[] | null>;
  /** Somebody is in. The seconds since 1970 as of which they are. null: the account is gone, or locked by now. */
  readonly done: (
    accountId: string,
    at: At,
  ) => Promise<{ readonly accountId: string; readonly authTimeS: number } | null>;
  /** Whose the code of a link is; null: it is not good, or no more. */
  readonly linked: (code: string) => Promise<Account | null>;
  /** Uses the link up, and ends all that was signed in. null: it is not good. Throws invalid_request for a bad password. */
  readonly setPassword: (
    given: { readonly code: string; readonly password: string },
    at: At,
  ) => Promise<Account | null>;
  /** The account that is linked to the identity, or to its address, or made for it. null: nobody may come in so. */
  readonly byIdentity: (told: ToldIdentity, at: At) => Promise<Account | null>;
};

const checkPassword = (password: string, { login }: Account): void => {
  const { unless, raise } = collectFaults();
  const { length } = [...password];
  unless(
    length >= LEAST_CHARACTERS && length <= MOST_CHARACTERS,
    '/password',
    `A password has ${LEAST_CHARACTERS} to ${MOST_CHARACTERS} characters.`,
  );
  unless(password.toLowerCase() !== login.toLowerCase(), '/password', 'A password is not the login.');
  raise();
};

export const createSignIn = ({
  store,
  committer,
  failed,
  passwords,
  guesses,
  newRole,
  clock,
  newId,
  log,
  metrics,
}: {
  readonly store: DocumentStore;
  readonly committer: AuditedCommitter;
  readonly failed: FailedSignIns;
  readonly passwords: Passwords;
  /** Of logins, each as the client of a guess. */
  readonly guesses: SecretGuesses;
  /** Of accounts that are made when somebody comes from the provider for the first time; null: none are. */
  readonly newRole: AccountRole | null;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly metrics: Metrics;
}): SignIn => {
  const byName = async (name: string): Promise<Account | null> => {
    const [holder] = await store.getMany('accountNames', [name]);
    return holder === undefined ? null : store.get('accounts', holder.accountId);
  };
  const active = async (id: string): Promise<Account | null> => {
    const account = await store.get('accounts', id);
    return account?.status === 'active' ? account : null;
  };
  const guessOf = (login: string, { from }: At) => ({ address: from.address, clientId: loginName(login) });

  const refuse = async (account: Account | null, login: string, at: At, why: 'password' | 'code'): Promise<null> => {
    metrics.count('sign_ins_total', { outcome: `wrong_${why}` });
    log.info({ accountId: account?.id ?? null, address: at.from.address, why }, 'account.sign_in_refused');
    await guesses.failed(guessOf(login, at));
    if (account !== null) failed.note(account.id);
    return null;
  };

  /** Reads, changes and writes, in the name of the account itself. make null: nothing is to be written. */
  const change = (
    id: string,
    operation: Operation,
    { from, clientId }: At,
    make: (before: Account, now: Date) => Account | null,
  ): Promise<Account | null> =>
    againOnConflict(TRIES, async () => {
      const before = await store.get('accounts', id);
      const now = clock.now();
      const after = before === null ? null : make(before, now);
      if (before === null || after === null) return null;
      const { account, change: made } = await accountChange(store, before, after, now);
      const caller = { clientId, userId: account.driverId, accountId: account.id, from };
      await committer.write({ caller, operation }, made);
      return account;
    });

  const linked = async (code: string): Promise<Account | null> => {
    const id = accountIdOf(code);
    const account = id === null ? null : await store.get('accounts', id);
    return account !== null && account.status !== 'locked' && opens(code, account, clock.now()) ? account : null;
  };

  const makeFor = async (told: ToldIdentity, role: AccountRole, at: At): Promise<Account> => {
    const id = newId();
    const now = clock.now();
    const { issuer, subject, email, emailVerified, name } = told;
    const { account, change: made } = await accountChange(
      store,
      null,
      {
        id,
        // An address that nobody vouches for is no name to take.
        login: email !== null && emailVerified ? email : `${new URL(issuer).host}/${subject}`,
        name,
        email,
        role,
        status: 'active',
        driverId: role === 'driver' ? id : null,
        partyId: DEFAULT_PARTY_ID,
        // Who belongs to one of several operators is invited.
        grants: { ...ALL_GRANTS, partyIds: [DEFAULT_PARTY_ID] },
        passwordHash: null,
        totpRequired: false,
        totp: null,
        recoveryHashes: [],
        link: null,
        identity: { issuer, subject },
        failedLogins: 0,
        failedAt: null,
        signedInAt: null,
        signedOutAt: null,
      },
      now,
    );
    const caller = { clientId: at.clientId, userId: account.driverId, accountId: id, from: at.from };
    await committer.write({ caller, operation: 'account.create_by_identity' }, made);
    return account;
  };

  return {
    account: active,
    byPassword: async ({ login, password }, at) => {
      await guesses.admit(guessOf(login, at));
      const account = await byName(loginName(login));
      // Longer ones are nobody's, and cost more to look at.
      const isRight =
        password.length <= 4 * MOST_CHARACTERS && (await passwords.matches(password, account?.passwordHash ?? null));
      return isRight && account?.status === 'active' ? account : refuse(account, login, at, 'password');
    },
    byCode: async (accountId, code, at) => {
      const account = await active(accountId);
      if (account === null) return null;
      await guesses.admit(guessOf(account.login, at));
      const used = await change(accountId, 'account.use_code', at, (before, now) => {
        const step = before.totp === null ? null : stepOf(before.totp, code, now);
        if (step !== null && before.totp !== null) return { ...before, totp: { ...before.totp, lastStep: step } };
        const left = withoutRecoveryCode(before.recoveryHashes, code);
        return left === null ? null : { ...before, recoveryHashes: left };
      });
      return used ?? refuse(account, account.login, at, 'code');
    },
    newTotpSecret: makeTotpSecret,
    setUpTotp: async ({ accountId, secret, code }, at) => {
      const { codes, hashes } = makeRecoveryCodes();
      const account = await change(accountId, 'account.set_up_totp', at, (before, now) => {
        // Another page was faster: what it set up stays.
        const step = before.totp === null ? stepOf({ secret, lastStep: null }, code, now) : null;
        return step === null ? null : { ...before, totp: { secret, lastStep: step }, recoveryHashes: hashes };
      });
      return account === null ? null : codes;
    },
    done: async (accountId, at) => {
      const account = await change(accountId, 'account.sign_in', at, (before, now) =>
        before.status === 'active' ? { ...before, signedInAt: now, failedLogins: 0, failedAt: null } : null,
      );
      if (account === null) return null;
      metrics.count('sign_ins_total', { outcome: 'done' });
      log.info({ accountId, clientId: at.clientId, address: at.from.address }, 'account.signed_in');
      return { accountId, authTimeS: authTimeS(account, clock.now()) };
    },
    linked,
    setPassword: async ({ code, password }, at) => {
      const known = await linked(code);
      if (known === null) return null;
      checkPassword(password, known);
      const passwordHash = await passwords.hash(password);
      return change(known.id, 'account.set_password', at, (before, now) =>
        before.status !== 'locked' && opens(code, before, now)
          ? {
              ...before,
              passwordHash,
              link: null,
              status: 'active',
              signedOutAt: signOutAt(before, now),
              failedLogins: 0,
              failedAt: null,
            }
          : null,
      );
    },
    byIdentity: async (told, at) => {
      const known = await byName(identityName(told));
      if (known !== null) return known.status === 'active' ? known : null;
      // The provider vouches for the address: whoever was invited by it is meant.
      const invited = told.email !== null && told.emailVerified ? await byName(loginName(told.email)) : null;
      if (invited !== null) {
        return change(invited.id, 'account.link_identity', at, (before) =>
          before.status === 'locked' || before.identity !== null
            ? null
            : {
                ...before,
                identity: { issuer: told.issuer, subject: told.subject },
                status: 'active',
                link: null,
              },
        );
      }
      if (newRole === null) return null;
      try {
        return await makeFor(told, newRole, at);
      } catch (error) {
        if (!isDomainError(error, 'conflict')) throw error;
        // Two pages at once, or an address that another account has and nobody vouches for.
        return byName(identityName(told));
      }
    },
  };
};
