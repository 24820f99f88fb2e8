import type { Connection, OwnConnection } from './connection.ts';

/**
 * One thing that can be asked of the database: runs in the database's thread, inside a transaction, all or nothing.
 * Input and output are structured-cloned. A thrown DomainError reaches the caller as it is.
 */
export type Operation<Input, Output> = (connection: Connection, input: Input) => Output;

// `never` as input: every operation fits, whatever it takes; the typed client gives its input back its type.
export type Operations = Readonly<Record<string, Operation<never, unknown>>>;

/** What a file named in openDatabase's `modules` exports. */
export type DatabaseModule = {
  /** Stands before its operations' names (`store.commit`), and beside its migrations. Never changes. */
  readonly name: string;
  /** SQL scripts in order. Released ones never change; new ones are added at the end. */
  readonly migrations: readonly string[];
  /** What is brought up to date at each start, behind the migrations. */
  readonly prepare?: (connection: OwnConnection) => void;
  readonly operations: Operations;
};

/** A module's operations as the other side calls them. */
export type DatabaseClient<O extends Operations> = <K extends keyof O & string>(
  operation: K,
  input: Parameters<O[K]>[1],
) => Promise<ReturnType<O[K]>>;
