import { expect, it } from 'vitest';
import { createOneProcessLocks, createOneProcessOwners } from '../../src/cluster/one-process.ts';
import { describeStationOwners } from '../conformance/station-owners.ts';

describeStationOwners('one process', async () => {
  const owners = createOneProcessOwners({ nodeId: 'NODE' });
  return { owners, close: owners.close };
});

it('one process knows of no other, live or dead', async () => {
  const owners = createOneProcessOwners({ nodeId: 'NODE' });
  expect(await owners.liveNodes()).toEqual(new Set(['NODE']));
  expect(await owners.deadNodes()).toEqual([]);
});

it('one process holds every lock', async () => {
  const locks = createOneProcessLocks();
  expect(await locks.tryHold('a', 1)).toBe(true);
  await locks.letGo('a');
  expect(await locks.tryHold('a', 1)).toBe(true);
});
