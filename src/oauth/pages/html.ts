/** HTML in which every value is escaped, unless it is HTML itself. */
import { escapeHtml } from '../../domain/escape-html.ts';

export type Html = { readonly html: string };

type Value = string | number | Html | readonly Html[] | null;

const textOf = (value: Value): string => {
  if (value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return 'html' in value ? value.html : value.map(({ html }) => html).join('');
};

/** null is nothing. Attributes are to be quoted. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  html: parts.map((part, index) => part + (index < values.length ? textOf(values[index] ?? null) : '')).join(''),
});

/** Of our own making, or a library's: never what somebody gave. */
export const trustedHtml = (text: string): Html => ({ html: text });
