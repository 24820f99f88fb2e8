/** Server-sent events: a stream of events as text, until its reader, the token or the gateway ends it. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Response } from 'express';
import { DomainError, ERROR_CODES, type ErrorCode } from '../domain/error.ts';
import type { DomainEvent } from '../domain/event.ts';
import type { PartyNames } from '../domain/party.ts';
import type { EventReading } from '../services/api/events.ts';
import type { Log } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';
import { fromEvent } from './event.ts';

const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2000;
/** The look for the last event's id in the log; the answer's head waits for it. */
const REFUSED_WITHIN_MS = 500;
const LONGEST_TIMER_MS = 2_147_483_647;

/** Events of one write to one reader. */
const MOST_AT_ONCE = 32;

/**
 * Ready to send, for all readers of an event: it is one object for all of them, does not change, and takes its bytes with
 * it when the last of them has let go of it.
 */
const sendable = new WeakMap<DomainEvent, Buffer>();

/** @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */
const toBytes = (event: DomainEvent, names: PartyNames): Buffer => {
  const known = sendable.get(event);
  if (known !== undefined) return known;
  const made = Buffer.from(
    `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(fromEvent(event, names))}\n\n`,
  );
  sendable.set(event, made);
  return made;
};

/** Without an id: a reconnect continues behind the last event that had one. */
const problemText = (code: ErrorCode, detail: string = ERROR_CODES[code]): string =>
  `event: problem\ndata: ${JSON.stringify({ code, detail })}\n\n`;

/**
 * Writes until the stream ends. What goes wrong before the first byte (a missing scope, an unknown Last-Event-ID) is
 * thrown; afterwards it is the last event.
 */
export const streamEvents = async ({
  response,
  open,
  names,
  afterId,
  expiresAt,
  watch,
  clock,
  log,
  closing,
}: {
  readonly response: Response;
  readonly open: (signal: AbortSignal) => EventReading;
  readonly names: PartyNames;
  readonly afterId: string | null;
  readonly expiresAt: Date | null;
  /** Says when the reader may see less than it could, see services/api/standing.ts; the answer stops it. */
  readonly watch: (ended: (why: DomainError) => void) => () => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly closing: AbortSignal;
}): Promise<void> => {
  const ending = new AbortController();
  const { signal } = ending;
  const end = () => ending.abort();
  response.once('close', end);
  closing.addEventListener('abort', end, { once: true });
  if (closing.aborted) end();
  let why: DomainError | null = null;
  const leftMs = expiresAt === null ? null : Math.max(0, expiresAt.getTime() - clock.now().getTime());
  const stopExpiry =
    leftMs === null
      ? undefined
      : clock.after(Math.min(leftMs, LONGEST_TIMER_MS), () => {
          why = new DomainError('unauthorized', { detail: 'The access token has expired: get a new one.' });
          end();
        });
  let stopHeartbeat: (() => void) | undefined;
  const beat = () => {
    // Behind what is not read yet it would only wait, and count as a sign of life.
    if (!response.writableNeedDrain) response.write(':\n\n');
    stopHeartbeat = clock.after(HEARTBEAT_MS, beat);
  };

  const begin = () => {
    if (response.headersSent) return;
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // Proxies (nginx) must not collect the stream.
      'X-Accel-Buffering': 'no',
    });
    response.write(`retry: ${RETRY_MS}\n\n`);
    stopHeartbeat = clock.after(HEARTBEAT_MS, beat);
  };

  const events = open(signal);
  const stopWatching = watch((reason) => {
    why = reason;
    end();
  });
  try {
    const first = events.next();
    // A refusal settles before long; an open stream may say nothing for hours.
    await Promise.race([first, pause(afterId === null ? 0 : REFUSED_WITHIN_MS, undefined, { ref: false })]);
    begin();
    for (let next = await first; next.done !== true; next = await events.next()) {
      const more = events.atHand(MOST_AT_ONCE - 1);
      const bytes =
        more.length === 0
          ? toBytes(next.value, names)
          : Buffer.concat([next.value, ...more].map((event) => toBytes(event, names)));
      if (!response.write(bytes) && !signal.aborted) await once(response, 'drain', { signal });
    }
    if (why !== null) throw why;
  } catch (error) {
    if (!response.headersSent) throw error;
    // The reader has gone while it was waited for.
    if (!(error instanceof Error && error.name === 'AbortError' && signal.aborted)) {
      if (!(error instanceof DomainError)) log.error({ err: error }, 'rest.stream_failed');
      response.write(error instanceof DomainError ? problemText(error.code, error.detail) : problemText('internal'));
    }
  } finally {
    stopHeartbeat?.();
    stopExpiry?.();
    stopWatching();
    closing.removeEventListener('abort', end);
    end();
    await events.return?.();
    if (response.headersSent) response.end();
  }
};
