import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import {
  makeRecoveryCodes,
  makeTotpSecret,
  stepOf,
  totpUri,
  withoutRecoveryCode,
} from '../../src/services/accounts/totp.ts';

const now = new Date(Date.UTC(2026, 0, 1, 12, 0, 15));
const STEP = now.getTime() / 1000 / 30 - 0.5;

describe('a code of an authenticator', () => {
  const secret = makeTotpSecret();
  const codeAt = (steps: number) => new TOTP({ secret }).generate({ timestamp: now.getTime() + steps * 30_000 });

  // RFC 6238, appendix B: of the secret 12345678901234567890, at 59 s.
  it('is that of the standard', () => {
    const totp = { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', lastStep: null };
    expect(stepOf(totp, '287082', new Date(59_000))).toBe(1);
  });

  it('is good for its own half minute and those beside it', () => {
    expect([-2, -1, 0, 1, 2].map((steps) => stepOf({ secret, lastStep: null }, codeAt(steps), now))).toEqual([
      null,
      STEP - 1,
      STEP,
      STEP + 1,
      null,
    ]);
    expect(stepOf({ secret, lastStep: null }, ` ${codeAt(0).slice(0, 3)} ${codeAt(0).slice(3)}`, now)).toBe(STEP);
  });

  it('is good once, and those before it no more', () => {
    expect(stepOf({ secret, lastStep: STEP }, codeAt(0), now)).toBeNull();
    expect(stepOf({ secret, lastStep: STEP }, codeAt(-1), now)).toBeNull();
    expect(stepOf({ secret, lastStep: STEP }, codeAt(1), now)).toBe(STEP + 1);
  });

  it('is read by apps from an address that names whose it is', () => {
    expect(totpUri(secret, 'ada@example.org')).toMatch(/^otpauth:\/\/totp\/Voltgate:ada%40example\.org\?.*secret=/);
  });
});

describe('recovery codes', () => {
  it('are ten, kept as digests, each good once, however it is typed', () => {
    const { codes, hashes } = makeRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    expect(hashes.join()).not.toContain(codes[0]);
    const left = withoutRecoveryCode(hashes, codes[3]?.toLowerCase().replaceAll('-', ' ') ?? '');
    expect(left).toHaveLength(9);
    expect(withoutRecoveryCode(left ?? [], codes[3] ?? '')).toBeNull();
    expect(withoutRecoveryCode(hashes, '')).toBeNull();
  });
});
