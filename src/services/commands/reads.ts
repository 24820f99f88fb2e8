/** Commands as callers see them: one, many, a page, and the wait for an end. */
import type { Caller } from '../../domain/access.ts';
import type { Command } from '../../domain/command.ts';
import { isSettled } from '../../domain/command.ts';
import { DomainError } from '../../domain/error.ts';
import { visibilityOf } from '../access.ts';
import type { Commands } from '../api/commands.ts';
import { evseUidFilter } from '../evses/find-evse.ts';
import { listPage } from '../paging.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';
import { readsOthers, seesCommand } from './permissions.ts';
import type { CommandRecords } from './records.ts';

const LONGEST_WAIT_MS = 60_000;
/** The effect can be seen before the station's answer comes; a wait for the end waits for the answer too, so long. */
const ANSWER_BEHIND_MS = 2000;

/** Nothing more is to come, but what comes late. */
const isComplete = ({ status, answeredAt }: Command): boolean =>
  isSettled(status) && (status !== 'CONFIRMED' || answeredAt !== null);

export type Reads = Pick<Commands, 'get' | 'byIds' | 'list' | 'wait'>;

export const createReads = ({
  store,
  records,
  bus,
  clock,
}: {
  readonly store: Pick<Store, 'get' | 'command' | 'commandsById' | 'commands' | 'countCommands'>;
  readonly records: Pick<CommandRecords, 'tokenUidOf'>;
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly clock: Clock;
}): Reads => {
  const sees = async (caller: Caller, command: Command): Promise<boolean> =>
    seesCommand(caller, command, await records.tokenUidOf(command));

  const get: Reads['get'] = async (caller, id) => {
    const command = await store.command(id);
    if (command === null || !(await sees(caller, command))) {
      throw new DomainError('not_found', { detail: 'There is no such command, or the client may not see it.' });
    }
    return command;
  };

  /** Resolves with the first settled state on the bus, or null when the time or the caller's patience is over. */
  const settledOnBus = (id: string, withinMs: number, signal: AbortSignal | undefined) => {
    const { promise, resolve } = Promise.withResolvers<Command | null>();
    const giveUp = () => resolve(null);
    const stops: (() => void)[] = [];
    stops.push(
      bus.subscribe((event) => {
        if (event.type !== 'command.updated' || event.objectId !== id) return;
        const { command } = event.data;
        if (isComplete(command)) resolve(command);
        else if (isSettled(command.status)) stops.push(clock.after(ANSWER_BEHIND_MS, giveUp));
      }),
      clock.after(withinMs, giveUp),
      () => signal?.removeEventListener('abort', giveUp),
    );
    signal?.addEventListener('abort', giveUp, { once: true });
    if (signal?.aborted === true) giveUp();
    return {
      promise,
      /** It has ended, and only its answer is awaited. */
      soon: () => void stops.push(clock.after(ANSWER_BEHIND_MS, giveUp)),
      stop: () => {
        for (const stop of stops) stop();
      },
    };
  };

  return {
    get,
    byIds: async (caller, ids) => {
      const found = await store.commandsById(ids);
      const seen = await Promise.all(found.map((command) => sees(caller, command)));
      const byId = new Map(found.filter((_, index) => seen[index]).map((command) => [command.id, command]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    list: async (caller, page, filter) => {
      const clientId = readsOthers(caller) ? null : caller.clientId;
      const limits = { ...filter, clientId, evseUid: await evseUidFilter(store, filter.evseUid) };
      return listPage({
        kind: 'commands',
        page,
        scope: visibilityOf(caller),
        list: (query) => store.commands({ ...query, ...limits }),
        count: (query, upTo) => store.countCommands({ ...query, ...limits }, upTo),
      });
    },
    wait: async (caller, id, waitMs, signal) => {
      // Listening begins before the look, so that no end falls between the two.
      const settled = settledOnBus(id, Math.min(Math.max(0, waitMs), LONGEST_WAIT_MS), signal);
      try {
        const command = await get(caller, id);
        if (isComplete(command) || waitMs <= 0) return command;
        if (isSettled(command.status)) settled.soon();
        return (await settled.promise) ?? (await get(caller, id));
      } finally {
        settled.stop();
      }
    },
  };
};
