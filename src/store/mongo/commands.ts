/** What commands have beside what every kind has. */
import type { Command } from '../../domain/command.ts';
import type { CommandType } from '../../domain/commands/commands.ts';
import type { CommandStore } from '../../services/ports/command-store.ts';
import type { Filter } from './find.ts';
import type { Models } from './models.ts';
import { NEWEST_FIRST, OLDEST_FIRST, readAll, readOne } from './page.ts';

const UNSETTLED: Filter = { 'd.status': { $in: ['QUEUED', 'SENT', 'ACCEPTED'] } };

export type CommandExtras = Pick<CommandStore, 'unsettledCommands' | 'commandByNumber' | 'recentCommands'>;

export const createCommandExtras = (models: Models): CommandExtras => ({
  unsettledCommands: (stationId) =>
    readAll(
      models,
      'commands',
      stationId === null ? UNSETTLED : { 'd.stationId': stationId, ...UNSETTLED },
      OLDEST_FIRST,
    ),
  commandByNumber: (stationId, number) => readOne(models, 'commands', { 'd.stationId': stationId, 'd.number': number }),
  // The query asks for the type.
  recentCommands: async <T extends CommandType>(stationId: string, type: T, sinceAt: Date) =>
    (await readAll(
      models,
      'commands',
      { 'd.stationId': stationId, 'd.type': type, 'd.createdAt': { $gte: sinceAt } },
      NEWEST_FIRST,
    )) as readonly Command<T>[],
});
