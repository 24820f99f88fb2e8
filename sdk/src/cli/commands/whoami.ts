import type { Command } from '../command.ts';

export const whoami: Command = {
  summary: 'the client, its scopes and grants',
  usage: '',
  options: {},
  run: async ({ client, print }) => print(JSON.stringify(await (await client()).getMe(), null, 2)),
};
