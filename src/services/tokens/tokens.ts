/** Tokens as callers see and keep them. */
import type { Caller } from '../../domain/access.ts';
import type { NewEvent } from '../../domain/event.ts';
import { inScope } from '../../domain/kinds/in-scope.ts';
import { withoutCase } from '../../domain/kinds/kind.ts';
import { asRetired, type RetiredToken, retiredRecord, shownRetired } from '../../domain/retired.ts';
import type { Token } from '../../domain/token.ts';
import { forbidden, found, requireScope, requireVersion, sees, visibilityOf } from '../access.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { Put, PutHow } from '../api/paging.ts';
import type { TokenInput, Tokens } from '../api/tokens.ts';
import type { AuditedCommitter } from '../audit/audited-committer.ts';
import { isSameAs } from '../bulk/same-as.ts';
import { collectFaults, isLine, isLineOrNull } from '../faults.ts';
import type { EventMaker } from '../new-event.ts';
import { listPage } from '../paging.ts';
import type { Ownership } from '../parties/ownership.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock } from '../ports/time.ts';
import type { TokenStore } from '../ports/token-store.ts';
import { retiredPage, retiredToken, tokenHasHistory, withRetired } from '../retirement.ts';

const TRIES = 5;

const check = (input: TokenInput): void => {
  const faults = collectFaults();
  // OCPI 2.2.1 mod_tokens: CiString(36), which OCPP 2.x carries whole and OCPP 1.6 up to 20.
  faults.unless(isLine(input.uid, 36), '/uid', 'A uid has 1 to 36 characters.');
  faults.unless(isLine(input.contractId, 36), '/contractId', 'A contract id has 1 to 36 characters.');
  faults.unless(isLineOrNull(input.groupId, 36), '/groupId', 'A group id has 1 to 36 characters.');
  faults.unless(isLineOrNull(input.driverId, 255), '/driverId', 'A driver id has 1 to 255 characters.');
  faults.unless(isLineOrNull(input.issuer, 64), '/issuer', 'An issuer has 1 to 64 characters.');
  faults.unless(isLineOrNull(input.visualNumber, 64), '/visualNumber', 'A visual number has 1 to 64 characters.');
  faults.raise();
};

export const createTokens = ({
  store,
  committer,
  ownership,
  events,
  clock,
}: {
  readonly store: TokenStore & Pick<DocumentStore, 'get' | 'getMany' | 'list' | 'count'>;
  readonly committer: AuditedCommitter;
  readonly ownership: Ownership;
  readonly events: EventMaker;
  readonly clock: Clock;
}): Omit<Tokens, 'putMany'> => {
  const news = (type: 'token.updated' | 'token.removed', token: Token): NewEvent =>
    events.of(
      type,
      {
        objectId: token.uid,
        objectVersion: token.version,
        locationId: null,
        stationId: null,
        sessionId: null,
        tokenUid: token.uid,
        partyId: token.partyId,
        stationGroupId: null,
      },
      { token },
    );

  const put = async (
    caller: Caller,
    { party: _, ...input }: TokenInput,
    partyId: string,
    known: Token | null,
    retired: RetiredToken | null,
    how: PutHow | undefined,
  ): Promise<Put<Token>> => {
    const now = clock.now();
    const object: Token = {
      ...input,
      partyId,
      // The spelling that came first stays: records of sessions carry it.
      uid: known?.uid ?? retired?.uid ?? input.uid,
      version: (known?.version ?? 0) + 1,
      createdAt: known?.createdAt ?? retired?.createdAt ?? now,
      updatedAt: now,
    };
    if (known !== null && how?.unlessSame === true && isSameAs(known, object)) {
      return { object: known, created: false, unchanged: true };
    }
    const back =
      retired === null ? {} : { removed: { retiredTokens: [{ key: retired.uid, version: retired.version }] } };
    const change = { tokens: [object], events: [news('token.updated', object)] };
    await committer.write({ caller, operation: 'token.put' }, { ...change, ...back });
    return { object, created: known === null };
  };

  return {
    list: async (caller, page, { retired = false } = {}) => {
      requireScope(caller, 'tokens:read');
      if (retired) return retiredPage(store, caller, { kind: 'retiredTokens', page, where: {}, show: shownRetired });
      return listPage({
        kind: 'tokens',
        page,
        scope: visibilityOf(caller),
        list: store.tokens,
        count: store.countTokens,
      });
    },
    get: async (caller, uid) => {
      requireScope(caller, 'tokens:read');
      return found((await store.token(uid)) ?? (await retiredToken(store, uid)), sees(caller, 'tokens'));
    },
    byUids: async (caller, uids) => {
      requireScope(caller, 'tokens:read');
      const keys = uids.map(withoutCase);
      const all = await withRetired<Token>(
        keys,
        await store.tokensByUid(uids),
        ({ uid }) => withoutCase(uid),
        async (others) => (await store.getMany('retiredTokens', others)).map(shownRetired),
      );
      const tokens = all.filter(sees(caller, 'tokens'));
      const byUid = new Map(tokens.map((token) => [withoutCase(token.uid), token]));
      return uids.map((uid) => byUid.get(withoutCase(uid)) ?? null);
    },
    current: async (caller, uid) => {
      requireScope(caller, 'tokens:write');
      return found(await store.token(uid), sees(caller, 'tokens'));
    },
    put: async (caller, input, ifVersion, how) => {
      requireScope(caller, 'tokens:write');
      check(input);
      const isGranted = (token: Pick<Token, 'uid' | 'driverId' | 'partyId'>): boolean =>
        inScope('tokens', visibilityOf(caller), { ...input, ...token });
      const refuse = (): never => forbidden('The token is not in the grants of the client.');
      return againOnConflict(TRIES, async () => {
        const there = await store.token(input.uid);
        // As what nobody has is, until it would be made: only then the caller has to be told.
        const known = there !== null && isGranted(there) ? there : null;
        const retired = there === null ? await store.get('retiredTokens', input.uid) : null;
        // What names it still does: it comes back to whose it was.
        const former = retired !== null && isGranted(retired) ? retired : null;
        const partyId = await ownership.ownerFor(caller, input.party, known ?? former);
        if (!isGranted({ uid: input.uid, driverId: input.driverId, partyId })) refuse();
        requireVersion(known, ifVersion);
        if (there !== known || retired !== former) refuse();
        return put(caller, input, partyId, known, former, how);
      });
    },
    remove: async (caller, uid, ifVersion) => {
      requireScope(caller, 'tokens:write');
      return againOnConflict(TRIES, async () => {
        const token = found(await store.token(uid), sees(caller, 'tokens'));
        requireVersion(token, ifVersion);
        const retired = await tokenHasHistory(store, token);
        const object = asRetired(token, clock.now());
        await committer.write(
          { caller, operation: 'token.delete' },
          {
            removed: { tokens: [{ key: token.uid, version: token.version }] },
            ...(retired ? { retiredTokens: [retiredRecord(object, await store.get('retiredTokens', token.uid))] } : {}),
            events: [news('token.removed', object)],
          },
        );
        return retired ? { object, retired } : { object: token, retired };
      });
    },
  };
};
