import { expect, it } from 'vitest';
import { createTurns } from '../../../src/services/deliveries/turns.ts';

it('begins a bounded number in each turn of the loop, and goes on with who waits in the next', async () => {
  const { mayStart } = createTurns(3);
  const begun: string[] = [];
  const worker = (name: string, wanted: number) => {
    let left = wanted;
    const pump = (): void => {
      while (left > 0 && mayStart(pump)) {
        left -= 1;
        begun.push(name);
      }
    };
    pump();
  };
  worker('a', 4);
  worker('b', 2);
  expect(begun).toEqual(['a', 'a', 'a']);
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual(['a', 'a', 'a', 'a', 'b', 'b']);
});
