/** Commands that an agent has prepared, and that wait for its confirmation: on any node, for five minutes. */
import { type Caller, callerKey } from '../domain/access.ts';
import type { CommandType } from '../domain/commands/commands.ts';
import { DomainError } from '../domain/error.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import type { Clock, NewId } from '../services/ports/time.ts';

const KIND = 'prepared-command';
export const PREPARED_FOR_S = 300;

export type PreparedCommand = { readonly type: CommandType; readonly input: JsonObject };

export type Prepared = {
  readonly keep: (caller: Caller, command: PreparedCommand) => Promise<{ readonly id: string; readonly until: Date }>;
  /** Stays until its time is over: a confirmation that is repeated finds it again. Throws DomainError('not_found'). */
  readonly find: (caller: Caller, id: string) => Promise<PreparedCommand>;
};

export const createPrepared = ({
  store,
  clock,
  newId,
}: {
  readonly store: Pick<RecordStore, 'record' | 'putRecord'>;
  readonly clock: Clock;
  readonly newId: NewId;
}): Prepared => ({
  keep: async (caller, { type, input }) => {
    const id = newId();
    const until = new Date(clock.now().getTime() + PREPARED_FOR_S * 1000);
    await store.putRecord(KIND, id, { owner: callerKey(caller), type, input }, { expiresAt: until });
    return { id, until };
  },
  find: async (caller, id) => {
    const kept = await store.record(KIND, id);
    if (kept === null || kept.owner !== callerKey(caller)) {
      throw new DomainError('not_found', {
        detail: `There is no such confirmation, or it is over: call prepare_command again, and confirm within ${PREPARED_FOR_S} s.`,
      });
    }
    return { type: kept.type as CommandType, input: kept.input as JsonObject };
  },
});
