import type { Bounds } from '../../src/services/request-gate.ts';

/** The same number for all of a bulkhead's bounds. */
export const atMost = (number: number): Bounds => ({
  inAll: number,
  ofClient: number,
  ofNetwork: number,
  ofStranger: number,
});
