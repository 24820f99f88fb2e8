/** What became of a command, for people: a line, and the exit code. */
import type { Client } from '../client.ts';
import { type CommandOutcome, finished } from '../commands.ts';
import { type Context, Fault, type Values } from './command.ts';

export const OUTCOME_OPTIONS = { 'no-wait': { type: 'boolean' }, json: { type: 'boolean' } } as const;

/** Waits for its end unless told not to. Throws Fault when it failed. */
export const follow = async (
  client: Client,
  command: CommandOutcome,
  { print, tell, signal }: Pick<Context, 'print' | 'tell' | 'signal'>,
  values: Values,
): Promise<void> => {
  if (values['no-wait'] !== true) tell(`${command.type} ${command.id} ${command.status} …`);
  const last = values['no-wait'] === true ? command : await finished(client, command, { signal });
  if (values.json === true) print(JSON.stringify(last));
  else print(last.session_id ?? last.id);
  if (last.error === null || values['no-wait'] === true) return;
  throw new Fault(`${last.status}: ${last.error.detail} (${last.error.code})`);
};
