/** Joins what the sources know of a command or a session, in order of time. */
import type { Caller } from '../../domain/access.ts';
import type { Command } from '../../domain/command.ts';
import { visibilityOf } from '../access.ts';
import type { Commands } from '../api/commands.ts';
import type { Sessions } from '../api/sessions.ts';
import type { TracePage, Traces } from '../api/traces.ts';
import type { Webhooks } from '../api/webhooks.ts';
import { OLDEST_FIRST } from '../list-pages.ts';
import type { MessageRecorder } from '../messages/recorder.ts';
import { decodeInstantCursor, encodeCursor, pageOf, requireLimit } from '../paging.ts';
import type { MessageLogStore } from '../ports/message-log.ts';
import type { Store } from '../ports/store.ts';
import { deliveries } from './deliveries.ts';
import { effects } from './effects.ts';
import { events } from './events.ts';
import { messages } from './messages.ts';
import { readings } from './readings.ts';
import { requests } from './requests.ts';
import { compareEntries, type TraceSource, type TraceSubject } from './source.ts';

const ORDER = 'at';
/** Of one session; the trace of a session with more tells of the first ones. */
const MOST_COMMANDS = 50;

export type TraceDependencies = {
  readonly store: Store;
  readonly messageLog: Pick<MessageLogStore, 'messages'>;
  readonly recorder: Pick<MessageRecorder, 'flush'>;
  readonly commands: Pick<Commands, 'get' | 'byIds'>;
  readonly sessions: Pick<Sessions, 'get'>;
  readonly webhooks: Pick<Webhooks, 'deliveries'>;
};

/** Each a line; a new one tells of what it knows, and nothing else changes. */
const sourcesOf = (dependencies: TraceDependencies): readonly TraceSource[] => [
  requests(dependencies),
  messages(dependencies),
  events(dependencies),
  effects(),
  readings(),
  deliveries(dependencies),
];

export const createTraces = (dependencies: TraceDependencies): Traces => {
  const { store, commands, sessions } = dependencies;
  const sources = sourcesOf(dependencies);

  const read = async (subject: TraceSubject, { limit, cursor }: TracePage) => {
    requireLimit(limit);
    const position = cursor === null ? null : decodeInstantCursor(cursor, ORDER);
    const after = position === null ? null : { at: position.value, id: position.id };
    const found = await Promise.all(sources.map((source) => source.read(subject, { after, limit: limit + 1 })));
    const entries = found.flat().toSorted(compareEntries);
    return pageOf(
      { items: entries.slice(0, limit), more: entries.length > limit },
      ({ at, id }) => encodeCursor(ORDER, { value: at, id }),
      null,
    );
  };

  const sessionOf = async (caller: Caller, { sessionId }: Command) => {
    if (sessionId === null || !caller.scopes.has('sessions:read')) return null;
    return sessions.get(caller, sessionId).catch(() => null);
  };

  const commandsOf = async (caller: Caller, sessionId: string, startId: string | null): Promise<readonly Command[]> => {
    const { items } = await store.commands({
      ...OLDEST_FIRST,
      scope: visibilityOf(caller),
      stationId: null,
      sessionId,
      type: null,
      status: null,
      clientId: null,
      limit: MOST_COMMANDS,
    });
    const ids = new Set([...(startId === null ? [] : [startId]), ...items.map(({ id }) => id)]);
    return (await commands.byIds(caller, [...ids])).filter((command) => command !== null);
  };

  return {
    ofCommand: async (caller, commandId, page) => {
      const command = await commands.get(caller, commandId);
      const session = await sessionOf(caller, command);
      const { stationId } = command;
      return read({ caller, stationId, commands: [command], session, wholeSession: false }, page);
    },
    ofSession: async (caller, sessionId, page) => {
      const session = await sessions.get(caller, sessionId);
      const its = await commandsOf(caller, session.id, session.commandId);
      return read({ caller, stationId: session.stationId, commands: its, session, wholeSession: true }, page);
    },
  };
};
