/**
 * Looks through SQLite's write-ahead log before SQLite does. SQLite takes what comes behind the first frame that is not
 * whole for the rest of an older log and passes it over without a word; when that frame was damaged, acknowledged work
 * goes with it.
 *
 * @see https://www.sqlite.org/fileformat2.html#walformat
 */
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { readWalIndex, type WalIndex } from './wal-index.ts';

const HEADER = 32;
const FRAME_HEADER = 24;
/** With the last bit set, checksums are over big-endian words. */
const MAGIC = 0x377f0682;
const SMALLEST_PAGE = 512;
const LARGEST_PAGE = 65_536;

/** bytes: of the file. */
export type WalState =
  | { readonly kind: 'none' }
  | { readonly kind: 'whole'; readonly bytes: number }
  /** An end that was being written when the gateway ended: no commit of it was acknowledged. */
  | { readonly kind: 'torn'; readonly bytes: number; readonly tornBytes: number }
  /**
   * Frames count from 1. Behind this one is what was acknowledged.
   * mixed: some of that is in the database already; what is before it would bring older pages between newer ones.
   */
  | { readonly kind: 'damaged'; readonly bytes: number; readonly frame: number; readonly mixed: boolean };

type Sum = readonly [number, number];
type Header = { readonly bigEndian: boolean; readonly pageSize: number; readonly salts: Sum; readonly sum: Sum };
/**
 * pages: of the database behind the commit that ends with it; 0: none does.
 * isNext: its checksum goes on from the one that stands in the frame before.
 */
type Frame = { readonly salts: Sum; readonly pages: number; readonly isNext: boolean; readonly sum: Sum };
/** What else tells of the log: its index, and how large the database is, in bytes. */
type Beside = { readonly index: WalIndex | null; readonly databaseBytes: number };

const same = ([a, b]: Sum, [c, d]: Sum): boolean => a === c && b === d;

const sumOver = (bytes: Buffer, bigEndian: boolean, [first, second]: Sum): Sum => {
  let [a, b] = [first, second];
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0;
    b = (b + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0;
  }
  return [a, b];
};

const pair = (bytes: Buffer, at: number): Sum => [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];

/** null: it is damaged. */
const headerOf = (bytes: Buffer): Header | null => {
  const magic = bytes.readUInt32BE(0);
  const pageSize = bytes.readUInt32BE(8);
  if (magic >>> 1 !== MAGIC >>> 1 || pageSize < SMALLEST_PAGE || pageSize > LARGEST_PAGE) return null;
  const header = { bigEndian: (magic & 1) === 1, pageSize, salts: pair(bytes, 16), sum: pair(bytes, 24) };
  return same(sumOver(bytes.subarray(0, 24), header.bigEndian, [0, 0]), header.sum) ? header : null;
};

const isZero = (fd: number, size: number): boolean => {
  const part = Buffer.alloc(LARGEST_PAGE);
  for (let at = 0; at < size; ) {
    const read = readSync(fd, part, 0, part.length, at);
    if (read === 0) return true;
    if (part.subarray(0, read).some((byte) => byte !== 0)) return false;
    at += read;
  }
  return true;
};

function* framesOf(fd: number, size: number, { bigEndian, pageSize, sum }: Header): Generator<Frame> {
  const frame = Buffer.alloc(FRAME_HEADER + pageSize);
  let before = sum;
  for (let at = HEADER; at + frame.length <= size; at += frame.length) {
    if (readSync(fd, frame, 0, frame.length, at) < frame.length) return;
    const stored = pair(frame, 16);
    const head = sumOver(frame.subarray(0, 8), bigEndian, before);
    const isNext = same(sumOver(frame.subarray(FRAME_HEADER), bigEndian, head), stored);
    yield { salts: pair(frame, 8), pages: frame.readUInt32BE(4), isNext, sum: stored };
    before = stored;
  }
}

/** How much there is from there on of a frame that is cut short, unless it is what an earlier round of the log left. */
const ownBytesAt = (fd: number, at: number, { pageSize, salts }: Header): number => {
  const part = Buffer.alloc(FRAME_HEADER + pageSize);
  const read = readSync(fd, part, 0, part.length, at);
  return read < 16 || same(pair(part, 8), salts) ? read : 0;
};

/**
 * Each commit is synced before the next begins. So a frame that is whole and of a later commit than the one that is not
 * tells that this one was whole, too, and acknowledged. The same tells the index when it knows of more frames, and the
 * database when it is larger than the last commit left it: it grows by what is taken into it from the log.
 */
const inspect = (fd: number, size: number, { index, databaseBytes }: Beside): WalState => {
  const nothing = (): WalState =>
    (index?.frames ?? 0) > 0 ? { kind: 'damaged', bytes: size, frame: 1, mixed: false } : { kind: 'none' };
  if (size === 0 || isZero(fd, size)) return nothing();
  const bytes = Buffer.alloc(HEADER);
  const header = readSync(fd, bytes, 0, HEADER, 0) < HEADER ? null : headerOf(bytes);
  // It is synced before the first frame. What is shorter than it and a frame holds nothing.
  if (header === null) {
    if (size < HEADER + FRAME_HEADER + SMALLEST_PAGE) return nothing();
    return { kind: 'damaged', bytes: size, frame: 1, mixed: false };
  }
  const known = index !== null && same(index.salts, header.salts) ? index : null;
  let number = 0;
  let committed = 0;
  let pages = 0;
  let ours = 0;
  let bad: number | null = null;
  let commitsBehind = 0;
  let acknowledged = false;
  for (const frame of framesOf(fd, size, header)) {
    number += 1;
    const isOurs = same(frame.salts, header.salts);
    if (isOurs) ours = number;
    if (bad === null) {
      if (isOurs && frame.isNext) {
        if (frame.pages > 0) [committed, pages] = [number, frame.pages];
        continue;
      }
      bad = number;
    }
    acknowledged ||= isOurs && frame.isNext && commitsBehind > 0;
    // Of the bad one itself the mark is taken as it stands, whatever else is wrong with it.
    if (frame.pages > 0 && (isOurs || number === bad)) commitsBehind += 1;
  }
  const isAhead = committed > 0 && databaseBytes > pages * header.pageSize;
  if (acknowledged || isAhead || (known?.frames ?? 0) > committed) {
    const mixed = committed > 0 && (isAhead || (known?.backfilled ?? 0) > committed);
    return { kind: 'damaged', bytes: size, frame: bad ?? committed + 1, mixed };
  }
  const frameBytes = FRAME_HEADER + header.pageSize;
  const cutBytes = ours === number ? ownBytesAt(fd, HEADER + number * frameBytes, header) : 0;
  const tornBytes = Math.max(0, ours - committed) * frameBytes + cutBytes;
  return tornBytes === 0 ? { kind: 'whole', bytes: size } : { kind: 'torn', bytes: size, tornBytes };
};

/** file: the log, NAME-wal; its index (NAME-shm) and its database (NAME) are looked at, too, where they are. */
export const inspectWal = (file: string): WalState => {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'none' };
    throw error;
  }
  try {
    const database = file.replace(/-wal$/, '');
    const databaseBytes = statSync(database, { throwIfNoEntry: false })?.size ?? 0;
    return inspect(fd, fstatSync(fd).size, { index: readWalIndex(`${database}-shm`), databaseBytes });
  } finally {
    closeSync(fd);
  }
};
