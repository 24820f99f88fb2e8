/** Places in the order of a search, and the cursors that say them. */
import { DomainError } from '../../domain/error.ts';

/** rank: millimetres from the point, or the cell in a box; of what shares it, the ids decide. */
export type SearchPosition = { readonly rank: number; readonly locationId: string; readonly uid: string };

/** Behind every id. */
export const LAST = '\uffff';

export const isBehind = (one: SearchPosition, other: SearchPosition): boolean => {
  if (one.rank !== other.rank) return one.rank > other.rank;
  if (one.locationId !== other.locationId) return one.locationId > other.locationId;
  return one.uid > other.uid;
};

/** kind: `near` or `box`; a cursor goes on in its own kind alone. */
export const encodePosition = (kind: string, { rank, locationId, uid }: SearchPosition): string =>
  Buffer.from(JSON.stringify([kind, rank, locationId, uid])).toString('base64url');

const LONGEST_ID = 200;

const parsed = (cursor: string): readonly unknown[] => {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(read) ? read : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
};

/** Throws DomainError('invalid_request') for what encodePosition did not make, or of another kind. */
export const decodePosition = (kind: string, cursor: string): SearchPosition => {
  const [said, rank, locationId, uid] = parsed(cursor);
  if (
    said === kind &&
    typeof rank === 'number' &&
    Number.isSafeInteger(rank) &&
    rank >= 0 &&
    typeof locationId === 'string' &&
    locationId.length <= LONGEST_ID &&
    typeof uid === 'string' &&
    uid.length <= LONGEST_ID
  ) {
    return { rank, locationId, uid };
  }
  const detail = 'The cursor is not one of this search.';
  throw new DomainError('invalid_request', { detail, faults: [{ pointer: '/cursor', detail }] });
};
