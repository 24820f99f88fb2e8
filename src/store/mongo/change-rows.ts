/** A change as rows, and about how large they are. */
import { type DocumentOf, KIND_NAMES, type KindName } from '../../domain/kinds/documents.ts';
import type { Change, DocumentChange } from '../../services/ports/commit.ts';
import type { ChangeRows } from './decide.ts';
import { documentRow, idempotencyRow, newEventRow, type Row, readingRow } from './rows.ts';
import { tombstoneRows } from './tombstone.ts';

const rowsOf = <K extends KindName>(change: DocumentChange, name: K): readonly Row[] => {
  const documents: readonly DocumentOf<K>[] = change[name] ?? [];
  return documents.map((document) => documentRow(name, document));
};

/** Sessions go before what is seen with their token. */
const IN_ORDER = [...KIND_NAMES.filter((name) => name !== 'commands'), 'commands' as const];

export const changeRows = (change: Change, nowAt: Date): ChangeRows => ({
  rows: [
    ...(change.removed === undefined ? [] : tombstoneRows(change.removed, nowAt)),
    ...IN_ORDER.flatMap((name) => rowsOf(change, name)),
    ...(change.idempotency?.map(idempotencyRow) ?? []),
  ],
  readings: change.readings?.map(readingRow) ?? [],
  events: change.events?.map(newEventRow) ?? [],
});

/** For the fields beside the text. */
const FIELDS_BYTES = 300;

const textBytes = (text: string): number => Buffer.byteLength(text) + FIELDS_BYTES;

export const sizeOf = ({ rows, readings, events }: ChangeRows): number =>
  rows.reduce((sum, { document }) => sum + textBytes(document.d.json), 0) +
  readings.reduce((sum, { json }) => sum + textBytes(json), 0) +
  events.reduce((sum, { json }) => sum + textBytes(json), 0);
