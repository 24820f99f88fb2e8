/** What all pages have in common: head, way about, foot. */
import { escapeHtml } from '../domain/escape-html.ts';

export type Link = { readonly href: string; readonly text: string };

const anchor = ({ href, text }: Link, here: string): string =>
  `<a href="${escapeHtml(href)}"${href === here ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a>`;

export type Site = {
  readonly version: string;
  /** Path of the style, with its hash. */
  readonly styleHref: string;
  /** The way about: the places that every page leads to. */
  readonly places: readonly Link[];
};

/** body: HTML. side: pages beside this one; empty: it stands alone. here: its own path. */
export const layOut = (
  { version, styleHref, places }: Site,
  {
    title,
    body,
    side,
    here,
  }: { readonly title: string; readonly body: string; readonly side: readonly Link[]; readonly here: string },
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="${styleHref}">
</head>
<body>
<header><a class="name" href="/">Voltgate</a>${places.map((place) => anchor(place, here)).join('')}</header>
<div class="columns${side.length === 0 ? ' alone' : ''}">
${side.length === 0 ? '' : `<nav class="side" aria-label="Documents"><ul>${side.map((link) => `<li>${anchor(link, here)}</li>`).join('')}</ul></nav>`}
<main>
${body}
</main>
</div>
<footer>Voltgate ${escapeHtml(version)}</footer>
</body>
</html>
`;
