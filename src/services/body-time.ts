/** How long a client may take for the body of its request, and how many bodies may be on their way. */
import type { EventEmitter } from 'node:events';
import type { Clock } from './ports/time.ts';
import type { Asker, RequestGate } from './request-gate.ts';

/** 256 KiB in it are 200 kbit/s. */
export const BODY_WITHIN_MS = 10_000;

/** An IncomingMessage. */
type Request = Pick<EventEmitter, 'once'> & {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly complete: boolean;
};

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/**
 * Call it when the reading begins. `late` is called, once, when the body is not there in time; it must answer 408 and end
 * the connection, for the rest may come at any time.
 * Throws as RequestGate does.
 */
export const holdToBodyTime = (
  { clock, requestGate }: { readonly clock: Clock; readonly requestGate: RequestGate },
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
