import { describe, expect, it } from 'vitest';
import { createSentLately } from '../../../src/services/commands/sent-lately.ts';
import type { Store } from '../../../src/services/ports/store.ts';
import { aReset } from '../../conformance/documents.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const setUp = (input: { stored?: boolean; caughtUp?: () => Promise<void> } = {}) => {
  let stored = input.stored ?? false;
  let looks = 0;
  const store: Pick<Store, 'commands' | 'caughtUp'> = {
    caughtUp: input.caughtUp ?? (async () => undefined),
    commands: async () => {
      looks += 1;
      return { items: stored ? [aReset()] : [], more: false };
    },
  };
  return {
    sentLately: createSentLately({ store, clock: createManualClock(), withinMs: 1000 }),
    looks: () => looks,
    store: () => {
      stored = true;
    },
  };
};

describe('what was sent to a station lately', () => {
  it('is looked up once', async () => {
    const { sentLately, looks } = setUp();
    expect(await sentLately.mayHaveBeen('A')).toBe(false);
    expect(await sentLately.mayHaveBeen('A')).toBe(false);
    expect(looks()).toBe(1);
    expect(await sentLately.mayHaveBeen('B')).toBe(false);
    expect(looks()).toBe(2);
  });

  it('is known from the moment that something is sent', async () => {
    const { sentLately } = setUp();
    await sentLately.mayHaveBeen('A');
    sentLately.sending('A');
    expect(await sentLately.mayHaveBeen('A')).toBe(true);
    expect(await sentLately.mayHaveBeen('B')).toBe(false);
  });

  it('is looked up again when another node may have had the station', async () => {
    const { sentLately, store } = setUp();
    expect(await sentLately.mayHaveBeen('A')).toBe(false);
    store();
    sentLately.forget('A');
    expect(await sentLately.mayHaveBeen('A')).toBe(true);
  });

  it.each(['sending', 'forget'] as const)('is not learnt from a look during which %s was told', async (told) => {
    const seen = Promise.withResolvers<void>();
    const { sentLately, store } = setUp({ caughtUp: () => seen.promise });
    const looking = sentLately.mayHaveBeen('A');
    sentLately[told]('A');
    seen.resolve();
    expect(await looking).toBe(true);
    store();
    expect(await sentLately.mayHaveBeen('A')).toBe(true);
  });

  it('fails as the store does', async () => {
    const { sentLately } = setUp({ caughtUp: () => Promise.reject(new Error('away')) });
    await expect(sentLately.mayHaveBeen('A')).rejects.toThrow('away');
  });
});
