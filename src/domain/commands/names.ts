/**
 * A type's own names on the faces, all made of it: START_SESSION is POST /commands/START_SESSION, the operation and the
 * mutation startSession, and the inputs StartSession and StartSessionInput. Another face's name for a type
 * (OCPI's RESERVE_NOW) belongs in its declaration, and is read here.
 */
import type { CommandType } from './commands.ts';

type Pascal<T extends string> = T extends `${infer Word}_${infer Rest}`
  ? `${Capitalize<Lowercase<Word>>}${Pascal<Rest>}`
  : Capitalize<Lowercase<T>>;

/** The operationId of REST and the mutation of GraphQL. */
export type CommandOperation<T extends CommandType = CommandType> = T extends CommandType
  ? Uncapitalize<Pascal<T>>
  : never;

/** Of one for many stations: RESET_STATION is bulkResetStation. */
export const bulkOperationOf = (type: CommandType): string => {
  const operation: string = operationOf(type);
  return `bulk${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
};

/** START_SESSION is startSession. */
export const operationOf = <T extends CommandType>(type: T): CommandOperation<T> =>
  type.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as CommandOperation<T>;
