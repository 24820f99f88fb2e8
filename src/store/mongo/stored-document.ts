/** A document as it lies in its collection; see models.ts. */

/**
 * v first: it decides. It counts on where a key comes again after its document was removed: `base` is the tombstone's, and
 * what the document calls its version is the rest. Absent: 0.
 */
export type StoredFields = { readonly v: number } & Readonly<Record<string, string | number | boolean | Date | null>>;
export type StoredDocument = {
  readonly _id: string;
  readonly d: StoredFields & { readonly json: string };
  /** Commands only: the token that they are seen with, at that version of their session. */
  readonly t?: { readonly v: number; readonly uid: string | null };
};
