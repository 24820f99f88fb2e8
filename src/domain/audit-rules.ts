/** A document as the audit log keeps it, by the declaration of its kind. */
import { HIDDEN } from './commands/audited.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { KIND_NAMES, KINDS, type KindName } from './kinds/documents.ts';
import { type AnyAudit, type Document, heldBy } from './kinds/kind.ts';

/** In place of a secret that is another than before. */
export const HIDDEN_CHANGE = '(secret, changed)';

type Fields = AnyAudit['fields'];
type Values = Readonly<Record<string, unknown>>;

const asJson = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value ?? null));

const valuesOf = (value: unknown): Values => (typeof value === 'object' && value !== null ? (value as Values) : {});

const secretOf = (value: unknown, before: unknown): JsonValue => {
  if (value === null || value === undefined) return null;
  const isChange = before !== undefined && before !== null && JSON.stringify(before) !== JSON.stringify(value);
  return isChange ? HIDDEN_CHANGE : HIDDEN;
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

const fieldsOf = (object: string | null): Fields =>
  KIND_NAMES.map((name) => KINDS[name].audit).find((audit) => audit?.object === object)?.fields ?? {};

const respelled = (value: JsonValue, fields: Fields, spell: (name: string) => string): JsonValue => {
  if (Array.isArray(value)) return value.map((item) => respelled(item, {}, spell));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const how = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return [spell(name), how === 'verbatim' ? inner : respelled(inner, typeof how === 'object' ? how : {}, spell)];
    }),
  );
};

/** A document of the log with the names of its fields as a face spells them. */
export const spelled = (object: string | null, document: JsonObject, spell: (name: string) => string): JsonObject =>
  respelled(document, fieldsOf(object), spell) as JsonObject;
