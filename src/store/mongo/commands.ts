import type { Command } from '../../domain/command.ts';
import type { CommandType } from '../../domain/commands/commands.ts';
import type { CommandQuery, CommandStore } from '../../services/ports/command-store.ts';
import { uidKeys } from '../sqlite/json.ts';
import { createById, type Filter } from './find.ts';
import type { Models } from './models.ts';
import {
  countSelected,
  NEWEST_FIRST,
  OLDEST_FIRST,
  readAll,
  readByIds,
  readOne,
  readPage,
  type Selection,
} from './page.ts';

const selection = (query: CommandQuery): Selection => ({
  collection: 'commands',
  equal: [
    ['d.sessionId', query.sessionId],
    ['d.userId', query.scope.driverId],
    ['d.stationId', query.stationId],
    ['d.clientId', query.clientId],
    ['d.status', query.status],
    ['d.type', query.type],
  ],
  within: [
    ['t.uid', uidKeys(query.scope.tokenUids)],
    ['d.locationId', query.scope.locationIds],
  ],
});

const UNSETTLED: Filter = { 'd.status': { $in: ['QUEUED', 'SENT', 'ACCEPTED'] } };

export const createCommandStore = (models: Models): CommandStore => ({
  command: createById<Command>(models, 'commands'),
  commandsById: (ids) => readByIds<Command>(models, 'commands', ids),
  commands: (query) => readPage<Command>(models, selection(query), query),
  countCommands: (query, upTo) => countSelected(models, selection(query), query, upTo),
  unsettledCommands: (stationId) =>
    readAll<Command>(
      models,
      'commands',
      stationId === null ? UNSETTLED : { 'd.stationId': stationId, ...UNSETTLED },
      OLDEST_FIRST,
    ),
  commandByNumber: (stationId, number) =>
    readOne<Command>(models, 'commands', { 'd.stationId': stationId, 'd.number': number }),
  recentCommands: <T extends CommandType>(stationId: string, type: T, sinceAt: Date) =>
    readAll<Command<T>>(
      models,
      'commands',
      { 'd.stationId': stationId, 'd.type': type, 'd.createdAt': { $gte: sinceAt } },
      NEWEST_FIRST,
    ),
});
