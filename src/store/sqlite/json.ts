/** Documents as JSON text: instants become ISO 8601, and become Dates again by their keys. */

/**
 * What is under these keys came from outside as it is: a key in it that ends in `At` is not ours. Or it is text already:
 * documents in the audit log.
 */
const FOREIGN = new Set(['payload', 'result', 'raw', 'signedData', 'jwks', 'before', 'after']);

const revive = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) revive(item);
    return;
  }
  const fields = value as Record<string, unknown>;
  for (const [key, field] of Object.entries(fields)) {
    if (typeof field === 'string') {
      if (key.endsWith('At')) fields[key] = new Date(field);
    } else if (!FOREIGN.has(key)) revive(field);
  }
};

/** The newest texts, by their milliseconds: one message's instants stand in its session, its reading and its event. */
const newest = Array.from({ length: 1024 }, () => ({ ms: Number.NaN, text: '' }));

/**
 * What toJSON gives, mostly without writing it. It is always one flat string: JSON.stringify is three times as fast on an
 * object whose strings are all flat.
 */
export const instantText = (instant: Date | null): string | null => {
  if (instant === null) return null;
  const ms = instant.getTime();
  const known = newest[ms % newest.length];
  if (known === undefined) return instant.toJSON();
  if (known.ms !== ms) {
    known.text = instant.toISOString();
    known.ms = ms;
  }
  return known.text;
};

const written = (value: object): unknown => {
  if (value instanceof Date) return instantText(value);
  if (Array.isArray(value))
    return value.map((item) => (typeof item === 'object' && item !== null ? written(item) : item));
  const fields: Record<string, unknown> = { ...value };
  for (const key in fields) {
    const field = fields[key];
    if (typeof field === 'object' && field !== null) fields[key] = written(field);
  }
  return fields;
};

/** Instants are written before: JSON.stringify is three times as fast where nothing has a toJSON of its own. */
export const encode = (document: object): string => JSON.stringify(written(document));

/** The document again. Its type is that of the table that it came from. */
export const decode = <T>(text: string): T => {
  const document: unknown = JSON.parse(text);
  revive(document);
  return document as T;
};

export const decodeOrNull = <T>(text: string | null): T | null => (text === null ? null : decode<T>(text));

export const decodeAll = <T>(texts: readonly string[]): readonly T[] => texts.map((text) => decode<T>(text));

/** uids are compared without regard to case (OCPI CiString, OCPP IdToken). */
export const uidKey = (uid: string): string => uid.toLowerCase();

export const uidKeys = (uids: readonly string[] | null): readonly string[] | null => uids?.map(uidKey) ?? null;
