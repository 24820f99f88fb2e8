/** Which changes of a batch hold, each against what is stored and the ones before it; and the entry that they make. */
import { TYPES_WITH_TOKEN } from '../../domain/commands/naming.ts';
import { DomainError } from '../../domain/error.ts';
import type { EntryDocument, TokenOfSession } from './entry.ts';
import { ABSENT, type Known } from './known.ts';
import { type EventRow, pairKey, type ReadingRow, type Row, type StoredEvent } from './rows.ts';
import type { StoredDocument } from './stored-document.ts';
import { hasTombstones, isTombstone } from './tombstone.ts';

/** A change, as rows. */
export type ChangeRows = {
  readonly rows: readonly Row[];
  readonly readings: readonly ReadingRow[];
  readonly events: readonly EventRow[];
};

export type Decision = {
  /** For each change its first event's place in the batch, or why it does not hold. */
  readonly outcomes: readonly (number | DomainError)[];
  readonly documents: readonly EntryDocument[];
  readonly readings: readonly ReadingRow[];
  /** Their seq counts from 0. */
  readonly events: readonly StoredEvent[];
  readonly tokens: readonly TokenOfSession[];
  /** A change is ahead of what is known here: another node's entry was read before the log was. */
  readonly isBehind: boolean;
  /** What is known once the entry is in the log. */
  readonly learnt: ReadonlyMap<string, Known>;
};

export const documentKey = (row: Row): string => `${row.collection}/${row.document._id}`;
export const sessionKey = (id: string): string => `sessions/${id}`;
export const eventKey = (id: string): string => `events/${id}`;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Keys that only one session may be begun with: a station's transaction, and a retried start of OCPP 1.6. */
export const startKeysOf = ({ d }: StoredDocument): readonly string[] => {
  const [station, transaction, start] = [text(d.stationId), text(d.transactionId), text(d.startKey)];
  if (station === null) return [];
  return [
    ...(transaction === null ? [] : [`transaction/${pairKey(station, transaction)}`]),
    ...(start === null ? [] : [`start/${pairKey(station, start)}`]),
  ];
};

/**
 * The keys that a change may begin another session with: it puts the one that had them too, so of two nodes that take them
 * again at once, the second is behind.
 */
const handedOnBy = ({ rows }: ChangeRows): ReadonlySet<string> =>
  new Set(
    rows
      .filter(({ collection, document }) => collection === 'sessions' && document.d.v > 1)
      .flatMap(({ document }) => startKeysOf(document)),
  );

export const knownOf = ({ d }: StoredDocument): Known => {
  const known = { version: d.v, uid: text(d.tokenUid) };
  const gone = d.goneAt !== undefined && d.goneAt !== null;
  if (gone) return { ...known, base: d.v, gone };
  return typeof d.base === 'number' ? { ...known, base: d.base } : known;
};

/** The row as it is stored behind what is known of its key: its version counts on over tombstones. */
const placedOn = (row: Row, { base = 0 }: Known): Row['document'] =>
  base === 0
    ? row.document
    : { ...row.document, d: { ...row.document.d, v: base + row.document.d.v, ...(isTombstone(row) ? {} : { base }) } };

const conflict = (key: string): DomainError =>
  new DomainError('conflict', { cause: new Error(`${key} was changed or made by another.`) });

/** @see services/ports/commit.ts, Change */
export const decide = (changes: readonly ChangeRows[], known: (key: string) => Known | undefined): Decision => {
  const learnt = new Map<string, Known>();
  const documents = new Map<string, EntryDocument>();
  const readings = new Map<string, ReadingRow>();
  const events: StoredEvent[] = [];
  const tokens: TokenOfSession[] = [];
  let isBehind = false;

  const attempt = (change: ChangeRows): number | DomainError => {
    const own = new Map<string, Known>();
    const before = (key: string): Known => learnt.get(key) ?? known(key) ?? ABSENT;
    const now = (key: string): Known => own.get(key) ?? before(key);
    const ownDocuments: [string, EntryDocument][] = [];
    const ownTokens: TokenOfSession[] = [];
    const handedOn = handedOnBy(change);

    for (const row of change.rows) {
      const { collection } = row;
      const key = documentKey(row);
      const last = now(key);
      const document = placedOn(row, last);
      // What is gone cannot be removed.
      if (last.gone === true && isTombstone(row)) return conflict(key);
      if (document.d.v > last.version + 1) isBehind = true;
      // Another node may have removed it, and that is not known here yet.
      if (row.document.d.v === 1 && last.version > 0 && last.gone !== true && hasTombstones(collection))
        isBehind = true;
      if (document.d.v !== last.version + 1) return conflict(key);
      if (collection === 'sessions') {
        if (last.version === 0) {
          for (const startKey of startKeysOf(document)) {
            // Two of one change are its own affair.
            if (before(startKey).version > 0 && !handedOn.has(startKey)) return conflict(startKey);
            own.set(startKey, { ...ABSENT, version: 1 });
          }
        } else if (last.uid !== text(document.d.tokenUid)) {
          ownTokens.push({ sessionId: document._id, v: document.d.v, uid: text(document.d.tokenUid) });
        }
      }
      own.set(key, knownOf(document));
      const isNew = (documents.get(key)?.isNew ?? false) || before(key).version === 0;
      ownDocuments.push([key, { c: collection, isNew, ...document }]);
    }
    for (const event of change.events) {
      const key = eventKey(event._id);
      if (now(key).version > 0) return conflict(key);
      own.set(key, { ...ABSENT, version: 1 });
    }

    const first = events.length;
    for (const [key, document] of ownDocuments) documents.set(key, seenWith(document, now));
    for (const reading of change.readings) if (!readings.has(reading._id)) readings.set(reading._id, reading);
    for (const event of change.events) events.push({ ...event, seq: events.length });
    tokens.push(...ownTokens);
    for (const [key, value] of own) learnt.set(key, value);
    return first;
  };

  const outcomes = changes.map(attempt);
  return {
    outcomes,
    documents: [...documents.values()],
    readings: [...readings.values()],
    events,
    tokens,
    isBehind,
    learnt,
  };
};

const namesToken = (type: unknown): boolean => TYPES_WITH_TOKEN.some((own) => own === type);

/** What names a token is seen with that, any other command with that of its session. */
const seenWith = (document: EntryDocument, now: (key: string) => Known): EntryDocument => {
  const sessionId = text(document.d.sessionId);
  if (document.c !== 'commands' || namesToken(document.d.type) || sessionId === null) return document;
  const session = now(sessionKey(sessionId));
  return { ...document, t: { v: session.version, uid: session.uid } };
};
