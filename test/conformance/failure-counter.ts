/** What every adapter of the FailureCounter port does. */
import { afterEach, describe, expect, it } from 'vitest';
import type { FailureCounter } from '../../src/services/ports/limits.ts';

export type OpenCounter = { readonly counter: FailureCounter; readonly close: () => Promise<void> };

export const describeFailureCounter = (name: string, open: (windowS: number) => Promise<OpenCounter>): void => {
  describe(`failure counter: ${name}`, () => {
    let opened: OpenCounter | null = null;
    const begin = async (windowS: number): Promise<FailureCounter> => {
      opened = await open(windowS);
      return opened.counter;
    };
    afterEach(async () => {
      await opened?.close();
    });

    it('counts each key for itself, and not by reading', async () => {
      const counter = await begin(60);
      expect(await counter.read('a')).toEqual({ failures: 0, resetS: 0 });
      await counter.add('a');
      await counter.add('a');
      await counter.add('b');
      expect(await counter.read('a')).toEqual({ failures: 2, resetS: 60 });
      expect(await counter.read('a')).toMatchObject({ failures: 2 });
      expect(await counter.read('b')).toMatchObject({ failures: 1 });
    });

    it('counts all that come at once', async () => {
      const counter = await begin(60);
      await Promise.all(Array.from({ length: 30 }, () => counter.add('a')));
      expect(await counter.read('a')).toMatchObject({ failures: 30 });
    });

    it('begins anew when the window is over', async () => {
      const counter = await begin(1);
      await counter.add('a');
      while ((await counter.read('a')).failures > 0) await new Promise((resolve) => setImmediate(resolve));
      await counter.add('a');
      expect(await counter.read('a')).toEqual({ failures: 1, resetS: 1 });
    });
  });
};
