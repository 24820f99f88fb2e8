import { expect, it } from 'vitest';
import { createTurns } from '../../../src/services/deliveries/turns.ts';

it('begins a bounded number in each turn of the loop, and goes on in the next with who began least', async () => {
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
  expect(begun).toEqual(['a', 'a', 'a', 'b', 'b', 'a']);
});

it('ends a turn after some milliseconds, and lets those begin next who could not in this one', async () => {
  let nowMs = 0;
  const { mayStart } = createTurns(100, () => nowMs);
  const begun: string[] = [];
  const worker = (name: string) => {
    const pump = (): void => {
      while (begun.length < 12 && mayStart(pump)) {
        begun.push(name);
        nowMs += 2;
      }
    };
    return pump;
  };
  for (const pump of [worker('a'), worker('b'), worker('c')]) pump();
  expect(begun).toEqual(['a', 'a']);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  for (let n = 0; n < 5; n += 1) await turn();
  expect(begun.join('')).toBe('aabbccaabbcc');
});
