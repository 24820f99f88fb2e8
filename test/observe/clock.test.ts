import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/observe/clock.ts';

describe('system clock', () => {
  it('calls back once after the time', async () => {
    const startedAt = systemClock.now().getTime();
    await new Promise<void>((resolve) => {
      const keepAlive = setTimeout(() => undefined, 10_000);
      systemClock.after(20, () => {
        clearTimeout(keepAlive);
        resolve();
      });
    });
    // Timers of Node count from the start of their loop turn: a millisecond early is on time.
    expect(systemClock.now().getTime() - startedAt).toBeGreaterThanOrEqual(19);
  });

  it('does not keep the process alive', async () => {
    const source = `import { systemClock } from ${JSON.stringify(new URL('../../src/observe/clock.ts', import.meta.url).href)};
      systemClock.after(600_000, () => {});`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: 'inherit' });
    const [exitCode] = await once(child, 'exit');
    expect(exitCode).toBe(0);
  });

  describe('with long delays', () => {
    beforeEach(() => {
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it('holds a delay beyond the bound of setTimeout', () => {
      const delayMs = 3 * 2 ** 31;
      const called = vi.fn();
      systemClock.after(delayMs, called);
      vi.advanceTimersByTime(delayMs - 1);
      expect(called).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1);
      expect(called).toHaveBeenCalledOnce();
    });

    it('cancels at any time', () => {
      const called = vi.fn();
      const cancel = systemClock.after(2 ** 31 + 1000, called);
      vi.advanceTimersByTime(2 ** 31);
      cancel();
      vi.advanceTimersByTime(10_000);
      expect(called).not.toHaveBeenCalled();
    });
  });
});
