/** Composition of everything about commands. */

import type { StationAnswer } from '../../domain/command.ts';
import type { Commands } from '../api/commands.ts';
import { createAuditedCommitter } from '../audit/audited-committer.ts';
import type { EffectObserver } from '../effects.ts';
import type { Idempotency } from '../idempotency.ts';
import type { InboxLayer } from '../inbox.ts';
import type { Committer } from '../ports/commit.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { StationOwners } from '../ports/nodes.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { JobHandlers } from '../ports/queue.ts';
import type { StationLinks } from '../ports/station-links.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, NewId } from '../ports/time.ts';
import { createCancel } from './cancel.ts';
import { createCheck } from './check.ts';
import { watchCompletions } from './completion.ts';
import { createDeadlines } from './deadlines.ts';
import { createEffectObserver, LOOK_BACK_MS } from './effects.ts';
import { createEnqueue } from './enqueue.ts';
import { createExplain } from './explain.ts';
import type { CommandJobName, CommandJobQueue } from './jobs.ts';
import { createNewCommand } from './new-command.ts';
import { createReads } from './reads.ts';
import { createCommandRecords } from './records.ts';
import type { Recovery } from './recovery.ts';
import { createRecovery } from './recovery.ts';
import { createRequest } from './request.ts';
import { createRequestMany } from './request-many.ts';
import { createSending } from './sending.ts';
import { createSentLately } from './sent-lately.ts';
import { createShownTokens } from './shown-tokens.ts';
import type { Supports, Triggers } from './target.ts';
import { createFindTarget } from './target.ts';

export type CommandServices = Recovery & {
  /** For the edges. */
  readonly api: Commands;
  /** What does COMMAND_JOBS; begun after recover(). */
  readonly handlers: JobHandlers<CommandJobName>;
  /** Around the stations' inbox. */
  readonly layer: InboxLayer;
  /** For the station and session services. */
  readonly effects: EffectObserver;
  /** For StationInbox.lateAnswer: the answer to a call that had timed out. */
  readonly lateAnswer: (commandId: string, answer: StationAnswer) => Promise<void>;
  /** Resolves when no station has a command of this process that it has not answered. */
  readonly answersIn: () => Promise<void>;
  /** Ends the timers and the watching of the bus; the queue is closed by its owner. */
  readonly close: () => void;
};

/** supports, triggers: what a protocol version knows, from the OCPP folders' tables. */
export const createCommandServices = (dependencies: {
  readonly store: Store;
  readonly committer: Committer;
  readonly queue: CommandJobQueue;
  readonly links: StationLinks;
  readonly owners: Pick<StationOwners, 'nodeId' | 'liveNodes'>;
  readonly bus: EventBus;
  /** Only what this node commits: each end is told by one node. */
  readonly ownEvents: Pick<EventBus, 'subscribe'>;
  readonly idempotency: Idempotency;
  readonly supports: Supports;
  readonly triggers: Triggers;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly metrics: Metrics;
}): CommandServices => {
  const shownTokens = createShownTokens(dependencies);
  const explain = createExplain({ ...dependencies, shownTokens });
  const records = createCommandRecords({ ...dependencies, explain });
  const sentLately = createSentLately({ ...dependencies, withinMs: LOOK_BACK_MS });
  const parts = { ...dependencies, records, sentLately };
  const sending = createSending(parts);
  const recovery = createRecovery({ ...parts, interruption: sending.interruption });
  const { enqueue, enqueueAgain, close: stopEnqueuing } = createEnqueue({ ...dependencies, refill: recovery.requeue });
  const takeStraight = sending.straight({ enqueueAgain });
  const deadlines = createDeadlines(parts);
  const findTarget = createFindTarget(dependencies);
  const reads = createReads(parts);
  const committer = createAuditedCommitter(dependencies);
  const stopWatching = watchCompletions(dependencies);

  return {
    ...recovery,
    api: {
      ...reads,
      request: createRequest({
        ...dependencies,
        tokenUidOf: records.tokenUidOf,
        committer,
        enqueue,
        takeStraight,
        findTarget,
      }),
      requestMany: createRequestMany({
        ...dependencies,
        committer,
        enqueue,
        findTarget,
        commandOf: createNewCommand(dependencies),
      }),
      check: createCheck({ ...dependencies, findTarget }),
      cancel: createCancel({ ...parts, audit: committer, reads }),
    },
    handlers: {
      'command.send': sending.send,
      'command.expire': deadlines.expire,
      'command.effect_deadline': deadlines.effectDeadline,
    },
    layer: shownTokens.layer,
    effects: createEffectObserver(parts),
    lateAnswer: sending.answered,
    answersIn: sending.answersIn,
    close: () => {
      stopEnqueuing();
      stopWatching();
    },
  };
};
