import type { Command } from '../command.ts';
import { removeLogin } from '../login-file.ts';

export const logout: Command = {
  summary: 'forget the login',
  usage: '',
  options: {},
  run: () => removeLogin(process.env),
};
