/** What every adapter of the OnceOnly port does. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OnceOnly } from '../../src/services/ports/limits.ts';

export type OpenOnceOnly = { readonly onceOnly: OnceOnly; readonly close: () => Promise<void> };

export const describeOnceOnly = (name: string, open: () => Promise<OpenOnceOnly>): void => {
  describe(`once only: ${name}`, () => {
    let opened: OpenOnceOnly | null = null;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(async () => {
      await opened?.close();
    });
    const firstTime = async (key: string, ttlMs = 60_000): Promise<boolean | undefined> =>
      opened?.onceOnly.firstTime(key, ttlMs);

    it('lets each key pass once', async () => {
      expect(await firstTime('a')).toBe(true);
      expect(await firstTime('a')).toBe(false);
      expect(await firstTime('b')).toBe(true);
    });

    it('lets one of many pass that come at once', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => firstTime('a')));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    it('forgets a key after its time', async () => {
      await firstTime('short', 50);
      await firstTime('long');
      let again: boolean | undefined = false;
      while (again !== true) again = await firstTime('short', 50);
      expect(await firstTime('long')).toBe(false);
    });
  });
};
