/**
 * The batches that were answered and are not surely in the database file yet: written and synced before their answers go
 * out, replayed when the file is opened after a crash. SQLite then commits what many batches changed at once, and not each
 * page of them again and again.
 *
 * Two files, written in turn from their beginning. One is begun anew when all it holds has reached the medium by way of
 * the database; what an earlier round left in it has a lower number and ends the reading.
 */
import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/** One batch: its number, the calls as they were posted, and which of them are not to be done again. */
export type JournalRecord = {
  readonly number: number;
  readonly calls: Uint8Array;
  readonly passedOver: ReadonlySet<number>;
};

export type Journal = {
  /** The number of the newest batch. */
  readonly last: () => number;
  /** Durable when it returns. Throws what the file system throws: the batch is then not in the journal. */
  readonly append: (calls: Uint8Array, passedOver: readonly number[]) => void;
  /** The batches behind a number, oldest first. Throws an Error when some are missing. */
  readonly behind: (number: number) => Generator<JournalRecord>;
  /** Everything up to that number is on the medium by way of the database: its room may be used again. */
  readonly settled: (number: number) => void;
  /** soon: the other file's turn comes, and what it holds is not settled yet; now: it should have come long ago. */
  readonly wantsRoom: () => 'no' | 'soon' | 'now';
  /** In the file that is written now. */
  readonly bytes: () => number;
  readonly close: () => void;
  /** Closes and takes its files away: for a database that was closed whole. */
  readonly remove: () => void;
};

/** length, crc32 of what follows it, identity, number, count of those passed over. */
const HEAD = 24;
const LONGEST = 2 ** 31;
/** From this size on a file is left for the other one, when that one may be begun anew. */
const TURN_BYTES = 8 * 1024 * 1024;
/** It grows by this part of that. */
const GROWTHS = 8;
/** Nobody should wait for room: it is made ready from half of that on, and waited for at this many times as much. */
const MOST_TURNS = 4;

export type JournalOptions = {
  readonly identity: number;
  readonly settledUpTo: number;
  readonly turnBytes?: number | undefined;
};

/** size: of the file, with room for records to come. */
type Part = { readonly fd: number; end: number; size: number; lastNumber: number };

const encode = (identity: number, number: number, calls: Uint8Array, passedOver: readonly number[]): Buffer => {
  const record = Buffer.allocUnsafe(HEAD + 4 * passedOver.length + calls.length);
  record.writeUInt32LE(record.length, 0);
  record.writeUInt32LE(identity, 8);
  record.writeBigUInt64LE(BigInt(number), 12);
  record.writeUInt32LE(passedOver.length, 20);
  let at = HEAD;
  for (const index of passedOver) at = record.writeUInt32LE(index, at);
  record.set(calls, at);
  record.writeUInt32LE(crc32(record.subarray(8)), 4);
  return record;
};

/** The record at that place of a file; null: there is none that is whole and ours. */
const readRecord = (
  fd: number,
  at: number,
  size: number,
  identity: number,
): { record: JournalRecord; end: number } | null => {
  const head = Buffer.alloc(HEAD);
  if (at + HEAD > size || readSync(fd, head, 0, HEAD, at) < HEAD) return null;
  const length = head.readUInt32LE(0);
  if (length < HEAD || length > LONGEST || at + length > size || head.readUInt32LE(8) !== identity) return null;
  const bytes = Buffer.alloc(length);
  if (readSync(fd, bytes, 0, length, at) < length || crc32(bytes.subarray(8)) !== head.readUInt32LE(4)) return null;
  const count = bytes.readUInt32LE(20);
  const passedOver = new Set<number>();
  for (let index = 0; index < count; index += 1) passedOver.add(bytes.readUInt32LE(HEAD + 4 * index));
  const record = {
    number: Number(bytes.readBigUInt64LE(12)),
    calls: bytes.subarray(HEAD + 4 * count),
    passedOver,
  };
  return { record, end: at + length };
};

function* recordsOf({ fd }: Pick<Part, 'fd'>, identity: number): Generator<{ record: JournalRecord; end: number }> {
  const { size } = fstatSync(fd);
  let before: number | null = null;
  for (
    let found = readRecord(fd, 0, size, identity);
    found !== null;
    found = readRecord(fd, found.end, size, identity)
  ) {
    if (before !== null && found.record.number !== before + 1) return;
    before = found.record.number;
    yield found;
  }
}

/** A file that was made is there after a power cut only when its folder was synced, too. */
const syncFolder = (folder: string): void => {
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
};

/**
 * identity: of the database that it belongs to; what another's journal left is passed over.
 * settledUpTo: the number of the last batch that the database has; those behind it are to be replayed.
 */
export const openJournal = (
  databaseFile: string,
  { identity, settledUpTo, turnBytes = TURN_BYTES }: JournalOptions,
): Journal => {
  const files = [`${databaseFile}-journal0`, `${databaseFile}-journal1`];
  const parts = files.map((file): Part => {
    const fd = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    const part: Part = { fd, end: 0, size: fstatSync(fd).size, lastNumber: 0 };
    for (const { record, end } of recordsOf(part, identity)) {
      part.end = end;
      part.lastNumber = record.number;
    }
    return part;
  });
  syncFolder(dirname(databaseFile));
  const [first, second] = parts;
  if (first === undefined || second === undefined) throw new Error('A journal has two files.');
  let [active, other] = first.lastNumber >= second.lastNumber ? [first, second] : [second, first];
  let last = Math.max(active.lastNumber, settledUpTo);
  let settled = settledUpTo;

  /**
   * A sync takes half as long where the file does not grow. Where there is no room to do so in advance, the record itself
   * may still find some.
   */
  const grow = (part: Part, end: number): void => {
    if (end <= part.size) return;
    const room = Buffer.alloc(end + turnBytes / GROWTHS - part.size);
    try {
      part.size += writeSync(part.fd, room, 0, room.length, part.size);
    } catch {
      part.size = Math.max(part.size, fstatSync(part.fd).size);
    }
  };

  /** What could not be synced may still be there whole, and must not be replayed; the next batch goes over it. */
  const unwrite = (): void => {
    try {
      writeSync(active.fd, Buffer.alloc(HEAD), 0, HEAD, active.end);
    } catch {
      // A medium that takes not even this holds no whole record either, or fails for good.
    }
  };

  const close = (): void => {
    for (const { fd } of parts) closeSync(fd);
  };

  return {
    last: () => last,
    append: (calls, passedOver) => {
      const record = encode(identity, last + 1, calls, passedOver);
      try {
        grow(active, active.end + record.length);
        for (let done = 0; done < record.length; )
          done += writeSync(active.fd, record, done, record.length - done, active.end + done);
        fdatasyncSync(active.fd);
      } catch (error) {
        unwrite();
        throw error;
      }
      active.end += record.length;
      last += 1;
      active.lastNumber = last;
    },
    behind: function* (number) {
      let expected = number + 1;
      const oldestFirst = active.lastNumber >= other.lastNumber ? [other, active] : [active, other];
      for (const part of oldestFirst) {
        for (const { record, end } of recordsOf(part, identity)) {
          if (end > part.end) break;
          if (record.number < expected) continue;
          if (record.number > expected) throw new Error(`The journal lacks the batches from ${expected} on.`);
          expected += 1;
          yield record;
        }
      }
    },
    settled: (number) => {
      settled = number;
      if (active.end < turnBytes || other.lastNumber > settled) return;
      [active, other] = [other, active];
      active.end = 0;
    },
    bytes: () => active.end,
    wantsRoom: () => {
      if (other.lastNumber <= settled || active.end < turnBytes / 2) return 'no';
      return active.end < turnBytes * MOST_TURNS ? 'soon' : 'now';
    },
    close,
    remove: () => {
      close();
      for (const file of files) rmSync(file, { force: true });
    },
  };
};
