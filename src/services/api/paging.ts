/** Pages and puts, as every face has them. */

/** limit 1 to 1000. cursor: opaque, from a page before. */
export type PageInput = {
  readonly limit: number;
  readonly cursor: string | null;
  /** One that the kind of the objects declares. Default: createdAt. A cursor goes on in its own order only. */
  readonly order?: string;
  readonly newestFirst: boolean;
  readonly updatedFromAt: Date | null;
  readonly updatedToAt: Date | null;
  readonly withTotal: boolean;
};

/** An order by its name on the faces, in whatever case: `CREATED_AT` is createdAt, and OCPI's `last_updated` updatedAt. */
export const orderNamed = (name: string): string => {
  const plain = name.toLowerCase();
  return plain === 'last_updated' ? 'updatedAt' : plain.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
};

/** cursors[i] stands behind items[i]. nextCursor null: this was the last page. total null: not asked for, or too many to count. */
export type Page<T> = {
  readonly items: readonly T[];
  readonly cursors: readonly string[];
  readonly nextCursor: string | null;
  readonly total: number | null;
};

/**
 * Of two puts at once one wins; ifVersion makes the loser know (precondition_failed). created: it was not there before.
 * unchanged: nothing was written, see PutHow.
 */
export type Put<T> = { readonly object: T; readonly created: boolean; readonly unchanged?: true };

/** unlessSame: what says what is there already is not written, and so gets no new version. */
export type PutHow = { readonly unlessSame: boolean };

/** retired: those that were deleted and are kept, in place of those in use. */
export type RetiredFilter = { readonly retired?: boolean };

/** object: as it was last; `retired`, and one version later, where it has a history: else it is gone for good. */
export type Removed<T> = { readonly object: T; readonly retired: boolean };
