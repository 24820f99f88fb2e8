/**
 * Looks through SQLite's write-ahead log before SQLite does. SQLite takes what comes behind the first frame that is not
 * whole for the rest of an older log and passes it over without a word; when that frame was damaged, acknowledged work
 * goes with it.
 *
 * @see https://www.sqlite.org/fileformat2.html#walformat
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

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
  /** Frames count from 1. Behind this one is what was acknowledged. */
  | { readonly kind: 'damaged'; readonly bytes: number; readonly frame: number };

type Sum = readonly [number, number];
type Header = { readonly bigEndian: boolean; readonly pageSize: number; readonly salts: Sum; readonly sum: Sum };
/** isNext: its checksum goes on from the one that stands in the frame before. */
type Frame = { readonly salts: Sum; readonly commits: boolean; readonly isNext: boolean; readonly sum: Sum };

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
    yield { salts: pair(frame, 8), commits: frame.readUInt32BE(4) !== 0, isNext, sum: stored };
    before = stored;
  }
}

/**
 * Each commit is synced before the next begins. So a frame that is whole and of a later commit than the one that is not
 * tells that this one was whole, too, and acknowledged.
 */
const inspect = (fd: number, size: number): WalState => {
  if (size === 0 || isZero(fd, size)) return { kind: 'none' };
  const bytes = Buffer.alloc(HEADER);
  const header = readSync(fd, bytes, 0, HEADER, 0) < HEADER ? null : headerOf(bytes);
  // It is synced before the first frame. What is shorter than it and a frame holds nothing.
  if (header === null)
    return size < HEADER + FRAME_HEADER + SMALLEST_PAGE ? { kind: 'none' } : { kind: 'damaged', bytes: size, frame: 1 };
  let number = 0;
  let committed = 0;
  let ours = 0;
  let bad: number | null = null;
  let commitsBehind = 0;
  for (const frame of framesOf(fd, size, header)) {
    number += 1;
    const isOurs = same(frame.salts, header.salts);
    if (isOurs) ours = number;
    if (bad === null) {
      if (isOurs && frame.isNext) {
        if (frame.commits) committed = number;
        continue;
      }
      bad = number;
    }
    if (isOurs && frame.isNext && commitsBehind > 0) return { kind: 'damaged', bytes: size, frame: bad };
    // Of the bad one itself the mark is taken as it stands, whatever else is wrong with it.
    if (frame.commits && (isOurs || number === bad)) commitsBehind += 1;
  }
  const tornBytes = Math.max(0, ours - committed) * (FRAME_HEADER + header.pageSize);
  return tornBytes === 0 ? { kind: 'whole', bytes: size } : { kind: 'torn', bytes: size, tornBytes };
};

export const inspectWal = (file: string): WalState => {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'none' };
    throw error;
  }
  try {
    return inspect(fd, fstatSync(fd).size);
  } finally {
    closeSync(fd);
  }
};
