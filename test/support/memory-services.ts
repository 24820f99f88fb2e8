/** The services as the faces see them, over maps: real scope checks, real paging, and a count of every call. */
import { ALL_GRANTS, type Caller, type Client, type Scope, SERVICE_CLIENT } from '../../src/domain/access.ts';
import type { PublicAccount } from '../../src/domain/account.ts';
import type { AuditEntry } from '../../src/domain/audit.ts';
import type { BulkAnswer } from '../../src/domain/bulk-answer.ts';
import type { Command } from '../../src/domain/command.ts';
import { DomainError } from '../../src/domain/error.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import type { Location } from '../../src/domain/location.ts';
import type { StoredReading } from '../../src/domain/meter.ts';
import { createPartyNames, type Party, partyName } from '../../src/domain/party.ts';
import type { PersistedOperation } from '../../src/domain/persisted-operation.ts';
import { newSandboxStation, type Sandbox } from '../../src/domain/sandbox.ts';
import type { Session } from '../../src/domain/session.ts';
import type { Station } from '../../src/domain/station.ts';
import { type StationTemplate, templateIdOf } from '../../src/domain/station-template.ts';
import type { Token } from '../../src/domain/token.ts';
import type { CommandRequest } from '../../src/services/api/commands.ts';
import type { EventFilter, EventReading } from '../../src/services/api/events.ts';
import type { Page, PageInput } from '../../src/services/api/paging.ts';
import type { Services } from '../../src/services/api/services.ts';
import { createPutMany } from '../../src/services/bulk/put-many.ts';
import { type OneByOne, withBulkPuts } from '../../src/services/bulk/with-bulk-puts.ts';
import { entitlementOf, isEntitled, requireTypes } from '../../src/services/event-entitlement.ts';
import { createIdempotency } from '../../src/services/idempotency.ts';
import { COUNTED_UP_TO } from '../../src/services/paging.ts';
import { keyOfOperation, sha256Of } from '../../src/services/persisted-operations.ts';
import type { DocumentStore } from '../../src/services/ports/document-store.ts';
import type { IdempotencyRecord } from '../../src/services/ports/idempotency-store.ts';

export type MemoryServices = {
  readonly services: Services;
  readonly locations: Map<string, Location>;
  readonly stations: Map<string, Station>;
  readonly sessions: Map<string, Session>;
  readonly commands: Map<string, Command>;
  readonly tokens: Map<string, Token>;
  readonly clients: Map<string, Client>;
  /** By their names. */
  readonly parties: Map<string, Party>;
  readonly auditEntries: Map<string, AuditEntry>;
  readonly readings: StoredReading[];
  readonly events: DomainEvent[];
  /** Names of the functions called, in order. */
  readonly calls: string[];
  readonly requests: CommandRequest[];
  /** Whose each location, station and token that was put shall be, as its input said. */
  readonly named: (string | null | undefined)[];
  /** Streams open now. */
  readonly streams: () => number;
  /** Logs an event, and hands it to the streams. */
  readonly emit: (event: DomainEvent) => void;
  /** Thrown by the next call of that name. */
  readonly failNext: (name: string, error: unknown) => void;
  /** Resolves when a stream has been opened since the last such call. */
  readonly streamOpened: () => Promise<void>;
  /** Lists of stations wait until the answer is called. */
  readonly holdStations: () => () => void;
};

const need = (caller: Caller, scope: Scope): void => {
  if (!caller.scopes.has(scope)) throw new DomainError('insufficient_scope', { detail: `The token lacks ${scope}.` });
};

const missing = (): never => {
  throw new DomainError('not_found');
};

const pageOf = <T>(all: readonly T[], { limit, cursor }: Pick<PageInput, 'limit' | 'cursor'>, withTotal: boolean) => {
  const start = cursor === null ? 0 : Number(cursor);
  const items = all.slice(start, start + limit);
  const page: Page<T> = {
    items,
    cursors: items.map((_, index) => String(start + index + 1)),
    nextCursor: start + limit < all.length ? String(start + limit) : null,
    total: withTotal && all.length <= COUNTED_UP_TO ? all.length : null,
  };
  return page;
};

const fits = (filter: EventFilter, event: DomainEvent): boolean =>
  (filter.types?.includes(event.type) ?? true) &&
  (filter.stationId === null || filter.stationId === event.stationId) &&
  (filter.sessionId === null || filter.sessionId === event.sessionId) &&
  (filter.locationId === null || filter.locationId === event.locationId) &&
  (filter.objectId === null || filter.objectId === event.objectId);

const A_SANDBOX: Sandbox = {
  id: 'XS-ABC',
  version: 1,
  name: 'A sandbox',
  clientId: 'sandbox-abc',
  stations: [newSandboxStation('XS-ABC-1', '2.0.1', 1)],
  passwords: {},
  createdAt: new Date(0),
  updatedAt: new Date(0),
};

export const createMemoryServices = ({ now = new Date('2026-03-01T12:00:00Z') } = {}): MemoryServices => {
  const locations = new Map<string, Location>();
  const stations = new Map<string, Station>();
  const sessions = new Map<string, Session>();
  const commands = new Map<string, Command>();
  const operations = new Map<string, PersistedOperation>();
  const sandboxes = new Map<string, Sandbox>();
  const templates = new Map<string, StationTemplate>();
  const tokens = new Map<string, Token>();
  const clients = new Map<string, Client>();
  const accounts = new Map<string, PublicAccount>();
  const parties = new Map<string, Party>();
  const auditEntries = new Map<string, AuditEntry>();
  const names = createPartyNames({ countryCode: 'BE', partyId: 'ONE' });
  const readings: StoredReading[] = [];
  const events: DomainEvent[] = [];
  const calls: string[] = [];
  const requests: CommandRequest[] = [];
  const named: (string | null | undefined)[] = [];
  const failures = new Map<string, unknown>();
  const listeners = new Set<(event: DomainEvent) => void>();
  const keys = new Map<string, Command>();
  let opened = Promise.withResolvers<void>();

  const called = (name: string): void => {
    calls.push(name);
    if (!failures.has(name)) return;
    const failure = failures.get(name);
    failures.delete(name);
    throw failure;
  };

  const sorted = <T>(map: Map<string, T>, { newestFirst }: { readonly newestFirst: boolean }): readonly T[] =>
    newestFirst ? [...map.values()].reverse() : [...map.values()];

  const removed = <T extends { readonly version: number }>(object: T, retired: boolean) => ({
    object: retired ? { ...object, version: object.version + 1, retiredAt: now } : object,
    retired,
  });

  const put = <T extends { readonly version: number }>(
    map: Map<string, T>,
    id: string,
    ifVersion: number | null,
    make: (before: T | undefined) => T,
  ) => {
    const before = map.get(id);
    if (ifVersion !== null && before?.version !== ifVersion) throw new DomainError('precondition_failed');
    const object = make(before);
    map.set(id, object);
    return { object, created: before === undefined };
  };

  const stamp = (before: { readonly version: number; readonly createdAt: Date } | undefined) => ({
    version: (before?.version ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  });

  /** For who changes it. */
  const current = <T>(name: string, map: Map<string, T>, scope: Scope) => ({
    current: async (caller: Caller, id: string): Promise<T> => {
      called(`${name}.current`);
      need(caller, scope);
      return map.get(id) ?? missing();
    },
  });

  const lookUp = <T>(name: string, map: Map<string, T>, scope: Scope | null) => ({
    get: async (caller: Caller, id: string): Promise<T> => {
      called(`${name}.get`);
      if (scope !== null) need(caller, scope);
      return map.get(id) ?? missing();
    },
    byIds: async (caller: Caller, ids: readonly string[]): Promise<readonly (T | null)[]> => {
      called(`${name}.byIds`);
      if (scope !== null) need(caller, scope);
      return ids.map((id) => map.get(id) ?? null);
    },
  });

  const commandScope = (type: Command['type']): Scope =>
    type === 'START_SESSION' || type === 'STOP_SESSION'
      ? 'sessions:control'
      : /CHARGING|COMPOSITE/.test(type)
        ? 'charging:control'
        : 'stations:control';

  const accountSteps = <N extends string, T>(names: readonly N[], answer: (account: PublicAccount) => T) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        async (caller: Caller, id: string): Promise<T> => {
          called(`accounts.${name}`);
          need(caller, 'accounts:manage');
          return answer(accounts.get(id) ?? missing());
        },
      ]),
    ) as Record<N, (caller: Caller, id: string) => Promise<T>>;
  /** Endpoints are tested over their own services, see test/services/webhooks/. */
  const noWebhook = (name: string) => async (caller: Caller) => {
    called(`webhooks.${name}`);
    need(caller, 'webhooks:manage');
    return missing();
  };

  let stationsHeld: Promise<void> = Promise.resolve();
  const nothingFound = async () => ({ items: [], cursors: [], nextCursor: null, total: null });
  const one: Omit<Services, keyof OneByOne> & OneByOne = {
    plugs: {
      evses: async (caller) => {
        called('plugs.evses');
        need(caller, 'stations:read');
        return nothingFound();
      },
      locations: async (caller) => {
        called('plugs.locations');
        need(caller, 'locations:read');
        return nothingFound();
      },
      stationsAt: async (caller, ids) => {
        called('plugs.stationsAt');
        need(caller, 'stations:read');
        return ids.map((id) => [...stations.values()].filter(({ locationId }) => locationId === id));
      },
    },
    locations: {
      ...lookUp('locations', locations, 'locations:read'),
      ...current('locations', locations, 'stations:write'),
      list: async (caller, page) => {
        called('locations.list');
        need(caller, 'locations:read');
        return pageOf(sorted(locations, page), page, page.withTotal);
      },
      // Without history where its name is said: nothing happens here.
      remove: async (caller, id) => {
        called('locations.remove');
        need(caller, 'stations:write');
        const location = locations.get(id) ?? missing();
        locations.delete(id);
        return removed(location, location.name === null);
      },
      put: async (caller, { party, ...input }, ifVersion) => {
        called('locations.put');
        need(caller, 'stations:write');
        named.push(party);
        return put(locations, input.id, ifVersion, (before) => ({ partyId: 'default', ...input, ...stamp(before) }));
      },
    },
    stations: {
      ...lookUp('stations', stations, 'stations:read'),
      ...current('stations', stations, 'stations:write'),
      list: async (caller, page, { locationId, online, hasProblems = null }) => {
        called('stations.list');
        await stationsHeld;
        need(caller, 'stations:read');
        const all = sorted(stations, page).filter(
          (station) =>
            (locationId === null || station.locationId === locationId) &&
            (online === null || station.online === online) &&
            (hasProblems === null || station.problems.length > 0 === hasProblems),
        );
        return pageOf(all, page, page.withTotal);
      },
      configuration: async (caller, id) => {
        called('stations.configuration');
        need(caller, 'stations:read');
        return { station: stations.get(id) ?? missing(), kept: null };
      },
      replace: async (caller, { stationId, replacement }) => {
        called('stations.replace');
        need(caller, 'stations:write');
        return {
          station: stations.get(stationId) ?? missing(),
          replacement: stations.get(replacement) ?? missing(),
        };
      },
      dismissProblems: async (caller, id, problemId) => {
        called('stations.dismissProblems');
        need(caller, 'stations:write');
        const station = stations.get(id) ?? missing();
        const problems = problemId === null ? [] : station.problems.filter((problem) => problem.id !== problemId);
        if (problemId !== null && problems.length === station.problems.length) return missing();
        return put(stations, id, null, (before) => ({ ...station, ...stamp(before), problems })).object;
      },
      remove: async (caller, id) => {
        called('stations.remove');
        need(caller, 'stations:write');
        const station = stations.get(id) ?? missing();
        stations.delete(id);
        return removed(station, station.connectedAt !== null);
      },
      put: async (caller, { password, securityProfile, party, ...input }, ifVersion) => {
        called('stations.put');
        need(caller, 'stations:write');
        named.push(party);
        return put(stations, input.id, ifVersion, (before) => ({
          partyId: 'default',
          ...(before ?? {
            vendor: null,
            model: null,
            serialNumber: null,
            firmwareVersion: null,
            protocol: null,
            online: false,
            connectedAt: null,
            disconnectedAt: null,
            disconnectReason: null,
            openOutages: [],
            meterKeys: [],
            problems: [],
            bootedAt: null,
            clockSkewS: null,
            status: 'UNKNOWN' as const,
            evses: [],
            evseSeries: 0,
            replacedBy: null,
          }),
          ...input,
          security: {
            profile: securityProfile,
            passwordHash: password === undefined ? (before?.security.passwordHash ?? null) : password && `#${password}`,
          },
          ...stamp(before),
        }));
      },
    },
    evses: {
      list: async (caller, page) => {
        called('evses.list');
        need(caller, 'stations:read');
        return pageOf([], page, page.withTotal);
      },
      current: async (caller) => {
        called('evses.current');
        need(caller, 'stations:write');
        return missing();
      },
      update: async (caller) => {
        called('evses.update');
        need(caller, 'stations:write');
        return missing();
      },
      get: async (caller, uid) => {
        called('evses.get');
        need(caller, 'stations:read');
        const station = [...stations.values()].find(({ evses }) => evses.some((evse) => evse.uid === uid));
        const evse = station?.evses.find((one) => one.uid === uid);
        if (station === undefined || evse === undefined) return missing();
        const { id: stationId, locationId, groupId, partyId, version, createdAt, updatedAt } = station;
        const at = { stationId, locationId, partyId, stationGroupId: groupId, number: evse.id };
        const record = { ...at, uid, version, emi3Id: null, createdAt, updatedAt };
        return { record, station, evse };
      },
    },
    traces: {
      ofCommand: async (_caller, id) => {
        called('traces.ofCommand');
        if (!commands.has(id)) missing();
        return { items: [], cursors: [], nextCursor: null, total: null };
      },
      ofSession: async (caller, id) => {
        called('traces.ofSession');
        need(caller, 'sessions:read');
        if (!sessions.has(id)) missing();
        return { items: [], cursors: [], nextCursor: null, total: null };
      },
    },
    messages: {
      list: async (caller, stationId, page) => {
        called('messages.list');
        need(caller, 'stations:read');
        if (!stations.has(stationId)) missing();
        return pageOf([], page, false);
      },
    },
    outages: {
      list: async (caller, page) => {
        called('outages.list');
        need(caller, 'stations:read');
        return pageOf([], page, page.withTotal);
      },
    },
    meterPublicKeys: {
      list: async (caller, page) => {
        called('meterPublicKeys.list');
        need(caller, 'stations:read');
        return pageOf([], page, page.withTotal);
      },
    },
    quarantinedMessages: {
      list: async (caller, page) => {
        called('quarantinedMessages.list');
        need(caller, 'stations:read');
        return pageOf([], page, page.withTotal);
      },
      get: async (caller) => {
        called('quarantinedMessages.get');
        need(caller, 'stations:read');
        return missing();
      },
      apply: async (caller) => {
        called('quarantinedMessages.apply');
        need(caller, 'stations:write');
        return missing();
      },
      dismiss: async (caller) => {
        called('quarantinedMessages.dismiss');
        need(caller, 'stations:write');
        return missing();
      },
    },
    tokens: {
      get: lookUp('tokens', tokens, 'tokens:read').get,
      ...current('tokens', tokens, 'tokens:write'),
      byUids: lookUp('tokens', tokens, 'tokens:read').byIds,
      list: async (caller, page) => {
        called('tokens.list');
        need(caller, 'tokens:read');
        return pageOf(sorted(tokens, page), page, page.withTotal);
      },
      put: async (caller, { party, ...input }, ifVersion) => {
        called('tokens.put');
        need(caller, 'tokens:write');
        named.push(party);
        return put(tokens, input.uid, ifVersion, (before) => ({ partyId: 'default', ...input, ...stamp(before) }));
      },
      // Without history where its issuer is said: there are no sessions here.
      remove: async (caller, uid) => {
        called('tokens.remove');
        need(caller, 'tokens:write');
        const token = tokens.get(uid) ?? missing();
        tokens.delete(uid);
        return removed(token, token.issuer === null);
      },
    },
    sessions: {
      ...lookUp('sessions', sessions, 'sessions:read'),
      list: async (caller, page, { stationId, status }) => {
        called('sessions.list');
        need(caller, 'sessions:read');
        const all = sorted(sessions, page).filter(
          (session) =>
            (stationId === null || session.stationId === stationId) && (status === null || session.status === status),
        );
        return pageOf(all, page, page.withTotal);
      },
      readings: async (caller, sessionId, page) => {
        called('sessions.readings');
        need(caller, 'sessions:read');
        return pageOf(
          readings.filter((reading) => reading.sessionId === sessionId),
          page,
          false,
        );
      },
      close: async (caller, id) => {
        called('sessions.close');
        need(caller, 'sessions:control');
        return sessions.get(id) ?? missing();
      },
    },
    commands: {
      ...lookUp('commands', commands, null),
      check: async (caller, request) => {
        called('commands.check');
        need(caller, commandScope(request.type));
        return { stationId: request.stationId ?? 'HARBOUR-01', evseId: null, sessionId: null, online: true };
      },
      request: async (caller, request) => {
        called('commands.request');
        need(caller, commandScope(request.type));
        requests.push(request);
        const before = request.idempotencyKey === null ? undefined : keys.get(request.idempotencyKey);
        if (before !== undefined) return { command: before, repeated: true };
        const number = commands.size + 1;
        const command = {
          id: `command-${number}`,
          partyId: 'default',
          version: 1,
          number,
          type: request.type,
          parameters: request.parameters,
          stationId: request.stationId ?? 'HARBOUR-01',
          locationId: null,
          evseId: null,
          evseUid: null,
          sessionId: null,
          status: 'QUEUED',
          result: null,
          error: null,
          lateOutcome: null,
          requestedBy: { clientId: caller.clientId, userId: caller.userId },
          createdAt: now,
          updatedAt: now,
          expiresAt: new Date(now.getTime() + 60_000),
          sentAt: null,
          sentBy: null,
          answeredAt: null,
        } as Command;
        commands.set(command.id, command);
        if (request.idempotencyKey !== null) keys.set(request.idempotencyKey, command);
        return { command, repeated: false };
      },
      requestMany: async (caller, { request, target: { stationIds } }) => {
        called('commands.requestMany');
        need(caller, commandScope(request.type));
        const results = (stationIds ?? []).map((stationId) => ({
          stationId,
          command: null,
          fault: { code: 'not_found' as const, detail: 'There is none.', faults: [] },
        }));
        return { id: 'batch-1', results, repeated: false };
      },
      list: async (_caller, page) => {
        called('commands.list');
        return pageOf(sorted(commands, page), page, page.withTotal);
      },
      wait: async (_caller, id) => {
        called('commands.wait');
        return commands.get(id) ?? missing();
      },
      cancel: async (_caller, id) => {
        called('commands.cancel');
        const command = commands.get(id) ?? missing();
        if (command.status !== 'QUEUED') throw new DomainError('command_not_cancellable');
        const cancelled: Command = { ...command, status: 'CANCELLED', version: command.version + 1 };
        commands.set(id, cancelled);
        return cancelled;
      },
    },
    webhooks: {
      list: async (caller, page) => {
        called('webhooks.list');
        need(caller, 'webhooks:manage');
        return pageOf([], page, page.withTotal);
      },
      deliveries: async (caller, page) => {
        called('webhooks.deliveries');
        need(caller, 'webhooks:manage');
        return pageOf([], page, page.withTotal);
      },
      get: noWebhook('get'),
      create: noWebhook('create'),
      update: noWebhook('update'),
      remove: noWebhook('remove'),
      rotateSecret: noWebhook('rotateSecret'),
      enable: noWebhook('enable'),
      disable: noWebhook('disable'),
      test: noWebhook('test'),
      replay: noWebhook('replay'),
      delivery: noWebhook('delivery'),
      withheldTypes: () => [],
    },
    events: {
      get: async (caller, id) => {
        called('events.get');
        need(caller, 'events:read');
        const entitlement = entitlementOf(caller);
        return events.find((event) => event.id === id && isEntitled(entitlement, event)) ?? missing();
      },
      list: async (caller, page, filter) => {
        called('events.list');
        need(caller, 'events:read');
        const entitlement = entitlementOf(caller);
        requireTypes(entitlement.reads, filter.types);
        const told = events.filter((event) => fits(filter, event) && isEntitled(entitlement, event));
        return pageOf(page.newestFirst ? told.toReversed() : told, page, page.withTotal);
      },
      stream: (caller, filter, { afterId, scope, signal }) => {
        called('events.stream');
        if (scope !== null) need(caller, scope);
        const entitlement = entitlementOf(caller);
        requireTypes(entitlement.reads, filter.types);
        const isWanted = (event: DomainEvent) => fits(filter, event) && isEntitled(entitlement, event);
        const place = afterId === null ? events.length : events.findIndex((event) => event.id === afterId) + 1;
        const buffer = events.slice(place).filter(isWanted);
        let wake: () => void = () => undefined;
        let ended = false;
        const listener = (event: DomainEvent) => {
          if (isWanted(event)) buffer.push(event);
          wake();
        };
        const end = () => {
          ended = true;
          listeners.delete(listener);
          wake();
        };
        listeners.add(listener);
        signal?.addEventListener('abort', end, { once: true });
        if (signal?.aborted === true) end();
        opened.resolve();
        const iterator: EventReading = {
          [Symbol.asyncIterator]: () => iterator,
          atHand: (most) => (ended ? [] : buffer.splice(0, most)),
          next: async () => {
            if (afterId !== null && place === 0) throw new DomainError('not_found');
            while (!ended) {
              const event = buffer.shift();
              if (event !== undefined) return { done: false, value: event };
              await new Promise<void>((resolve) => {
                wake = resolve;
              });
            }
            return { done: true, value: undefined };
          },
          return: async () => {
            end();
            return { done: true, value: undefined };
          },
        };
        return iterator;
      },
    },
    clients: {
      get: lookUp('clients', clients, 'clients:manage').get,
      list: async (caller, page) => {
        called('clients.list');
        need(caller, 'clients:manage');
        return pageOf(sorted(clients, page), page, page.withTotal);
      },
      put: async (caller, { rotateSecret, ...input }, ifVersion) => {
        called('clients.put');
        need(caller, 'clients:manage');
        const result = put(clients, input.id, ifVersion, (before) => ({
          ...SERVICE_CLIENT,
          locked: false,
          dpopBoundAccessTokens: false,
          persistedOperationsOnly: false,
          ...input,
          grants: { ...ALL_GRANTS, ...before?.grants, ...input.grants },
          secretHash: null,
          ...stamp(before),
        }));
        return { ...result, secret: rotateSecret ? 'a-new-secret' : null };
      },
      update: async (caller, { id, rotateSecret, ...patch }, ifVersion) => {
        called('clients.update');
        need(caller, 'clients:manage');
        const before = clients.get(id) ?? missing();
        const result = put(clients, id, ifVersion, () => ({
          ...before,
          ...patch,
          grants: { ...before.grants, ...patch.grants },
          ...stamp(before),
        }));
        return { ...result, secret: rotateSecret ? 'a-new-secret' : null };
      },
      remove: async (caller, id) => {
        called('clients.remove');
        need(caller, 'clients:manage');
        const client = clients.get(id) ?? missing();
        clients.delete(id);
        return client;
      },
    },
    accounts: {
      list: async (caller, page) => {
        called('accounts.list');
        need(caller, 'accounts:manage');
        return pageOf(sorted(accounts, page), page, page.withTotal);
      },
      get: lookUp('accounts', accounts, 'accounts:manage').get,
      create: async (caller, { party, grants, ...input }) => {
        called('accounts.create');
        need(caller, 'accounts:manage');
        named.push(party);
        const id = `account-${accounts.size + 1}`;
        const openLink = { purpose: 'invitation', expiresAt: now } as const;
        const { object: account } = put(accounts, id, null, (before) => ({
          ...input,
          id,
          status: 'invited' as const,
          partyId: 'default',
          grants: { ...ALL_GRANTS, ...grants },
          hasPassword: false,
          hasTotp: false,
          recoveryCodesLeft: 0,
          openLink,
          identity: null,
          failedLogins: 0,
          failedAt: null,
          signedInAt: null,
          signedOutAt: null,
          ...stamp(before),
        }));
        return { account, link: { ...openLink, url: 'https://charge.example/oauth/password?code=code' } };
      },
      update: async (caller, id, { grants, ...patch }, ifVersion) => {
        called('accounts.update');
        need(caller, 'accounts:manage');
        const account = accounts.get(id) ?? missing();
        const changed = { ...account, ...patch, grants: { ...account.grants, ...grants } };
        return put(accounts, id, ifVersion, (before) => ({ ...changed, ...stamp(before) })).object;
      },
      remove: async (caller, id) => {
        called('accounts.remove');
        need(caller, 'accounts:manage');
        const account = accounts.get(id) ?? missing();
        accounts.delete(id);
        return account;
      },
      ...accountSteps(['invite', 'resetPassword'], (account) => {
        const openLink = { purpose: 'invitation', expiresAt: now } as const;
        const url = 'https://charge.example/oauth/password?code=code';
        return { account: { ...account, openLink }, link: { ...openLink, url } };
      }),
      ...accountSteps(['resetTotp', 'lock', 'unlock'], (account) => account),
    },
    auditLog: {
      list: async (caller, page) => {
        called('auditLog.list');
        need(caller, 'audit:read');
        return pageOf([...auditEntries.values()], page, page.withTotal);
      },
      get: async (caller, id) => {
        called('auditLog.get');
        need(caller, 'audit:read');
        return auditEntries.get(id) ?? missing();
      },
    },
    persistedOperations: {
      list: async (caller, page) => {
        called('persistedOperations.list');
        need(caller, 'clients:manage');
        return pageOf(sorted(operations, page), page, page.withTotal);
      },
      get: lookUp('persistedOperations', operations, 'clients:manage').get,
      register: async (caller, { document, clientId }) => {
        called('persistedOperations.register');
        need(caller, 'clients:manage');
        const sha256 = sha256Of(document);
        const id = keyOfOperation(sha256, clientId);
        return put(operations, id, null, (before) => ({ id, sha256, clientId, document, ...stamp(before) }));
      },
      remove: async (caller, id) => {
        called('persistedOperations.remove');
        need(caller, 'clients:manage');
        const operation = operations.get(id) ?? missing();
        operations.delete(id);
        return operation;
      },
      documentFor: async (caller, sha256) => {
        called('persistedOperations.documentFor');
        const own = caller === null ? undefined : operations.get(keyOfOperation(sha256, caller.clientId));
        return (own ?? operations.get(sha256))?.document ?? null;
      },
    },
    stationTemplates: {
      list: async (caller, page) => {
        called('stationTemplates.list');
        need(caller, 'stations:read');
        return pageOf(sorted(templates, page), page, page.withTotal);
      },
      get: lookUp('stationTemplates', templates, 'stations:read').get,
      ...current('stationTemplates', templates, 'stations:write'),
      create: async (caller, { vendor, model, evses, party }) => {
        called('stationTemplates.create');
        need(caller, 'stations:write');
        named.push(party);
        const partyId = 'default';
        const id = templateIdOf({ partyId, vendor, model });
        return put(templates, id, null, (before) => ({ id, vendor, model, evses, partyId, ...stamp(before) })).object;
      },
      update: async (caller, id, evses, ifVersion) => {
        called('stationTemplates.update');
        need(caller, 'stations:write');
        const before = templates.get(id) ?? missing();
        return put(templates, id, ifVersion, () => ({ ...before, evses, ...stamp(before) })).object;
      },
      remove: async (caller, id) => {
        called('stationTemplates.remove');
        need(caller, 'stations:write');
        const template = templates.get(id) ?? missing();
        templates.delete(id);
        return template;
      },
    },
    sandboxes: {
      list: async (caller, page) => {
        called('sandboxes.list');
        need(caller, 'clients:manage');
        return pageOf(sorted(sandboxes, page), page, page.withTotal);
      },
      get: async (caller, id) => {
        called('sandboxes.get');
        need(caller, 'clients:manage');
        return sandboxes.get(id) ?? missing();
      },
      create: async (caller, { name }) => {
        called('sandboxes.create');
        need(caller, 'clients:manage');
        const sandbox = { ...A_SANDBOX, name };
        sandboxes.set(sandbox.id, sandbox);
        return { sandbox, clientSecret: 'a-secret' };
      },
      remove: async (caller, id) => {
        called('sandboxes.remove');
        need(caller, 'clients:manage');
        if (!sandboxes.delete(id)) missing();
      },
      stations: async (caller) => {
        called('sandboxes.stations');
        need(caller, 'sandbox:control');
        return A_SANDBOX.stations;
      },
      addStation: async (caller, { protocol, connectors }) => {
        called('sandboxes.addStation');
        need(caller, 'sandbox:control');
        return newSandboxStation('XS-ABC-2', protocol, connectors);
      },
      act: async (caller) => {
        called('sandboxes.act');
        need(caller, 'sandbox:control');
        return newSandboxStation('XS-ABC-1', '2.0.1', 1);
      },
    },
    parties: {
      names,
      current: async (caller, name) => {
        called('parties.current');
        need(caller, 'parties:write');
        return parties.get(name.toUpperCase()) ?? missing();
      },
      get: async (caller, name) => {
        called('parties.get');
        need(caller, 'parties:read');
        return parties.get(name.toUpperCase()) ?? missing();
      },
      list: async (caller, page) => {
        called('parties.list');
        need(caller, 'parties:read');
        return pageOf(sorted(parties, page), page, page.withTotal);
      },
      put: async (caller, input, ifVersion) => {
        called('parties.put');
        need(caller, 'parties:write');
        const name = partyName(input);
        return put(parties, name, ifVersion, (before) => ({
          id: names.idOf(name) ?? name,
          ...input,
          ...stamp(before),
        }));
      },
    },
  };
  const answers = new Map<string, BulkAnswer>();
  const kept: IdempotencyRecord[] = [];
  const putMany = createPutMany({
    store: { get: (async (_kind: string, id: string) => answers.get(id) ?? null) as DocumentStore['get'] },
    committer: {
      entered: async (_by, change) => change,
      write: async (_by, { bulkAnswers = [], idempotency = [] }) => {
        for (const answer of bulkAnswers) answers.set(answer.id, answer);
        kept.push(...idempotency);
        return [];
      },
    },
    idempotency: createIdempotency({
      store: {
        idempotencyRecord: async (clientId, key) =>
          kept.find((record) => record.clientId === clientId && record.key === key) ?? null,
        caughtUp: async () => undefined,
      },
      clock: { now: () => now, after: () => () => undefined },
    }),
    clock: { now: () => now },
    newId: () => `answer-${answers.size + 1}`,
  });
  const services: Services = { ...one, ...withBulkPuts(one, putMany) };

  return {
    services,
    locations,
    stations,
    sessions,
    commands,
    tokens,
    clients,
    parties,
    auditEntries,
    readings,
    events,
    calls,
    requests,
    named,
    streams: () => listeners.size,
    emit: (event) => {
      events.push(event);
      for (const listener of [...listeners]) listener(event);
    },
    failNext: (name, error) => {
      failures.set(name, error);
    },
    holdStations: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      stationsHeld = promise;
      return resolve;
    },
    streamOpened: async () => {
      await opened.promise;
      opened = Promise.withResolvers<void>();
    },
  };
};
