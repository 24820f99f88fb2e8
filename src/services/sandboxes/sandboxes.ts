/** Sandboxes as callers make and use them. What should be is in the record; whoever runs the stations makes it so. */
import { randomInt } from 'node:crypto';
import { ALL_GRANTS, type Caller, isUnboundGrants } from '../../domain/access.ts';
import { DomainError, isDomainError } from '../../domain/error.ts';
import {
  isSandboxParty,
  MOST_CONNECTORS,
  MOST_SANDBOXES,
  MOST_STATIONS,
  newSandboxStation,
  SANDBOX_COUNTRY,
  type Sandbox,
  type SandboxStation,
} from '../../domain/sandbox.ts';
import type { ActionInput } from '../../domain/sandbox-actions/action.ts';
import { SANDBOX_ACTIONS, type SandboxActionName } from '../../domain/sandbox-actions/actions.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import { forbidden, found, requireScope, sees, visibilityOf } from '../access.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { Sandboxes } from '../api/sandboxes.ts';
import type { Services } from '../api/services.ts';
import type { AuditedCommitter } from '../audit/audited-committer.ts';
import type { Operation } from '../audit/operations.ts';
import { collectFaults, isLine } from '../faults.ts';
import { OLDEST_FIRST } from '../list-pages.ts';
import { listPage } from '../paging.ts';
import type { ClientStore } from '../ports/client-store.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock } from '../ports/time.ts';
import {
  firstClient,
  firstLocation,
  firstParty,
  firstStations,
  firstTokens,
  newPassword,
  newSecret,
} from './first-contents.ts';

const TRIES = 10;
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

const noSuch = (what: string): DomainError => new DomainError('not_found', { detail: `There is no such ${what}.` });

/** What somebody deleted before is not there to be deleted. */
const ifThere = async (removal: Promise<unknown>): Promise<void> => {
  try {
    await removal;
  } catch (error) {
    if (!isDomainError(error, 'not_found')) throw error;
  }
};

const newName = (): string => {
  const letters = Array.from({ length: 3 }, () => LETTERS[randomInt(LETTERS.length)]);
  return letters.join('');
};

/** Whether it is the client of a sandbox. */
const isOfSandbox = ({ grants: { partyIds } }: Caller): boolean =>
  partyIds !== null && partyIds.length === 1 && partyIds.every(isSandboxParty);

/** As who makes it, and within it alone. */
const within = (caller: Caller, partyId: string): Caller => ({
  ...caller,
  userId: null,
  scopes: new Set(['stations:write', 'tokens:write', 'locations:read', 'stations:read', 'tokens:read']),
  grants: { ...ALL_GRANTS, partyIds: [partyId] },
});

const checkAction = (action: SandboxActionName, input: ActionInput): void => {
  const { takes, needs } = SANDBOX_ACTIONS[action];
  const { unless, raise } = collectFaults();
  for (const name of Object.keys(input)) {
    unless((takes as readonly string[]).includes(name), `/${name}`, `${action} takes no such thing.`);
  }
  for (const name of needs) unless(input[name] !== undefined, `/${name}`, `${action} needs it.`);
  raise();
};

const requireRoom = ({ stations }: Sandbox): void => {
  if (stations.length < MOST_STATIONS) return;
  throw new DomainError('conflict', { detail: `A sandbox has at most ${MOST_STATIONS} stations.` });
};

/** The first that no station of it has or will have. */
const freeId = ({ id, stations, passwords }: Sandbox): string => {
  const taken = new Set([...Object.keys(passwords), ...stations.map((station) => station.id)]);
  for (let number = 1; ; number += 1) if (!taken.has(`${id}-${number}`)) return `${id}-${number}`;
};

export const createSandboxes = ({
  store,
  committer,
  services,
  clock,
  hashSecret,
  used,
}: {
  readonly store: ClientStore & Pick<DocumentStore, 'get' | 'list' | 'count'>;
  readonly committer: AuditedCommitter;
  readonly services: Pick<Services, 'locations' | 'stations' | 'tokens'>;
  readonly clock: Clock;
  readonly hashSecret: (secret: string) => string;
  /** Told of each change, so that it is made at once where the stations run here. */
  readonly used: (sandboxId: string) => void;
}): Sandboxes => {
  const requireManager = (caller: Caller): void => {
    requireScope(caller, 'clients:manage');
    if (!isUnboundGrants(caller.grants)) forbidden('Sandboxes are made by who is bound in nothing.');
  };

  const sandbox = async (id: string): Promise<Sandbox> => {
    const stored = await store.get('sandboxes', id.toUpperCase());
    if (stored === null) throw noSuch('sandbox');
    return stored;
  };

  /** Of a client of a sandbox. */
  const own = async (caller: Caller): Promise<Sandbox> => {
    requireScope(caller, 'sandbox:control');
    if (!isOfSandbox(caller)) {
      forbidden('Simulated stations are a sandbox’s: ask by a client that POST /sandboxes has made.');
    }
    return sandbox(caller.grants.partyIds?.[0] ?? '');
  };

  const register = (caller: Caller, partyId: string, stationId: string, password: string) =>
    services.stations.put(
      within(caller, partyId),
      {
        id: stationId,
        locationId: partyId,
        groupId: null,
        name: `Simulated ${stationId}`,
        registration: 'accepted',
        securityProfile: 1,
        password,
        validation: 'lenient',
      },
      null,
    );

  const change = (
    caller: Caller,
    operation: Operation,
    build: (before: Sandbox) => Pick<Sandbox, 'stations'> & Partial<Pick<Sandbox, 'passwords'>>,
  ): Promise<Sandbox> =>
    againOnConflict(TRIES, async () => {
      const before = await own(caller);
      const after = { ...before, ...build(before), version: before.version + 1, updatedAt: clock.now() };
      await committer.write({ caller, operation }, { sandboxes: [after] });
      used(after.id);
      return after;
    });

  const stationOf = ({ stations }: Sandbox, id: string): SandboxStation => {
    const station = stations.find((known) => known.id.toLowerCase() === id.toLowerCase());
    if (station === undefined) throw noSuch('station in this sandbox');
    return station;
  };

  return {
    list: async (caller, page) => {
      requireScope(caller, 'clients:manage');
      return listPage({
        kind: 'sandboxes',
        page,
        scope: visibilityOf(caller),
        list: (query) => store.list('sandboxes', { ...query, where: {} }),
        count: (query, upTo) => store.count('sandboxes', { ...query, where: {} }, upTo),
      });
    },
    get: async (caller, id) => {
      requireScope(caller, 'clients:manage');
      return found(await store.get('sandboxes', id.toUpperCase()), sees(caller, 'sandboxes'));
    },
    create: async (caller, { name }) => {
      requireManager(caller);
      const { unless, raise } = collectFaults();
      unless(isLine(name, 100), '/name', 'A name has 1 to 100 characters.');
      raise();
      const count = await store.count(
        'sandboxes',
        { ...OLDEST_FIRST, scope: SEES_ALL, limit: 1, where: {} },
        MOST_SANDBOXES,
      );
      if (count === null || count >= MOST_SANDBOXES) {
        throw new DomainError('conflict', { detail: `There are ${MOST_SANDBOXES} sandboxes: delete one first.` });
      }
      const now = clock.now();
      const times = { version: 1, createdAt: now, updatedAt: now };
      const by = { caller, operation: 'sandbox.create' } as const;
      const id = `${SANDBOX_COUNTRY}-${newName()}`;
      const party = firstParty(id, name, times);
      // The client comes last: what a crash leaves before that opens nothing.
      await committer.write(by, { parties: [party] });
      const inside = within(caller, id);
      await services.locations.put(inside, firstLocation(id, name), null);
      for (const token of firstTokens(id)) await services.tokens.put(inside, token, null);
      const stations = firstStations(id);
      const passwords = Object.fromEntries(stations.map((station) => [station.id, newPassword()]));
      for (const station of stations) await register(caller, id, station.id, passwords[station.id] ?? '');
      const secret = newSecret();
      const client = firstClient(party, hashSecret(secret), times);
      const made: Sandbox = { ...times, id, name, clientId: client.id, stations, passwords };
      await committer.write(by, { clients: [client], sandboxes: [made] });
      used(id);
      return { sandbox: made, clientSecret: secret };
    },
    remove: async (caller, id) => {
      requireManager(caller);
      const gone = await againOnConflict(TRIES, async () => {
        const stored = await sandbox(id);
        const client = await store.client(stored.clientId);
        await committer.write(
          { caller, operation: 'sandbox.delete' },
          {
            removed: {
              sandboxes: [{ key: stored.id, version: stored.version }],
              ...(client === null ? {} : { clients: [{ key: client.id, version: client.version }] }),
            },
          },
        );
        return stored;
      });
      used(gone.id);
      // What happened there stays for the retention time, and still finds what it names.
      const inside = within(caller, gone.id);
      for (const { id: stationId } of gone.stations) {
        await ifThere(services.stations.remove(inside, stationId, null, { endsSessions: true }));
      }
      await ifThere(services.locations.remove(inside, gone.id, null));
      for (const { uid } of firstTokens(gone.id)) await ifThere(services.tokens.remove(inside, uid, null));
    },

    stations: async (caller) => {
      requireScope(caller, 'sandbox:control');
      return isOfSandbox(caller) ? (await own(caller)).stations : [];
    },
    addStation: async (caller, { protocol, connectors }) => {
      const { unless, raise } = collectFaults();
      const fits = Number.isInteger(connectors) && connectors >= 1 && connectors <= MOST_CONNECTORS;
      unless(fits, '/connectors', `A simulated station has 1 to ${MOST_CONNECTORS} connectors.`);
      raise();
      const password = newPassword();
      // The id is taken by its password, in the record: of two that ask at once each has its own, before either is known
      // by that password. What a crash leaves is an id that is not used.
      const { id: sandboxId, passwords } = await change(caller, 'sandbox.add_station', (before) => {
        requireRoom(before);
        return { stations: before.stations, passwords: { ...before.passwords, [freeId(before)]: password } };
      });
      const id = Object.keys(passwords).find((known) => passwords[known] === password) ?? '';
      await register(caller, sandboxId, id, password);
      const after = await change(caller, 'sandbox.add_station', (before) => {
        requireRoom(before);
        return { stations: [...before.stations, newSandboxStation(id, protocol, connectors)] };
      });
      return stationOf(after, id);
    },
    act: async (caller, { stationId, action, ...input }) => {
      checkAction(action, input);
      const after = await change(caller, 'sandbox.act', (before) => {
        const station = stationOf(before, stationId);
        const next = SANDBOX_ACTIONS[action].apply(station, input);
        return { stations: before.stations.map((known) => (known === station ? next : known)) };
      });
      return stationOf(after, stationId);
    },
  };
};
