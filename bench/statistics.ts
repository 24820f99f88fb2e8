/** Medians and quantiles. */

/** By linear interpolation between the two nearest; NaN of nothing. */
export const quantile = (values: Iterable<number>, q: number): number => {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
};

export const median = (values: Iterable<number>): number => quantile(values, 0.5);

export const joined = (lists: readonly (Float32Array | undefined)[]): Float32Array => {
  const present = lists.filter((list) => list !== undefined);
  const all = new Float32Array(present.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of present) {
    all.set(list, at);
    at += list.length;
  }
  return all;
};

/** Of rounds that ran in turn: the median of the quotients of those that ran next to each other. */
export const medianRatio = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.flatMap((value, index) => (theirs[index] === undefined ? [] : [value / (theirs[index] ?? Number.NaN)])));

/** For a table and a file: three digits that count, no more. */
export const rounded = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(3)) : value);
