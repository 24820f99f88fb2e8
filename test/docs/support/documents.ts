/** The documents of the root and of docs/, and the shell blocks in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './program.ts';

const mdIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

export const DOCUMENTS: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...mdIn('docs'),
];

/** How something is added; test/recipes follows them. */
export const RECIPE_DOCUMENTS: readonly string[] = mdIn('docs/recipes');

export const textOf = (document: string): string => readFileSync(join(ROOT, document), 'utf8');

/** From a heading to the next one of its level or above. */
export const sectionOf = (document: string, heading: string): string => {
  const lines = textOf(document).split('\n');
  const from = lines.findIndex((line) => line.replace(/^#+ /, '') === heading && line.startsWith('#'));
  const level = lines[from]?.indexOf(' ');
  if (from === -1 || level === undefined) throw new Error(`${document} has no section ${heading}`);
  const inCode = (index: number) => lines.slice(0, index).filter((line) => /^ *```/.test(line)).length % 2 === 1;
  const to = lines.findIndex(
    (line, index) => index > from && new RegExp(`^#{1,${level}} `).test(line) && !inCode(index),
  );
  return lines.slice(from, to === -1 ? undefined : to).join('\n');
};

export type Block = { readonly language: string; readonly body: string };

/** The ``` blocks of a text, in order, without their indentation. */
const blocksIn = (text: string): readonly Block[] =>
  [...text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```/gm)].map(([, indent = '', language = '', body = '']) => ({
    language,
    body: body
      .split('\n')
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
      .join('\n')
      .trimEnd(),
  }));

const SHELL = /^(sh|bash|shell|console)$/;

export const shellBlocks = (text: string): readonly string[] =>
  blocksIn(text)
    .filter(({ language }) => SHELL.test(language))
    .map(({ body }) => body.trim());

/** JSON, HTTP, code, pictures. */
export const otherBlocks = (text: string): readonly Block[] =>
  blocksIn(text).filter(({ language }) => !SHELL.test(language));

/** What a person has to put in: YOUR-HOST, <this repository>. */
export const PLACEHOLDER = /YOUR-[A-Z-]+|<[a-z ]+>/;
/** What goes on until Ctrl-C, or changes the tree. */
export const NOT_FOR_A_SCRIPT = /\bnpm (start|ci|run (demo|simulate))\b/;
