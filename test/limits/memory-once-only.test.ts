import { describe, expect, it } from 'vitest';
import { createMemoryOnceOnly } from '../../src/limits/memory-once-only.ts';
import { systemClock } from '../../src/observe/clock.ts';
import { describeOnceOnly } from '../conformance/once-only.ts';

const open = () => createMemoryOnceOnly({ clock: systemClock });

describeOnceOnly('in memory', async () => ({ onceOnly: open(), close: async () => undefined }));

describe('once only in memory', () => {
  it('keeps a bounded number of keys, the newest', async () => {
    const onceOnly = open();
    for (let i = 0; i <= 100_000; i++) await onceOnly.firstTime(`key-${i}`, 60_000);
    expect(await onceOnly.firstTime('key-100000', 60_000)).toBe(false);
    expect(await onceOnly.firstTime('key-0', 60_000)).toBe(true);
  });
});
