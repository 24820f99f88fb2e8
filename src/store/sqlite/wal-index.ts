/**
 * What SQLite's index of its log (`-shm`) says of the log beside it. It outlives a killed process, and not always a reboot:
 * what it says counts, and that it says nothing does not. A commit is in it when it was synced (synchronous=FULL), so that
 * a log with fewer frames has lost some that were acknowledged.
 *
 * @see https://www.sqlite.org/walformat.html#the_wal_index_file_format
 */

import { readFileSync } from 'node:fs';
import { endianness } from 'node:os';

const VERSION = 3_007_000;
const HEADER = 48;
const SIZE = 136;

const MAX_FRAME_AT = 16;
const SALTS_AT = 32;
const SUM_AT = 40;
const BACKFILLED_AT = 96;
const BACKFILL_TRIED_AT = 128;

export type WalIndex = {
  /** As they stand in the log's head. */
  readonly salts: readonly [number, number];
  /** Up to the end of the last commit. */
  readonly frames: number;
  /** So many of them at most are in the database already. */
  readonly backfilled: number;
};

/** It is in the order of bytes of the machine that wrote it. */
const word = (bytes: Buffer, at: number): number =>
  endianness() === 'LE' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);

const isSound = (bytes: Buffer): boolean => {
  let [a, b] = [0, 0];
  for (let at = 0; at < SUM_AT; at += 8) {
    a = (a + word(bytes, at) + b) >>> 0;
    b = (b + word(bytes, at + 4) + a) >>> 0;
  }
  return a === word(bytes, SUM_AT) && b === word(bytes, SUM_AT + 4);
};

/** null: it is not there, or was being written. */
export const readWalIndex = (file: string): WalIndex | null => {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  if (bytes.length < SIZE || word(bytes, 0) !== VERSION) return null;
  // It stands there twice: a reader takes it when both are alike.
  if (!bytes.subarray(0, HEADER).equals(bytes.subarray(HEADER, 2 * HEADER)) || !isSound(bytes)) return null;
  return {
    salts: [bytes.readUInt32BE(SALTS_AT), bytes.readUInt32BE(SALTS_AT + 4)],
    frames: word(bytes, MAX_FRAME_AT),
    backfilled: Math.max(word(bytes, BACKFILLED_AT), word(bytes, BACKFILL_TRIED_AT)),
  };
};
