/** What the check of a request says, in words of people: where it is wrong, and what must be there. */
import type { FieldFault } from '../domain/error.ts';

/** What the description's patterns ask for. A pattern without its words fails a test. */
export const PATTERN_WORDS: Readonly<Record<string, string>> = {
  '^[A-Za-z0-9]{3}$': 'Must be three letters and digits, such as VGT.',
  '^[A-Za-z]{2}$': 'Must be two letters of ISO 3166-1, such as NL.',
  '^[A-Z]{3}$': 'Must be three capital letters of ISO 3166-1, such as NLD.',
  '^[A-Za-z]{2}-[A-Za-z0-9]{3}$': 'Must be a country code and a party id, such as NL-VGT.',
  '^[^\\u0000-\\u001f\\u007f-\\u009f]*$': 'Must be one line, without control characters.',
  '^[^\\s\\u0000-\\u001f\\u007f-\\u009f]+$': 'Must be without spaces and control characters.',
  '^[^/\\\\\\u0000-\\u001f\\u007f-\\u009f]+$': 'Must be without slash, backslash and control characters.',
  '^[A-Za-z0-9][A-Za-z0-9._~*-]*$': 'Must be letters, digits and . _ ~ * -, the first a letter or digit.',
  '^[A-Za-z0-9._~@-]+$': 'Must be letters, digits and . _ ~ @ -',
  '^[!-~]*$': 'Must be visible characters of ASCII.',
  '^[^@]{1,64}@[^@]{1,188}$': 'Must be an e-mail address.',
  '^[Hh][Tt][Tt][Pp][Ss]?://': 'Must be an http or https address.',
  '^([ -~]{16,40}|([0-9A-Fa-f]{2}){16,40})$':
    'Must be 16 to 40 visible characters of ASCII or spaces, or 16 to 40 bytes in hex.',
  '^[A-Za-z]{2}\\*?[A-Za-z0-9]{3}\\*?[Ee](?=\\**[A-Za-z0-9])[A-Za-z0-9*]{1,31}$':
    'Must be a country, an operator of three letters or digits, E and 1 to 31 letters, digits or *, as BE*VGT*E12.',
  '^whsec_([A-Za-z0-9+/]{4}){8,20}([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|([A-Za-z0-9+/]{4})?[A-Za-z0-9+/][AQgw]==)?$':
    'Must be whsec_ and the base64 of 24 to 64 bytes.',
  '^-?[0-9]{1,3}(\\.[0-9]{1,15})?$': 'Must be degrees as text, such as 5.120000.',
  '^-?[0-9]{1,2}(\\.[0-9]{1,15})?$': 'Must be degrees as text, such as 52.090000.',
};

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'Must be an instant of RFC 3339, such as 2026-03-01T12:00:00Z.',
  uri: 'Must be a URL.',
  email: 'Must be an e-mail address.',
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

const typesIn = (names: string): string | null => {
  const known = names.split(',').map((name) => TYPES[name]);
  return known.every((name) => name !== undefined) ? known.join(' or ') : null;
};

const characters = (count: string): string => (count === '1' ? '1 character' : `${count} characters`);
const entries = (count: string): string => (count === '1' ? '1 entry' : `${count} entries`);

/** By how the messages of the check begin; the rest of one is given to the words. */
const WORDS: readonly (readonly [begins: RegExp, words: (...parts: readonly string[]) => string])[] = [
  [
    /^must match pattern "(.*)"$/s,
    (pattern = '') => PATTERN_WORDS[pattern] ?? 'Has characters that are not allowed here.',
  ],
  [/^must match format "(.*)"$/, (format = '') => FORMATS[format] ?? `Must be a ${format}.`],
  [/^must NOT have fewer than (\d+) characters$/, (least = '') => `Must have at least ${characters(least)}.`],
  [/^must NOT have more than (\d+) characters$/, (most = '') => `Must have at most ${characters(most)}.`],
  [/^must NOT have fewer than (\d+) items$/, (least = '') => `Must have at least ${entries(least)}.`],
  [/^must NOT have more than (\d+) items$/, (most = '') => `Must have at most ${entries(most)}.`],
  [
    /^must NOT have fewer than (\d+) properties$/,
    (least = '') => `Must have at least ${least === '1' ? '1 field' : `${least} fields`}.`,
  ],
  [/^must NOT have duplicate items/, () => 'Must have each entry once.'],
  [/^must NOT have (additional|unevaluated) properties$/, () => 'There is no such field.'],
  [/^must have required property '(.*)'$/, (name) => (name === 'body' ? 'The request has no body.' : 'Must be given.')],
  [/^must be equal to one of the allowed values: (.*)$/s, (values = '') => `Must be one of ${values}.`],
  [/^must have only one of (.*)$/s, (forms = '') => `Must have only one of ${forms}.`],
  [/^must be >= (.*)$/, (least = '') => `Must be at least ${least}.`],
  [/^must be <= (.*)$/, (most = '') => `Must be at most ${most}.`],
  [/^must be > (.*)$/, (bound = '') => `Must be more than ${bound}.`],
  [/^must be < (.*)$/, (bound = '') => `Must be less than ${bound}.`],
  [/^Parameter '.*' must be url encoded/, () => 'Must be URL-encoded: it holds reserved characters.'],
];

export const faultWords = (message: string): string => {
  for (const [begins, words] of WORDS) {
    const match = begins.exec(message);
    if (match !== null) return words(...match.slice(1));
  }
  const types = /^must be ([a-z,]+)$/.exec(message)?.[1];
  const named = types === undefined ? null : typesIn(types);
  if (named !== null) return `Must be ${named}.`;
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
};

/** The places beside the body by the names that OpenAPI gives them: `/query/limit`, `/path/id`, `/header/if-match`. */
const PLACES: Readonly<Record<string, string>> = { params: 'path', headers: 'header', query: 'query' };

/** From a pointer into all of the request to one into what was sent: into its body, or behind the name of the place. */
export const sentPointer = (path: string): string =>
  path
    .replace(/^\/body(?=\/|$)/, '')
    .replace(/^\/(params|headers|query)(?=\/)/, (_, place: string) => `/${PLACES[place] ?? place}`);

/** Says only that none of several forms fits; what is wrong with each is said beside it. */
const IS_SUMMARY = /^must match (a schema in anyOf|exactly one schema in oneOf|"(then|else)" schema)$/;

const IS_PATTERN = /^must match pattern/;
/** What a pattern that is not matched says, too. */
const IS_OF_PATTERN = /^must (match format|NOT have (fewer|more) than \d+ characters)/;

/** Each fault once, by its place and in words. */
export const saidFaults = (
  errors: readonly { readonly path: string; readonly message: string }[],
): readonly FieldFault[] => {
  const patterns = new Set(errors.filter(({ message }) => IS_PATTERN.test(message)).map(({ path }) => path));
  const plain = errors.filter(
    ({ path, message }) => !IS_SUMMARY.test(message) && !(patterns.has(path) && IS_OF_PATTERN.test(message)),
  );
  const told = (plain.length === 0 ? errors : plain).map(({ path, message }) => ({
    pointer: sentPointer(path),
    detail: faultWords(message),
  }));
  return [...new Map(told.map((fault) => [JSON.stringify(fault), fault])).values()];
};

/** One fault as the whole answer's text. */
export const inOneLine = ({ pointer, detail }: FieldFault): string =>
  pointer === '' ? detail : `${pointer}: ${detail}`;
