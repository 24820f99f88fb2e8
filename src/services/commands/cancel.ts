import { cancel } from '../../domain/command-rules.ts';
import { COMMANDS } from '../../domain/commands/commands.ts';
import { DomainError } from '../../domain/error.ts';
import { requireScope } from '../access.ts';
import type { Commands } from '../api/commands.ts';
import type { Audit } from '../audit/audited-committer.ts';
import type { Clock } from '../ports/time.ts';
import type { Reads } from './reads.ts';
import type { CommandRecords } from './records.ts';

/**
 * Takes back a command that is still queued; its jobs find it cancelled and do nothing.
 * Needs to see the command and to hold the scope that its request needed.
 */
export const createCancel =
  ({
    reads,
    records,
    audit,
    clock,
  }: {
    readonly reads: Pick<Reads, 'get'>;
    readonly records: Pick<CommandRecords, 'change'>;
    readonly audit: Audit;
    readonly clock: Clock;
  }): Commands['cancel'] =>
  async (caller, id) => {
    const { type } = await reads.get(caller, id);
    requireScope(caller, COMMANDS[type].scope);
    const cancelled = await records.change(
      id,
      (command) => cancel(command, clock.now()),
      null,
      (change) => audit.entered({ caller, operation: 'command.cancel' }, change),
    );
    if (cancelled === null) throw new DomainError('not_found');
    return cancelled.command;
  };
