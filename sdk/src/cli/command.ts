/** A command of the command line, said once. */
import type { ParseArgsConfig } from 'node:util';
import type { Client } from '../client.ts';

export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

export type Context = {
  /** Of the login, or of VOLTGATE_URL, VOLTGATE_CLIENT_ID and VOLTGATE_CLIENT_SECRET. Throws Fault when there is none. */
  readonly client: () => Promise<Client>;
  /** To standard output, a line. */
  readonly print: (line: string) => void;
  /** To a person who watches: what is no answer. */
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
};

export type Command = {
  readonly summary: string;
  /** Behind the name. */
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly run: (context: Context, positionals: readonly string[], values: Values) => Promise<void>;
};

/** What the user did wrong: a line, no trace. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

export const text = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

export const needed = (positionals: readonly string[], index: number, name: string): string => {
  const value = positionals[index];
  if (value === undefined) throw new Fault(`${name} is missing.`);
  return value;
};
