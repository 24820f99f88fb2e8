/** The command services on a real store and queue, with stations that follow a script and a clock moved by hand. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_GRANTS, type Caller, FROM_INSIDE, SCOPES, type Scope } from '../../../src/domain/access.ts';
import type { Command, CommandStatus, StationAnswer } from '../../../src/domain/command.ts';
import type { CommandType } from '../../../src/domain/commands/commands.ts';
import { DomainError, isDomainError } from '../../../src/domain/error.ts';
import type { Session } from '../../../src/domain/session.ts';
import type { Station } from '../../../src/domain/station.ts';
import type { MadeAt } from '../../../src/domain/station-clock.ts';
import { createInProcessBus } from '../../../src/events/in-process-bus.ts';
import { createEmbeddedQueue } from '../../../src/queue/embedded/embedded-queue.ts';
import { queueModule } from '../../../src/queue/embedded/queue-module.ts';
import type { CommandRequest } from '../../../src/services/api/commands.ts';
import { createCommandServices } from '../../../src/services/commands/commands.ts';
import { createCommitter } from '../../../src/services/commit.ts';
import type { EffectResult } from '../../../src/services/effects.ts';
import { createIdempotency } from '../../../src/services/idempotency.ts';
import type { Change, Committer } from '../../../src/services/ports/commit.ts';
import type { Log } from '../../../src/services/ports/observing.ts';
import type { StationOrder } from '../../../src/services/ports/station-links.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { createSqliteStore, storeModule } from '../../../src/store/sqlite/store.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { session as newSession, station as newStation, token as newToken, T0 } from './fixtures.ts';

export const ACCEPTED: StationAnswer = { kind: 'accepted', done: false, result: { status: 'Accepted' } };
export const REJECTED: StationAnswer = { kind: 'rejected', detail: 'Rejected', result: { status: 'Rejected' } };
export const TIMEOUT: StationAnswer = { kind: 'timeout' };

export type Line = { readonly message: string; readonly fields: Record<string, unknown> };

export const callerWith = (parts: Partial<Caller> = {}): Caller => ({
  from: FROM_INSIDE,
  clientId: 'fleet',
  userId: null,
  scopes: new Set<Scope>(SCOPES),
  grants: ALL_GRANTS,
  ...parts,
});

export const fleet = callerWith();

/** A request with what most tests don't care about. */
export const ask = <T extends CommandType>(
  type: T,
  parameters: Extract<CommandRequest, { readonly type: T }>['parameters'],
  parts: Partial<Pick<CommandRequest, 'stationId' | 'expiresInS' | 'idempotencyKey'>> = {},
): CommandRequest =>
  ({ type, parameters, stationId: 'CS1', expiresInS: null, idempotencyKey: null, ...parts }) as CommandRequest;

export const startRequest = (parts: Parameters<typeof ask>[2] = {}): CommandRequest =>
  ask('START_SESSION', { evseId: 1, connectorId: null, token: { uid: 'TAG1', type: 'RFID' } }, parts);

/** How the scripted stations take an order. */
export type Script = (order: StationOrder) => Promise<StationAnswer>;

export const createHarness = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'voltgate-commands-'));
  const file = join(folder, 'voltgate.db');
  const clock = createManualClock(T0);
  const lines: Line[] = [];
  const counts: string[] = [];
  const note = (fields: Record<string, unknown>, message: string) => void lines.push({ fields, message });
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const metrics = {
    count: (name: string, labels: Record<string, string> = {}) =>
      void counts.push([name, ...Object.values(labels)].join(' ')),
    observe: () => undefined,
    gauge: () => undefined,
  };
  const bus = createInProcessBus({ log });
  const connected = new Set<string>(['CS1']);
  const sent: StationOrder[] = [];
  let script: Script = () => Promise.resolve(ACCEPTED);
  const links = {
    isConnected: (id: string) => connected.has(id),
    // Before work() nothing leaves, by neither way.
    isReady: (id: string) => working && connected.has(id),
    disconnect: () => false,
    send: async (order: StationOrder) => {
      if (!connected.has(order.command.stationId)) throw new DomainError('station_offline');
      sent.push(order);
      return script(order);
    },
  };
  /** The store takes nothing. */
  let refusing = false;
  let refusals = 0;
  /** Commits that are made, though the store does not say so. */
  let unansweredCommits = 0;
  let readFails: (read: Command | null) => boolean = () => false;
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `01J${String(ids).padStart(23, '0')}`;
  };

  /** Processes that live. */
  let nodes: string[] = [];

  /** One life of the process: what is in memory starts anew, the file stays. */
  const live = async () => {
    const database = await openDatabase({ file, modules: [storeModule, queueModule] });
    const opened = createSqliteStore({ database, clock });
    const store: typeof opened = {
      ...opened,
      command: async (id) => {
        const command = await opened.command(id);
        if (readFails(command)) throw new DomainError('unavailable');
        return command;
      },
    };
    const commit: Committer['commit'] = async (change) => {
      if (!refusing) {
        const events = await store.commit(change);
        if (unansweredCommits === 0) return events;
        unansweredCommits -= 1;
        throw new DomainError('unavailable');
      }
      refusals += 1;
      return Promise.reject(new DomainError('unavailable'));
    };
    const committer = createCommitter({ store: { commit }, bus });
    const queue = createEmbeddedQueue({ database, clock, log, metrics, random: () => 0 });
    const createServices = (node: string) =>
      createCommandServices({
        store,
        committer,
        queue,
        links,
        owners: { nodeId: node, liveNodes: async () => new Set(nodes) },
        bus,
        ownEvents: bus,
        idempotency: createIdempotency({ store, clock }),
        supports: (protocol, type) => (type.endsWith('_CONFIGURATION') ? protocol === '1.6' : true),
        triggers: () => null,
        clock,
        newId,
        log,
        metrics,
      });
    // Of the one that was before, nobody hears again.
    nodes = [newId()];
    const services = createServices(nodes[0] ?? '');
    const end = async () => {
      services.close();
      await queue.close(0);
      await database.close();
    };
    return { store, committer, queue, services, createServices, end };
  };
  let life = await live();
  let working = false;

  const work = () => {
    working = true;
    life.queue.work(life.services.handlers);
  };

  await life.committer.commit({ stations: [newStation()], tokens: [newToken(), newToken({ uid: 'TAG2' })] });

  const get = async (id: string): Promise<Command> => {
    const command = await life.store.command(id);
    if (command === null) throw new Error(`There is no command ${id}.`);
    return command;
  };

  /** Resolves with the command as soon as it has that status; the test's time limit bounds the wait. */
  const until = async (id: string, is: CommandStatus | ((command: Command) => boolean)): Promise<Command> => {
    const holds = typeof is === 'string' ? (command: Command) => command.status === is : is;
    const { promise, resolve } = Promise.withResolvers<Command>();
    const stop = bus.subscribe((event) => {
      if (event.type === 'command.updated' && event.objectId === id && holds(event.data.command)) {
        resolve(event.data.command);
      }
    });
    const now = await get(id);
    if (holds(now)) resolve(now);
    return promise.finally(stop);
  };

  /** Until no job is due any more. Orders that a station holds keep it from resolving. */
  const idle = async (): Promise<void> => {
    for (;;) {
      const { waiting, running } = await life.queue.stats();
      if (waiting === 0 && running === 0) return;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  };

  /** Commits a change with what the observer adds to it, as the station and session services do. */
  const withEffect = async (change: Change, observe: () => Promise<EffectResult>): Promise<EffectResult> => {
    for (;;) {
      const result = await observe();
      try {
        await life.committer.commit({ ...change, commands: result.commands, events: result.events });
        return result;
      } catch (error) {
        if (!isDomainError(error, 'conflict')) throw error;
      }
    }
  };

  return {
    clock,
    get store() {
      return life.store;
    },
    get committer() {
      return life.committer;
    },
    bus,
    lines,
    counts,
    connected,
    sent,
    get,
    until,
    idle,
    work,
    services: () => life.services,
    /** As another process on the same store and queue has them. */
    otherServices: () => {
      const node = newId();
      nodes = [...nodes, node];
      return life.createServices(node);
    },
    queue: () => life.queue,
    script: (next: Script) => {
      script = next;
    },
    storeRefuses: (refuses: boolean) => {
      refusing = refuses;
    },
    /** The next commits are made, and no answer comes. */
    storeAnswersNot: (commits: number) => {
      unansweredCommits = commits;
    },
    /** Says of each command that is read whether the read fails. */
    readsFail: (fails: typeof readFails) => {
      readFails = fails;
    },
    /** Writes that were refused so far. */
    refusals: () => refusals,
    request: async (request: CommandRequest, caller: Caller = fleet) =>
      (await life.services.api.request(caller, request)).command,
    /** The station tells of a new session; made: when its message was made, by its receipt if it is not said. */
    sessionStarts: (session: Session, made: MadeAt = { at: clock.now(), byArrival: true }) =>
      withEffect({ sessions: [session] }, () => life.services.effects.sessionStarted(session, made)),
    sessionEnds: (session: Session) => {
      const ended: Session = { ...session, version: session.version + 1, status: 'COMPLETED', endedAt: clock.now() };
      return withEffect({ sessions: [ended] }, () => life.services.effects.sessionEnded(ended));
    },
    boots: () => withEffect({}, () => life.services.effects.stationBooted('CS1')),
    /** The station's state changes. */
    stationIs: async (parts: Partial<Station>) => {
      const before = await life.store.station('CS1');
      if (before === null) throw new Error('There is no station.');
      const after = { ...before, ...parts, version: before.version + 1 };
      return withEffect({ stations: [after] }, () => life.services.effects.availabilityChanged(after));
    },
    /** The process dies and another one starts; nothing works before work(). */
    crash: async () => {
      await life.end();
      life = await live();
      if (working) await life.services.recover();
      working = false;
    },
    close: async () => {
      await life.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export type Harness = Awaited<ReturnType<typeof createHarness>>;

/** An order that the station keeps until the test answers it. */
export const heldAnswers = () => {
  const { promise: asked, resolve: ring } = Promise.withResolvers<StationOrder>();
  const { promise: answer, resolve: release } = Promise.withResolvers<StationAnswer>();
  const script: Script = (order) => {
    ring(order);
    return answer;
  };
  return { script, asked, release };
};

export { newSession };
