import { describe, expect, it } from 'vitest';
import { createPasswords, PASSWORD_COST } from '../../src/oauth/passwords.ts';

describe('passwords', () => {
  it('are kept by argon2id at the cost that is asked for', async () => {
    const passwords = await createPasswords(PASSWORD_COST);
    const hash = await passwords.hash('four words in a row');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.matches('four words in a row', hash)).toBe(true);
    expect(await passwords.matches('four words in a raw', hash)).toBe(false);
  });

  it('of nobody are wrong, whatever they are', async () => {
    const passwords = await createPasswords({ memoryKiB: 8, passes: 1 });
    expect(await passwords.matches('nobody has this password', null)).toBe(false);
  });

  it('are refused, not piled up, when too many wait', async () => {
    const passwords = await createPasswords({ memoryKiB: 8, passes: 1 });
    const asked = await Promise.allSettled(Array.from({ length: 200 }, () => passwords.matches('x', null)));
    const refused = asked.filter((one) => one.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'unavailable' });
    expect(await passwords.matches('x', null)).toBe(false);
  });
});
