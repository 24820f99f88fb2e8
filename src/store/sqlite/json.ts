/** Documents as JSON text: instants become ISO 8601, and become Dates again by their keys. */

/** What is under these keys came from outside as it is: a key in it that ends in `At` is not ours. */
const FOREIGN = new Set(['payload', 'result', 'raw', 'signedData', 'jwks']);

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

export const encode = (document: object): string => JSON.stringify(document);

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
