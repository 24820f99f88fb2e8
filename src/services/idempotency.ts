/** Idempotency keys: the same request twice gives the first answer again. */
import { createHash } from 'node:crypto';
import { type Caller, callerKey } from '../domain/access.ts';
import { DomainError, isDomainError } from '../domain/error.ts';
import type { IdempotencyRecord, IdempotencyStore } from './ports/idempotency-store.ts';
import type { Clock } from './ports/time.ts';

/** Visible ASCII, at most 255. */
const KEY = /^[\x21-\x7e]{1,255}$/;

const canonical = (value: unknown): unknown => {
  if (value instanceof Date || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(canonical);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, canonical(member)]),
  );
};

/** SHA-256, hex, of an operation and its body, whatever the order of the body's keys. */
export const requestHash = (operation: string, body: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([operation, canonical(body)]))
    .digest('hex');

export type Idempotency = {
  /**
   * Runs first() at most once for a caller's key. `keep` of a command's id gives the record that first() commits together
   * with that command; where it is refused and another process has used the key, again() answers for both.
   *
   * Throws invalid_request (a key that is not 1 to 255 visible ASCII characters), idempotency_in_progress,
   * idempotency_mismatch, and what first() and again() throw.
   *
   * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
   */
  readonly once: <T>(
    request: { readonly caller: Caller; readonly key: string; readonly hash: string },
    first: (keep: (commandId: string) => IdempotencyRecord) => Promise<T>,
    again: (commandId: string) => Promise<T>,
  ) => Promise<T>;
};

export const createIdempotency = ({
  store,
  clock,
}: {
  readonly store: IdempotencyStore;
  readonly clock: Clock;
}): Idempotency => {
  const inWork = new Map<string, string>();

  return {
    once: async ({ caller, key, hash }, first, again) => {
      if (!KEY.test(key)) {
        const detail = 'An idempotency key has 1 to 255 visible ASCII characters.';
        throw new DomainError('invalid_request', { detail, faults: [{ pointer: '/idempotencyKey', detail }] });
      }
      // People of one app share its client id, but not their keys.
      const clientId = callerKey(caller);
      const slot = `${clientId} ${key}`;
      const working = inWork.get(slot);
      if (working !== undefined) {
        throw new DomainError(working === hash ? 'idempotency_in_progress' : 'idempotency_mismatch');
      }
      inWork.set(slot, hash);
      try {
        const known = async () => {
          const record = await store.idempotencyRecord(clientId, key);
          if (record !== null && record.requestHash !== hash) throw new DomainError('idempotency_mismatch');
          return record;
        };
        const record = await known();
        if (record !== null) return await again(record.commandId);
        try {
          return await first((commandId) => ({
            clientId,
            key,
            requestHash: hash,
            commandId,
            createdAt: clock.now(),
          }));
        } catch (error) {
          // Also what is refused: the same request may be on its way into the store from a node that has died, and what it
          // did be the reason of the refusal.
          if (!isDomainError(error) || error.code === 'unavailable') throw error;
          await store.caughtUp();
          const winner = await known();
          if (winner === null) throw error;
          return await again(winner.commandId);
        }
      } finally {
        inWork.delete(slot);
      }
    },
  };
};
