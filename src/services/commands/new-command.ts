/** The record of a command that is asked for: QUEUED, and not stored yet. */
import type { Caller } from '../../domain/access.ts';
import { carriedFrom } from '../../domain/at-station.ts';
import type { Command } from '../../domain/command.ts';
import { COMMANDS } from '../../domain/commands/commands.ts';
import { namedConnector, withToken } from '../../domain/commands/naming.ts';
import { evseUidOf } from '../../domain/evse.ts';
import type { Session } from '../../domain/session.ts';
import type { Station } from '../../domain/station.ts';
import type { CommandRequest } from '../api/commands.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, NewId } from '../ports/time.ts';
import type { Target } from './target.ts';

/** Where it is one of many: which request's, and how long behind the first it goes out. */
export type InBatch = { readonly batchId: string; readonly heldMs: number };

export type NewCommand = (caller: Caller, target: Target, batch?: InBatch) => Promise<Command>;

/** The EVSE that it names, or that of its session, which may have gone to other hardware since. */
const evseOf = (request: CommandRequest, station: Station, session: Session | null) => {
  const { evseId } = namedConnector(request);
  if (evseId !== null) return { evseId, evseUid: evseUidOf(station, evseId) };
  return { evseId: session?.evseId ?? null, evseUid: session?.evseUid ?? null };
};

export const createNewCommand =
  ({
    store,
    clock,
    newId,
  }: {
    readonly store: Pick<Store, 'nextNumber'>;
    readonly clock: Pick<Clock, 'now'>;
    readonly newId: NewId;
  }): NewCommand =>
  async (caller, { request, station, session, token }, batch) => {
    const now = clock.now();
    const goesAtMs = now.getTime() + (batch?.heldMs ?? 0);
    const expiresInS = request.expiresInS ?? COMMANDS[request.type].expiresInS;
    // The station compares the token as we know it, whatever its case in the request.
    const { type, parameters } = token === null ? request : withToken(request, token);
    return {
      type,
      parameters,
      id: newId(),
      version: 1,
      number: await store.nextNumber('command'),
      stationId: station.id,
      ...carriedFrom(station),
      ...evseOf(request, station, session),
      sessionId: session?.id ?? null,
      status: 'QUEUED',
      result: null,
      error: null,
      lateOutcome: null,
      requestedBy: { clientId: caller.clientId, userId: caller.userId },
      ...(request.idempotencyKey === null ? {} : { idempotencyKey: request.idempotencyKey }),
      ...(request.traceparent === undefined ? {} : { traceparent: request.traceparent }),
      ...(batch === undefined ? {} : { batchId: batch.batchId }),
      ...(batch === undefined || batch.heldMs === 0 ? {} : { notBeforeAt: new Date(goesAtMs) }),
      createdAt: now,
      updatedAt: now,
      expiresAt: new Date(goesAtMs + expiresInS * 1000),
      sentAt: null,
      sentBy: null,
      answeredAt: null,
    } as Command;
  };
