/** Whether a document says what is stored already: a put of it would change its version and nothing else. */
import { isDeepStrictEqual } from 'node:util';
import type { Document } from '../../domain/kinds/kind.ts';

export const isSameAs = <D extends Document>(known: D | null, next: D): boolean =>
  known !== null && isDeepStrictEqual({ ...next, version: known.version, updatedAt: known.updatedAt }, { ...known });
