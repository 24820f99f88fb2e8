/** Endpoints on a real store, against receivers over real HTTP. */
import { createPublicKey, verify } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { until } from '../../support/until.ts';
import {
  answersWith,
  type ReceivedWebhook,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../../support/webhook-receiver.ts';
import { createLeases } from '../deliveries/node.ts';
import { type OpenPlace, type Place, sqlitePlace } from '../deliveries/places.ts';
import { aFleet, anEndpoint, FLEET, PUBLIC_URL, startWebhookNode, type WebhookNode } from './node.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

let place: Place;
let open: OpenPlace;
let node: WebhookNode;
const closing: (() => Promise<unknown>)[] = [];

const startNode = async (options: Parameters<typeof startWebhookNode>[1] = {}): Promise<WebhookNode> => {
  const started = await startWebhookNode(open, options);
  closing.push(started.close);
  return started;
};
const receive = async (): Promise<WebhookReceiver> => {
  const receiver = await startWebhookReceiver();
  closing.push(receiver.close);
  return receiver;
};
const idsOf = ({ got }: WebhookReceiver): readonly string[] => got.map(({ id }) => id);
/** Without what tells of endpoints. */
const said = (receiver: WebhookReceiver): readonly string[] => idsOf(receiver).filter((id) => id.includes(':'));
const make = (url: string, changes: Parameters<typeof anEndpoint>[1] & { readonly secret?: string } = {}) =>
  node.create(FLEET, { ...anEndpoint(url), filter: { ...ALL, types: ['station.message'] }, ...changes });
/** A look at all endpoints and clients, from its beginning to its end. */
const lookAgain = async (look: ManualClock): Promise<void> => {
  await until(() => look.pending() > 0);
  await look.advance(10_000);
  await until(() => look.pending() > 0);
};
const ALL = { types: null, locationIds: null, stationIds: null, partyIds: null };
const deliveriesOf = async (endpointId: string, filter: object = {}) =>
  (
    await node.sent(
      FLEET,
      { limit: 100, cursor: null, withTotal: false },
      { endpointId, eventId: null, status: null, ...filter },
    )
  ).items;

beforeEach(async () => {
  place = await sqlitePlace();
  open = await place.open();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await open.close();
  await place.remove();
});

describe('in real time', () => {
  let receiver: WebhookReceiver;
  beforeEach(async () => {
    node = await startNode();
    receiver = await receive();
  });

  it('an event comes once, signed so that standardwebhooks and svix take it, as the log has it', async () => {
    const { secret } = await make(receiver.url);
    await node.say(['A:1']);
    await until(() => receiver.got.length === 1);
    const [got] = receiver.got as [ReceivedWebhook];
    expect(got.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': 'A:1' });
    for (const verifier of [new StandardWebhook(secret), new SvixWebhook(secret)]) {
      expect(verifier.verify(got.text, { ...got.headers })).toMatchObject({
        id: 'A:1',
        type: 'station.message',
        version: 1,
      });
      expect(() => verifier.verify(`${got.text} `, { ...got.headers })).toThrow();
    }
    expect(() => new StandardWebhook(`whsec_${'A'.repeat(32)}`).verify(got.text, { ...got.headers })).toThrow();
  });

  it('takes a secret of the caller, of 24 to 64 bytes, and shows none again', async () => {
    const own = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    const { endpoint, secret } = await make(receiver.url, { secret: own });
    expect(secret).toBe(own);
    for (const bytes of [23, 65]) {
      const bad = `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
      await expect(make(receiver.url, { secret: bad })).rejects.toMatchObject({
        code: 'invalid_request',
        faults: [{ pointer: '/secret' }],
      });
    }
    const { items } = await open.store.list('auditEntries', {
      ...{ scope: { locationIds: null, groupIds: null, tokenUids: null, driverId: null, partyIds: null } },
      ...{ order: 'createdAt', descending: false, after: null, limit: 100 },
      ...{ updatedFromAt: null, updatedToAt: null, where: {} },
    });
    const told = JSON.stringify([await node.get(FLEET, endpoint.id), items, await open.store.eventsBySeq(0, 100)]);
    expect(items.map(({ operation }) => operation)).toContain('webhook.create');
    expect(told).not.toContain(own.slice('whsec_'.length));
    expect(told).not.toContain('whsk_');
  });

  it('both secrets sign for a day after a rotation, then the new one alone', async () => {
    const { endpoint, secret: first } = await make(receiver.url, { asymmetric: true });
    const rotated = await node.rotateSecret(FLEET, endpoint.id, {
      secret: null,
      overlapS: 86_400,
      idempotencyKey: null,
    });
    expect(rotated.secret).not.toBe(first);
    await node.say(['A:1']);
    await until(() => receiver.got.length === 1);
    const [got] = receiver.got as [ReceivedWebhook];
    for (const secret of [first, rotated.secret]) new StandardWebhook(secret).verify(got.text, { ...got.headers });
    const signatures = (got.headers['webhook-signature'] ?? '').split(' ');
    expect(signatures.map((each) => each.split(',')[0])).toEqual(['v1', 'v1a', 'v1', 'v1a']);
    // The first two are of the new secret and key.
    const x = Buffer.from((rotated.endpoint.publicKey ?? '').slice('whpk_'.length), 'base64').toString('base64url');
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
    const signed = Buffer.from(`${got.id}.${got.headers['webhook-timestamp']}.${got.text}`);
    const ofKey = signatures.map((each) => verify(null, signed, key, Buffer.from(each.split(',')[1] ?? '', 'base64')));
    expect(ofKey).toEqual([false, true, false, false]);
    expect(rotated.endpoint.publicKey).not.toBe(endpoint.publicKey);

    await node.rotateSecret(FLEET, endpoint.id, { secret: null, overlapS: 0, idempotencyKey: null });
    await node.say(['A:2']);
    await until(() => receiver.got.length === 2);
    const last = receiver.got[1] as ReceivedWebhook;
    expect(() => new StandardWebhook(rotated.secret).verify(last.text, { ...last.headers })).toThrow();
  });

  it('filters by type, location, station and party, and never sends what its client may not see', async () => {
    const filters = {
      location: { ...ALL, locationIds: ['here'] },
      station: { ...ALL, stationIds: ['CS-2'] },
      party: { ...ALL, partyIds: ['NL-TWO'] },
      type: { ...ALL, types: ['session.started'] as const },
    };
    const receivers = new Map<string, WebhookReceiver>();
    for (const [name, filter] of Object.entries(filters)) {
      const each = await receive();
      receivers.set(name, each);
      await make(each.url, { filter });
    }
    await make(receiver.url);
    await node.say(['A:1']);
    await node.say(['B:1'], { stationId: 'CS-2' });
    await node.say(['C:1'], { partyId: 'NL-TWO' });
    await node.say(['D:1'], { locationId: 'there' });
    await node.say(['E:1']);
    await until(() => said(receiver).length === 4);
    await until(() => said(receivers.get('location') as WebhookReceiver).length === 4);
    expect([...said(receiver)].sort()).toEqual(['A:1', 'B:1', 'C:1', 'E:1']);
    const of = (name: string) => [...said(receivers.get(name) as WebhookReceiver)].sort();
    expect([of('location'), of('station'), of('party'), of('type')]).toEqual([
      ['A:1', 'B:1', 'C:1', 'E:1'],
      ['B:1'],
      ['C:1'],
      [],
    ]);
  });

  it('heeds what its client may see now: narrowed grants, a scope that was taken', async () => {
    const look = createManualClock();
    await node.close();
    node = await startNode({ lookClock: look });
    await make(receiver.url);
    await node.say(['A:1']);
    await until(() => receiver.got.length === 1);
    await node.committer.commit({
      clients: [aFleet({ version: 2, grants: { ...FLEET.grants, locationIds: ['there'] } })],
    });
    await lookAgain(look);
    await node.say(['Y:1']);
    await node.say(['Y:2'], { locationId: 'there' });
    await node.committer.commit({
      clients: [aFleet({ version: 3, scopes: ['webhooks:manage'], grants: FLEET.grants })],
    });
    await lookAgain(look);
    await node.say(['Z:2']);
    await node.committer.commit({ clients: [aFleet({ version: 4 })] });
    await lookAgain(look);
    await node.say(['Z:3']);
    await until(() => said(receiver).includes('Z:3'));
    // What the token could not see that made it, it does not get either.
    expect(said(receiver)).toEqual(['A:1', 'Z:3']);
  });

  it('names the types that its client’s scopes withhold, and asks for none of them anew', async () => {
    const look = createManualClock();
    await node.close();
    node = await startNode({ lookClock: look });
    const types = ['station.message', 'session.started', 'webhook.test'] as const;
    const { endpoint } = await make(receiver.url, { filter: { ...ALL, types } });
    expect(node.withheldTypes(endpoint)).toEqual([]);
    await node.committer.commit({ clients: [aFleet({ version: 2, scopes: ['webhooks:manage', 'stations:read'] })] });
    await lookAgain(look);
    expect(node.withheldTypes(endpoint)).toEqual(['session.started']);
    // What it had asked for before stays: the rest is changed all the same.
    const input = { ...anEndpoint(receiver.url), filter: { ...ALL, types } };
    const changed = await node.update(FLEET, endpoint.id, { ...input, description: 'Narrow' }, null);
    expect([changed.description, changed.filter.types]).toEqual(['Narrow', types]);
    const wider = { ...input, filter: { ...ALL, types: [...types, 'token.updated'] as const } };
    await expect(node.update(FLEET, endpoint.id, wider, null)).rejects.toMatchObject({
      code: 'insufficient_scope',
      scope: 'tokens:read',
    });
    await node.committer.commit({ clients: [aFleet({ version: 3, locked: true })] });
    await lookAgain(look);
    expect(node.withheldTypes(endpoint)).toEqual(types);
  });

  it('a redirect is a failure that leads nowhere, and a private address is refused when it is made', async () => {
    const inside = await receive();
    receiver.answer(answersWith(302, { location: inside.url }));
    const { endpoint } = await make(receiver.url);
    await node.say(['A:1']);
    await until(async () => (await deliveriesOf(endpoint.id)).length === 1);
    const [delivery] = await deliveriesOf(endpoint.id);
    expect(delivery).toMatchObject({ status: 'PENDING', attempts: [{ status: 302, error: 'redirect' }] });
    expect(inside.got).toEqual([]);
    for (const url of [
      'https://10.0.0.7/hook',
      'https://[::1]/hook',
      'http://192.0.2.7/',
      'https://169.254.169.254/x',
    ]) {
      await expect(make(url), url).rejects.toMatchObject({ code: 'invalid_request', faults: [{ pointer: '/url' }] });
    }
    await expect(make('ftp://fleet.example/')).rejects.toMatchObject({ faults: [{ pointer: '/url' }] });
  });

  it('keeps each attempt with its status, how long it took and how the answer began', async () => {
    receiver.answer(({ id }, response) => {
      const status = id === 'A:1' ? 500 : 200;
      response.writeHead(status).end(`${id} ${'x'.repeat(5_000)}`);
    });
    const { endpoint } = await make(receiver.url);
    await node.say(['A:1', 'B:1']);
    await until(async () => (await deliveriesOf(endpoint.id)).length === 2);
    const [second, first] = await deliveriesOf(endpoint.id);
    expect(first).toMatchObject({ status: 'PENDING', eventId: 'A:1', attemptCount: 1, attempts: [{ status: 500 }] });
    expect(second).toMatchObject({ status: 'DELIVERED', eventId: 'B:1', attempts: [{ outcome: 'done', status: 200 }] });
    expect(second?.attempts[0]?.answer).toMatch(/^B:1 x{900,}$/);
    expect(second?.attempts[0]?.durationMs).toBeGreaterThanOrEqual(0);
    expect(await deliveriesOf(endpoint.id, { status: 'DELIVERED' })).toEqual([second]);
    expect(await deliveriesOf(endpoint.id, { eventId: 'A:1' })).toEqual([first]);
    expect(await node.delivery(FLEET, first?.id ?? '')).toEqual(first);
    const page = await node.sent(
      FLEET,
      { limit: 1, cursor: null, withTotal: true },
      { endpointId: null, eventId: null, status: null },
    );
    expect([page.items, page.total]).toEqual([[second], 2]);
    const next = await node.sent(
      FLEET,
      { limit: 1, cursor: page.nextCursor, withTotal: false },
      { endpointId: null, eventId: null, status: null },
    );
    expect([next.items, next.nextCursor]).toEqual([[first], null]);
  });

  it('one that hangs delays no other, and holds one place until it answers', async () => {
    const hanging = await receive();
    hanging.answer(() => undefined);
    await make(hanging.url);
    await make(receiver.url);
    const ids = Array.from({ length: 60 }, (_, n) => `A:${n}`);
    await node.say(ids);
    await until(() => said(receiver).length === ids.length);
    expect(hanging.got.length).toBeLessThanOrEqual(8);
  });

  it('many endpoints, of which some hang, fail, are gone or lead inside, get each event, in order where asked', async () => {
    const inside = await receive();
    const bad = [await receive(), await receive(), await receive(), await receive()] as const;
    bad[0].answer(() => undefined);
    bad[1].answer(answersWith(500));
    bad[2].answer(answersWith(410));
    bad[3].answer(answersWith(302, { location: inside.url }));
    for (const each of bad) await make(each.url);
    const healthy: WebhookReceiver[] = [];
    for (let n = 0; n < 12; n += 1) {
      const each = await receive();
      healthy.push(each);
      await make(each.url, { ordered: n % 2 === 0 });
    }
    const ids = Array.from({ length: 300 }, (_, n) => `S${n % 10}:${String(n).padStart(3, '0')}`);
    for (let at = 0; at < ids.length; at += 10) await node.say(ids.slice(at, at + 10));
    await until(() => healthy.every((each) => new Set(said(each)).size === ids.length));
    for (const [index, each] of healthy.entries()) {
      if (index % 2 === 1) continue;
      for (let object = 0; object < 10; object += 1) {
        const own = said(each).filter((id) => id.startsWith(`S${object}:`));
        expect(own).toEqual([...own].sort());
      }
    }
    expect(inside.got).toEqual([]);
  });

  it('sends a test at once, also to one that is disabled, and tells what came of it', async () => {
    const { endpoint, secret } = await make(receiver.url);
    await node.disable(FLEET, endpoint.id, 'maintenance');
    expect(await node.test(FLEET, endpoint.id)).toMatchObject({ delivered: true, attempt: { status: 204 } });
    const [got] = receiver.got as [ReceivedWebhook];
    expect(new StandardWebhook(secret).verify(got.text, { ...got.headers })).toMatchObject({ type: 'webhook.test' });
    receiver.answer(answersWith(401, {}, 'who are you'));
    expect(await node.test(FLEET, endpoint.id)).toMatchObject({
      delivered: false,
      attempt: { status: 401, answer: 'who are you' },
    });
  });

  it('tells its data where it is, when the whole is too long', async () => {
    await make(receiver.url);
    await node.say(['A:1'], { data: { action: 'DataTransfer', payload: { text: 'é'.repeat(12_000) } } });
    await until(() => receiver.got.length === 1);
    const [got] = receiver.got as [ReceivedWebhook];
    expect(Buffer.byteLength(got.text)).toBeLessThan(20_000);
    expect(JSON.parse(got.text)).toMatchObject({ data: null, data_url: `${PUBLIC_URL}/api/v1/events/A%3A1` });
  });

  it('has at most so many for each client, each client its own, and makes one for a key that is repeated', async () => {
    await node.close();
    node = await startNode({ mostEndpoints: 2 });
    const asked = { ...anEndpoint(receiver.url), idempotencyKey: 'once' };
    const made = await node.create(FLEET, asked);
    const again = await node.create(FLEET, asked);
    expect([again.endpoint.id, again.secret, again.repeated]).toEqual([made.endpoint.id, made.secret, true]);
    await make(receiver.url);
    await expect(make(receiver.url)).rejects.toMatchObject({ code: 'conflict' });
    const other = { ...FLEET, clientId: 'other', scopes: new Set(['webhooks:manage'] as const) };
    await expect(node.get(other, made.endpoint.id)).rejects.toMatchObject({ code: 'not_found' });
    for (const change of [
      node.remove(other, made.endpoint.id, null),
      node.enable(other, made.endpoint.id),
      node.disable(other, made.endpoint.id, null),
      node.test(other, made.endpoint.id),
      node.replay(other, made.endpoint.id, { sinceAt: new Date(0) }),
      node.rotateSecret(other, made.endpoint.id, { secret: null, overlapS: 0, idempotencyKey: null }),
    ]) {
      await expect(change).rejects.toMatchObject({ code: 'not_found' });
    }
    const page = { limit: 10, cursor: null, newestFirst: false, updatedFromAt: null, updatedToAt: null };
    expect(await node.list(other, { ...page, withTotal: true })).toMatchObject({ items: [], total: 0 });
  });

  it('disabled and enabled again goes on where it stopped; deleted gets nothing more', async () => {
    const { endpoint } = await make(receiver.url);
    await node.say(['A:1']);
    await until(() => receiver.got.length === 1);
    expect((await node.disable(FLEET, endpoint.id, 'holidays')).disabled).toMatchObject({
      reason: 'asked',
      detail: 'holidays',
    });
    await node.say(['A:2', 'A:3']);
    await node.enable(FLEET, endpoint.id);
    await until(() => said(receiver).includes('A:3') && said(receiver).includes('A:2'));
    await node.remove(FLEET, endpoint.id, null);
    const other = await receive();
    await make(other.url);
    const count = receiver.got.length;
    await node.say(['A:4']);
    await until(() => other.got.length === 1);
    expect(receiver.got).toHaveLength(count);
    expect(await open.store.get('webhookSecrets', endpoint.id)).toBeNull();
    expect(await node.deliveries.state(`webhook:${endpoint.id}`)).toBeNull();
  });

  it('is worked on every node: made, changed and deleted at one, sent by the one that lives', async () => {
    await node.close();
    const leases = createLeases();
    const [lookA, lookB] = [createManualClock(), createManualClock()];
    const a = await startNode({ locks: leases.of('a'), lookClock: lookA, options: { renewMs: 20 } });
    const second = await place.open();
    closing.push(second.close);
    const b = await startWebhookNode(second, { locks: leases.of('b'), lookClock: lookB, options: { renewMs: 20 } });
    closing.push(b.close);
    // Made at b, which is not the one that works; a was told of nothing, and finds it when it looks.
    const { endpoint } = await b.create(FLEET, {
      ...anEndpoint(receiver.url),
      filter: { ...ALL, types: ['station.message'] },
    });
    await lookAgain(lookA);
    await a.say(['A:1']);
    await until(() => said(receiver).includes('A:1'));
    await a.close();
    leases.expire();
    await b.say(['A:2']);
    await until(() => said(receiver).includes('A:2'));
    await b.remove(FLEET, endpoint.id, null);
    expect(await second.store.get('webhookEndpoints', endpoint.id)).toBeNull();
  });
});

describe('by the clock', () => {
  let clock: ManualClock;
  let receiver: WebhookReceiver;
  beforeEach(async () => {
    clock = createManualClock();
    node = await startNode({ clock });
    receiver = await receive();
  });
  const attemptsOf = async (endpointId: string, eventId = 'A:1') =>
    (await deliveriesOf(endpointId, { eventId }))[0]?.attemptCount ?? 0;
  const tried = (endpointId: string, count: number, eventId?: string) =>
    until(async () => (await attemptsOf(endpointId, eventId)) === count);

  it('tries again after 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, then gives the event up', async () => {
    receiver.answer(answersWith(500));
    const { endpoint } = await make(receiver.url);
    await node.say(['A:1']);
    await tried(endpoint.id, 1);
    const delays = [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
    for (const [index, delay] of delays.entries()) {
      const { nextAttemptAt } = (await deliveriesOf(endpoint.id))[0] ?? {};
      expect((nextAttemptAt?.getTime() ?? 0) - clock.now().getTime(), `attempt ${index + 2}`).toBe(delay);
      await clock.advance(delay - 1);
      expect(receiver.got).toHaveLength(index + 1);
      await clock.advance(1);
      await tried(endpoint.id, index + 2);
    }
    const [delivery] = await deliveriesOf(endpoint.id);
    expect(delivery).toMatchObject({ status: 'FAILED', nextAttemptAt: null, attemptCount: 10 });
    receiver.answer(answersWith(200));
    await node.replay(FLEET, endpoint.id, { eventId: 'A:1' });
    await tried(endpoint.id, 11);
    expect((await deliveriesOf(endpoint.id))[0]).toMatchObject({ status: 'DELIVERED' });
  });

  it('replays one event, those of a time, and all from a place on', async () => {
    const { endpoint } = await make(receiver.url);
    const begin = clock.now().getTime();
    const days = (n: number) => new Date(begin + n * DAY);
    /** So many came, and all are stored as delivered with the cursor behind the last: nothing comes again by itself. */
    const settled = (count: number, last = 'A:4') =>
      until(async () => {
        const seq = (await node.deliveries.state(`webhook:${endpoint.id}`))?.seq ?? 0;
        const all = await deliveriesOf(endpoint.id);
        const isSettled = all.every(({ status }) => status === 'DELIVERED') && seq >= (await open.store.eventSeq(last));
        return isSettled && receiver.got.length === count;
      });
    for (const n of [1, 2, 3, 4]) {
      await clock.advance(DAY);
      await node.say([`A:${n}`]);
      // A day more while it is on its way would be its deadline.
      await settled(n, `A:${n}`);
    }
    receiver.got.splice(0);
    expect(await node.replay(FLEET, endpoint.id, { eventId: 'A:2' })).toEqual({ count: 1 });
    await settled(1);
    expect(await node.replay(FLEET, endpoint.id, { fromAt: days(2), toAt: days(3) })).toEqual({ count: 2 });
    await settled(3);
    expect(await node.replay(FLEET, endpoint.id, { sinceAt: days(3) })).toEqual({ count: null });
    await settled(5);
    expect(await node.replay(FLEET, endpoint.id, { afterEventId: 'A:3' })).toEqual({ count: null });
    await settled(6);
    expect([...idsOf(receiver)].sort()).toEqual(['A:2', 'A:2', 'A:3', 'A:3', 'A:4', 'A:4']);
    await expect(node.replay(FLEET, endpoint.id, { eventId: 'none' })).rejects.toMatchObject({
      faults: [{ pointer: '/eventId' }],
    });
    const [delivery] = await deliveriesOf(endpoint.id, { eventId: 'A:2' });
    expect(delivery).toMatchObject({ status: 'DELIVERED', attemptCount: 3 });
    await node.disable(FLEET, endpoint.id, null);
    await expect(node.replay(FLEET, endpoint.id, { eventId: 'A:2' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('keeps the order of each object where that is asked for', async () => {
    receiver.answer(
      ({ id }, response) => void response.writeHead(id === 'A:1' && receiver.got.length < 3 ? 500 : 200).end(),
    );
    const { endpoint } = await make(receiver.url, { ordered: true });
    await node.say(['A:1', 'B:1', 'A:2', 'A:3']);
    await until(() => idsOf(receiver).includes('B:1') && idsOf(receiver).includes('A:1'));
    await tried(endpoint.id, 1);
    expect(idsOf(receiver)).not.toContain('A:2');
    await clock.advance(5_000);
    await until(() => idsOf(receiver).includes('A:3'));
    expect(idsOf(receiver).filter((id) => id.startsWith('A'))).toEqual(['A:1', 'A:1', 'A:2', 'A:3']);
  });

  it.each([429, 502, 503, 504])(
    '%d leaves the endpoint alone for a while, and other failures do not',
    async (status) => {
      receiver.answer(({ id }, response) => void response.writeHead(id === 'A:1' ? status : 500).end());
      const { endpoint } = await make(receiver.url);
      await node.say(['A:1']);
      await tried(endpoint.id, 1);
      await node.say(['B:1']);
      await clock.advance(4_999);
      expect(idsOf(receiver)).toEqual(['A:1']);
      await clock.advance(1);
      await until(() => idsOf(receiver).includes('B:1'));
      await tried(endpoint.id, 1, 'B:1');
    },
  );

  it('does as Retry-After says, up to an hour', async () => {
    receiver.answer(
      ({ id }, response) => void response.writeHead(503, { 'retry-after': id === 'A:1' ? '120' : '999999' }).end(),
    );
    const { endpoint } = await make(receiver.url);
    await node.say(['A:1']);
    await tried(endpoint.id, 1);
    await node.say(['B:1']);
    await clock.advance(119_999);
    expect(receiver.got).toHaveLength(1);
    await clock.advance(1);
    await until(() => receiver.got.length >= 2);
    await until(async () => (await deliveriesOf(endpoint.id, { status: 'PENDING' })).length === 2);
    const [later] = await deliveriesOf(endpoint.id, { eventId: 'B:1' });
    const waitsMs = (later?.nextAttemptAt?.getTime() ?? 0) - clock.now().getTime();
    expect(waitsMs).toBeLessThanOrEqual(HOUR);
  });

  const disabledOf = async (id: string) => {
    await until(async () => (await node.get(FLEET, id)).disabled !== null);
    return (await node.get(FLEET, id)).disabled;
  };

  it('410 disables, which is told in the list, by a metric, and to the other endpoints of its client', async () => {
    const other = await receive();
    await make(other.url, { filter: { ...ALL, types: ['webhook.endpoint_disabled'] } });
    receiver.answer(answersWith(410, {}, 'moved out'));
    const { endpoint } = await make(receiver.url);
    await node.say(['A:1']);
    expect(await disabledOf(endpoint.id)).toMatchObject({ reason: 'gone', detail: 'HTTP 410' });
    await until(() => other.got.length === 1);
    expect(JSON.parse(other.got[0]?.text ?? '')).toMatchObject({
      type: 'webhook.endpoint_disabled',
      object_id: endpoint.id,
      data: { webhook_endpoint: { id: endpoint.id, client_id: 'fleet', disabled: { reason: 'gone' } } },
    });
    expect(other.got[0]?.text).not.toContain('/hook');
    expect(node.metrics.counted('webhook_endpoints_disabled_total', { reason: 'gone' })).toBe(1);
    expect(node.metrics.read('webhook_endpoints')).toBeDefined();
    // It is there again, and goes on with what it did not take.
    receiver.answer(answersWith(204));
    await node.enable(FLEET, endpoint.id);
    await until(() => said(receiver).filter((id) => id === 'A:1').length === 2);
  });

  it('five days of failures only disable it, over restarts, and one success begins them anew', async () => {
    receiver.answer(answersWith(500));
    const { endpoint } = await make(receiver.url);
    let days = 0;
    const fail = async (): Promise<void> => {
      days += 1;
      const id = `D${days}:1`;
      await node.say([id]);
      await tried(endpoint.id, 1, id);
      await clock.advance(DAY - MINUTE);
      await until(async () => (await attemptsOf(endpoint.id, id)) > 1);
    };
    const wait = () => clock.advance(MINUTE);
    for (let n = 0; n < 3; n += 1) {
      await fail();
      await wait();
    }
    expect((await node.get(FLEET, endpoint.id)).failing?.sinceAt).toBeInstanceOf(Date);
    receiver.answer(answersWith(200));
    await node.say(['OK:1']);
    await until(async () => (await node.get(FLEET, endpoint.id)).failing === null);
    receiver.answer(answersWith(500));
    await fail();
    await node.close();
    node = await startNode({ clock });
    await wait();
    for (let n = 0; n < 4; n += 1) {
      expect((await node.get(FLEET, endpoint.id)).disabled).toBeNull();
      await node.say([`E${n}:1`]);
      await tried(endpoint.id, 1, `E${n}:1`);
      await clock.advance(DAY);
    }
    await node.say(['F:1']);
    expect(await disabledOf(endpoint.id)).toMatchObject({ reason: 'failing', detail: 'HTTP 500' });
    const events = await open.store.eventsBySeq(0, 1_000);
    expect(events.filter(({ type }) => type === 'webhook.endpoint_disabled')).toHaveLength(1);
  });
});
