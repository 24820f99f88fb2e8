/**
 * Places as numbers, such that what lies near one another mostly has numbers near one another: an index over the number
 * finds what is in an area by a few ranges, in every store. Cells are those of a quadtree over longitude and latitude.
 */
import { type Bounds, type Box, type Coordinates, relationTo } from './geo-area.ts';

/** 26 bits of each: 0.6 m of longitude, and 52 bits are exact in a double. */
const BITS = 26;
const SIDE = 2 ** BITS;

/** From inclusive, to exclusive. */
export type CellRange = { readonly from: number; readonly to: number };

/** One of 4 to the power of its level. */
export type Cell = { readonly level: number; readonly x: number; readonly y: number };

const step = (value: number, least: number, span: number): number =>
  Math.min(SIDE - 1, Math.max(0, Math.floor(((value - least) / span) * SIDE)));

/** The bits of both, by turns: the number of a cell among those of its level. */
const interleaved = (x: number, y: number, bits: number): number => {
  let cell = 0;
  for (let bit = bits - 1; bit >= 0; bit -= 1) cell = cell * 4 + ((y >>> bit) & 1) * 2 + ((x >>> bit) & 1);
  return cell;
};

export const cellOf = ({ latitude, longitude }: Coordinates): number =>
  interleaved(step(longitude, -180, 360), step(latitude, -90, 180), BITS);

export const boundsOf = ({ level, x, y }: Cell): Bounds => {
  const parts = 2 ** level;
  return {
    south: -90 + (y * 180) / parts,
    north: -90 + ((y + 1) * 180) / parts,
    west: -180 + (x * 360) / parts,
    east: -180 + ((x + 1) * 360) / parts,
  };
};

export const rangeOf = ({ level, x, y }: Cell): CellRange => {
  const size = 4 ** (BITS - level);
  const from = interleaved(x, y, level) * size;
  return { from, to: from + size };
};

export const WHOLE: Cell = { level: 0, x: 0, y: 0 };

/** Whether a cell has parts. */
export const isDivisible = ({ level }: Cell): boolean => level < BITS;

export const childrenOf = ({ level, x, y }: Cell): readonly Cell[] =>
  [0, 1].flatMap((up) => [0, 1].map((right) => ({ level: level + 1, x: x * 2 + right, y: y * 2 + up })));

/** More ranges would be more queries, fewer would read more of what is outside. */
const MOST_CELLS = 24;

/** Ascending ranges that hold every cell of the box, and some beside it. */
export const cellsOver = (box: Box): readonly CellRange[] => {
  const whole: Cell[] = [];
  const open: Cell[] = [WHOLE];
  while (open.length > 0 && whole.length + open.length < MOST_CELLS) {
    const cell = open.shift();
    if (cell === undefined) break;
    for (const child of childrenOf(cell)) {
      const relation = relationTo(box, boundsOf(child));
      if (relation === 'within' || (relation === 'touches' && !isDivisible(child))) whole.push(child);
      else if (relation === 'touches') open.push(child);
    }
  }
  const ranges: CellRange[] = [];
  for (const range of [...whole, ...open].map(rangeOf).sort((one, other) => one.from - other.from)) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to === range.from) ranges[ranges.length - 1] = { from: last.from, to: range.to };
    else ranges.push(range);
  }
  return ranges;
};
