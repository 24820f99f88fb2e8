/** One wide line and one count for each command that ends, from the events of what is durable. */
import type { Command } from '../../domain/command.ts';
import { isSettled } from '../../domain/command.ts';
import type { EventBus, Log, Metrics } from '../ports.ts';

/** How many ended commands are remembered, so that what is added to them later is not counted as another end. */
const REMEMBERED = 10_000;

/** The answer ends the watching. */
export const watchCompletions = ({
  bus,
  log,
  metrics,
}: {
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly log: Log;
  readonly metrics: Metrics;
}): (() => void) => {
  const ended = new Set<string>();

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

  return bus.subscribe((event) => {
    if (event.type !== 'command.updated') return;
    const { command } = event.data;
    // An end is told without a late outcome; that comes behind it, perhaps after a restart.
    if (!isSettled(command.status) || command.lateOutcome !== null || ended.has(command.id)) return;
    ended.add(command.id);
    const [oldest] = ended;
    if (ended.size > REMEMBERED && oldest !== undefined) ended.delete(oldest);
    tell(command);
  });
};
