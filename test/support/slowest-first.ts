/**
 * The order of the files: those that take longest begin first, so that none of them is left to run alone at the end.
 * Without it they run by size, unless an earlier run on the same machine has been timed.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest first; what is not here follows. One that is gone does no harm. */
const SLOWEST = [
  'journeys/chaos.test.ts',
  'faults/killed.test.ts',
  'faults/damaged.test.ts',
  'store/mongo/conformance.test.ts',
  'journeys/nodes/node-killed.test.ts',
  'recipes/recipes.test.ts',
  'journeys/nodes/rolling-restart.test.ts',
  'journeys/nodes/wandering.test.ts',
  'services/deliveries/mongo.test.ts',
  'journeys/nodes/two-gateways.test.ts',
  'journeys/gateway-restart.test.ts',
  'docs/blocks.test.ts',
  'services/callers.test.ts',
  'services/commands/request.test.ts',
  'services/stations.test.ts',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = SLOWEST.findIndex((name) => moduleId.endsWith(`/test/${name}`));
  return rank < 0 ? SLOWEST.length : rank;
};

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
