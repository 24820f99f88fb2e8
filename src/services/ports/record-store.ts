import type { JsonObject } from '../../domain/json.ts';

/**
 * Records of the embedded OAuth issuer and of the gateway itself (keys), by kind and id.
 * A record behind its expiry is as good as gone.
 */
export type RecordStore = {
  readonly record: (kind: string, id: string) => Promise<JsonObject | null>;
  readonly putRecord: (
    kind: string,
    id: string,
    value: JsonObject,
    options: { readonly expiresAt: Date | null; readonly group?: string | null },
  ) => Promise<void>;
  /** Without an expiry, and only when there is none yet; false: there is one. Of many nodes one is first. */
  readonly addRecord: (kind: string, id: string, value: JsonObject) => Promise<boolean>;
  readonly deleteRecord: (kind: string, id: string) => Promise<void>;
  /** All of one group (an OAuth grant), whatever their kind. */
  readonly deleteRecordGroup: (group: string) => Promise<void>;
};
