/** Lists that read and decode only those documents that no list has given lately. */
import type { Slice } from '../../services/ports/list.ts';
import type { KnownDocuments } from './known-documents.ts';
import type { StampedPage } from './page.ts';

/**
 * First only the stamps are asked for; when some of them are not known, the same list again with the documents of those.
 * The second answer is whole in itself: what changed between the two is in it as it is then.
 */
export const listStamped = async <T extends object>({
  kind,
  known,
  ask,
  decode,
}: {
  readonly kind: string;
  readonly known: KnownDocuments;
  /** has: stamps whose documents need not be given; null: none need. */
  readonly ask: (has: ReadonlySet<string> | null) => Promise<StampedPage>;
  readonly decode: (text: string) => T;
}): Promise<Slice<T>> => {
  // A stamp's document is of the kind whose table it stands for.
  const recall = (stamp: string): T | undefined => known.get(`${kind} ${stamp}`) as T | undefined;
  const first = await ask(null);
  const held = new Map<string, T>();
  for (const { stamp } of first.rows) {
    const document = recall(stamp);
    if (document !== undefined) held.set(stamp, document);
  }
  const { rows, more } = held.size === first.rows.length ? first : await ask(new Set(held.keys()));
  const items = rows.map(({ stamp, doc }): T => {
    const remembered = held.get(stamp);
    if (remembered !== undefined) return remembered;
    if (doc === null) throw new Error(`The list of ${kind} lacks a document.`);
    const document = decode(doc);
    known.add(`${kind} ${stamp}`, document, doc.length);
    return document;
  });
  return { items, more };
};
