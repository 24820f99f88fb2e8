/** Takes a request: checked, stored with its event and its idempotency key in one commit, then sent straight or queued. */
import type { Caller } from '../../domain/access.ts';
import { alreadyUnderWay } from '../../domain/already-started.ts';
import type { Command } from '../../domain/command.ts';
import { bornSent, commandUpdated } from '../../domain/command-rules.ts';
import { COMMANDS } from '../../domain/commands/commands.ts';
import { DomainError } from '../../domain/error.ts';
import { requireScope } from '../access.ts';
import type { CommandRequest, Commands } from '../api/commands.ts';
import type { AuditedCommitter } from '../audit/audited-committer.ts';
import type { Idempotency } from '../idempotency.ts';
import { requestHash } from '../idempotency.ts';
import type { IdempotencyRecord } from '../ports/idempotency-store.ts';
import type { StationOwners } from '../ports/nodes.ts';
import type { Metrics } from '../ports/observing.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, NewId } from '../ports/time.ts';
import { createSerial } from '../serial.ts';
import type { Enqueue } from './enqueue.ts';
import { createNewCommand } from './new-command.ts';
import { seesCommand } from './permissions.ts';
import { createCheckRoom } from './room.ts';
import type { TakeStraight } from './straight.ts';
import type { FindTarget, Target } from './target.ts';

type Keep = ((commandId: string) => IdempotencyRecord) | null;

export const createRequest = ({
  store,
  committer,
  findTarget,
  tokenUidOf,
  idempotency,
  enqueue,
  takeStraight,
  owners,
  clock,
  newId,
  metrics,
}: {
  readonly store: Pick<Store, 'command' | 'nextNumber' | 'unsettledCommands' | 'caughtUp'>;
  readonly committer: AuditedCommitter;
  readonly findTarget: FindTarget;
  /** The token that a command is about, or null. */
  readonly tokenUidOf: (command: Command) => Promise<string | null>;
  readonly idempotency: Idempotency;
  readonly enqueue: Enqueue['enqueue'];
  readonly takeStraight: TakeStraight;
  readonly owners: Pick<StationOwners, 'nodeId'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly metrics: Metrics;
}): Commands['request'] => {
  const checkRoom = createCheckRoom(metrics);

  /** Two taps at once: the second waits until the first is stored, and is told of it. */
  const starts = createSerial();
  const inTurn = <T>({ request: { type, parameters }, station, token }: Target, make: () => Promise<T>): Promise<T> =>
    type !== 'START_SESSION' || parameters.evseId === null || token === null
      ? make()
      : starts.run(JSON.stringify([station.id, parameters.evseId, token.uid]), make);

  const checkNotUnderWay = (unsettled: readonly Command[], { request: { type, parameters }, token }: Target): void => {
    if (type !== 'START_SESSION' || token === null) return;
    const underWay = alreadyUnderWay({ evseId: parameters.evseId, token }, unsettled);
    if (underWay !== null) throw underWay;
  };

  const commandOf = createNewCommand({ store, clock, newId });

  const storeAndSend = async (caller: Caller, target: Target, keep: Keep): Promise<Command> => {
    const { request, station, session, token } = target;
    const tokenUid = token?.uid ?? session?.token?.uid ?? null;
    const by = { caller, operation: request.type };
    const commit = (command: Command): Promise<unknown> =>
      committer.write(by, {
        commands: [command],
        events: [commandUpdated(command, newId(), tokenUid)],
        ...(keep === null ? {} : { idempotency: [keep(command.id)] }),
      });
    let turn = takeStraight(station, request.type);
    try {
      // What another node has answered for goes out before.
      if (turn !== null) await store.caughtUp();
      // Together: the store answers what is asked in one tick at once.
      const [command, unsettled] = await Promise.all([commandOf(caller, target), store.unsettledCommands(station.id)]);
      checkNotUnderWay(unsettled, target);
      checkRoom(unsettled, request);
      if (turn !== null && unsettled.every(({ status }) => status === 'ACCEPTED')) {
        const { send } = turn;
        turn = null;
        const sent = bornSent(command, owners.nodeId);
        await send(sent, session, () => commit(sent));
        return sent;
      }
      await commit(command);
      await enqueue(command);
      return command;
    } finally {
      turn?.leave();
    }
  };

  const make = async (caller: Caller, request: CommandRequest, keep: Keep): Promise<Command> => {
    const target = await findTarget(caller, request, clock.now());
    return inTurn(target, () => storeAndSend(caller, target, keep));
  };

  return async (caller, request) => {
    requireScope(caller, COMMANDS[request.type].scope);
    // A retry is another request, with a trace of its own.
    const { idempotencyKey: key, traceparent: _, ...body } = request;
    if (key === null) return { command: await make(caller, request, null), repeated: false };
    return idempotency.once<Awaited<ReturnType<Commands['request']>>>(
      { caller, key, hash: requestHash('commands.request', body) },
      async (keep) => ({ command: await make(caller, request, keep), repeated: false }),
      async (commandId) => {
        const command = await store.command(commandId);
        // The key may be older than what the caller has lost since.
        if (command === null || !seesCommand(caller, command, await tokenUidOf(command))) {
          throw new DomainError('not_found', { detail: 'There is no such command, or the client may not see it.' });
        }
        return { command, repeated: true };
      },
    );
  };
};
