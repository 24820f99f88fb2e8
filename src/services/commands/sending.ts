/** Composition of everything between a stored command and its station. */
import type { StationOwners } from '../ports/nodes.ts';
import type { Log } from '../ports/observing.ts';
import type { JobHandler } from '../ports/queue.ts';
import type { StationLinks } from '../ports/station-links.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';
import { type Answers, createAnswers } from './answers.ts';
import { type AtStation, createAtStation } from './at-station.ts';
import { createDispatch } from './dispatch.ts';
import type { Enqueue } from './enqueue.ts';
import { createInterruption, type Interruption } from './interruption.ts';
import type { CommandJobQueue } from './jobs.ts';
import { createMarking } from './marking.ts';
import type { CommandRecords } from './records.ts';
import { createSend } from './send.ts';
import type { SentLately } from './sent-lately.ts';
import { createStationTurns } from './station-turns.ts';
import { createStraight, type TakeStraight } from './straight.ts';
import { createUntilStored } from './until-stored.ts';

export type Sending = {
  readonly send: JobHandler;
  readonly answered: Answers['answered'];
  readonly interruption: Interruption;
  /** enqueueAgain: for what comes back from its straight way. */
  readonly straight: (later: Pick<Enqueue, 'enqueueAgain'>) => TakeStraight;
  /** Resolves when no station has a command of this process that it has not answered. */
  readonly answersIn: AtStation['allIn'];
};

export const createSending = (dependencies: {
  readonly store: Pick<
    Store,
    'command' | 'station' | 'session' | 'sessionByTransaction' | 'unsettledCommands' | 'caughtUp'
  >;
  readonly records: CommandRecords;
  readonly sentLately: Pick<SentLately, 'sending'>;
  readonly queue: Pick<CommandJobQueue, 'add'>;
  readonly links: Pick<StationLinks, 'isReady' | 'send'>;
  readonly owners: Pick<StationOwners, 'nodeId' | 'liveNodes'>;
  readonly clock: Clock;
  readonly log: Log;
}): Sending => {
  const atStation = createAtStation();
  const turns = createStationTurns();
  const parts = { ...dependencies, atStation, turns, untilStored: createUntilStored(dependencies) };
  const answers = createAnswers(parts);
  const marking = createMarking(parts);
  const interruption = createInterruption({ ...parts, answers });
  const dispatch = createDispatch({ ...parts, answers, marking });
  return {
    send: createSend({ ...parts, answers, marking, interruption, dispatch }),
    answered: answers.answered,
    interruption,
    straight: (later) => createStraight({ ...parts, ...later, marking, dispatch }),
    answersIn: atStation.allIn,
  };
};
