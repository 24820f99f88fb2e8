/** What a caller's grants show of a kind: said once, for one document and for the stores' lists and totals. */
import { DIMENSIONS, grantedIn, type Visibility } from '../visibility.ts';
import { type DocumentOf, KINDS, type KindName } from './documents.ts';
import { type AnyKind, type Document, fieldOf, heldBy, storedValue } from './kind.ts';

/** Also one that is not stored yet: no scope asks for what the store's documents have beside it. */
type Unstored<D> = Omit<D, keyof Document>;

/** The field must hold one of the values, as they are stored. */
export type Limit = { readonly field: string; readonly values: readonly string[] };

/** What holds for the documents that a scope shows, all of it. null: it shows none. */
export const limitsOf = (kind: AnyKind, scope: Visibility): readonly Limit[] | null => {
  const limits: Limit[] = [];
  for (const dimension of DIMENSIONS) {
    const granted = grantedIn(scope, dimension);
    const field = kind.scope[dimension];
    if (granted === null || field === 'open') continue;
    if (field === undefined) return null;
    const declared = fieldOf(kind, field);
    limits.push({ field, values: [...new Set(granted.map((value) => storedValue(declared, value)))] });
  }
  return limits;
};

/**
 * Whether a document lies within a scope. What a scope asks of a field that the document does not have, it does not fit.
 *
 * apart: fields that are kept beside the document, as they are now.
 */
export const inScope = <K extends KindName>(
  name: K,
  scope: Visibility,
  document: Unstored<DocumentOf<K>>,
  apart: Readonly<Record<string, string | null>> = {},
): boolean => {
  const kind = KINDS[name];
  const valueNow = (field: string) => {
    const value = apart[field];
    return value === undefined
      ? heldBy(kind, field, document as unknown as Document)
      : storedValue(fieldOf(kind, field), value);
  };
  const limits = limitsOf(kind, scope);
  return limits?.every(({ field, values }) => values.some((value) => value === valueNow(field))) ?? false;
};
