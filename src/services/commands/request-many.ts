/**
 * Asks many stations for the same: one command for each.
 *
 * All that one request asks for is one commit: the commands, their events, their entries of the audit log, the answer and
 * its idempotency record. So wherever the process dies, all of it is there or nothing: the same request again is either
 * the first, or is answered from the record. No command is forgotten and none is made twice.
 *
 * They go out little by little. When is in each command's record (notBeforeAt) and not only in its job: what a restart, a
 * lost queue or a station's reconnect puts into the queue again waits for its time all the same.
 */
import type { Caller } from '../../domain/access.ts';
import type { BulkAnswer, BulkFault, BulkResult } from '../../domain/bulk-answer.ts';
import type { Command } from '../../domain/command.ts';
import { commandUpdated } from '../../domain/command-rules.ts';
import { COMMANDS } from '../../domain/commands/commands.ts';
import { DomainError, isDomainError } from '../../domain/error.ts';
import { found, requireScope, sees, visibilityOf } from '../access.ts';
import { MOST_IN_BULK } from '../api/bulk.ts';
import type { BulkCommandRequest, BulkTarget, CommandBatch, Commands } from '../api/commands.ts';
import type { AuditedCommitter } from '../audit/audited-committer.ts';
import { atOnce } from '../bulk/at-once.ts';
import { type Idempotency, requestHash } from '../idempotency.ts';
import { OLDEST_FIRST } from '../list-pages.ts';
import type { IdempotencyRecord } from '../ports/idempotency-store.ts';
import type { Metrics } from '../ports/observing.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, NewId } from '../ports/time.ts';
import type { Enqueue } from './enqueue.ts';
import type { NewCommand } from './new-command.ts';
import { seesCommand } from './permissions.ts';
import { createCheckRoom } from './room.ts';
import type { FindTarget, Target } from './target.ts';

/** Each is looked up by itself. */
const AT_ONCE = 64;

const invalid = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid_request', { detail, faults: [{ pointer, detail }] });

const NOT_SEEN: BulkFault = {
  code: 'not_found',
  detail: 'There is no such command, or the client may not see it.',
  faults: [],
};

/** What came of a station: where its command goes, or why it has none. */
type Looked = { readonly stationId: string } & (
  | { readonly target: Target; readonly fault: null }
  | { readonly target: null; readonly fault: BulkFault }
);

export const createRequestMany = ({
  store,
  committer,
  findTarget,
  commandOf,
  idempotency,
  enqueue,
  clock,
  newId,
  metrics,
}: {
  readonly store: Pick<Store, 'get' | 'list' | 'location' | 'stations' | 'commandsById' | 'unsettledCommands'>;
  readonly committer: AuditedCommitter;
  readonly findTarget: FindTarget;
  readonly commandOf: NewCommand;
  readonly idempotency: Idempotency;
  readonly enqueue: Enqueue['enqueue'];
  readonly clock: Clock;
  readonly newId: NewId;
  readonly metrics: Metrics;
}): Commands['requestMany'] => {
  const checkRoom = createCheckRoom(metrics);

  /** Those that are in use at a location, or in a group, as far as the caller sees them. */
  const stationsOf = async (
    caller: Caller,
    { locationId, groupId }: Pick<BulkTarget, 'locationId' | 'groupId'>,
  ): Promise<readonly string[]> => {
    if (locationId !== null) found(await store.location(locationId), sees(caller, 'locations'));
    const scope = visibilityOf(caller);
    const query = {
      ...OLDEST_FIRST,
      scope,
      limit: MOST_IN_BULK + 1,
      where: { locationId, groupId },
    };
    const { items } = await store.list('stations', query);
    if (items.length > MOST_IN_BULK) {
      throw invalid(locationId === null ? '/groupId' : '/locationId', `There are more than ${MOST_IN_BULK} stations.`);
    }
    return items.filter(({ replacedBy }) => replacedBy === null).map(({ id }) => id);
  };

  const stationIdsOf = (caller: Caller, target: BulkTarget): Promise<readonly string[]> | readonly string[] => {
    const { stationIds, locationId, groupId } = target;
    if ([stationIds, locationId, groupId].filter((one) => one !== null).length !== 1) {
      throw invalid('/stationIds', 'Exactly one is needed: a list of stations, a location or a group.');
    }
    if (stationIds === null) return stationsOf(caller, target);
    if (stationIds.length === 0 || stationIds.length > MOST_IN_BULK) {
      throw invalid('/stationIds', `A request names 1 to ${MOST_IN_BULK} stations.`);
    }
    return stationIds;
  };

  const lookAt = async (
    caller: Caller,
    { request }: BulkCommandRequest,
    stationIds: readonly string[],
  ): Promise<readonly Looked[]> => {
    const now = clock.now();
    return atOnce(AT_ONCE, stationIds, async (stationId, index): Promise<Looked> => {
      try {
        if (stationIds.indexOf(stationId) < index) {
          throw new DomainError('conflict', { detail: `${stationId} is named before.` });
        }
        const target = await findTarget(caller, { ...request, stationId }, now);
        checkRoom(await store.unsettledCommands(stationId), request);
        return { stationId, target, fault: null };
      } catch (error) {
        if (!isDomainError(error)) throw error;
        const { code, detail, faults } = error;
        return { stationId, target: null, fault: { code, detail, faults } };
      }
    });
  };

  const resultOf = ({ stationId, fault }: Looked): BulkResult => ({
    key: stationId,
    status: fault === null ? 'CREATED' : 'REFUSED',
    version: fault === null ? 1 : null,
    fault,
  });

  const make = async (
    caller: Caller,
    asked: BulkCommandRequest,
    keep: ((id: string) => IdempotencyRecord) | null,
  ): Promise<CommandBatch> => {
    const { type } = asked.request;
    const looked = await lookAt(caller, asked, await stationIdsOf(caller, asked.target));
    const perSecond = COMMANDS[type].bulk?.perSecond ?? 1;
    const [id, now] = [newId(), clock.now()];
    let going = 0;
    const commands = await Promise.all(
      looked.map(({ target }) => {
        if (target === null) return null;
        const heldMs = Math.floor(going / perSecond) * 1000;
        going += 1;
        return commandOf(caller, target, { batchId: id, heldMs });
      }),
    );
    const made = commands.filter((command) => command !== null);
    const answer: BulkAnswer = {
      id,
      version: 1,
      results: looked.map(resultOf),
      commandIds: commands.map((command) => command?.id ?? null),
      createdAt: now,
      updatedAt: now,
    };
    await committer.write(
      { caller, operation: type },
      {
        commands: made,
        events: made.map((command) => commandUpdated(command, newId(), null)),
        bulkAnswers: [answer],
        ...(keep === null ? {} : { idempotency: [keep(id)] }),
      },
    );
    await Promise.all(made.map(enqueue));
    return {
      id,
      results: looked.map(({ stationId, fault }, index) => ({ stationId, command: commands[index] ?? null, fault })),
      repeated: false,
    };
  };

  /** The first answer again, with the commands as they are now. */
  const again = async (caller: Caller, id: string): Promise<CommandBatch> => {
    const answer = await store.get('bulkAnswers', id);
    if (answer === null) throw new DomainError('idempotency_mismatch');
    const { results, commandIds = [] } = answer;
    const commands = await store.commandsById(commandIds.filter((commandId) => commandId !== null));
    const byId = new Map<string | null, Command>(commands.map((command) => [command.id, command]));
    return {
      id,
      results: results.map(({ key, fault }, index) => {
        const command = byId.get(commandIds[index] ?? null) ?? null;
        // The key may be older than what the caller has lost since. None of them names a token.
        if (command === null || seesCommand(caller, command, null)) return { stationId: key, command, fault };
        return { stationId: key, command: null, fault: NOT_SEEN };
      }),
      repeated: true,
    };
  };

  return async (caller, asked) => {
    const { idempotencyKey: key, traceparent: _, ...request } = asked.request;
    requireScope(caller, COMMANDS[request.type].scope);
    if (COMMANDS[request.type].bulk === undefined) throw new DomainError('not_supported');
    if (key === null) return make(caller, asked, null);
    return idempotency.once<CommandBatch>(
      { caller, key, hash: requestHash('commands.requestMany', { request, target: asked.target }) },
      (keep) => make(caller, asked, keep),
      (id) => again(caller, id),
    );
  };
};
