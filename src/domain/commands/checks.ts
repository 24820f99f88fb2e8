/** What is wrong with a command's parameters in themselves. */
import type { FieldFault } from '../error.ts';
import { COMMANDS, type CommandParameters, type CommandType } from './commands.ts';
import { outsidePath } from './outside.ts';

/** Every fault of a command's parameters, with JSON pointers into the request by the callers' names; empty: none. */
export const parameterFaults = <T extends CommandType>(
  type: T,
  parameters: CommandParameters[T],
  now: Date,
): readonly FieldFault[] =>
  COMMANDS[type]
    .check(parameters, now)
    .filter((found) => found !== null)
    .map(({ pointer, detail }) => ({ pointer: `/parameters/${outsidePath(type, pointer)}`, detail }));
