/** Remembers what was made of the newest documents, by their text: bounded in number and in length, for anyone may send one. */

export type DocumentCache<T> = {
  readonly get: (text: string) => T | undefined;
  readonly set: (text: string, value: T) => void;
  readonly size: () => number;
};

const MOST_DOCUMENTS = 500;
const MOST_CHARACTERS = 1024 * 1024;

export const createDocumentCache = <T>({
  mostDocuments = MOST_DOCUMENTS,
  mostCharacters = MOST_CHARACTERS,
} = {}): DocumentCache<T> => {
  /** The least recently used first. */
  const values = new Map<string, T>();
  let characters = 0;

  const forget = (text: string): void => {
    if (values.delete(text)) characters -= text.length;
  };

  return {
    get: (text) => {
      const value = values.get(text);
      if (value === undefined) return undefined;
      values.delete(text);
      values.set(text, value);
      return value;
    },
    set: (text, value) => {
      forget(text);
      values.set(text, value);
      characters += text.length;
      for (const oldest of values.keys()) {
        if (values.size <= mostDocuments && characters <= mostCharacters) return;
        forget(oldest);
      }
    },
    size: () => values.size,
  };
};
