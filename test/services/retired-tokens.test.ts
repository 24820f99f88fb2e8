/** What becomes of a token that is deleted: gone where nothing names it, else found by what names it and no more in use. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import { SEES_ALL } from '../../src/domain/visibility.ts';
import { aSession } from '../conformance/documents.ts';
import { ADMIN, aCaller, aPage, aToken, startSide, type TestSide } from './station-side.ts';

const UID = 'CARD-1';

let side: TestSide;
beforeEach(async () => {
  side = await startSide();
  await side.tokens.put(ADMIN, aToken(UID), null);
});
afterEach(() => side.close());

const withHistory = () =>
  side.store.commit({ sessions: [aSession({ id: 'S', token: { uid: UID.toLowerCase(), type: 'RFID' } })] });

const uids = async (): Promise<readonly string[]> => {
  const page = { scope: SEES_ALL, order: 'createdAt', descending: false, after: null, limit: 9 } as const;
  const { items } = await side.store.tokens({ ...page, updatedFromAt: null, updatedToAt: null });
  return items.map(({ uid }) => uid);
};

describe('a token that is deleted', () => {
  it('is gone for good where nothing names it, and its uid is free', async () => {
    expect(await side.tokens.remove(ADMIN, UID.toLowerCase(), 1)).toMatchObject({ retired: false });
    await expect(side.tokens.get(ADMIN, UID)).rejects.toMatchObject({ code: 'not_found' });
    expect(await uids()).toEqual([]);
    expect(await side.tokens.put(ADMIN, aToken(UID), null)).toMatchObject({ created: true, object: { version: 1 } });
  });

  it('is retired where a session names it: found by it, in no list, and no more to be changed or deleted', async () => {
    await withHistory();
    const { object, retired } = await side.tokens.remove(ADMIN, UID, null);
    expect(retired).toBe(true);
    expect(object).toMatchObject({ uid: UID, version: 2, retiredAt: side.clock.now() });
    expect(await side.tokens.get(ADMIN, UID)).toEqual(object);
    expect(await side.tokens.byUids(ADMIN, [UID.toLowerCase(), 'OTHER'])).toEqual([object, null]);
    expect(await uids()).toEqual([]);
    expect((await side.tokens.list(ADMIN, aPage(), { retired: true })).items).toEqual([object]);
    expect(await side.store.token(UID)).toBeNull();
    await expect(side.tokens.current(ADMIN, UID)).rejects.toMatchObject({ code: 'not_found' });
    await expect(side.tokens.remove(ADMIN, UID, null)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('comes back by a put of the same party, and to no other', async () => {
    await withHistory();
    await side.tokens.remove(ADMIN, UID, null);
    const other = aCaller({ clientId: 'other', grants: { ...ALL_GRANTS, partyIds: ['NL-TWO'] } });
    await expect(side.tokens.put(other, aToken(UID), null)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await side.tokens.put(ADMIN, aToken(UID.toLowerCase()), null)).toMatchObject({
      created: true,
      object: { uid: UID, version: 1 },
    });
    expect(await side.tokens.get(ADMIN, UID)).not.toHaveProperty('retiredAt');
    expect(await side.store.get('retiredTokens', UID)).toBeNull();
    expect(await side.tokens.remove(ADMIN, UID, null)).toMatchObject({ retired: true });
  });

  it('stays at another version than the one that is named', async () => {
    await expect(side.tokens.remove(ADMIN, UID, 7)).rejects.toMatchObject({ code: 'precondition_failed' });
    expect(await uids()).toEqual([UID]);
  });

  it('stays for who may not see it', async () => {
    const other = aCaller({ clientId: 'other', grants: { ...ALL_GRANTS, partyIds: ['NL-TWO'] } });
    await expect(side.tokens.remove(other, UID, null)).rejects.toMatchObject({ code: 'not_found' });
    const reader = { ...ADMIN, scopes: new Set(['tokens:read'] as const) };
    await expect(side.tokens.remove(reader, UID, null)).rejects.toMatchObject({ code: 'insufficient_scope' });
  });

  it('is in the audit log as it was', async () => {
    await side.tokens.remove(ADMIN, UID, null);
    const page = { scope: SEES_ALL, order: 'createdAt', descending: true, after: null, limit: 1 } as const;
    const times = { updatedFromAt: null, updatedToAt: null };
    const { items } = await side.store.list('auditEntries', { ...page, ...times, where: {} });
    expect(items).toMatchObject([{ operation: 'token.delete', objectId: UID, after: null, before: { uid: UID } }]);
  });

  it('is told as token.removed, one version later, with when', async () => {
    await side.tokens.remove(ADMIN, UID, null);
    const told = (await side.store.eventsBySeq(0, 100)).filter(({ objectId }) => objectId === UID).at(-1);
    const token = { uid: UID, version: 2, retiredAt: side.clock.now() };
    expect(told).toMatchObject({ type: 'token.removed', objectVersion: 2, tokenUid: UID, data: { token } });
  });
});
