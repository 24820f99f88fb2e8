/** The keys of the issuer over time, of two nodes on one store: on SQLite and on MongoDB. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { AT_ONCE_AFTER_MS, KEPT_AFTER_MS, READ_EVERY_MS, SHOWN_BEFORE_MS } from '../../src/domain/signing-key.ts';
import { SEES_ALL } from '../../src/domain/visibility.ts';
import { createKeyRing, type KeyRing } from '../../src/oauth/key-ring.ts';
import { createIds } from '../../src/observe/ids.ts';
import { OLDEST_FIRST } from '../../src/services/list-pages.ts';
import type { Store } from '../../src/services/ports/store.ts';
import { createSigningKeys } from '../../src/services/signing-keys.ts';
import { aSigningKey } from '../conformance/documents.ts';
import { auditedOn } from '../support/audited.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { describeWithServices, mongoUrl } from '../support/services.ts';
import { silentLog } from '../support/silent-log.ts';
import { until } from '../support/until.ts';
import { mongoPlace, type OpenPlace, type Place, sqlitePlace } from './deliveries/places.ts';

const DAY_MS = 86_400_000;
const EVERY_MS = 30 * DAY_MS;
const ALL = { ...OLDEST_FIRST, scope: SEES_ALL, limit: 10 } as const;
const TURN = { isFirst: false, signal: new AbortController().signal };

const suite = (open: () => Promise<{ readonly place: Place; readonly places: readonly [OpenPlace, OpenPlace] }>) => {
  let clock: ManualClock;
  let place: Place;
  let places: readonly [OpenPlace, OpenPlace];
  let rings: KeyRing[] = [];

  beforeEach(async () => {
    clock = createManualClock();
    ({ place, places } = await open());
  });
  afterEach(async () => {
    for (const ring of rings) ring.close();
    rings = [];
    for (const one of new Set(places)) await one.close();
    await place.remove();
  });

  const keysAt = (store: Store, settings: { everyMs?: number | null; sinceAt?: Date } = {}) =>
    createSigningKeys({
      store,
      committer: auditedOn(store, clock),
      settings: { everyMs: EVERY_MS, sinceAt: null, ...settings },
      clock,
      newId: createIds(clock),
      log: silentLog,
    });
  const ringOf = async (keys: ReturnType<typeof keysAt>): Promise<KeyRing> => {
    const ring = await createKeyRing({ inUse: keys.inUse, clock, log: silentLog });
    rings.push(ring);
    return ring;
  };
  const shownAt = (ring: KeyRing): readonly string[] => ring.shown().keys.map(({ kid = '' }) => kid);
  /** Until both nodes know so many; what one has written the other reads a moment later. */
  const bothKnow = async (count: number, [a, b]: readonly KeyRing[]): Promise<void> => {
    await until(async () => {
      await clock.advance(READ_EVERY_MS);
      return [a, b].every((ring) => ring?.shown().keys.length === count);
    });
  };

  it('is one key for nodes that start together, which stays over a restart', async () => {
    const nodes = places.map(({ store }) => keysAt(store));
    await Promise.all(nodes.map(({ prepare }) => prepare()));
    const [a, b] = await Promise.all(nodes.map(ringOf));
    await nodes[0]?.prepare();
    const again = await ringOf(keysAt(places[1].store));
    expect(a?.shown().keys).toHaveLength(1);
    expect(b?.shown()).toEqual(a?.shown());
    expect(again.shown()).toEqual(a?.shown());
    expect(JSON.stringify(a?.shown())).not.toContain('"d"');
    expect(a?.whole().keys[0]?.d).toBeTruthy();
  });

  it('is the key of an earlier release where there is one', async () => {
    const kept = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd', kid: 'of-before', use: 'sig', alg: 'ES256' };
    await places[0].store.addRecord('oauth-signing-keys', 'current', { keys: [kept] } as unknown as JsonObject);
    const keys = keysAt(places[0].store);
    await keys.prepare();
    expect((await ringOf(keys)).whole().keys).toEqual([kept]);
    // How old it is nobody knows: it is replaced where keys from before some instant must go.
    const replacing = keysAt(places[0].store, { sinceAt: new Date(clock.now().getTime() - 400 * DAY_MS) });
    await replacing.prepare();
    expect(await replacing.inUse()).toHaveLength(2);
  });

  it('changes in its time: shown first, then signing, and gone when nobody needs the old one', async () => {
    const nodes = places.map(({ store }) => keysAt(store));
    const kidsAt = async (node: number) => (await nodes[node]?.inUse())?.map(({ kid }) => kid);
    await nodes[0]?.prepare();
    const [first] = (await kidsAt(0)) ?? [];
    await clock.advance(EVERY_MS - SHOWN_BEFORE_MS - 1000);
    await nodes[0]?.chore.run(TURN);
    expect(await kidsAt(0)).toEqual([first]);
    await clock.advance(1000);
    // A lease may end under a node: both may run, and each of them twice.
    await Promise.all([...nodes, ...nodes].map(({ chore }) => chore.run(TURN)));
    await until(async () => (await kidsAt(1))?.length === 2 && (await kidsAt(0))?.length === 2);
    const [signing, next] = (await kidsAt(1)) ?? [];
    expect(signing).toBe(first);
    await clock.advance(SHOWN_BEFORE_MS);
    for (const node of [0, 1]) expect(await kidsAt(node)).toEqual([next, first]);
    await clock.advance(KEPT_AFTER_MS);
    for (const node of [0, 1]) expect(await kidsAt(node)).toEqual([next]);
    expect((await ringOf(keysAt(places[1].store))).has(first ?? '')).toBe(false);
    await nodes[1]?.chore.run(TURN);
    await until(async () => (await places[0].store.get('signingKeys', '1')) === null);
    const { items } = await places[1].store.list('auditEntries', { ...ALL, where: {} });
    expect(items.map(({ operation }) => operation)).toEqual(Array(3).fill('signing_key.rotate'));
    expect(JSON.stringify(items)).not.toContain('P-256');
  });

  it('is replaced on both nodes within seconds when the settings of one say so, once', async () => {
    const nodes = places.map(({ store }) => keysAt(store));
    await nodes[0]?.prepare();
    const both = await Promise.all(nodes.map(ringOf));
    const [first = ''] = shownAt(both[0] as KeyRing);
    await clock.advance(1000);
    const since = keysAt(places[0].store, { sinceAt: clock.now() });
    await Promise.all([since.prepare(), since.prepare()]);
    await bothKnow(2, both);
    for (const ring of both) expect(shownAt(ring)[0]).toBe(first);
    await clock.advance(AT_ONCE_AFTER_MS + READ_EVERY_MS);
    await bothKnow(1, both);
    expect(both[0]?.has(first)).toBe(false);
    expect(shownAt(both[1] as KeyRing)).toEqual(shownAt(both[0] as KeyRing));
    // Started again with the same settings: what there is was made since.
    await since.prepare();
    expect(await since.inUse()).toHaveLength(1);
  });
};

describe('on SQLite', () => {
  suite(async () => {
    const place = await sqlitePlace();
    // One process has the file; its two parts do here what two nodes do.
    const one = await place.open();
    return { place, places: [one, one] };
  });
});

describeWithServices('on MongoDB', () => {
  suite(async () => {
    const place = await mongoPlace(mongoUrl());
    return { place, places: [await place.open(), await place.open()] };
  });
});

it('is known as it was while the store is away', async () => {
  const clock = createManualClock();
  let isAway = false;
  const ring = await createKeyRing({
    inUse: async () => {
      if (isAway) throw new Error('away');
      return [aSigningKey()];
    },
    clock,
    log: silentLog,
  });
  const before = ring.whole();
  isAway = true;
  await clock.advance(3 * READ_EVERY_MS);
  expect(ring.whole()).toBe(before);
  expect(clock.pending()).toBe(1);
  ring.close();
  expect(clock.pending()).toBe(0);
});
