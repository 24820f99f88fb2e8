/** Cells and areas against the plain definition of each. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, type Coordinates, distanceM, farthestM, isInBox, nearestM } from '../../src/domain/geo-area.ts';
import { boundsOf, type Cell, cellOf, cellsOver, childrenOf, rangeOf, WHOLE } from '../../src/domain/geo-cell.ts';

const edge = (...values: readonly number[]) => fc.constantFrom(...values);
const latitude = fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), edge(-90, -89.9999, 0, 89.9999, 90));
const longitude = fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), edge(-180, -179.9999, 0, 179.9999, 180));
const place: fc.Arbitrary<Coordinates> = fc.record({ latitude, longitude });

const isCovered = (box: Box, at: Coordinates): boolean => {
  const cell = cellOf(at);
  return cellsOver(box).some(({ from, to }) => cell >= from && cell < to);
};

/** Some way off, so that both sides of every edge are met. */
const nearby = (center: Coordinates, [north, east]: readonly [number, number]): Coordinates => {
  const wrapped = center.longitude + east;
  return {
    latitude: Math.max(-90, Math.min(90, center.latitude + north)),
    longitude: wrapped > 180 ? wrapped - 360 : wrapped < -180 ? wrapped + 360 : wrapped,
  };
};
const offset = fc.tuple(
  fc.double({ min: -0.2, max: 0.2, noNaN: true }),
  fc.double({ min: -0.4, max: 0.4, noNaN: true }),
);

describe('the cells over an area', () => {
  it('hold every place of a box, whatever meridian it crosses', () => {
    fc.assert(
      fc.property(latitude, latitude, longitude, longitude, place, (one, other, west, east, at) => {
        const box = { south: Math.min(one, other), north: Math.max(one, other), west, east };
        if (isInBox(box, at)) expect(isCovered(box, at)).toBe(true);
        const corner = { latitude: box.north, longitude: east };
        expect(isInBox(box, corner) && isCovered(box, corner)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** The cell of a level in which a place lies. */
const cellAt = (at: Coordinates, level: number): Cell => {
  let cell = WHOLE;
  while (cell.level < level) {
    const number = cellOf(at);
    const inside = childrenOf(cell).find((child) => {
      const { from, to } = rangeOf(child);
      return number >= from && number < to;
    });
    if (inside === undefined) throw new Error('A place is in one of the parts.');
    cell = inside;
  }
  return cell;
};

describe('the nearest and the farthest of a cell', () => {
  it('bound the distance of every place in it, at poles and across the meridian of 180°', () => {
    fc.assert(
      fc.property(place, place, offset, fc.integer({ min: 0, max: 26 }), (center, far, by, level) => {
        for (const at of [far, nearby(center, by)]) {
          const bounds = boundsOf(cellAt(at, level));
          expect(nearestM(center, bounds)).toBeLessThanOrEqual(distanceM(center, at));
          expect(farthestM(center, bounds)).toBeGreaterThanOrEqual(distanceM(center, at));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('are close to each other where the cell is small', () => {
    const center = { latitude: 52.1, longitude: 179.99 };
    const bounds = boundsOf(cellAt({ latitude: 52.1, longitude: -179.99 }, 16));
    expect(farthestM(center, bounds) - nearestM(center, bounds)).toBeLessThan(1_000);
  });
});
