/**
 * Where the frames of SQLite's write-ahead log stand that belong to it, in a log that is whole: told by its salts alone,
 * and not by the code that is put to the test.
 *
 * @see https://www.sqlite.org/fileformat2.html#walformat
 */

const HEADER = 32;
const FRAME_HEADER = 24;

/** Bytes of the file, from and to (not with it). */
export type Place = { readonly from: number; readonly to: number };

/** Each with all frames of one commit, in order. */
export const commitsIn = (log: Buffer): readonly Place[] => {
  if (log.length < HEADER) return [];
  const frame = FRAME_HEADER + log.readUInt32BE(8);
  const salts = log.subarray(16, 24);
  const commits: Place[] = [];
  let from = HEADER;
  for (let at = HEADER; at + frame <= log.length; at += frame) {
    if (!log.subarray(at + 8, at + 16).equals(salts)) break;
    if (log.readUInt32BE(at + 4) === 0) continue;
    commits.push({ from, to: at + frame });
    from = at + frame;
  }
  return commits;
};
