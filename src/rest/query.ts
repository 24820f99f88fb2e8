/** The query of a request, as the checks take it. */
import { parse } from 'qs';

export type Query = Record<string, unknown>;

/** RFC 3986, 2.2: what separates the parts of a URL. */
const RESERVED = /[:/?#[\]@!$&'()*+,;=]/;

/** Values by name, neither of them decoded; null: a name without `=`. */
export type RawQuery = ReadonlyMap<string, readonly (string | null)[]>;

const NONE: RawQuery = new Map();

/** url: path and query of the request as they were sent. */
export const rawQueryOf = (url: string): RawQuery => {
  const begin = url.indexOf('?');
  if (begin < 0) return NONE;
  const values = new Map<string, (string | null)[]>();
  for (const pair of (url.slice(begin + 1).split('#', 1)[0] ?? '').replace('?', '').split('&')) {
    const [name = '', value = null] = pair.split('=', 2);
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return values;
};

/** Whether a value holds what should have been encoded. A list's commas separate its values. */
export const isUnencoded = (raw: RawQuery, name: string, isList: boolean): boolean =>
  raw.get(name)?.some((value) => {
    if (value === null) return false;
    return (isList ? value.split(',') : [value]).some((part) => RESERVED.test(part));
  }) ?? false;

/** `name[]` and `name[key]` become a list and an object under their name: a list of values is often sent so. */
export const withoutBrackets = (query: Query): Query => {
  for (const key of Object.keys(query)) {
    if (!key.includes('[')) continue;
    const name = key.split('[', 1)[0] ?? '';
    const value = parse(`${key}=${String(query[key])}`)[name];
    delete query[key];
    if (value === undefined) continue;
    const before = query[name];
    const isMore = typeof before === 'object' && before !== null && typeof value === 'object' && !Array.isArray(value);
    query[name] = isMore ? { ...before, ...value } : value;
  }
  return query;
};
