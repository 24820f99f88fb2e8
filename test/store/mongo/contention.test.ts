import { expect, it } from 'vitest';
import { createContention } from '../../../src/store/mongo/contention.ts';

it('lets a node that is alone try at once', () => {
  const contention = createContention({ random: () => 0.999 });
  expect(contention.pauseMs()).toBe(0);
  contention.won();
  expect(contention.pauseMs()).toBe(0);
});

it('doubles the window with each number lost, up to a bound, and spreads the tries over all of it', () => {
  let drawn = 1;
  const contention = createContention({ random: () => drawn });
  const windows = Array.from({ length: 5 }, () => {
    contention.lost(5);
    return contention.pauseMs();
  });
  expect(windows).toEqual([5, 10, 20, 40, 40]);
  drawn = 0;
  expect(contention.pauseMs()).toBe(0);
  drawn = 0.25;
  expect(contention.pauseMs()).toBe(10);
});

it('lets the winner wait, too, and closes the window when nobody else comes', () => {
  const contention = createContention({ random: () => 1 });
  contention.lost(16);
  const windows = Array.from({ length: 4 }, () => {
    contention.won();
    return contention.pauseMs();
  });
  expect(windows).toEqual([8, 4, 2, 0]);
});
