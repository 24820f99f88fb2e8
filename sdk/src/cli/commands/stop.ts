import { type Command, needed } from '../command.ts';
import { follow, OUTCOME_OPTIONS } from '../outcome.ts';

export const stop: Command = {
  summary: 'stop a session',
  usage: 'SESSION [--no-wait] [--json]',
  options: OUTCOME_OPTIONS,
  run: async (context, positionals, values) => {
    const client = await context.client();
    const command = await client.stopSession({ body: { session_id: needed(positionals, 0, 'SESSION') } });
    await follow(client, command, context, values);
  },
};
