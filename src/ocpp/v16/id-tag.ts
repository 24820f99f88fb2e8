/** A tag as 1.6 says it. */
import type { PresentedToken } from '../../services/inbox.ts';
import { textOf } from '../payload.ts';
import { MAX_ID_TAG } from './authorization.ts';

/** null: none was shown. What stands behind the 20 characters that a tag can have (CiString20Type) is no part of it. */
export const presentedTag = (idTag: unknown): PresentedToken | null => {
  const uid = textOf(idTag)?.slice(0, MAX_ID_TAG).trim();
  return uid === undefined ? null : { uid, kind: 'idTag' };
};
