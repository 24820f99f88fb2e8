/**
 * Runs the stations of the sandboxes that are in use: each sandbox on one node, by a lease. Its record says how its
 * stations should be; what differs is done, in order. A node that dies leaves its sandboxes to another, where the stations
 * begin anew as the record says.
 */
import { DomainError, isDomainError } from '../../domain/error.ts';
import {
  isAwake,
  SANDBOX_SLEEPS_AFTER_MS,
  type Sandbox,
  type SandboxConnector,
  type SandboxStation,
} from '../../domain/sandbox.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { Committer } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Locks } from '../ports/nodes.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { SimulatedStation, SimulateStation } from '../ports/simulated-stations.ts';
import type { Clock } from '../ports/time.ts';

const LOOK_EVERY_MS = 1000;
/** The query of a look stays the same for so long: a store where nothing moves answers it from memory. */
const QUERY_KEPT_MS = 60_000;
const LEASE_MS = 10_000;
const MOST = 1000;
const TRIES = 10;

type Running = { readonly station: SimulatedStation; now: SandboxStation };

export type SandboxRunner = {
  readonly start: () => void;
  /** A sandbox was changed here. */
  readonly look: (sandboxId: string) => void;
  readonly close: () => Promise<void>;
};

export const createSandboxRunner = ({
  store,
  committer,
  locks,
  simulate,
  clock,
  log,
  metrics,
}: {
  readonly store: Pick<DocumentStore, 'get' | 'list'>;
  readonly committer: Committer;
  readonly locks: Locks;
  readonly simulate: SimulateStation;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}): SandboxRunner => {
  /** By sandbox, then by station. */
  const running = new Map<string, Map<string, Running>>();
  /** One look at a sandbox at a time, each behind the one before. */
  const turns = new Map<string, Promise<void>>();
  let closed = false;
  let cancel = (): void => undefined;

  metrics.gauge('sandbox_stations', () => [...running.values()].reduce((sum, stations) => sum + stations.size, 0));

  const lockOf = (id: string): string => `sandbox:${id}`;

  const stop = async (id: string): Promise<void> => {
    const stations = running.get(id);
    running.delete(id);
    await Promise.all([...(stations?.values() ?? [])].map(({ station }) => station.close()));
  };

  /** What the card was answered goes into the record. */
  const tell = (id: string, stationId: string, number: number, outcome: string): Promise<void> =>
    againOnConflict(TRIES, async () => {
      const sandbox = await store.get('sandboxes', id);
      if (sandbox === null) return;
      const stations = sandbox.stations.map((station) =>
        station.id === stationId && station.card?.number === number
          ? { ...station, card: { ...station.card, outcome } }
          : station,
      );
      await committer.commit({ sandboxes: [{ ...sandbox, stations, version: sandbox.version + 1 }] });
    });

  const showCard = (id: string, { station }: Running, wanted: SandboxStation): void => {
    const { card } = wanted;
    if (card === null) return;
    station
      .presentToken(card.uid, card.connectorId)
      .catch((error: unknown) => (error instanceof Error ? error.message : 'Unknown'))
      .then((outcome) => tell(id, wanted.id, card.number, outcome))
      .catch((error: unknown) =>
        log.warn({ err: error, sandboxId: id, stationId: wanted.id }, 'sandbox.card_not_told'),
      );
  };

  const plug = ({ station }: Running, before: SandboxConnector | undefined, wanted: SandboxConnector): void => {
    if (wanted.errorCode !== (before?.errorCode ?? null)) station.fault(wanted.id, wanted.errorCode);
    if (wanted.pluggedIn === (before?.pluggedIn ?? false)) return;
    if (wanted.pluggedIn) station.plugIn(wanted.id, wanted.maxPowerW);
    else station.unplug(wanted.id);
  };

  const follow = async (id: string, one: Running, wanted: SandboxStation): Promise<void> => {
    const { now: before } = one;
    one.now = { ...wanted, online: before.online };
    one.station.behave(wanted);
    if (wanted.online !== before.online) await (wanted.online ? one.station.connect() : one.station.disconnect());
    for (const connector of wanted.connectors) {
      plug(
        one,
        before.connectors.find((known) => known.id === connector.id),
        connector,
      );
    }
    one.now = wanted;
    if (wanted.card !== null && wanted.card.number !== (before.card?.number ?? 0)) showCard(id, one, wanted);
  };

  const begin = async ({ id, passwords }: Sandbox, wanted: SandboxStation): Promise<Running> => {
    const station = simulate({
      id: wanted.id,
      protocol: wanted.protocol,
      connectors: wanted.connectors.length,
      password: passwords[wanted.id] ?? '',
    });
    const connectors = wanted.connectors.map((connector) => ({ ...connector, pluggedIn: false, errorCode: null }));
    // A card that was shown before it began is not shown again, unless nobody has told of it yet.
    const card = wanted.card?.outcome === null ? null : wanted.card;
    const one: Running = { station, now: { ...wanted, online: false, connectors, card } };
    await follow(id, one, wanted);
    return one;
  };

  const makeSo = async (sandbox: Sandbox): Promise<void> => {
    const stations = running.get(sandbox.id) ?? new Map<string, Running>();
    running.set(sandbox.id, stations);
    for (const wanted of sandbox.stations) {
      try {
        const one = stations.get(wanted.id);
        if (one === undefined) stations.set(wanted.id, await begin(sandbox, wanted));
        else if (JSON.stringify(one.now) !== JSON.stringify(wanted)) await follow(sandbox.id, one, wanted);
      } catch (error) {
        // The next look does the rest.
        log.warn({ err: error, sandboxId: sandbox.id, stationId: wanted.id }, 'sandbox.station_failed');
      }
    }
  };

  const lookAt = async (id: string): Promise<void> => {
    if (closed) return;
    const sandbox = await store.get('sandboxes', id);
    const isWanted = sandbox !== null && isAwake(sandbox, clock.now());
    if (sandbox === null || !isWanted) {
      if (!running.has(id)) return;
      await stop(id);
      await locks.letGo(lockOf(id));
      return;
    }
    if (await locks.tryHold(lockOf(id), LEASE_MS)) await makeSo(sandbox);
    else await stop(id);
  };

  const inTurn = (id: string): Promise<void> => {
    const turn = (turns.get(id) ?? Promise.resolve())
      .then(() => lookAt(id))
      .catch((error: unknown) => {
        if (!isDomainError(error, 'unavailable')) log.error({ err: error, sandboxId: id }, 'sandbox.look_failed');
      })
      .finally(() => {
        if (turns.get(id) === turn) turns.delete(id);
      });
    turns.set(id, turn);
    return turn;
  };

  const lookAtAll = async (): Promise<void> => {
    const oldestMs = clock.now().getTime() - SANDBOX_SLEEPS_AFTER_MS;
    const { items } = await store.list('sandboxes', {
      scope: SEES_ALL,
      order: 'updatedAt',
      descending: true,
      after: null,
      limit: MOST,
      updatedFromAt: new Date(Math.floor(oldestMs / QUERY_KEPT_MS) * QUERY_KEPT_MS),
      updatedToAt: null,
      where: {},
    });
    const ids = new Set([...items.map(({ id }) => id), ...running.keys()]);
    await Promise.all([...ids].map(inTurn));
  };

  const plan = (): void => {
    cancel = clock.after(LOOK_EVERY_MS, () => {
      lookAtAll()
        .catch((error: unknown) => {
          if (!(error instanceof DomainError)) log.error({ err: error }, 'sandbox.look_failed');
        })
        .finally(() => {
          if (!closed) plan();
        });
    });
  };

  return {
    start: plan,
    look: (id) => {
      if (!closed) void inTurn(id);
    },
    close: async () => {
      closed = true;
      cancel();
      await Promise.all(turns.values());
      await Promise.all([...running.keys()].map(stop));
    },
  };
};
