/** Access tokens that were revoked (RFC 7009): by their `jti`, until they would have ended anyway. */
import type { AccessToken } from '../domain/access.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import { CLOCK_TOLERANCE_S } from './own-tokens.ts';

const KIND = 'oauth-revoked-tokens';

const idOf = ({ outside, id }: Pick<AccessToken, 'outside' | 'id'>): string =>
  outside === null ? id : JSON.stringify([outside, id]);

export const isRevoked = async (
  store: Pick<RecordStore, 'record'>,
  token: Pick<AccessToken, 'outside' | 'id'>,
): Promise<boolean> => (await store.record(KIND, idOf(token))) !== null;

/** Every node refuses it ten seconds later at most. It is kept for as long as some node's clock may find it good. */
export const revoke = (
  store: Pick<RecordStore, 'putRecord'>,
  token: Pick<AccessToken, 'outside' | 'id' | 'expiresAt'>,
): Promise<void> =>
  store.putRecord(KIND, idOf(token), {}, { expiresAt: new Date(token.expiresAt.getTime() + 2000 * CLOCK_TOLERANCE_S) });
