import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleEvents } from '../../scripts/gen/example-events.ts';
import { DomainError } from '../../src/domain/error.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { type RestFaceUnderTest, startRestFace } from '../support/rest-face.ts';

let face: RestFaceUnderTest;
beforeEach(async () => {
  face = await startRestFace();
});
afterEach(() => face.close());

type Told = { readonly id?: string; readonly event?: string; readonly data?: string; readonly comment?: true };

/** Reads a stream of server-sent events, one block at a time. */
const listen = async (query = '', { token = 'all', headers = {} } = {}) => {
  const gone = new AbortController();
  const response = await fetch(`${face.url}/api/v1/events/stream${query}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: gone.signal,
  });
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  const block = async (): Promise<string | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const found = text.slice(0, end);
        text = text.slice(end + 2);
        return found;
      }
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) return null;
      text += decoder.decode(chunk.value, { stream: true });
    }
  };
  /** The next event or comment; null at the end. */
  const next = async (): Promise<Told | null> => {
    const found = await block();
    if (found === null) return null;
    if (found.startsWith('retry:')) return next();
    if (found.startsWith(':')) return { comment: true };
    return Object.fromEntries(found.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
  };
  return { response, next, leave: () => gone.abort() };
};

describe('the event log', () => {
  it('is a page of events in the shapes of REST', async () => {
    for (const event of Object.values(exampleEvents)) face.emit(event);
    const { status, body } = await face.call('GET', '/api/v1/events');
    expect(status).toBe(200);
    expect(body).toHaveLength(Object.keys(exampleEvents).length);
    const some = await face.call('GET', '/api/v1/events?types=session.started,session.ended');
    expect(some.body.map(({ type }: { type: string }) => type)).toEqual(['session.started', 'session.ended']);
    expect((await face.call('GET', '/api/v1/events?types=session.paused')).status).toBe(400);
  });
});

describe('an event of a type that only a newer release knows', () => {
  it('is told by its envelope, without the data that nobody here can judge', async () => {
    const unknown = { ...exampleEvents['session.ended'], type: 'cdr.created' } as unknown as DomainEvent;
    face.emit(unknown);
    const { status, body } = await face.call('GET', '/api/v1/events');
    expect(status).toBe(200);
    expect(body).toEqual([expect.objectContaining({ id: unknown.id, type: 'cdr.created', data: {} })]);
  });
});

describe('the event stream', () => {
  it('writes an event out once for all its readers', async () => {
    let reads = 0;
    const event: DomainEvent = {
      ...exampleEvents['session.updated'],
      get objectId() {
        reads += 1;
        return exampleEvents['session.updated'].objectId;
      },
    };
    const readers = [await listen(), await listen(), await listen()];
    face.emit(event);
    for (const { next, leave } of readers) {
      expect(await next()).toMatchObject({ id: event.id });
      leave();
    }
    expect(reads).toBe(1);
  });

  it('tells several events that are at hand in one write, each as its own', async () => {
    for (const event of Object.values(exampleEvents)) face.emit(event);
    const first = exampleEvents['location.updated'];
    const { next, leave } = await listen(`?after=${first.id}`);
    const ids = Object.values(exampleEvents)
      .map(({ id }) => id)
      .filter((id) => id !== first.id);
    for (const id of ids) expect((await next())?.id).toBe(id);
    leave();
  });

  it('tells what happens, with ids to resume from', async () => {
    const { response, next, leave } = await listen('?types=session.updated,station.offline');
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    face.emit(exampleEvents['token.updated']);
    face.emit(exampleEvents['session.updated']);
    const told = await next();
    expect(told).toMatchObject({ id: exampleEvents['session.updated'].id, event: 'session.updated' });
    expect(JSON.parse(told?.data ?? '')).toMatchObject({ data: { session: { energy_wh: 1834 } } });
    leave();
  });

  it('continues behind Last-Event-ID', async () => {
    face.emit(exampleEvents['session.started']);
    face.emit(exampleEvents['session.updated']);
    const { next, leave } = await listen('', { headers: { 'Last-Event-ID': exampleEvents['session.started'].id } });
    expect(await next()).toMatchObject({ event: 'session.updated' });
    face.emit(exampleEvents['session.ended']);
    expect(await next()).toMatchObject({ event: 'session.ended' });
    leave();
  });

  it('refuses with a problem what it cannot begin', async () => {
    const scope = await listen('', { token: 'all-but:events:read' });
    expect(scope.response.status).toBe(403);
    const gone = await listen('?after=unknown');
    expect(gone.response.status).toBe(404);
    expect(face.streams()).toBe(0);
  });

  it('sends a comment when nothing happens', async () => {
    const { next, leave } = await listen();
    await face.clock.advance(15_000);
    expect(await next()).toEqual({ comment: true });
    await face.clock.advance(15_000);
    expect(await next()).toEqual({ comment: true });
    leave();
  });

  it('ends with a reason when the token ends', async () => {
    const { next } = await listen('', { token: 'expires:2026-03-01T12:05:00Z' });
    await face.clock.advance(300_000);
    let told = await next();
    while (told?.comment) told = await next();
    expect(told).toMatchObject({ event: 'problem' });
    expect(JSON.parse(told?.data ?? '')).toMatchObject({ code: 'unauthorized' });
    expect(await next()).toBe(null);
    expect(face.streams()).toBe(0);
  });

  it('ends with a reason when the reader fell too far behind', async () => {
    const { services } = face;
    const stream = services.events.stream;
    Object.assign(services.events, {
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
    const { next } = await listen();
    face.emit(exampleEvents['session.started']);
    expect(await next()).toMatchObject({ event: 'session.started' });
    expect(JSON.parse((await next())?.data ?? '')).toMatchObject({ code: 'unavailable' });
    expect(await next()).toBe(null);
  });

  it('ends when the gateway stops', async () => {
    const { next } = await listen();
    const closing = face.close();
    await expect(next().catch(() => null)).resolves.toBe(null);
    await closing;
    expect(face.streams()).toBe(0);
    face = await startRestFace();
  });
});
