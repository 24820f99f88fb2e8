/** Bits that turn over on a disk. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { Place } from './log-frames.ts';

/** Flips one bit in each of so many places; answers where. random: at least 0, less than 1. */
export const flipBits = (file: string, { from, to }: Place, count: number, random: () => number): readonly number[] => {
  const fd = openSync(file, 'r+');
  try {
    return Array.from({ length: count }, () => {
      const at = from + Math.floor(random() * (to - from));
      const byte = Buffer.alloc(1);
      readSync(fd, byte, 0, 1, at);
      writeSync(fd, Buffer.of(byte.readUInt8() ^ (1 << Math.floor(random() * 8))), 0, 1, at);
      return at;
    });
  } finally {
    closeSync(fd);
  }
};
