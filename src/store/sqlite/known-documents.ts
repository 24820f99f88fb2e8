/**
 * The documents that lists gave lately, decoded: what a list gives is made once for each version of an object.
 *
 * Safe, because a stamp (kind, key, version and instant of the change) names one content for ever: version n is replaced
 * by n + 1 alone (putDocument), and a key that came again would come at another instant. Nothing is looked up here but by
 * the stamps that the database gave for this very list, so it decides neither what is in a list nor who may see it. What
 * is remembered is frozen, for all who list it are given the same object.
 */

/** Length of the texts from which the remembered documents were made: about 2,000 sessions, some 15 MB of objects. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

export type KnownDocuments = {
  readonly get: (stamp: string) => object | undefined;
  /** size: the length of its text. */
  readonly add: (stamp: string, document: object, size: number) => void;
};

const freeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  Object.freeze(value);
  for (const field of Object.values(value)) freeze(field);
};

export const createKnownDocuments = ({ mostCharacters = MOST_CHARACTERS } = {}): KnownDocuments => {
  /** The least recently listed first. */
  const known = new Map<string, { readonly document: object; readonly size: number }>();
  let characters = 0;

  const forget = (stamp: string): void => {
    characters -= known.get(stamp)?.size ?? 0;
    known.delete(stamp);
  };

  return {
    get: (stamp) => {
      const found = known.get(stamp);
      if (found === undefined) return undefined;
      known.delete(stamp);
      known.set(stamp, found);
      return found.document;
    },
    add: (stamp, document, size) => {
      freeze(document);
      forget(stamp);
      known.set(stamp, { document, size });
      characters += size;
      for (const oldest of known.keys()) {
        if (characters <= mostCharacters) return;
        forget(oldest);
      }
    },
  };
};
