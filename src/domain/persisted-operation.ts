/** GraphQL documents that clients name by their hash in place of sending them. */

/** Of whom an operation is that all clients may run: no client has such an id. */
export const EVERYBODY = '*';

/** Characters of a document. What it may cost is measured when it runs. */
export const LONGEST_OPERATION = 32_768;

export type PersistedOperation = {
  /** See `keyOfOperation` in services/persisted-operations.ts; that of everybody's is its sha256. */
  readonly id: string;
  /** Always 1: another text is another operation. */
  readonly version: number;
  /** Of the document's text in UTF-8, hex in lower case. */
  readonly sha256: string;
  /** Who alone may run it; null: every client. */
  readonly clientId: string | null;
  readonly document: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
