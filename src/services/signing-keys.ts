/**
 * The keys of the embedded issuer: made before the one that signs grows old, or at once where the settings say that those
 * there are must go, and taken away when they are over. Each step is one commit, and of two nodes that take it one is
 * first: a kill leaves the step undone or done.
 */
import { generateKeyPairSync } from 'node:crypto';
import { FROM_INSIDE } from '../domain/access.ts';
import type { JsonObject } from '../domain/json.ts';
import {
  AT_ONCE_AFTER_MS,
  areKeysBefore,
  isKeyDue,
  keysInUse,
  nextKeyId,
  SHOWN_BEFORE_MS,
  type SigningKey,
  statedKeys,
} from '../domain/signing-key.ts';
import { SEES_ALL } from '../domain/visibility.ts';
import { againOnConflict } from './again-on-conflict.ts';
import type { AuditedCommitter, By } from './audit/audited-committer.ts';
import type { Chore } from './chores.ts';
import { OLDEST_FIRST } from './list-pages.ts';
import type { Log } from './ports/observing.ts';
import type { Store } from './ports/store.ts';
import type { Clock, NewId } from './ports/time.ts';

const TRIES = 5;
/** One is made in days at the least; what is over goes within the hour. */
const MOST_KEYS = 1000;
const CHORE_EVERY_MS = 3_600_000;

/** Where releases up to 0.1 kept the one key; it stays there for nodes of theirs that still run. */
const KIND_BEFORE = 'oauth-signing-keys';
const ID_BEFORE = 'current';

const BY_ITSELF: By = {
  caller: { clientId: null, userId: null, from: FROM_INSIDE },
  operation: 'signing_key.rotate',
};

const makeJwk = (kid: string): SigningKey['jwk'] => {
  const {
    crv = '',
    x = '',
    y = '',
    d = '',
  } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'jwk',
  });
  return { kty: 'EC', crv, x, y, d, kid, use: 'sig', alg: 'ES256' };
};

export type SigningKeys = {
  /** Makes the very first key, and replaces those that the settings want gone. */
  readonly prepare: () => Promise<void>;
  /** Those that tokens may be signed by now, the one that signs first. */
  readonly inUse: () => Promise<readonly SigningKey[]>;
  readonly chore: Chore;
};

/** everyMs: for how long a key signs; null: for ever. sinceAt: keys from before it are replaced at once; null: none are. */
export const createSigningKeys = ({
  store,
  committer,
  settings: { everyMs, sinceAt },
  clock,
  newId,
  log,
}: {
  readonly store: Pick<Store, 'list' | 'record' | 'addRecord' | 'caughtUp'>;
  readonly committer: AuditedCommitter;
  readonly settings: { readonly everyMs: number | null; readonly sinceAt: Date | null };
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
  readonly log: Log;
}): SigningKeys => {
  const all = async (): Promise<readonly SigningKey[]> => {
    const query = { ...OLDEST_FIRST, scope: SEES_ALL, limit: MOST_KEYS, where: {} };
    return (await store.list('signingKeys', query)).items;
  };

  /** With what other nodes have just made: what follows from an old list would be in conflict. */
  const allOfNow = async (): Promise<readonly SigningKey[]> => {
    await store.caughtUp();
    return all();
  };

  const newKey = (keys: readonly SigningKey[], changes: Partial<SigningKey>): SigningKey => {
    const now = clock.now();
    const jwk = changes.jwk ?? makeJwk(newId());
    return {
      id: nextKeyId(keys),
      version: 1,
      kid: jwk.kid ?? '',
      jwk,
      signsFromAt: now,
      endsEarlier: false,
      createdAt: now,
      updatedAt: now,
      ...changes,
    };
  };
  const inMs = (ms: number): Date => new Date(clock.now().getTime() + ms);

  /** That of an earlier release; else one that is kept where an earlier release looks for it, too. */
  const firstKey = async (): Promise<SigningKey> => {
    const made = { keys: [makeJwk(newId())] };
    const isNew = await store.addRecord(KIND_BEFORE, ID_BEFORE, made as unknown as JsonObject);
    const kept = isNew ? made : await store.record(KIND_BEFORE, ID_BEFORE);
    const [jwk] = (kept as unknown as typeof made | null)?.keys ?? [];
    if (jwk === undefined) throw new Error('The first signing key was stored, and is not there.');
    return newKey([], { jwk, ...(isNew ? {} : { createdAt: new Date(0) }) });
  };

  const rotate = async (made: readonly SigningKey[], over: readonly SigningKey[]): Promise<void> => {
    const removed = { signingKeys: over.map(({ id, version }) => ({ key: id, version })) };
    await committer.write(BY_ITSELF, { signingKeys: made, removed });
    for (const { kid, signsFromAt, endsEarlier } of made) {
      log.info({ keyId: kid, signsFromAt, endsEarlier }, 'oauth.key_made');
    }
    for (const { kid } of over) log.info({ keyId: kid }, 'oauth.key_ended');
  };

  return {
    prepare: () =>
      againOnConflict(TRIES, async () => {
        const kept = await allOfNow();
        if (kept.length === 0) await rotate([await firstKey()], []);
        const keys = kept.length === 0 ? await allOfNow() : kept;
        if (!areKeysBefore(keys, clock.now(), sinceAt)) return;
        await rotate([newKey(keys, { signsFromAt: inMs(AT_ONCE_AFTER_MS), endsEarlier: true })], []);
      }),
    inUse: async () => keysInUse(await all(), clock.now()),
    chore: {
      name: 'signing-keys',
      everyMs: CHORE_EVERY_MS,
      run: () =>
        againOnConflict(TRIES, async () => {
          const keys = await allOfNow();
          const now = clock.now();
          const over = statedKeys(keys, now).flatMap(({ key, state }) => (state === 'over' ? [key] : []));
          const due = isKeyDue(keys, now, everyMs) ? [newKey(keys, { signsFromAt: inMs(SHOWN_BEFORE_MS) })] : [];
          if (due.length + over.length > 0) await rotate(due, over);
        }),
    },
  };
};
