/** One wide line and one count for each command that ends, from the events of what is durable. */
import type { Command } from '../../domain/command.ts';
import { isSettled } from '../../domain/command.ts';
import type { DomainEvent } from '../../domain/event.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Log, Metrics } from '../ports/observing.ts';

/** How many ended commands are remembered, so that what is added to them later is not counted as another end. */
const REMEMBERED = 10_000;

/** The answer ends the watching. */
export const watchCompletions = ({
  bus,
  ownEvents,
  log,
  metrics,
}: {
  readonly bus: Pick<EventBus, 'subscribe'>;
  /** Only what this node commits: it tells those, and others tell theirs. */
  readonly ownEvents: Pick<EventBus, 'subscribe'>;
  readonly log: Log;
  readonly metrics: Metrics;
}): (() => void) => {
  /** The version with which each ended. */
  const ended = new Map<string, number>();

  const tell = (command: Command) => {
    const durationMs = command.updatedAt.getTime() - command.createdAt.getTime();
    const { id: commandId, type, stationId, status } = command;
    const error = command.error?.code ?? null;
    log.info(
      { commandId, type, stationId, sessionId: command.sessionId, status, error, durationMs },
      'command.completed',
    );
    metrics.count('commands_total', { type, status });
    metrics.observe('command_duration_seconds', durationMs / 1000, { type });
  };

  /** The command whose end this event is the first to tell; null: it tells of none. */
  const endIn = (event: DomainEvent): Command | null => {
    if (event.type !== 'command.updated') return null;
    const { command } = event.data;
    // An end is told without a late outcome; that comes behind it, perhaps after a restart.
    if (!isSettled(command.status) || command.lateOutcome !== null) return null;
    const endedAs = ended.get(command.id);
    if (endedAs !== undefined) return endedAs === command.version ? command : null;
    ended.set(command.id, command.version);
    const [oldest] = ended.keys();
    if (ended.size > REMEMBERED && oldest !== undefined) ended.delete(oldest);
    return command;
  };

  // The bus of all is only listened to for the ends that others told; which of the two is heard first does not matter.
  const stops = [
    ownEvents.subscribe((event) => {
      const command = endIn(event);
      if (command !== null) tell(command);
    }),
    bus.subscribe((event) => void endIn(event)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
};
