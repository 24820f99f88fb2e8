/**
 * Reads a payload as it was meant: the schema knows which type each property wants. Nothing of the payload itself is
 * changed, and what is right in it comes back as it is.
 *
 * null is absent. Numbers, booleans and texts are read out of each other, a fraction is rounded for an integer, one
 * object is a list of one and the other way round, spaces around a text are dropped, and a word of an enumeration that
 * differs in case or separators alone gets its spelling. What cannot be read counts as absent. An unknown word, a text
 * that is too long and a property that nobody knows stay as they are: the schema finds them again. But of a text that is
 * hundreds of times as long as it may be, no more is taken than anybody can have meant.
 */
import { cutText } from '../../domain/cut-text.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import { isJsonObject, numberOf } from '../payload.ts';

export type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly JsonValue[];
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
};

/** One place that was read otherwise than it was written. */
export type Deviation = {
  /** JSON pointer. */
  readonly pointer: string;
  /** In words, without the value, which may be a token. */
  readonly detail: string;
};

export type Coerced = { readonly payload: JsonObject; readonly deviations: readonly Deviation[] };

/** Deviations told of one payload; a broken one can have thousands. */
const MOST_DEVIATIONS = 20;

/**
 * Taken of a word, and of a text that may have far less: models, reasons and ids are kept with stations and sessions, and
 * come with each of their events. What may be longer than SHORT_TEXT (signed readings, certificates) comes whole.
 */
const LONGEST_TEXT = 2500;
const SHORT_TEXT = 1000;

/**
 * Registers of StartTransaction and StopTransaction (integers in 1.6): energy is what lies between two of them, and is
 * rounded once.
 */
const EXACT: ReadonlySet<string> = new Set(['meterStart', 'meterStop']);

/** Of a value that counts as absent. */
const ABSENT = Symbol('absent');
type Read = JsonValue | typeof ABSENT;

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The word of the enumeration that was meant; null: none, or more than one. */
const spelling = (word: string, words: readonly JsonValue[]): string | null => {
  const wanted = letters(word);
  const found = words.filter((known): known is string => typeof known === 'string' && letters(known) === wanted);
  return wanted !== '' && found.length === 1 ? (found[0] ?? null) : null;
};

const TRUE = /^(?:true|yes|on|1)$/i;
const FALSE = /^(?:false|no|off|0)$/i;

/** `16,5` has one meaning only. */
const numberIn = (text: string): number | null =>
  numberOf(/^\s*[+-]?\d+,\d+\s*$/.test(text) ? text.replace(',', '.') : text);

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

export const coerce = (root: Schema, payload: JsonObject): Coerced => {
  const deviations: Deviation[] = [];
  const deviates = (pointer: string, detail: string): void => {
    if (deviations.length < MOST_DEVIATIONS) deviations.push({ pointer, detail });
  };
  const told = <T extends Read>(pointer: string, detail: string, read: T): T => {
    deviates(pointer, detail);
    return read;
  };
  const unfit = (pointer: string): typeof ABSENT =>
    told(pointer, 'the value cannot be read, and counts as absent', ABSENT);

  const resolved = (schema: Schema): Schema => {
    const name = schema.$ref?.split('/').at(-1);
    return name === undefined ? schema : (root.definitions?.[name] ?? {});
  };

  const text = (value: JsonValue, { enum: words, maxLength }: Schema, pointer: string): Read => {
    if (typeof value === 'number' || typeof value === 'boolean')
      return told(pointer, `a ${typeof value} is read as a text`, String(value));
    if (typeof value !== 'string') return unfit(pointer);
    const trimmed = value.trim();
    const isShort = words !== undefined || (maxLength !== undefined && maxLength <= SHORT_TEXT);
    if (isShort && trimmed.length > LONGEST_TEXT)
      return told(pointer, 'a text that is far too long is cut', cutText(trimmed, LONGEST_TEXT));
    if (words === undefined)
      return trimmed === value ? value : told(pointer, 'spaces around the text are dropped', trimmed);
    if (words.includes(value)) return value;
    if (trimmed === '') return told(pointer, 'an empty word is read as absent', ABSENT);
    const word = words.includes(trimmed) ? trimmed : spelling(trimmed, words);
    return word === null ? value : told(pointer, 'a word is read in its right spelling', word);
  };

  const number = (value: JsonValue, name: string, whole: boolean, pointer: string): Read => {
    if (typeof value === 'string' && value.trim() === '')
      return told(pointer, 'an empty text is read as absent', ABSENT);
    const read = typeof value === 'number' ? value : typeof value === 'string' ? numberIn(value) : null;
    if (read === null) return unfit(pointer);
    if (whole && !Number.isInteger(read))
      return told(pointer, 'a fraction stands for an integer', EXACT.has(name) ? read : Math.round(read));
    return typeof value === 'number' ? read : told(pointer, 'a text is read as a number', read);
  };

  const boolean = (value: JsonValue, pointer: string): Read => {
    if (typeof value === 'boolean') return value;
    const word = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
    if (TRUE.test(word)) return told(pointer, `a ${typeof value} is read as true`, true);
    if (FALSE.test(word)) return told(pointer, `a ${typeof value} is read as false`, false);
    return unfit(pointer);
  };

  const list = (value: JsonValue, items: Schema, pointer: string): Read => {
    const whole = Array.isArray(value) ? value : told(pointer, 'a single value is read as a list of one', [value]);
    let same = whole === value;
    const read = whole.flatMap((item: JsonValue, index: number) => {
      const one = readValue(item, items, '', Array.isArray(value) ? `${pointer}/${index}` : pointer);
      same &&= one === item;
      return one === ABSENT ? [] : [one];
    });
    if (!Array.isArray(value) && read.length === 0) return ABSENT;
    return same ? value : read;
  };

  const object = (value: JsonValue, schema: Schema, pointer: string): Read => {
    const only = Array.isArray(value) && value.length === 1 ? value[0] : undefined;
    if (isJsonObject(only)) return object(told(pointer, 'a list of one is read as its member', only), schema, pointer);
    if (!isJsonObject(value)) return unfit(pointer);
    const { properties = {} } = schema;
    let same = true;
    const entries = Object.entries(value).flatMap(([name, member]): readonly (readonly [string, JsonValue])[] => {
      const wanted = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const read = wanted === undefined ? member : readValue(member, wanted, name, `${pointer}/${escaped(name)}`);
      same &&= read === member;
      return read === ABSENT ? [] : [[name, read]];
    });
    return same ? value : Object.fromEntries(entries);
  };

  const readValue = (value: JsonValue, wanted: Schema, name: string, pointer: string): Read => {
    const schema = resolved(wanted);
    if (schema.type === undefined) return value;
    if (value === null) return told(pointer, 'null is read as absent', ABSENT);
    switch (schema.type) {
      case 'string':
        return text(value, schema, pointer);
      case 'integer':
      case 'number':
        return number(value, name, schema.type === 'integer', pointer);
      case 'boolean':
        return boolean(value, pointer);
      case 'array':
        return list(value, schema.items ?? {}, pointer);
      default:
        return object(value, schema, pointer);
    }
  };

  const read = object(payload, resolved(root), '');
  return { payload: isJsonObject(read) ? read : payload, deviations };
};
