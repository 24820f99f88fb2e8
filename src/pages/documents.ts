/** The documents of this tree as pages: which there are, where they are, and how their Markdown becomes HTML. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { Marked } from 'marked';
import { escapeHtml } from '../domain/escape-html.ts';
import type { Link } from './layout.ts';

export type Document = {
  /** From the root of the tree. */
  readonly file: string;
  readonly path: string;
  readonly title: string;
};

const document = (file: string, title: string): Document => ({
  file,
  title,
  path: `/docs/${file
    .replace(/^docs\//, '')
    .replace(/\.md$/, '')
    .toLowerCase()}`,
});

/** In the order in which they are read. */
export const DOCUMENTS: readonly Document[] = [
  document('README.md', 'Start here'),
  document('docs/concepts.md', 'Concepts'),
  document('docs/api.md', 'API'),
  document('docs/errors.md', 'Errors'),
  document('docs/events.md', 'Events'),
  document('docs/webhooks.md', 'Webhooks'),
  document('docs/clients.md', 'Clients'),
  document('docs/oauth.md', 'Signing in'),
  document('docs/sandbox.md', 'Sandboxes'),
  document('docs/agents.md', 'Agents'),
  document('docs/operators.md', 'Operators'),
  document('docs/configuration.md', 'Configuration'),
  document('docs/operations.md', 'Operations'),
  document('docs/audit.md', 'Audit log'),
  document('docs/ocpp.md', 'OCPP'),
  document('docs/simulator.md', 'Simulator'),
  document('CHANGELOG.md', 'Changelog'),
];

/** Files that are served as they are. */
const SERVED: Readonly<Record<string, string>> = {
  'openapi/voltgate.yaml': '/docs/openapi.yaml',
  'openapi/voltgate.json': '/docs/openapi.json',
  'schema.graphql': '/docs/schema.graphql',
};

const root = new URL('../../', import.meta.url);
const urlOf = ({ file }: Document): URL => new URL(file, root);

/** Those that came with this installation: an image has not all of them. */
export const documentsHere = (): readonly Document[] => DOCUMENTS.filter((each) => existsSync(urlOf(each)));

export const linksOf = (documents: readonly Document[]): readonly Link[] =>
  documents.map(({ path, title }) => ({ href: path, text: title }));

export const readDocument = (each: Document): Promise<string> => readFile(urlOf(each), 'utf8');

/** As GitHub makes them, so that the documents' own links hold in both places. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Where a link of a document leads here; null: to a file that is not served. */
const targetOf = (href: string, from: Document, documents: readonly Document[]): string | null => {
  if (/^[a-z][a-z+.-]*:/i.test(href) || href.startsWith('#')) return href;
  const [path = '', fragment] = href.split('#', 2);
  const file = posix.join(posix.dirname(from.file), path);
  const place = documents.find((each) => each.file === file)?.path ?? SERVED[file];
  if (place === undefined) return null;
  return fragment === undefined ? place : `${place}#${fragment}`;
};

/** Markdown of our own to HTML; a link to a file that is not served is only its text. */
export const renderDocument = (markdown: string, from: Document, documents: readonly Document[]): string => {
  const marked = new Marked({
    gfm: true,
    async: false,
    renderer: {
      heading({ tokens, depth, text }) {
        const slug = slugOf(text);
        const link = depth === 1 ? '' : `<a class="anchor" href="#${slug}" aria-label="Link to this part">#</a>`;
        return `<h${depth} id="${slug}">${this.parser.parseInline(tokens)}${link}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        const target = targetOf(href, from, documents);
        return target === null ? text : `<a href="${escapeHtml(target)}">${text}</a>`;
      },
      image: ({ text }) => escapeHtml(text),
      table({ header, rows }) {
        const row = (cells: typeof header, tag: 'th' | 'td') =>
          `<tr>${cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('')}</tr>`;
        const body = rows.map((cells) => row(cells, 'td')).join('');
        return `<div class="table"><table><thead>${row(header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  const html = marked.parse(markdown);
  if (typeof html !== 'string') throw new Error('marked answered with a promise, though told not to.');
  return html;
};
