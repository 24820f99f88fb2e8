import { expect, it } from 'vitest';
import { createSerial } from '../../src/services/serial.ts';

it('refuses tasks when too many of one key wait, and takes them again when those are done', async () => {
  let refused = 0;
  const serial = createSerial({
    mostOfOneKey: 2,
    refused: () => {
      refused += 1;
    },
  });
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const taken = [serial.run('a', () => held), serial.run('a', async () => undefined)];
  await expect(serial.run('a', async () => undefined)).rejects.toMatchObject({ code: 'unavailable' });
  expect(refused).toBe(1);
  expect(await serial.run('b', async () => 'free')).toBe('free');
  release();
  await Promise.all(taken);
  await serial.idle();
  expect(serial.tasks()).toBe(0);
  expect(await serial.run('a', async () => 'again')).toBe('again');
});
