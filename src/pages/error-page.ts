/** The page behind a problem's `type`: what the code means, why it usually comes, and what helps. */
import { ERROR_CODES, type ErrorCode } from '../domain/error.ts';
import { ERROR_HELP } from '../domain/error-help.ts';
import { escapeHtml } from '../domain/escape-html.ts';

/** How the faces tell a code by HTTP; graphql null: as the answer's other fields, 200. */
export type ErrorStatuses = {
  readonly rest: Readonly<Record<ErrorCode, { readonly status: number; readonly title: string }>>;
  readonly graphql: Readonly<Record<ErrorCode, number | null>>;
};

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_CODES, code);

const list = (texts: readonly string[]): string =>
  `<ul>${texts.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`;

export const errorPage = (
  code: ErrorCode,
  statuses: ErrorStatuses,
): { readonly title: string; readonly body: string } => {
  const { status, title } = statuses.rest[code];
  const { causes, remedies } = ERROR_HELP[code];
  return {
    title,
    body: `<h1>${escapeHtml(title)}</h1>
<p class="lead">${escapeHtml(ERROR_CODES[code])}</p>
<h2>Why it comes</h2>
${list(causes)}
<h2>What to do</h2>
${list(remedies)}
<h2>How it is told</h2>
<dl>
<dt>Code</dt><dd><code>${code}</code></dd>
<dt>REST</dt><dd>HTTP ${status}, <code>code</code> of an <code>application/problem+json</code></dd>
<dt>GraphQL</dt><dd>HTTP ${statuses.graphql[code] ?? 200}, <code>extensions.code</code> of the error</dd>
<dt>Commands</dt><dd><code>error.code</code>, where a command ended so</dd>
</dl>
<p><a href="/docs/errors">All codes</a></p>`,
  };
};

/** Behind the table of all codes. */
export const errorIndex = (): string =>
  `<h2>Causes and remedies</h2>\n${`<ul>${Object.keys(ERROR_CODES)
    .map((code) => `<li><a href="/docs/errors/${code}"><code>${code}</code></a></li>`)
    .join('')}</ul>`}`;
