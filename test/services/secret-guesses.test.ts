import { describe, expect, it } from 'vitest';
import { createMemoryFailureCounter } from '../../src/limits/memory-failure-counter.ts';
import { createQuotaKeys } from '../../src/services/quota-keys.ts';
import { createSecretGuesses, MOST_FAILURES } from '../../src/services/secret-guesses.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';

const quotaKeys = createQuotaKeys(Buffer.alloc(32, 7));
const { slotOf } = quotaKeys;

const setUp = () =>
  createSecretGuesses({
    recent: createMemoryFailureCounter({ windowS: 60 }),
    slow: createMemoryFailureCounter({ windowS: 3600 }),
    bounds: MOST_FAILURES,
    keys: quotaKeys,
    log: silentLog,
    metrics: createRecordedMetrics(),
  });
const refused = { code: 'rate_limited' };

describe('guesses of secrets', () => {
  it('from many addresses leave each of them one, and let in whoever has none wrong', async () => {
    const guesses = setUp();
    for (let n = 0; n < MOST_FAILURES.ofClient; n += 1)
      await guesses.failed({ address: `192.0.2.${n % 250}`, clientId: 'fleet' });
    const elsewhere = { address: '198.51.100.1', clientId: 'fleet' };
    await guesses.admit(elsewhere);
    await guesses.failed(elsewhere);
    await expect(guesses.admit(elsewhere)).rejects.toMatchObject(refused);
    await guesses.admit({ address: '198.51.100.2', clientId: 'fleet' });
    await guesses.admit({ address: '198.51.100.1', clientId: 'another' });
  });

  it('count an IPv6 network as one address', async () => {
    const guesses = setUp();
    for (let n = 0; n < MOST_FAILURES.ofClientAtAddress; n += 1)
      await guesses.failed({ address: `2001:db8::${n.toString(16)}`, clientId: 'fleet' });
    await expect(guesses.admit({ address: '2001:db8::ffff', clientId: 'fleet' })).rejects.toMatchObject(refused);
    await guesses.admit({ address: '2001:db8:0:1::1', clientId: 'fleet' });
  });

  it('from all networks of an IPv6 site are counted together, more widely', async () => {
    const guesses = setUp();
    for (let n = 0; n < MOST_FAILURES.ofSite; n += 1)
      await guesses.failed({ address: `2001:db8:1:${n.toString(16)}::1`, clientId: null });
    await expect(guesses.admit({ address: '2001:db8:1:ffff::1', clientId: null })).rejects.toMatchObject(refused);
    await guesses.admit({ address: '2001:db8:2::1', clientId: null });
  });

  it('under a name that is made to share a slot lock nobody out elsewhere', async () => {
    const guesses = setUp();
    const victim = { address: '198.51.100.7', clientId: 'fleet' };
    const slot = slotOf(JSON.stringify([victim.clientId, victim.address]));
    let n = 0;
    while (slotOf(JSON.stringify([`guess-${n}`, '192.0.2.1'])) !== slot) n += 1;
    const guess = { address: '192.0.2.1', clientId: `guess-${n}` };
    for (let tries = 0; tries < MOST_FAILURES.ofClientAtAddress; tries += 1) await guesses.failed(guess);
    await expect(guesses.admit(guess)).rejects.toMatchObject(refused);
    await guesses.admit(victim);
  });

  it('that name no client count for their address', async () => {
    const guesses = setUp();
    const nameless = { address: '192.0.2.1', clientId: null };
    for (let n = 0; n < MOST_FAILURES.ofAddress; n += 1) await guesses.failed(nameless);
    await expect(guesses.admit(nameless)).rejects.toMatchObject(refused);
    await guesses.admit({ address: '192.0.2.2', clientId: null });
  });
});
