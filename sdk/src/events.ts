/** Events as they happen, over drops of the connection and ends of tokens: each once, in order. */
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Client } from './client.ts';
import { errorOf, VoltgateError } from './errors.ts';
import type { components } from './openapi.gen.ts';
import { backOffMs, pause } from './retry.ts';

export type VoltgateEvent = components['schemas']['Event'];

export type EventOptions = {
  /** Only these types, such as `session.started`; left out: all. */
  readonly types?: readonly string[];
  readonly stationId?: string;
  readonly sessionId?: string;
  readonly locationId?: string;
  /** The id of the last event that was seen: what came behind it comes first. Left out: from now on. */
  readonly after?: string;
  readonly signal?: AbortSignal;
};

const pathOf = ({ types, stationId, sessionId, locationId }: EventOptions): string => {
  const query = new URLSearchParams();
  if (types !== undefined) query.set('types', types.join(','));
  if (stationId !== undefined) query.set('station_id', stationId);
  if (sessionId !== undefined) query.set('session_id', sessionId);
  if (locationId !== undefined) query.set('location_id', locationId);
  return `/api/v1/events/stream${query.size === 0 ? '' : `?${query}`}`;
};

/** What trying again does not mend. */
const isFinal = ({ status }: VoltgateError): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 429;

/** Ends by `signal`, or by leaving the loop. Throws VoltgateError for what trying again does not mend. */
export async function* events(client: Client, options: EventOptions = {}): AsyncGenerator<VoltgateEvent> {
  const { signal } = options;
  const path = pathOf(options);
  let last = options.after;
  let failures = 0;
  while (!signal?.aborted) {
    const leaving = new AbortController();
    const until = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
    try {
      const response = await client.send(path, {
        headers: { accept: 'text/event-stream', ...(last === undefined ? {} : { 'last-event-id': last }) },
        signal: until,
      });
      if (!response.ok || response.body === null) throw errorOf(response, await response.json().catch(() => null));
      const read = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
      for await (const { id, event, data } of read as unknown as AsyncIterable<{
        id?: string;
        event?: string;
        data: string;
      }>) {
        failures = 0;
        // Its last word, such as that the reader fell behind or the token has ended: connect again.
        if (event === 'error') break;
        if (id === undefined || id === '') continue;
        last = id;
        yield JSON.parse(data) as VoltgateEvent;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (error instanceof VoltgateError && isFinal(error)) throw error;
      failures += 1;
    } finally {
      leaving.abort();
    }
    try {
      await pause(backOffMs(Math.min(failures, 8), null), signal);
    } catch {
      return;
    }
  }
}
