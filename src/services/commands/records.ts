/** Changes a command's record: read, apply a rule, commit with its event, and read again when someone else was faster. */
import { type Command, isSettled } from '../../domain/command.ts';
import { commandUpdated } from '../../domain/command-rules.ts';
import { namedToken } from '../../domain/commands/naming.ts';
import type { NewEvent } from '../../domain/event.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { Change, Committer } from '../ports/commit.ts';
import type { Store } from '../ports/store.ts';
import type { NewId } from '../ports/time.ts';
import type { Explain } from './explain.ts';

/** command: as it is stored now. changed: by this call. */
export type Changed = { readonly command: Command; readonly changed: boolean };

export type CommandRecords = {
  /**
   * Applies a rule to the command as it is stored, again from the start when the commit conflicts. The rule answers the
   * next version, or null for no change; what it throws comes out. null: there is no such command.
   * known: as it was read a moment ago, for the first try; the commit tells when it was not so any more.
   * finish: adds what is to be stored with the change.
   */
  readonly change: (
    id: string,
    rule: (command: Command) => Command | null | Promise<Command | null>,
    known?: Command | null,
    finish?: (change: Change) => Promise<Change>,
  ) => Promise<Changed | null>;
  /** The token that a command is about: the one that it names, or that of its session; or null. */
  readonly tokenUidOf: (command: Command) => Promise<string | null>;
  /** The event that tells of a command, under the token that it is about. */
  readonly eventOf: (command: Command) => Promise<NewEvent>;
};

/** Each conflict means that another writer got through, and a command has few of them. */
const TRIES = 50;

/** What of it only reads. */
export const createCommandEvents = ({
  store,
  newId,
}: {
  readonly store: Pick<Store, 'session'>;
  readonly newId: NewId;
}): Pick<CommandRecords, 'tokenUidOf' | 'eventOf'> => {
  const tokenUidOf = async (command: Command): Promise<string | null> => {
    const token = namedToken(command);
    if (token !== null) return token.uid;
    if (command.sessionId === null) return null;
    return (await store.session(command.sessionId))?.token?.uid ?? null;
  };
  return { tokenUidOf, eventOf: async (command) => commandUpdated(command, newId(), await tokenUidOf(command)) };
};

export const createCommandRecords = ({
  store,
  committer,
  newId,
  explain,
}: {
  readonly store: Pick<Store, 'command' | 'session'>;
  readonly committer: Committer;
  readonly newId: NewId;
  readonly explain: Explain;
}): CommandRecords => {
  const { tokenUidOf, eventOf } = createCommandEvents({ store, newId });

  return {
    tokenUidOf,
    eventOf,
    change: (id, rule, known = null, finish = async (change) => change) => {
      let read = known;
      return againOnConflict(TRIES, async () => {
        const command = read ?? (await store.command(id));
        read = null;
        if (command === null) return null;
        const changed = await rule(command);
        if (changed === null) return { command, changed: false };
        const ends = isSettled(changed.status) && !isSettled(command.status);
        const next = ends ? await explain(changed) : changed;
        await committer.commit(await finish({ commands: [next], events: [await eventOf(next)] }));
        return { command: next, changed: true };
      });
    },
  };
};
