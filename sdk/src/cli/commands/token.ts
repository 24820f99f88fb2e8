import { clientCredentials } from '../../tokens.ts';
import { type Command, Fault } from '../command.ts';
import { readLogin } from '../login-file.ts';

export const token: Command = {
  summary: 'an access token, for curl and the like',
  usage: '[--scope "SCOPE SCOPE"]',
  options: { scope: { type: 'string' } },
  run: async ({ print }, _positionals, { scope }) => {
    const login = await readLogin(process.env);
    if (login === null) throw new Fault('Not logged in: voltgate login URL --client-id ID');
    print(await clientCredentials({ ...login, ...(typeof scope === 'string' ? { scope } : {}) }).token());
  },
};
