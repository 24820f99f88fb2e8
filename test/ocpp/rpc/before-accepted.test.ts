import { describe, expect, it } from 'vitest';
import { createHoldBack, MOST_KEPT } from '../../../src/ocpp/rpc/before-accepted.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { silentLog } from '../../support/silent-log.ts';

const HOUR_MS = 3_600_000;

const holding = () => {
  const kept: number[] = [];
  const clock = createManualClock();
  const quarantine = async ({ payload }: { readonly payload: object }): Promise<void> => {
    kept.push(JSON.stringify(payload).length);
  };
  const holdBack = createHoldBack({ inbox: { quarantine }, clock, log: silentLog }, { version: '1.6' });
  const says = (stationId: string, transactionId: string): Promise<void> =>
    holdBack({
      stationId,
      action: 'StopTransaction',
      payload: { transactionId },
      errorCode: 'SecurityError',
      receivedAt: clock.now(),
    });
  return { kept, clock, says };
};

describe('what stations say before they are accepted', () => {
  it('is kept within a number of each, and of all', async () => {
    const { kept, says } = holding();
    for (let station = 0; station < 20; station += 1)
      for (let index = 0; index <= MOST_KEPT.ofStation; index += 1) await says(`CP${station}`, `${index}`);
    expect(kept).toHaveLength(MOST_KEPT.inAll);
    expect(MOST_KEPT.ofStation * 20).toBeGreaterThan(MOST_KEPT.inAll);
  });

  it('fills no disk, however large it is, and leaves room for what is small', async () => {
    const { kept, clock, says } = holding();
    for (let stranger = 0; stranger < 100; stranger += 1) await says(`X${stranger}`, 'x'.repeat(900_000));
    await says('CP1', '7');
    expect(kept).toHaveLength(3);
    expect(kept.reduce((sum, length) => sum + length, 0)).toBeLessThan(MOST_KEPT.characters);
    await clock.advance(HOUR_MS);
    await says('X0', 'x'.repeat(900_000));
    expect(kept).toHaveLength(4);
  });
});
