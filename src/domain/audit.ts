/** What the audit log holds: one entry for each object that a caller wrote, or was refused to write. */
import type { Origin } from './access.ts';
import type { ErrorCode } from './error.ts';
import type { JsonObject } from './json.ts';

export const AUDIT_OUTCOMES = ['DONE', 'REFUSED'] as const;
/** REFUSED: by scope or grants. One entry stands for all refusals of a client in a minute. */
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

export type AuditEntry = {
  readonly id: string;
  /** 1; of refusals it grows with their count. */
  readonly version: number;
  readonly outcome: AuditOutcome;
  /** null: the gateway itself, by its settings. */
  readonly clientId: string | null;
  readonly userId: string | null;
  /** See services/audit/operations.ts: `location.put`; of a command its type. */
  readonly operation: string;
  /** As the object's kind calls it; null: the refusal came before any was named. */
  readonly object: string | null;
  readonly objectId: string | null;
  /** Whose the object is; null: nobody's, as a client. */
  readonly partyId: string | null;
  /** null: it was not there. Without secrets, by the declaration of its kind. */
  readonly before: JsonObject | null;
  /** null: it is not there any more, or was not written. */
  readonly after: JsonObject | null;
  /** Why it was refused; null: it was done. */
  readonly reason: ErrorCode | null;
  /** How often it was refused in that minute; 1 of what was done. */
  readonly attempts: number;
  readonly from: Origin;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** RFC 7396: what a merge patch would say to come from one to the other. */
export const mergePatchOf = (before: JsonObject, after: JsonObject): JsonObject => {
  const patch: Record<string, JsonObject[string]> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was = null, is = null] = [before[name], after[name]];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    patch[name] = isObject(was) && isObject(is) ? mergePatchOf(was, is) : is;
  }
  return patch;
};

const isObject = (value: JsonObject[string]): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
