/** What the services of two nodes on one store and one Redis do together. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command, StationAnswer } from '../../src/domain/command.ts';
import type { OpenStore } from '../conformance/store.ts';
import { ask, fleet, startRequest } from '../services/commands/harness.ts';
import { ADMIN, aKnock, aStart, aStation, aToken } from '../services/station-side.ts';
import { openTemporaryStore } from '../store/sqlite/temporary-store.ts';
import { openRelay } from '../support/relay.ts';
import { describeWithRedis, ownName, redisUrl } from '../support/services.ts';
import { until } from '../support/until.ts';
import { type GatewayNode, startNode } from './gateway-node.ts';

describeWithRedis('two nodes', () => {
  let place: OpenStore;
  let prefix: string;
  const running = new Set<GatewayNode>();
  let a: GatewayNode;
  let b: GatewayNode;

  const start = async (url = redisUrl()): Promise<GatewayNode> => {
    const node = await startNode({ store: place.store, url, prefix });
    running.add(node);
    return node;
  };
  const die = async (node: GatewayNode): Promise<void> => {
    running.delete(node);
    await node.die();
  };
  beforeEach(async () => {
    place = await openTemporaryStore();
    prefix = ownName();
    [a, b] = [await start(), await start()];
    await a.side.stations.put(ADMIN, aStation('CS1'), null);
    await a.side.tokens.put(ADMIN, aToken('TAG1'), null);
  });
  afterEach(async () => {
    await Promise.all([...running].map((node) => node.close()));
    running.clear();
    await place.close();
  });

  const unlock = (id: GatewayNode) =>
    id.commands.api
      .request(fleet, ask('UNLOCK_CONNECTOR', { evseId: 1, connectorId: 1 }))
      .then(({ command }) => command.id);
  const record = async (id: string): Promise<Command> => {
    const command = await place.store.command(id);
    if (command === null) throw new Error(`There is no command ${id}.`);
    return command;
  };
  const isIn = (id: string, status: Command['status']) => until(async () => (await record(id)).status === status);
  const station = async () => {
    const found = await place.store.station('CS1');
    if (found === null) throw new Error('There is no station.');
    return found;
  };
  const sentIds = (...nodes: readonly GatewayNode[]) =>
    nodes.flatMap(({ sent }) => sent.map(({ command }) => command.id));
  /** Every order waits for the test; the answer lets all of them go. */
  const hold = (node: GatewayNode): ((answer: StationAnswer) => void) => {
    const { promise, resolve } = Promise.withResolvers<StationAnswer>();
    node.answers(() => promise);
    return resolve;
  };
  const DONE: StationAnswer = { kind: 'accepted', done: true, result: null };

  describe('a command', () => {
    it('given to either reaches the station, wherever it is', async () => {
      await b.connect('CS1');
      const ids = [await unlock(a), await unlock(b), await unlock(a)];
      for (const id of ids) await isIn(id, 'CONFIRMED');
      expect(sentIds(b)).toEqual(ids);
      expect(sentIds(a)).toEqual([]);
      expect(await record(ids[0] ?? '')).toMatchObject({ sentBy: b.nodeId });
    });

    it('waits for a station that is nowhere, and goes out once where it comes', async () => {
      const ids = [await unlock(a), await unlock(b)];
      await b.connect('CS1');
      for (const id of ids) await isIn(id, 'CONFIRMED');
      expect(sentIds(a, b)).toEqual(ids);
    });

    it('follows a station that moves on while it waits', async () => {
      await a.connect('CS1');
      const release = hold(a);
      const first = await unlock(b);
      await isIn(first, 'SENT');
      const second = await unlock(b);
      await b.connect('CS1');
      await isIn(second, 'CONFIRMED');
      expect(sentIds(b)).toEqual([second]);
      expect((await record(first)).status).toBe('SENT');
      release(DONE);
      await isIn(first, 'CONFIRMED');
      expect(sentIds(a)).toEqual([first]);
    });

    it('is waited for at one node while it ends at the other', async () => {
      await b.connect('CS1');
      const id = await unlock(a);
      expect(await a.commands.api.wait(fleet, id, 10_000)).toMatchObject({ id, status: 'CONFIRMED' });
    });

    it('expires at whatever node is free', async () => {
      const { command } = await a.commands.api.request(
        fleet,
        ask('UNLOCK_CONNECTOR', { evseId: 1, connectorId: 1 }, { expiresInS: 1 }),
      );
      await isIn(command.id, 'EXPIRED');
    });

    it('is counted by one node', async () => {
      await b.connect('CS1');
      const id = await unlock(a);
      await isIn(id, 'CONFIRMED');
      await until(() => a.events.some((event) => event.objectId === id && event.objectVersion === 3));
      const counted = [a, b].map(({ metrics }) => metrics.counted('commands_total'));
      expect(counted).toEqual([0, 1]);
      const events = [a, b].map(({ metrics }) => metrics.counted('events_total', { type: 'command.updated' }));
      expect(events).toEqual([1, 2]);
    });
  });

  describe('a station', () => {
    it('is where it connected last: the former socket is closed, and its end changes nothing', async () => {
      await a.connect('CS1');
      await b.connect('CS1');
      await until(() => a.closed.length > 0);
      expect(a.closed).toEqual([{ stationId: 'CS1', reason: 'replaced by a newer connection' }]);
      await a.side.idle();
      expect(await station()).toMatchObject({ online: true });
      await until(() => a.events.length === b.events.length);
      const told = a.events.filter(({ type }) => type === 'station.online' || type === 'station.offline');
      expect(told.map(({ type }) => type)).toEqual(['station.online']);
    });

    it('that goes is offline, at whatever node', async () => {
      await a.connect('CS1');
      await b.connect('CS1');
      await until(() => a.closed.length > 0);
      await b.disconnect('CS1');
      expect(await station()).toMatchObject({ online: false });
    });

    it('is closed at its node when its rules are changed at another', async () => {
      await b.connect('CS1');
      await a.side.stations.put(
        ADMIN,
        aStation('CS1', { securityProfile: 1, password: 'a-new-password-of-its-own' }),
        null,
      );
      await until(() => b.closed.length > 0);
      expect(b.closed).toEqual([{ stationId: 'CS1', reason: 'the rules for this station have changed' }]);
    });

    it('is closed when its station is replaced through another node, which takes the new hardware', async () => {
      await b.connect('CS1');
      const connector = { evseId: 1, connectorId: 1, status: 'AVAILABLE', errorCode: null, at: null } as const;
      await b.side.inbox.status({ ...connector, stationId: 'CS1' });
      const [evse] = (await station()).evses;
      const station2 = { name: null, securityProfile: 0, validation: null, password: null } as const;
      const input = { stationId: 'CS1', replacement: 'CS2', station: station2, evses: null };
      await a.side.stations.replace(ADMIN, input);
      await until(() => b.closed.length > 0);
      expect(b.closed).toEqual([{ stationId: 'CS1', reason: 'the station was replaced by other hardware' }]);
      await a.connect('CS2');
      await a.side.inbox.status({ ...connector, stationId: 'CS2' });
      expect((await place.store.station('CS2'))?.evses).toMatchObject([{ uid: evse?.uid }]);
      const asked = ask('UNLOCK_CONNECTOR', { evseId: 1, connectorId: 1 });
      const byUid = { ...asked, stationId: null, evseUid: evse?.uid ?? '' } as typeof asked;
      const { command } = await b.commands.api.request(fleet, byUid);
      await until(() => sentIds(a, b).includes(command.id));
      expect(sentIds(a)).toEqual([command.id]);
    });

    it('is closed when its station is deleted through another node, and may not come back to either', async () => {
      await b.connect('CS1');
      expect(await a.side.stations.remove(ADMIN, 'CS1', null)).toMatchObject({ retired: true });
      await until(() => b.closed.length > 0);
      expect(b.closed).toEqual([{ stationId: 'CS1', reason: 'the station was deleted' }]);
      expect(await b.side.inbox.admit(aKnock('CS1'))).toMatchObject({ kind: 'station_deleted' });
      await b.side.stations.put(ADMIN, aStation('CS1'), null);
      expect(await a.side.inbox.admit(aKnock('CS1'))).toMatchObject({ kind: 'admitted' });
      await a.connect('CS1');
      expect(await station()).toMatchObject({ online: true, version: 2 });
    });

    it('is not closed by changes that leave its rules as they are, nor at a node that set them itself', async () => {
      await b.connect('CS1');
      await a.side.stations.put(ADMIN, aStation('CS1', { name: 'one' }), null);
      await b.side.stations.put(ADMIN, aStation('CS1', { name: 'two' }), null);
      // Behind them in the log, so they are through when this one is.
      await a.side.stations.put(ADMIN, aStation('CS2'), null);
      await until(() => b.events.some(({ stationId }) => stationId === 'CS2'));
      await b.side.idle();
      expect(b.closed).toEqual([]);
      expect(b.connected.has('CS1')).toBe(true);
    });

    it('is let in by the rules that were set at another node', async () => {
      const credentials = { user: 'CS1', password: Buffer.from('a-new-password-of-its-own') };
      // Remembered as it was.
      expect(await b.side.inbox.admit(aKnock('CS1'))).toMatchObject({ kind: 'admitted' });
      const { object } = await a.side.stations.put(
        ADMIN,
        aStation('CS1', { securityProfile: 1, password: 'a-new-password-of-its-own' }),
        null,
      );
      await until(() => b.events.some((event) => event.objectId === 'CS1' && event.objectVersion === object.version));
      expect(await b.side.inbox.admit(aKnock('CS1'))).toEqual({ kind: 'wrong_credentials' });
      expect(await b.side.inbox.admit(aKnock('CS1', { credentials }))).toMatchObject({ kind: 'admitted' });
    });

    it('has its session go on at another node', async () => {
      await a.connect('CS1');
      const begun = await a.side.inbox.transaction(aStart('TAG1', { stationId: 'CS1' }));
      await b.connect('CS1');
      await until(() => a.closed.length > 0);
      const again = await b.side.inbox.transaction(aStart('TAG1', { stationId: 'CS1' }));
      expect(again.transactionId).toBe(begun.transactionId);
      expect(await place.store.openSessionsOf('CS1')).toMatchObject([{ id: begun.sessionId, stale: false }]);
      await until(() => [a, b].every(({ metrics }) => metrics.read('sessions_open') === 1));
    });
  });

  describe('a node that dies', () => {
    it('leaves its stations offline and what it had sent reported, by the other', async () => {
      await b.connect('CS1');
      hold(b);
      const id = await unlock(a);
      await isIn(id, 'SENT');
      await die(b);
      await isIn(id, 'FAILED');
      expect((await record(id)).error).toMatchObject({ code: 'outcome_unknown' });
      await until(async () => !(await station()).online);
      await until(async () => (await a.owners.deadNodes()).length === 0);
    });

    it('loses no command that it had not sent: it goes out once where the station comes again', async () => {
      await b.connect('CS1');
      hold(b);
      const first = await unlock(a);
      await isIn(first, 'SENT');
      const second = await unlock(a);
      await die(b);
      await a.connect('CS1');
      await isIn(second, 'CONFIRMED');
      await isIn(first, 'FAILED');
      expect(sentIds(a)).toEqual([second]);
      expect((await station()).online).toBe(true);
    });

    it('takes no command of a station along that came to the other before anyone saw it die', async () => {
      const { command } = await b.commands.api.request(fleet, startRequest());
      await die(b);
      await a.connect('CS1');
      await until(() => sentIds(a).includes(command.id));
    });
  });

  it('that ends in order hands everything over at once', async () => {
    await b.connect('CS1');
    running.delete(b);
    await b.close();
    expect(await station()).toMatchObject({ online: false });
    const id = await unlock(a);
    await a.connect('CS1');
    await isIn(id, 'CONFIRMED');
  });

  it('cut off from Redis sends nothing; when it is back its stations are online and get what waits', async () => {
    const wire = await openRelay(redisUrl());
    const c = await start(wire.url);
    await c.connect('CS1');
    wire.cut();
    await until(() => !c.owners.isLeased());
    const id = await unlock(a);
    // The others take it for dead.
    await until(async () => !(await station()).online);
    expect(sentIds(a, b, c)).toEqual([]);
    wire.mend();
    await isIn(id, 'CONFIRMED');
    await until(async () => (await station()).online);
    expect(sentIds(a, b, c)).toEqual([id]);
    expect(c.closed).toEqual([]);
    await wire.close();
  });
});
