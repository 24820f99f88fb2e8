/** How many commands may wait for one station; it takes them one after another. */
import type { Command } from '../../domain/command.ts';
import type { CommandType } from '../../domain/commands/commands.ts';
import { DomainError } from '../../domain/error.ts';
import type { Metrics } from '../ports/observing.ts';

export const MOST_WAITING = 200;

/** Throws DomainError('station_busy') where there is no place for one more. */
export const createCheckRoom =
  (metrics: Pick<Metrics, 'count'>) =>
  (unsettled: readonly Command[], { type }: { readonly type: CommandType }): void => {
    const waiting = unsettled.filter(({ status }) => status === 'QUEUED');
    if (waiting.length < MOST_WAITING) return;
    metrics.count('commands_refused_total', { type });
    throw new DomainError('station_busy', { detail: `At most ${MOST_WAITING} commands wait for one station.` });
  };
