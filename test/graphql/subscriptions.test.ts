import type { Client } from 'graphql-ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleCommand, exampleEvents, exampleSession, exampleStation } from '../../scripts/gen/example-events.ts';
import type { Command } from '../../src/domain/command.ts';
import { DomainError } from '../../src/domain/error.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { callerWith } from '../support/callers.ts';
import { type GraphqlFaceUnderTest, startGraphqlFace } from '../support/graphql-face.ts';

let face: GraphqlFaceUnderTest;
beforeEach(async () => {
  face = await startGraphqlFace();
  face.commands.set(exampleCommand.id, queued);
  face.sessions.set(exampleSession.id, exampleSession);
  face.stations.set(exampleStation.id, exampleStation);
});
afterEach(() => face.close());

const queued: Command = { ...exampleCommand, status: 'QUEUED', version: 1, sessionId: null };

const commandEvent = (command: Command, id: string): DomainEvent => ({
  ...exampleEvents['command.updated'],
  id,
  objectVersion: command.version,
  data: { command },
});

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects and fails where it is not there
type Results = AsyncIterableIterator<any>;
const subscribe = (client: Client, query: string): Results => client.iterate({ query }) as Results;

const follow = `subscription { commandUpdated(id: "${exampleCommand.id}") { id status version session { energyWh } } }`;

/** The blocks of a stream of server-sent events, until so many have data. */
const blocksOf = async (query: string, count: number, lastEventId?: string): Promise<readonly string[]> => {
  const response = await fetch(face.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: 'Bearer all',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    body: JSON.stringify({ query }),
  });
  let text = '';
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n').filter((block) => block.includes('data: '));
    if (blocks.length >= count && text.endsWith('\n\n')) return blocks;
  }
  return text.split('\n\n').filter((block) => block.includes('data: '));
};

describe('server-sent events', () => {
  const command = `subscription { commandUpdated(id: "${exampleCommand.id}", after: "e1") { version } }`;
  const idsOf = (blocks: readonly string[]) => blocks.map((block) => /^id: (.+)$/m.exec(block)?.[1]);
  const versionsOf = (blocks: readonly string[]) => blocks.map((block) => /"version":(\d+)/.exec(block)?.[1]);

  it('have the id of the event that each came with, and go on behind Last-Event-ID, whatever after says', async () => {
    for (const version of [1, 2, 3, 4]) {
      face.emit(commandEvent({ ...queued, status: 'SENT', version }, `e${version}`));
    }
    const first = await blocksOf(command, 3);
    expect([idsOf(first), versionsOf(first)]).toEqual([
      ['e2', 'e3', 'e4'],
      ['2', '3', '4'],
    ]);
    const again = await blocksOf(command, 1, 'e3');
    expect([idsOf(again), versionsOf(again)]).toEqual([['e4'], ['4']]);
    const events = await blocksOf('subscription { event { id } }', 2, 'e2');
    expect(idsOf(events)).toEqual(['e3', 'e4']);
  });
});

describe('a command', () => {
  it('is followed by the client that asked for it, whatever its scopes, and not the commands of others', async () => {
    const { clientId } = callerWith([]);
    const own = { ...queued, requestedBy: { clientId, userId: null } };
    face.commands.set(own.id, own);
    const results = subscribe(face.socket('none'), follow.replace(' session { energyWh }', ''));
    expect((await results.next()).value.data.commandUpdated).toMatchObject({ status: 'QUEUED', version: 1 });
    face.emit(commandEvent({ ...queued, status: 'SENT', version: 2 }, 'e1'));
    face.emit(commandEvent({ ...own, status: 'ACCEPTED', version: 3 }, 'e2'));
    expect((await results.next()).value.data.commandUpdated).toMatchObject({ status: 'ACCEPTED', version: 3 });
    await results.return?.();
  });
});

describe.each(['WebSocket', 'server-sent events'])('subscriptions over %s', (transport) => {
  const open = async (query: string): Promise<Results> => {
    if (transport === 'WebSocket') return subscribe(face.socket(), query);
    const gone = new AbortController();
    const response = await fetch(face.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: 'Bearer all' },
      body: JSON.stringify({ query }),
      signal: gone.signal,
    });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const body = response.body ?? new ReadableStream();
    return (async function* () {
      let text = '';
      try {
        for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
          text += chunk;
          const blocks = text.split('\n\n');
          text = blocks.pop() ?? '';
          for (const block of blocks) {
            if (block.includes('event: complete')) return;
            const data = /^data: (.+)$/m.exec(block)?.[1];
            if (data !== undefined) yield JSON.parse(data);
          }
        }
      } finally {
        gone.abort();
      }
    })();
  };

  it('deliver the command as it is, then each change once, never an older one', async () => {
    const results = await open(follow);
    expect((await results.next()).value.data.commandUpdated).toMatchObject({ status: 'QUEUED', version: 1 });
    face.emit(commandEvent(queued, 'e1'));
    face.emit(commandEvent({ ...queued, status: 'SENT', version: 2 }, 'e2'));
    face.emit(commandEvent(exampleCommand, 'e3'));
    face.emit(commandEvent({ ...queued, status: 'ACCEPTED', version: 3 }, 'e4'));
    expect((await results.next()).value.data.commandUpdated).toMatchObject({ status: 'SENT' });
    expect((await results.next()).value.data.commandUpdated).toMatchObject({
      status: 'CONFIRMED',
      session: { energyWh: 1834 },
    });
    face.emit(commandEvent({ ...exampleCommand, version: 9 }, 'e5'));
    expect((await results.next()).value.data.commandUpdated).toMatchObject({ version: 9 });
    await results.return?.();
  });

  it('say why they cannot begin', async () => {
    const results = await open('subscription { commandUpdated(id: "nobody") { id } }');
    const first = await results.next().catch((errors: unknown) => ({ value: { errors } }));
    expect(first.value.errors[0].extensions.code).toBe('not_found');
    expect(face.streams()).toBe(0);
  });

  it('see what is true at each event', async () => {
    const results = await open('subscription { sessionUpdated(stationId: "HARBOUR-01") { version station { name } } }');
    const first = results.next();
    await face.streamOpened();
    face.emit(exampleEvents['session.updated']);
    expect((await first).value.data.sessionUpdated.station.name).toBe('Left of the entrance');
    face.stations.set(exampleStation.id, { ...exampleStation, name: 'Renamed' });
    face.emit(exampleEvents['session.ended']);
    expect((await results.next()).value.data.sessionUpdated).toEqual({ version: 9, station: { name: 'Renamed' } });
    await results.return?.();
  });

  it('resume events behind an id', async () => {
    face.emit(exampleEvents['session.started']);
    face.emit(exampleEvents['session.updated']);
    const results = await open(
      `subscription { event(types: ["session.updated", "station.faulted"], after: "${exampleEvents['session.started'].id}") { id type details } }`,
    );
    expect((await results.next()).value.data.event.type).toBe('session.updated');
    face.emit(exampleEvents['token.updated']);
    face.emit(exampleEvents['station.faulted']);
    expect((await results.next()).value.data.event).toMatchObject({
      type: 'station.faulted',
      details: { errorCode: 'GroundFailure' },
    });
    await results.return?.();
  });

  it('tell with which event a change came, and resume an object behind it', async () => {
    face.emit(commandEvent({ ...queued, status: 'SENT', version: 2 }, 'e2'));
    face.emit(commandEvent({ ...queued, status: 'ACCEPTED', version: 3 }, 'e3'));
    const again = `subscription { commandUpdated(id: "${exampleCommand.id}", after: "e2") { version } }`;
    const results = await open(again);
    const first = (await results.next()).value;
    expect(first.data.commandUpdated.version).toBe(3);
    expect(first.extensions.eventId).toBe('e3');
    face.emit(commandEvent({ ...exampleCommand, version: 9 }, 'e4'));
    expect((await results.next()).value).toMatchObject({
      data: { commandUpdated: { version: 9 } },
      extensions: { eventId: 'e4' },
    });
    await results.return?.();
  });

  it('tell of a station when one of its connectors changes', async () => {
    const results = await open('subscription { stationUpdated(id: "HARBOUR-01") { version online } }');
    expect((await results.next()).value.data.stationUpdated).toEqual({ version: 17, online: true });
    face.stations.set(exampleStation.id, { ...exampleStation, version: 18, online: false });
    face.emit(exampleEvents['connector.status_changed']);
    expect((await results.next()).value.data.stationUpdated).toEqual({ version: 18, online: false });
    await results.return?.();
  });

  it('tell of the EVSEs of a location whose words are new, and of no others', async () => {
    const { evses, locationId } = exampleStation;
    const [evse] = evses;
    if (evse === undefined) throw new Error('The station has no EVSE.');
    const two = (status: 'AVAILABLE' | 'CHARGING', version: number) => ({
      ...exampleStation,
      version,
      evses: [evse, { ...evse, id: 2, uid: 'SECOND', connectors: evse.connectors.map((one) => ({ ...one, status })) }],
    });
    const results = await open(`subscription { evseUpdated(locationId: "${locationId}") { uid status } }`);
    const first = results.next();
    await face.streamOpened();
    const tell = (status: 'AVAILABLE' | 'CHARGING', version: number) => {
      face.stations.set(exampleStation.id, two(status, version));
      face.emit(exampleEvents['connector.status_changed']);
    };
    tell('AVAILABLE', 18);
    expect((await first).value.data.evseUpdated).toEqual({ uid: evse.uid, status: 'CHARGING' });
    expect((await results.next()).value.data.evseUpdated).toEqual({ uid: 'SECOND', status: 'AVAILABLE' });
    tell('CHARGING', 19);
    expect((await results.next()).value.data.evseUpdated).toEqual({ uid: 'SECOND', status: 'CHARGING' });
    await results.return?.();
  });

  it('end when the gateway stops', async () => {
    const results = await open(follow);
    await results.next();
    await face.closeFace();
    const end = await results.next().catch(() => ({ done: true }));
    expect(end.done).toBe(true);
    expect(face.streams()).toBe(0);
  });
});

describe('WebSocket', () => {
  const closedWith = (token: string) =>
    new Promise<{ readonly code: number; readonly client: Client }>((resolve) => {
      const client = face.socket(token, ({ code }) => resolve({ code, client }));
      void subscribe(client, follow)
        .next()
        .catch(() => undefined);
    });

  it('lets nobody in without a valid token, and says so: 4401, which no client tries again', async () => {
    expect((await closedWith('forged')).code).toBe(4401);
  });

  it('holds each operation against what its client may do by then, and ends when that is nothing', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<{ readonly code: number; readonly reason: string }>();
    const client = face.socket('all', resolve);
    // Keeps the socket open between the operations.
    void subscribe(client, follow)
      .next()
      .catch(() => undefined);
    const ask = () => client.iterate({ query: '{ stations { totalCount } }' }).next();
    expect((await ask()).value).toMatchObject({ data: { stations: { totalCount: expect.any(Number) } } });
    face.standing.setNow(async (caller) => ({ ...caller, scopes: new Set() }));
    expect((await ask()).value).toMatchObject({ errors: [{ extensions: { code: 'insufficient_scope' } }] });
    face.standing.setNow(() => Promise.reject(new DomainError('unauthorized', { detail: 'The client is locked.' })));
    await expect(ask()).rejects.toBeDefined();
    expect(await closed).toMatchObject({ code: 4401, reason: 'The client is locked.' });
  });

  it('ends with the token, so that the client comes back with a new one', async () => {
    const closed = closedWith('expires:2026-03-01T12:05:00Z');
    await face.streamOpened();
    await face.clock.advance(300_000);
    expect((await closed).code).toBe(4403);
  });

  it('tells an event of a token to those alone who may read tokens, however many ask the same', async () => {
    const query = 'subscription { event { type token { uid } } }';
    const narrow = subscribe(face.socket('all-but:tokens:read'), query).next();
    await face.streamOpened();
    const wide = subscribe(face.socket(), query).next();
    await face.streamOpened();
    face.emit(exampleEvents['token.updated']);
    face.emit(exampleEvents['session.updated']);
    expect((await narrow).value).toEqual({
      data: { event: { type: 'session.updated', token: null } },
      extensions: { eventId: exampleEvents['session.updated'].id },
    });
    expect((await wide).value.data.event.token.uid).toBe(exampleEvents['token.updated'].data.token.uid);
  });

  it('tells the codes of the one table', async () => {
    const narrow = subscribe(face.socket('all-but:events:read'), 'subscription { event { id } }');
    expect((await narrow.next()).value.errors).toMatchObject([{ extensions: { code: 'insufficient_scope' } }]);
    const wrong = subscribe(face.socket(), '{ shoeSize }');
    expect(await wrong.next().catch((error: unknown) => error)).toMatchObject([
      { extensions: { code: 'invalid_request' } },
    ]);
  });

  it('ends a reader that fell too far behind with unavailable', async () => {
    const { stream } = face.services.events;
    Object.assign(face.services.events, {
      stream: (...args: Parameters<typeof stream>) => {
        const events = stream(...args);
        const next = events.next.bind(events);
        let told = 0;
        events.next = async () => {
          if (++told > 1) throw new DomainError('unavailable');
          return next();
        };
        return events;
      },
    });
    const results = subscribe(face.socket(), 'subscription { event { type } }');
    const first = results.next();
    await face.streamOpened();
    face.emit(exampleEvents['session.started']);
    expect((await first).value.data.event.type).toBe('session.started');
    const last = await results.next().catch((errors: unknown) => ({ value: { errors } }));
    expect(last.value.errors[0].extensions.code).toBe('unavailable');
  });

  it('runs queries too', async () => {
    const results = subscribe(face.socket(), '{ me { clientId } }');
    expect((await results.next()).value).toEqual({ data: { me: { clientId: 'test-client' } } });
  });

  it('frees the stream when the client leaves', async () => {
    const client = face.socket();
    const results = subscribe(client, follow);
    await results.next();
    expect(face.streams()).toBe(1);
    await results.return?.();
    await expect.poll(() => face.streams()).toBe(0);
  });
});
