/** What every kind does by its declaration: each order, each dimension of a scope, and the same as the pure function. */
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/command.ts';
import { type DocumentOf, KINDS, type KindName, type OrderOf } from '../../src/domain/kinds/documents.ts';
import { inScope } from '../../src/domain/kinds/in-scope.ts';
import { keyOf, ordersOf, positionOf } from '../../src/domain/kinds/kind.ts';
import type { QuarantinedMessage, Settlement } from '../../src/domain/quarantined-message.ts';
import { SEES_ALL, type Visibility } from '../../src/domain/visibility.ts';
import type { DocumentQuery } from '../../src/services/ports/document-store.ts';
import type { Position } from '../../src/services/ports/list.ts';
import {
  aClient,
  aConfiguration,
  aLocation,
  aMeterKey,
  anAccount,
  anAccountName,
  anAuditEntry,
  anEmi3Id,
  anEvse,
  anOutage,
  aPersistedOperation,
  aQuarantinedMessage,
  aReset,
  aSession,
  aSigningKey,
  aStart,
  aStation,
  aStationTemplate,
  aStop,
  aTemplateRollout,
  aToken,
  at,
  aWebhookEndpoint,
  someWebhookSecrets,
} from './documents.ts';
import type { StoreUnderTest } from './store.ts';

const LOCATIONS = ['here', 'there'] as const;
const DRIVERS = ['me', 'you', null] as const;
const TOKENS = ['Mine', 'YOURS'] as const;

/** Instants that agree in no order, and some that are the same. */
const times = (index: number) => ({ createdAt: at(index % 4), updatedAt: at(100 - ((index * 7) % 5)) });

const owned = [...LOCATIONS, null].flatMap((locationId) =>
  [...TOKENS, null].flatMap((uid) => DRIVERS.map((driverId) => ({ locationId, uid, driverId }))),
);

const sessions = owned.map(({ locationId, uid, driverId }, index) =>
  aSession({
    id: `s${index}`,
    locationId,
    token: uid === null ? null : { uid, type: 'RFID' },
    driverId,
    ...times(index),
  }),
);
const commands: readonly Command[] = owned.map(({ locationId, uid, driverId }, index) => {
  const common = {
    id: `c${index}`,
    locationId,
    requestedBy: { clientId: 'app', userId: driverId },
    ...times(index),
  };
  if (uid === null) return aReset(common);
  const token = { uid, type: 'APP_USER' } as const;
  return index % 2 === 0
    ? aStart({ ...common, parameters: { ...aStart().parameters, token } })
    : aStop({ ...common, sessionId: `s${index}` });
});

const documents: { readonly [K in KindName]?: readonly DocumentOf<K>[] } = {
  locations: LOCATIONS.map((id, index) => aLocation({ id, ...times(index) })),
  stations: [...LOCATIONS, null, 'here'].map((locationId, index) =>
    aStation({ id: `CS-${index}`, locationId, ...times(index) }),
  ),
  tokens: TOKENS.flatMap((uid) =>
    DRIVERS.map((driverId, index) => aToken({ uid: index === 0 ? uid : `${uid}${index}`, driverId, ...times(index) })),
  ),
  retiredTokens: TOKENS.map((uid, index) => ({
    ...aToken({ uid, driverId: index === 0 ? null : 'me', ...times(index) }),
    retiredAt: new Date(0),
    lastVersion: 7,
  })),
  retiredLocations: LOCATIONS.map((id, index) => ({
    ...aLocation({ id, ...times(index) }),
    retiredAt: new Date(0),
    lastVersion: 7,
  })),
  retiredStations: [...LOCATIONS, null, 'here'].map((locationId, index) => ({
    ...aStation({ id: `CS-${index}`, locationId, ...times(index) }),
    retiredAt: new Date(0),
    lastVersion: 7,
  })),
  outages: [...LOCATIONS, null, 'here'].map((locationId, index) =>
    anOutage({ id: `O-${index}`, locationId, ...times(index) }),
  ),
  meterPublicKeys: [...LOCATIONS, null, 'here'].map((locationId, index) =>
    aMeterKey({ id: `K-${index}`, locationId, ...times(index) }),
  ),
  quarantinedMessages: [...LOCATIONS, null, 'here'].map((locationId, index) =>
    aQuarantinedMessage({ id: `Q-${index}`, locationId, ...times(index) }),
  ),
  sessions,
  commands,
  evses: [...LOCATIONS, null].map((locationId, index) =>
    anEvse({ uid: `EVSE-${index}`, locationId, emi3Id: index === 0 ? null : `be*vgt*E${index}`, ...times(index) }),
  ),
  emi3Ids: [1, 2].map((index) =>
    anEmi3Id({ id: `BEVGTE${index}`, evseUid: index === 1 ? null : 'EVSE-2', ...times(index) }),
  ),
  stationConfigurations: [1, 2].map((index) => aConfiguration({ stationId: `CS-${index}`, ...times(index) })),
  auditEntries: [...LOCATIONS, null, 'default'].map((partyId, index) =>
    anAuditEntry({ id: `A-${index}`, partyId, userId: index === 0 ? 'me' : null, ...times(index) }),
  ),
  accounts: ['here', 'there', 'default'].map((partyId, index) =>
    anAccount({ id: `A-${index}`, partyId, role: index === 0 ? 'driver' : 'viewer', ...times(index) }),
  ),
  accountNames: [1, 2].map((index) => anAccountName({ name: `login person-${index}`, ...times(index) })),
  webhookEndpoints: ['app', 'fleet', 'fleet'].map((clientId, index) =>
    aWebhookEndpoint({ id: `HOOK-${index}`, clientId, userId: index === 2 ? 'me' : null, ...times(index) }),
  ),
  webhookSecrets: [0, 1].map((index) => someWebhookSecrets({ id: `HOOK-${index}`, ...times(index) })),
  persistedOperations: [null, 'app', 'app'].map((clientId, index) =>
    aPersistedOperation({ id: `P-${index}`, clientId, ...times(index) }),
  ),
  stationTemplates: ['here', 'there', 'default'].map((partyId, index) =>
    aStationTemplate({ id: `T-${index}`, partyId, vendor: index === 0 ? 'vendor' : 'Vendor', ...times(index) }),
  ),
  templateRollouts: [0, 1].map((index) => aTemplateRollout({ id: `T-${index}`, ...times(index) })),
  signingKeys: [1, 2].map((index) => aSigningKey({ id: String(index), kid: `key-${index}`, ...times(index) })),
  clients: [0, 1, 2].map((index) => aClient({ id: `client-${index}`, ...times(index) })),
};

/** In each dimension: not bound, bound to nothing, to one, to several. */
const SCOPES: readonly Visibility[] = [null, [], ['here'], ['there', 'here']]
  .flatMap((locationIds) =>
    [null, [], ['mine'], ['YOURS', 'mine', 'Mine']].flatMap((tokenUids) =>
      [null, 'me'].map((driverId): Visibility => ({ ...SEES_ALL, locationIds, tokenUids, driverId })),
    ),
  )
  .concat([
    { ...SEES_ALL, groupIds: ['here'] },
    { ...SEES_ALL, partyIds: ['here'] },
  ]);

/** A command's token is kept beside it. */
const apartOf = (document: object): Readonly<Record<string, string | null>> => {
  const sessionId = 'sessionId' in document ? document.sessionId : null;
  const uid = sessions.find(({ id }) => id === sessionId)?.token?.uid;
  return uid === undefined ? {} : { tokenUid: uid };
};

const NAMES = Object.keys(documents) as readonly KindName[];
const cases = NAMES.flatMap((name) => ordersOf(KINDS[name]).map((order) => [name, order] as const));

export const describeKinds = ({ store }: StoreUnderTest): void => {
  const query = <K extends KindName>(order: OrderOf<K>): DocumentQuery<K> => ({
    scope: SEES_ALL,
    order,
    descending: false,
    after: null,
    limit: 1000,
    updatedFromAt: null,
    updatedToAt: null,
    where: {},
  });

  describe('outages and keys', () => {
    it('are listed and counted by EVSE, station, cause, and whether they last', async () => {
      const evse = { evseId: 1, evseUid: 'UID-1', cause: 'FAULTED' } as const;
      const over = { endedAt: at(9), updatedAt: at(9) };
      await store().commit({
        outages: [
          anOutage({ id: 'A' }),
          anOutage({ id: 'B', ...evse, createdAt: at(1) }),
          anOutage({ id: 'C', ...evse, ...over, createdAt: at(2) }),
          anOutage({ id: 'D', stationId: 'CS-2', ...over, createdAt: at(3) }),
        ],
        meterPublicKeys: [aMeterKey(), aMeterKey({ id: 'K-2', evseUid: 'UID-2', stationId: 'CS-2', createdAt: at(1) })],
      });
      const outagesWhere = async (where: DocumentQuery<'outages'>['where']) => {
        const asked = { ...query<'outages'>('createdAt'), where };
        const { items } = await store().list('outages', asked);
        expect(await store().count('outages', asked, 100)).toBe(items.length);
        return items.map(({ id }) => id).join('');
      };
      expect(await outagesWhere({ stationId: 'CS-1' })).toBe('ABC');
      expect(await outagesWhere({ evseUid: 'uid-1' })).toBe('BC');
      expect(await outagesWhere({ cause: 'UNREACHABLE' })).toBe('AD');
      expect(await outagesWhere({ open: true })).toBe('AB');
      expect(await outagesWhere({ open: false, stationId: 'CS-1' })).toBe('C');
      await store().commit({ outages: [anOutage({ id: 'A', version: 2, ...over })] });
      expect(await outagesWhere({ open: true })).toBe('B');
      const { items } = await store().list('outages', { ...query<'outages'>('createdAt'), updatedFromAt: at(5) });
      expect(items.map(({ id }) => id).join('')).toBe('ACD');
      const keys = { ...query<'meterPublicKeys'>('createdAt'), where: { evseUid: 'uid-2' } };
      expect((await store().list('meterPublicKeys', keys)).items.map(({ id }) => id)).toEqual(['K-2']);
    });
  });

  describe('quarantined messages', () => {
    const settled = (settledAt: Date, by: Partial<Settlement> = {}): Partial<QuarantinedMessage> => ({
      status: 'DISMISSED',
      settlement: { settledAt, clientId: 'app', userId: null, note: null, sessionId: null, ...by },
    });

    it('come back as they were, and are listed by station, status and action', async () => {
      const closed = aQuarantinedMessage({ id: 'Q-2', action: 'MeterValues', ...settled(at(5)) });
      const other = aQuarantinedMessage({ id: 'Q-3', stationId: 'CS-2' });
      await store().commit({ quarantinedMessages: [aQuarantinedMessage(), closed, other] });
      expect(await store().get('quarantinedMessages', 'Q-1')).toEqual(aQuarantinedMessage());
      expect(await store().get('quarantinedMessages', 'Q-2')).toEqual(closed);
      const having = async (where: DocumentQuery<'quarantinedMessages'>['where']) => {
        const asked = { ...query<'quarantinedMessages'>('createdAt'), where };
        const { items } = await store().list('quarantinedMessages', asked);
        expect(await store().count('quarantinedMessages', asked, 100)).toBe(items.length);
        return items.map(({ id }) => id);
      };
      expect(await having({ stationId: 'CS-1' })).toEqual(['Q-1', 'Q-2']);
      expect(await having({ stationId: 'CS-1', status: 'OPEN' })).toEqual(['Q-1']);
      expect(await having({ action: 'MeterValues' })).toEqual(['Q-2']);
      expect(await having({ status: 'APPLIED' })).toEqual([]);
    });

    it('go when they were settled long ago, and sooner when they gave way; open ones stay', async () => {
      const now = at(0);
      const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
      const gaveWay = { clientId: null, userId: null };
      await store().commit({
        quarantinedMessages: [
          aQuarantinedMessage({ id: 'open', createdAt: daysAgo(1000) }),
          aQuarantinedMessage({ id: 'kept', ...settled(daysAgo(89)) }),
          aQuarantinedMessage({ id: 'old', ...settled(daysAgo(91)) }),
          aQuarantinedMessage({ id: 'kept, gave way', ...settled(daysAgo(6), gaveWay) }),
          aQuarantinedMessage({ id: 'old, gave way', ...settled(daysAgo(8), gaveWay) }),
        ],
      });
      await store().prune({ eventsAt: daysAgo(9999), idempotencyAt: daysAgo(9999), nowAt: now });
      const { items } = await store().list('quarantinedMessages', query<'quarantinedMessages'>('createdAt'));
      expect(items.map(({ id }) => id).sort()).toEqual(['kept', 'kept, gave way', 'open']);
    });
  });

  describe('entries of the audit log', () => {
    it('come back as they were, and are listed and counted by each of their filters, newest first', async () => {
      const client = { clientId: 'app', userId: 'Ann' };
      const refusal = { outcome: 'REFUSED', operation: 'token.put', reason: 'forbidden', attempts: 7 } as const;
      const entries = [
        anAuditEntry(),
        anAuditEntry({ id: 'A-2', ...client, createdAt: at(1), updatedAt: at(1) }),
        anAuditEntry({ id: 'A-3', object: 'station', objectId: 'Cs-1', createdAt: at(2), updatedAt: at(2) }),
        anAuditEntry({ id: 'A-4', ...refusal, partyId: null, createdAt: at(3), updatedAt: at(60) }),
        anAuditEntry({ id: 'A-5', partyId: 'NL-TWO', before: {}, after: null, createdAt: at(4), updatedAt: at(4) }),
      ];
      await store().commit({ auditEntries: entries });
      for (const entry of entries) expect(await store().get('auditEntries', entry.id)).toEqual(entry);
      const having = async (asked: Partial<DocumentQuery<'auditEntries'>>) => {
        const whole = { ...query<'auditEntries'>('createdAt'), descending: true, ...asked };
        const { items } = await store().list('auditEntries', whole);
        expect(await store().count('auditEntries', whole, 100)).toBe(items.length);
        return items.map(({ id }) => id.slice(2)).join('');
      };
      expect(await having({})).toBe('54321');
      expect(await having({ where: { clientId: 'app' } })).toBe('2');
      expect(await having({ where: { userId: 'Ann' } })).toBe('2');
      expect(await having({ where: { object: 'location', objectId: 'loc-1' } })).toBe('5421');
      expect(await having({ where: { objectId: 'CS-1' } })).toBe('3');
      expect(await having({ where: { operation: 'token.put' } })).toBe('4');
      expect(await having({ where: { outcome: 'REFUSED' } })).toBe('4');
      expect(await having({ where: { partyId: 'NL-TWO' } })).toBe('5');
      expect(await having({ updatedFromAt: at(1), updatedToAt: at(3) })).toBe('32');
      expect(await having({ scope: { ...SEES_ALL, partyIds: ['default'] } })).toBe('321');
      expect(await having({ scope: { ...SEES_ALL, locationIds: ['LOC-1'] } })).toBe('');
      expect(await having({ scope: { ...SEES_ALL, driverId: 'Ann' } })).toBe('');
    });

    it('go when they are as old as is set, and else after a year', async () => {
      const now = at(0);
      const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
      const made = (days: number) =>
        anAuditEntry({ id: `A-${days}`, createdAt: daysAgo(days), updatedAt: daysAgo(days) });
      await store().commit({ auditEntries: [366, 364, 31, 29].map(made) });
      const pruned = { eventsAt: daysAgo(9999), idempotencyAt: daysAgo(9999), nowAt: now };
      const left = async () =>
        (await store().list('auditEntries', query<'auditEntries'>('createdAt'))).items.map(({ id }) => id);
      await store().prune({ ...pruned, keptDays: { auditEntries: 400 } });
      expect(await left()).toHaveLength(4);
      await store().prune(pruned);
      expect(await left()).toEqual(['A-364', 'A-31', 'A-29']);
      await store().prune({ ...pruned, keptDays: { auditEntries: 30 } });
      expect(await left()).toEqual(['A-29']);
    });
  });

  describe('webhook endpoints', () => {
    it('are listed and counted by client and by who made them', async () => {
      await store().commit({ webhookEndpoints: documents.webhookEndpoints ?? [] });
      const having = async (where: DocumentQuery<'webhookEndpoints'>['where']) => {
        const asked = { ...query<'webhookEndpoints'>('createdAt'), where };
        const { items } = await store().list('webhookEndpoints', asked);
        expect(await store().count('webhookEndpoints', asked, 100)).toBe(items.length);
        return items.map(({ id }) => id);
      };
      expect(await having({ clientId: 'fleet' })).toEqual(['HOOK-1', 'HOOK-2']);
      expect(await having({ clientId: 'fleet', owner: '' })).toEqual(['HOOK-1']);
      expect(await having({ clientId: 'fleet', owner: 'me' })).toEqual(['HOOK-2']);
      expect(await having({ clientId: 'nobody' })).toEqual([]);
    });
  });

  describe('every kind', () => {
    it('shows, lists and counts what the pure function says of each scope', async () => {
      await store().commit(documents);
      for (const name of NAMES) {
        const kind = KINDS[name];
        for (const scope of SCOPES) {
          const fits = (documents[name] ?? []).filter((document) => inScope(name, scope, document, apartOf(document)));
          const asked = { ...query<typeof name>('createdAt'), scope };
          const { items } = await store().list(name, asked);
          const ids = (all: readonly DocumentOf<KindName>[]) => all.map((each) => keyOf(kind, each)).sort();
          expect(ids(items), `${name} ${JSON.stringify(scope)}`).toEqual(ids(fits));
          expect(await store().count(name, asked, 1000)).toBe(fits.length);
        }
        const all = documents[name] ?? [];
        for (const document of all) expect(await store().get(name, keyOf(kind, document))).toEqual(document);
        expect(await store().getMany(name, [...all.map((each) => keyOf(kind, each)), 'none'])).toHaveLength(all.length);
      }
    }, 60_000);

    it.each(cases)('of %s is listed by %s, forwards and back, in pages', async (name, order) => {
      await store().commit(documents);
      const kind = KINDS[name];
      const rank = (document: DocumentOf<KindName>) => {
        const { value } = positionOf(kind, order, document);
        return value instanceof Date ? value.getTime() : value;
      };
      const sorted = [...(documents[name] ?? [])].sort((a, b) => {
        const [x, y] = [rank(a), rank(b)];
        return x < y ? -1 : x > y ? 1 : keyOf(kind, a) < keyOf(kind, b) ? -1 : 1;
      });
      const walk = async (changes: Partial<DocumentQuery<KindName>>): Promise<readonly string[]> => {
        const ids: string[] = [];
        let after: Position | null = null;
        for (;;) {
          const asked: DocumentQuery<KindName> = { ...query(order as 'createdAt'), limit: 3, ...changes, after };
          const { items, more } = await store().list(name, asked);
          ids.push(...items.map((document) => keyOf(kind, document)));
          const last = items.at(-1);
          if (!more || last === undefined) return ids;
          after = positionOf(kind, order, last);
        }
      };
      const keys = sorted.map((document) => keyOf(kind, document));
      expect(await walk({})).toEqual(keys);
      expect(await walk({ descending: true })).toEqual([...keys].reverse());
      const within = sorted.filter(({ updatedAt }) => updatedAt >= at(97) && updatedAt < at(100));
      const keysWithin = within.map((document) => keyOf(kind, document));
      const times = { updatedFromAt: at(97), updatedToAt: at(100) };
      expect(await walk(times)).toEqual(keysWithin);
      expect(await walk({ ...times, descending: true })).toEqual([...keysWithin].reverse());
    });
  });
};
