/** What is stored as text, as this release knows it: the same for both stores. */
import type { NewEvent } from '../domain/event.ts';
import { completed, completedEvent } from '../domain/kinds/complete.ts';
import type { DocumentOf, KindName } from '../domain/kinds/documents.ts';
import { decode } from './sqlite/json.ts';

export const decodeOf = <K extends KindName>(kind: K, text: string): DocumentOf<K> =>
  completed(kind, decode<DocumentOf<K>>(text));

export const decodeOfOrNull = <K extends KindName>(kind: K, text: string | null): DocumentOf<K> | null =>
  text === null ? null : decodeOf(kind, text);

export const decodeAllOf = <K extends KindName>(kind: K, texts: readonly string[]): readonly DocumentOf<K>[] =>
  texts.map((text) => decodeOf(kind, text));

/** Without its place. */
export const decodeEvent = (text: string): NewEvent => completedEvent(decode<NewEvent>(text));
