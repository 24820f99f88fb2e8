/** Endpoints as callers make, change and rotate them. */
import type { Caller } from '../../domain/access.ts';
import { DomainError } from '../../domain/error.ts';
import { readsOf } from '../../domain/event-scopes.ts';
import { DEFAULT_PARTY_ID } from '../../domain/party.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import type { WebhookEndpoint, WebhookSecrets, WebhookSigner } from '../../domain/webhook-endpoint.ts';
import { found, requireScope, requireVersion } from '../access.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { WebhookEndpointInput, Webhooks, WebhookWithSecret } from '../api/webhooks.ts';
import type { AuditedCommitter } from '../audit/audited-committer.ts';
import type { Operation } from '../audit/operations.ts';
import type { Deliveries } from '../deliveries/deliveries.ts';
import { requireTypes } from '../event-entitlement.ts';
import { checkIds, collectFaults, isLineOrNull } from '../faults.ts';
import { type Idempotency, requestHash } from '../idempotency.ts';
import { OLDEST_FIRST } from '../list-pages.ts';
import { listPage } from '../paging.ts';
import type { Change } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { OutboundCheck, RefusedWhy } from '../ports/outbound.ts';
import type { Clock, NewId } from '../ports/time.ts';
import type { WebhookSigning } from '../ports/webhook-signing.ts';
import { endpointEntitlement } from './entitlement.ts';
import type { WebhookHealth } from './health.ts';
import type { WebhookNews } from './news.ts';
import { endpointsOf, managesEndpoint } from './owners.ts';
import type { WebhookRoster } from './roster.ts';
import { subscriberOf } from './subscriber-name.ts';

const TRIES = 5;
const LONGEST_URL = 2_000;
const LONGEST_TEXT = 255;
const LONGEST_ID = 100;
/** Of each filter. */
const MOST_VALUES = 200;
export const MOST_OVERLAP_S = 604_800;

const REFUSED: { readonly [W in RefusedWhy]: string } = {
  bad_url: 'Must be an https address.',
  credentials_in_url: 'May hold no user and no password; check the signature instead.',
  insecure: 'Must be https: http goes only to what OUTBOUND_ALLOW lists.',
  address: 'Leads to an address that is no public one; an operator can list it in OUTBOUND_ALLOW.',
  bad_request: 'Cannot be asked.',
};

export type EndpointsDependencies = {
  readonly store: Pick<DocumentStore, 'get' | 'list' | 'count'>;
  readonly committer: AuditedCommitter;
  readonly deliveries: Pick<Deliveries, 'prepare' | 'remove' | 'enable'>;
  readonly roster: Pick<WebhookRoster, 'refresh'>;
  readonly health: Pick<WebhookHealth, 'forget'>;
  readonly news: WebhookNews;
  readonly outbound: OutboundCheck;
  readonly signing: WebhookSigning;
  readonly idempotency: Idempotency;
  /** Of one client. */
  readonly mostEndpoints: number;
  readonly clock: Clock;
  readonly newId: NewId;
};

type Endpoints = Pick<
  Webhooks,
  'list' | 'get' | 'create' | 'update' | 'remove' | 'rotateSecret' | 'enable' | 'disable'
> & {
  /** Of one that is there no more: nothing is sent to it, and what was sent is gone. */
  readonly forget: (id: string) => Promise<void>;
};

/** What of an idempotency key goes into the commit that makes or changes the endpoint. */
type Keep = (id: string) => Pick<Change, 'idempotency'>;

export const createEndpoints = (dependencies: EndpointsDependencies): Endpoints => {
  const { store, committer, deliveries, roster, health, news, outbound, signing, idempotency, clock, newId } =
    dependencies;

  const get = async (caller: Caller, id: string): Promise<WebhookEndpoint> => {
    requireScope(caller, 'webhooks:manage');
    return found(await store.get('webhookEndpoints', id), managesEndpoint(caller));
  };

  const secretsOf = async (id: string): Promise<WebhookSecrets> => {
    const secrets = await store.get('webhookSecrets', id);
    if (secrets === null) throw new DomainError('not_found');
    return secrets;
  };

  const check = async (input: WebhookEndpointInput): Promise<void> => {
    const { unless, raise } = collectFaults();
    const { url, description, filter } = input;
    unless(url.length <= LONGEST_URL, '/url', `Has at most ${LONGEST_URL} characters.`);
    unless(isLineOrNull(description, LONGEST_TEXT), '/description', `Has 1 to ${LONGEST_TEXT} characters.`);
    const filters = [
      ['/types', filter.types],
      ['/locationIds', filter.locationIds],
      ['/stationIds', filter.stationIds],
      ['/parties', filter.partyIds],
    ] as const;
    for (const [pointer, values] of filters) {
      const fits = values === null || (values.length > 0 && values.length <= MOST_VALUES);
      unless(fits, pointer, `Names 1 to ${MOST_VALUES}; left out or null: all.`);
    }
    checkIds({ unless }, '/filter/locationIds', filter.locationIds, LONGEST_ID);
    checkIds({ unless }, '/filter/stationIds', filter.stationIds, LONGEST_ID);
    const refused = url.length > LONGEST_URL ? null : await outbound.check(url);
    if (refused !== null) unless(false, '/url', REFUSED[refused]);
    raise();
  };

  /** What it had asked for before is let be: a client that was narrowed still changes the rest. */
  const requireNewTypes = async (before: WebhookEndpoint, { filter }: WebhookEndpointInput): Promise<void> => {
    const added = (filter.types ?? []).filter((type) => before.filter.types?.includes(type) !== true);
    if (added.length === 0) return;
    endpointEntitlement(before, await store.get('clients', before.clientId)).requireTypes(added);
  };

  const newSigner = (secret: string | null, withKey: boolean): WebhookSigner => {
    const signer = signing.make(secret, withKey);
    if (signer !== null) return signer;
    const detail = 'Must be whsec_ and the base64 of 24 to 64 bytes.';
    throw new DomainError('invalid_request', { detail, faults: [{ pointer: '/secret', detail }] });
  };

  const requireRoom = async ({ clientId }: Caller): Promise<void> => {
    const { mostEndpoints } = dependencies;
    const own = { ...OLDEST_FIRST, scope: SEES_ALL, limit: 1, where: { clientId } };
    const count = await store.count('webhookEndpoints', own, mostEndpoints);
    if (count !== null && count < mostEndpoints) return;
    throw new DomainError('conflict', { detail: `A client has at most ${mostEndpoints} webhook endpoints.` });
  };

  /** Changes an endpoint as it is now, and tells. */
  const change = async (
    caller: Caller,
    operation: Operation,
    id: string,
    ifVersion: number | null,
    changed: (endpoint: WebhookEndpoint, now: Date) => WebhookEndpoint | Promise<WebhookEndpoint>,
  ): Promise<WebhookEndpoint> => {
    const stored = await againOnConflict(TRIES, async () => {
      const before = await get(caller, id);
      requireVersion(before, ifVersion);
      const now = clock.now();
      const wanted = await changed(before, now);
      if (wanted === before) return before;
      const endpoint = { ...wanted, version: before.version + 1, updatedAt: now };
      const events = [news.of('webhook.endpoint_updated', endpoint)];
      await committer.write({ caller, operation }, { webhookEndpoints: [endpoint], events });
      return endpoint;
    });
    await roster.refresh(id);
    return stored;
  };

  /** Its key pair is made and dropped with the setting; the secret stays. */
  const withKey = async (
    caller: Caller,
    endpoint: WebhookEndpoint,
    asymmetric: boolean,
    now: Date,
  ): Promise<WebhookEndpoint> => {
    if ((endpoint.publicKey !== null) === asymmetric) return endpoint;
    const secrets = await secretsOf(endpoint.id);
    const current = newSigner(secrets.current.secret, asymmetric);
    const webhookSecrets = [{ ...secrets, version: secrets.version + 1, current, updatedAt: now }];
    await committer.write({ caller, operation: 'webhook.update' }, { webhookSecrets });
    return { ...endpoint, publicKey: signing.publicKeyOf(current) };
  };

  const forget = async (id: string): Promise<void> => {
    health.forget(id);
    await roster.refresh(id);
    await deliveries.remove(subscriberOf(id));
  };

  const create = async (
    caller: Caller,
    input: WebhookEndpointInput & { readonly secret: string | null },
    keep: Keep,
  ): Promise<WebhookWithSecret> => {
    const { secret, url, description, filter, ordered, asymmetric } = input;
    await check(input);
    requireTypes(readsOf(caller), filter.types);
    await requireRoom(caller);
    const id = newId();
    const now = clock.now();
    const signer = newSigner(secret, asymmetric);
    const stamp = { id, version: 1, createdAt: now, updatedAt: now };
    const endpoint: WebhookEndpoint = {
      ...stamp,
      clientId: caller.clientId,
      userId: caller.userId,
      accountId: caller.accountId ?? null,
      scopes: [...caller.scopes],
      grants: caller.grants,
      partyId: caller.grants.partyIds?.[0] ?? DEFAULT_PARTY_ID,
      url,
      description,
      filter,
      ordered,
      publicKey: signing.publicKeyOf(signer),
      previousSecretEndsAt: null,
      disabled: null,
      failing: null,
    };
    // Before it is there, so that it misses nothing that comes behind it.
    await deliveries.prepare(subscriberOf(id));
    await committer.write(
      { caller, operation: 'webhook.create' },
      {
        webhookEndpoints: [endpoint],
        webhookSecrets: [{ ...stamp, current: signer, previous: null, previousEndsAt: null }],
        events: [news.of('webhook.endpoint_updated', endpoint)],
        ...keep(id),
      },
    );
    await roster.refresh(id);
    return { endpoint, secret: signer.secret, repeated: false };
  };

  const rotate = async (
    caller: Caller,
    id: string,
    { secret, overlapS }: { readonly secret: string | null; readonly overlapS: number },
    keep: Keep,
  ): Promise<WebhookWithSecret> => {
    const rotated = await againOnConflict(TRIES, async () => {
      const before = await get(caller, id);
      const secrets = await secretsOf(id);
      const now = clock.now();
      const signer = newSigner(secret, before.publicKey !== null);
      const endsAt = overlapS === 0 ? null : new Date(now.getTime() + overlapS * 1000);
      const endpoint: WebhookEndpoint = {
        ...before,
        version: before.version + 1,
        publicKey: signing.publicKeyOf(signer),
        previousSecretEndsAt: endsAt,
        updatedAt: now,
      };
      await committer.write(
        { caller, operation: 'webhook.rotate_secret' },
        {
          webhookEndpoints: [endpoint],
          webhookSecrets: [
            {
              ...secrets,
              version: secrets.version + 1,
              current: signer,
              previous: endsAt === null ? null : secrets.current,
              previousEndsAt: endsAt,
              updatedAt: now,
            },
          ],
          events: [news.of('webhook.endpoint_updated', endpoint)],
          ...keep(id),
        },
      );
      return { endpoint, secret: signer.secret, repeated: false };
    });
    await roster.refresh(id);
    return rotated;
  };

  const repeated = async (caller: Caller, id: string) => ({
    endpoint: await get(caller, id),
    secret: (await secretsOf(id)).current.secret,
    repeated: true,
  });

  type First = (keep: Keep) => Promise<WebhookWithSecret>;
  const once = (caller: Caller, key: string | null, hash: string, first: First): Promise<WebhookWithSecret> =>
    key === null
      ? first(() => ({}))
      : idempotency.once(
          { caller, key, hash },
          (record) => first((id) => ({ idempotency: [record(id)] })),
          (id) => repeated(caller, id),
        );

  return {
    get,
    forget,
    list: async (caller, page) => {
      requireScope(caller, 'webhooks:manage');
      const where = endpointsOf(caller);
      return listPage({
        kind: 'webhookEndpoints',
        page,
        scope: SEES_ALL,
        list: (query) => store.list('webhookEndpoints', { ...query, where }),
        count: (query, upTo) => store.count('webhookEndpoints', { ...query, where }, upTo),
      });
    },
    create: async (caller, { idempotencyKey, ...input }) => {
      requireScope(caller, 'webhooks:manage');
      const hash = requestHash('createWebhookEndpoint', input);
      return once(caller, idempotencyKey, hash, (keep) => create(caller, input, keep));
    },
    update: async (caller, id, input, ifVersion) => {
      const before = await get(caller, id);
      requireVersion(before, ifVersion);
      await check(input);
      await requireNewTypes(before, input);
      const { url, description, filter, ordered, asymmetric } = input;
      return change(caller, 'webhook.update', id, ifVersion, async (endpoint, now) => ({
        ...(await withKey(caller, endpoint, asymmetric, now)),
        url,
        description,
        filter,
        ordered,
      }));
    },
    remove: async (caller, id, ifVersion) => {
      const removed = await againOnConflict(TRIES, async () => {
        const endpoint = await get(caller, id);
        requireVersion(endpoint, ifVersion);
        const secrets = await secretsOf(id);
        await committer.write(
          { caller, operation: 'webhook.delete' },
          {
            removed: {
              webhookEndpoints: [{ key: id, version: endpoint.version }],
              webhookSecrets: [{ key: id, version: secrets.version }],
            },
            events: [news.of('webhook.endpoint_deleted', endpoint)],
          },
        );
        return endpoint;
      });
      await forget(id);
      return removed;
    },
    rotateSecret: async (caller, id, { idempotencyKey, ...input }) => {
      await get(caller, id);
      const { overlapS } = input;
      if (!Number.isInteger(overlapS) || overlapS < 0 || overlapS > MOST_OVERLAP_S) {
        const detail = `Is 0 to ${MOST_OVERLAP_S} seconds.`;
        throw new DomainError('invalid_request', { detail, faults: [{ pointer: '/overlapS', detail }] });
      }
      const hash = requestHash('rotateWebhookSecret', { id, ...input });
      return once(caller, idempotencyKey, hash, (keep) => rotate(caller, id, input, keep));
    },
    enable: async (caller, id) => {
      await get(caller, id);
      health.forget(id);
      // First: enabled in its document and not here, it would get nothing.
      await deliveries.enable(subscriberOf(id));
      return change(caller, 'webhook.enable', id, null, (endpoint) =>
        endpoint.disabled === null ? endpoint : { ...endpoint, disabled: null, failing: null },
      );
    },
    disable: async (caller, id, reason) => {
      const { unless, raise } = collectFaults();
      unless(isLineOrNull(reason, LONGEST_TEXT), '/reason', `Has 1 to ${LONGEST_TEXT} characters.`);
      raise();
      return change(caller, 'webhook.disable', id, null, (endpoint, now) =>
        endpoint.disabled === null
          ? { ...endpoint, disabled: { reason: 'asked', detail: reason, disabledAt: now } }
          : endpoint,
      );
    },
  };
};
