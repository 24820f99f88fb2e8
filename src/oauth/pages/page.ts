/** What every page of signing in has: its frame, its style, and the headers that keep it from being used by others. */
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Html, html, trustedHtml } from './html.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2321; --soft: #5b6764; --line: #c9d1ce; --back: #f5f7f6; --card: #fff;
  --accent: #0b6e4f; --on-accent: #fff; --fault: #a3232b }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edeb; --soft: #a3afab; --line: #46524e; --back: #141a18;
  --card: #1d2522; --accent: #57c99f; --on-accent: #0d1512; --fault: #ff9a9f } }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 26rem; margin: 8vh auto; padding: 1.5rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .5rem }
h1 { margin: 0 0 1rem; font-size: 1.35rem; line-height: 1.3 }
p, ul { margin: 0 0 1rem }
ul { padding-left: 1.25rem }
label { display: block; margin: 0 0 .25rem; font-weight: 600 }
input { width: 100%; min-height: 2.75rem; margin: 0 0 1rem; padding: .5rem .75rem; border: 1px solid var(--line);
  border-radius: .375rem; background: var(--back); color: inherit; font: inherit }
button, .button { display: block; width: 100%; min-height: 2.75rem; margin: 0 0 .75rem; padding: .6rem 1rem;
  border: 1px solid var(--accent); border-radius: .375rem; background: var(--accent); color: var(--on-accent);
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer }
.other { background: none; border-color: var(--line); color: inherit }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.fault { padding: .5rem .75rem; border-left: 4px solid var(--fault); color: var(--fault) }
.soft { color: var(--soft); font-size: .9rem }
code { overflow-wrap: anywhere; font: .95rem ui-monospace, monospace }
svg { display: block; width: 12rem; height: 12rem; margin: 0 auto 1rem; background: #fff }
@media (max-width: 30rem) { main { margin: 0; min-height: 100vh; border: 0; border-radius: 0 } }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

export type Page = {
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
  /**
   * Where its form leads in the end, beside here: browsers hold a form's redirects to `form-action`, too. An address that
   * was checked; null: nowhere else.
   */
  readonly leadsTo?: string | null;
};

/** `https://a.example`, or `com.example.app:`, as a source of a policy. Not the path: browsers forget it on redirects. */
const sourceOf = (address: string): string => {
  const { protocol, host } = new URL(address);
  return host === '' ? protocol : `${protocol}//${host}`;
};

const policy = (leadsTo: string | null): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action 'self'${leadsTo === null ? '' : ` ${sourceOf(leadsTo)}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

export const pageHeaders = (leadsTo: string | null, isHttps: boolean): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy(leadsTo),
  // Not no-referrer: with it, browsers send their forms' origin as null.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
  ...(isHttps ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
});

export const renderPage = ({ title, body }: Page): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${trustedHtml(STYLE)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.html;

export const sendPage = (response: ServerResponse, page: Page, isHttps: boolean): void => {
  response.writeHead(page.status ?? 200, pageHeaders(page.leadsTo ?? null, isHttps)).end(renderPage(page));
};
