/** Sequence numbers seen, as sorted closed ranges: what is missing shows as a gap. */
export type SeqRanges = readonly (readonly [number, number])[];

export const hasSeqNo = (ranges: SeqRanges, seqNo: number): boolean =>
  ranges.some(([from, to]) => from <= seqNo && seqNo <= to);

/** The ranges with one number more; neighbours grow together. */
export const withSeqNo = (ranges: SeqRanges, seqNo: number): SeqRanges => {
  const newest = ranges.at(-1);
  // As nearly all are: the one behind the newest.
  if (newest?.[1] === seqNo - 1) return [...ranges.slice(0, -1), [newest[0], seqNo]];
  if (hasSeqNo(ranges, seqNo)) return ranges;
  const below = ranges.filter(([, to]) => to < seqNo - 1);
  const above = ranges.filter(([from]) => from > seqNo + 1);
  const touching = ranges.filter(([from, to]) => to >= seqNo - 1 && from <= seqNo + 1);
  const from = Math.min(seqNo, ...touching.map(([start]) => start));
  const to = Math.max(seqNo, ...touching.map(([, end]) => end));
  return [...below, [from, to], ...above];
};
