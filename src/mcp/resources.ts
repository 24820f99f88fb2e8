/** The pages of docs/ as resources: an agent reads how things are meant before it asks. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { DomainError } from '../domain/error.ts';

const FOLDER = new URL('../../docs/', import.meta.url);
const SCHEME = 'voltgate://docs/';

export type Resource = {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly mimeType: 'text/markdown';
};

const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;

/** Read once, from what is there at the start. */
export const createResources = () => {
  const names = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -3))
    .sort();
  const list: readonly Resource[] = names.map((name) => ({
    uri: `${SCHEME}${name}`,
    name,
    title: titleOf(name),
    mimeType: 'text/markdown',
  }));
  return {
    list,
    /** Throws DomainError('not_found'). */
    read: async (uri: string): Promise<string> => {
      const name = names.find((known) => `${SCHEME}${known}` === uri);
      if (name === undefined) throw new DomainError('not_found', { detail: 'There is no such page.' });
      return readFile(new URL(`${name}.md`, FOLDER), 'utf8');
    },
  };
};

export type Resources = ReturnType<typeof createResources>;
