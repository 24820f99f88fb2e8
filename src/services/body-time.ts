/** How long a client may take for the body of its request, and how many bodies may be on their way. */
import type { EventEmitter } from 'node:events';
import { DomainError } from '../domain/error.ts';
import type { Clock } from './ports/time.ts';
import type { Asker, RequestGate } from './request-gate.ts';

/** 256 KiB in it are 200 kbit/s. */
export const BODY_WITHIN_MS = 10_000;

/** An IncomingMessage. */
type Request = Pick<EventEmitter, 'once'> & {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly complete: boolean;
};

type Gate = { readonly clock: Clock; readonly requestGate: RequestGate };

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/**
 * Call it when the reading begins. `late` is called, once, when the body is not there in time; it must answer 408 and end
 * the connection, for the rest may come at any time.
 * Throws as RequestGate does.
 */
export const holdToBodyTime = (
  { clock, requestGate }: Gate,
  {
    request,
    response,
    asker,
    late,
  }: {
    readonly request: Request;
    readonly response: Pick<EventEmitter, 'once'>;
    readonly asker: Asker;
    readonly late: () => void;
  },
): void => {
  if (!hasBody(request)) return;
  const leave = requestGate.read(asker);
  const cancel = clock.after(BODY_WITHIN_MS, () => {
    leave();
    // What has come and was not looked at yet is not the client's delay.
    if (!request.complete) late();
  });
  const done = (): void => {
    cancel();
    leave();
  };
  request.once('end', done);
  response.once('close', done);
};

/**
 * `read` in a middleware's place: `next` is called when the body is here, or with request_timeout, whatever comes of the
 * body later. Throws as RequestGate does.
 */
export const readInTime = (
  gate: Gate,
  {
    request,
    response,
    asker,
    read,
  }: {
    readonly request: Request;
    readonly response: Pick<EventEmitter, 'once'> & {
      readonly setHeader: (name: string, value: string) => unknown;
    };
    readonly asker: Asker;
    readonly read: (done: (error?: unknown) => void) => void;
  },
  next: (error?: unknown) => void,
): void => {
  let isLate = false;
  const late = (): void => {
    isLate = true;
    response.setHeader('Connection', 'close');
    next(new DomainError('request_timeout'));
  };
  holdToBodyTime(gate, { request, response, asker, late });
  read((error) => {
    if (!isLate) next(error);
  });
};
