/** A document as the audit log keeps it, by the declaration of its kind. */
import { HIDDEN } from './commands/audited.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { KINDS, type KindName } from './kinds/documents.ts';
import { type AnyAudit, type Document, heldBy } from './kinds/kind.ts';

/** In place of a secret that is another than before. */
export const HIDDEN_CHANGE = '(secret, changed)';

type Fields = AnyAudit['fields'];
type Values = Readonly<Record<string, unknown>>;

const asJson = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value ?? null));

const valuesOf = (value: unknown): Values => (typeof value === 'object' && value !== null ? (value as Values) : {});

const secretOf = (value: unknown, before: unknown): JsonValue => {
  if (value === null || value === undefined) return null;
  return before === undefined || before === null || before === value ? HIDDEN : HIDDEN_CHANGE;
};

/** Fields that are not declared are not kept: a document may be of a newer release. */
const kept = (fields: Fields, document: Values, before: Values): JsonObject => {
  const form: Record<string, JsonValue> = {};
  for (const [name, how] of Object.entries(fields)) {
    const value = document[name];
    if (how === 'left_out') continue;
    if (how === 'secret') form[name] = secretOf(value, before[name]);
    else if (typeof how === 'string' || value === null || value === undefined) form[name] = asJson(value);
    else form[name] = kept(how, valuesOf(value), valuesOf(before[name]));
  }
  return form;
};

/** What the log says of a document that was put in the place of another. */
export type AuditedDocument = {
  readonly object: string;
  readonly objectId: string;
  readonly partyId: string | null;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
};

/** null: of this kind nothing is kept. One of the two documents is there. */
export const auditedDocument = (
  name: KindName,
  before: Document | null,
  after: Document | null,
): AuditedDocument | null => {
  const kind = KINDS[name];
  const { audit } = kind;
  const document = after ?? before;
  if (audit === null || document === null) return null;
  const form = (of: Document | null, former: Document | null): JsonObject | null =>
    of === null ? null : kept(audit.fields, valuesOf(audit.clean?.(of) ?? of), valuesOf(former));
  const party = kind.scope.party;
  const partyId = party === undefined || party === 'open' ? null : heldBy(kind, party, document);
  return {
    object: audit.object,
    // As it is shown, not as it is looked for.
    objectId: kind.key.of(document),
    partyId: typeof partyId === 'string' ? partyId : null,
    before: form(before, null),
    after: form(after, before),
  };
};
