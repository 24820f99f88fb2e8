/** What cookies of signing in are signed with: made at first start, kept in the store, the same on every node. */
import { randomBytes } from 'node:crypto';
import type { RecordStore } from '../services/ports/record-store.ts';

const KIND = 'oauth-cookie-keys';
const ID = 'current';

export const loadCookieKeys = async ({ store }: { readonly store: RecordStore }): Promise<readonly string[]> => {
  // Of nodes that start together one is first.
  await store.addRecord(KIND, ID, { keys: [randomBytes(32).toString('base64url')] });
  const kept = await store.record(KIND, ID);
  if (kept === null) throw new Error('The keys of cookies were stored, and are not there.');
  return (kept as { readonly keys: readonly string[] }).keys;
};
