import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/domain/access.ts';
import { ACCOUNT_ROLES, authTimeS, namesOf, outlives, scopesOfRole, signOutAt } from '../../src/domain/account.ts';
import { commonGrants } from '../../src/domain/granted.ts';

const at = (ms: number): Date => new Date(Date.UTC(2026, 0, 1) + ms);

describe('a role', () => {
  it('has less than the next one, and only the administrator all', () => {
    const sizes = ACCOUNT_ROLES.map((role) => scopesOfRole(role).length);
    expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
    expect(scopesOfRole('administrator')).toEqual(SCOPES);
    for (const role of ['driver', 'viewer', 'operator'] as const) {
      expect(scopesOfRole(role)).not.toContain('accounts:manage');
      expect(scopesOfRole(role)).not.toContain('audit:read');
    }
    expect(scopesOfRole('viewer').filter((scope) => !scope.endsWith(':read'))).toEqual([]);
  });
});

describe('what a sign-in gave', () => {
  it('is out after the sign-out, and what comes behind it is in, in the same second, too', () => {
    let account: { readonly signedOutAt: Date | null } = { signedOutAt: null };
    let nowMs = 10_300;
    for (let turn = 0; turn < 5; turn += 1) {
      const before = authTimeS(account, at(nowMs));
      expect(outlives(account, before)).toBe(true);
      account = { signedOutAt: signOutAt(account, at(nowMs + 10)) };
      expect(outlives(account, before)).toBe(false);
      nowMs += 20;
    }
    expect(authTimeS(account, at(60_000))).toBe(at(60_000).getTime() / 1000);
  });
});

describe('names', () => {
  it('are the login, whatever its case and its form of accents, and the identity as it is', () => {
    const names = namesOf({ login: 'Ren\u0065\u0301e@X.example', identity: { issuer: 'https://I', subject: 'S' } });
    expect(names).toEqual(['login ren\u00e9e@x.example', 'identity https://I S']);
  });
});

describe('grants in common', () => {
  it('are what both have, and all of one where the other binds in nothing', () => {
    const one = { locationIds: ['A', 'B'], groupIds: ['North'], tokenUids: null, partyIds: null };
    const other = { locationIds: ['B', 'C'], groupIds: ['NORTH'], tokenUids: ['T'], partyIds: null };
    expect(commonGrants(one, other)).toEqual({
      locationIds: ['B'],
      groupIds: ['North'],
      tokenUids: ['T'],
      partyIds: null,
    });
  });
});
