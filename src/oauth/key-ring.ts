/** The signing keys as this node knows them: read again every few seconds, so that all nodes change over together. */
import type { JWK } from 'jose';
import { READ_EVERY_MS, type SigningKey } from '../domain/signing-key.ts';
import type { Log } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';

/** ES256: small, quick to verify, known by every JWT library. */
export const SIGNING_ALGORITHM = 'ES256';

/** A JWK set; the first key signs. It stays the same object until the keys change. */
export type KeySet = { readonly keys: readonly JWK[] };

export type KeyRing = {
  /** With their private parts. */
  readonly whole: () => KeySet;
  /** As /oauth/jwks shows them. */
  readonly shown: () => KeySet;
  readonly has: (kid: string | null) => boolean;
  readonly close: () => void;
};

const PUBLIC_PARTS = ['kty', 'crv', 'x', 'y', 'kid', 'use', 'alg'] as const;

const publicPart = (key: JWK): JWK =>
  Object.fromEntries(PUBLIC_PARTS.filter((part) => key[part] !== undefined).map((part) => [part, key[part]]));

export const createKeyRing = async ({
  inUse,
  clock,
  log,
}: {
  /** The one that signs first. */
  readonly inUse: () => Promise<readonly SigningKey[]>;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<KeyRing> => {
  let whole: KeySet = { keys: [] };
  let shown: KeySet = { keys: [] };
  let stopTimer: () => void = () => undefined;
  let isClosed = false;

  const read = async (): Promise<void> => {
    const keys = await inUse();
    const isSame = keys.length === whole.keys.length && keys.every(({ kid }, index) => kid === whole.keys[index]?.kid);
    if (isSame) return;
    whole = { keys: keys.map(({ jwk }) => ({ ...jwk })) };
    shown = { keys: whole.keys.map(publicPart) };
    log.info({ keyIds: keys.map(({ kid }) => kid) }, 'oauth.keys_read');
  };

  const plan = (): void => {
    stopTimer = clock.after(READ_EVERY_MS, async () => {
      // The store is away: those that are known stay.
      await read().catch((error: unknown) => log.warn({ err: error }, 'oauth.keys_not_read'));
      if (!isClosed) plan();
    });
  };

  await read();
  if (whole.keys.length === 0) throw new Error('There is no signing key.');
  plan();
  return {
    whole: () => whole,
    shown: () => shown,
    has: (kid) => shown.keys.some((key) => key.kid === kid),
    close: () => {
      isClosed = true;
      stopTimer();
    },
  };
};
