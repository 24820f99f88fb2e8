import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { createClient } from '../../client.ts';
import { clientCredentials } from '../../tokens.ts';
import { type Command, Fault, text } from '../command.ts';
import { writeLogin } from '../login-file.ts';

/** option: what gives the answer where nobody is there to be asked. */
const ask = async (question: string, option: string): Promise<string> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = once(lines, 'close').then((): never => {
      throw new Fault(`Nothing was entered. Give it as ${option}.`);
    });
    return (await Promise.race([lines.question(question), ended])).trim();
  } finally {
    lines.close();
  }
};

/** As the gateway keeps its administration's, in data/admin-client.json. */
const readClient = async (
  path: string | undefined,
): Promise<{ readonly client_id?: string; readonly client_secret?: string }> =>
  path === undefined
    ? {}
    : JSON.parse(
        await readFile(path, 'utf8').catch((error: Error) => {
          throw new Fault(`${path}: ${error.message}`);
        }),
      );

export const login: Command = {
  summary: 'keep the address and the client that the other commands work with',
  usage: 'URL [--client-id ID] [--client-secret=SECRET] [--client-file FILE]',
  options: {
    'client-id': { type: 'string' },
    'client-secret': { type: 'string' },
    'client-file': { type: 'string' },
  },
  run: async ({ print }, positionals, values) => {
    const url = (positionals[0] ?? 'http://localhost:8080').replace(/\/$/, '');
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
      throw new Fault(`${url} is no address: it begins with http:// or https://.`);
    }
    const file = await readClient(text(values, 'client-file'));
    const clientId = text(values, 'client-id') ?? file.client_id ?? (await ask('Client id: ', '--client-id'));
    const clientSecret =
      text(values, 'client-secret') ?? file.client_secret ?? (await ask('Client secret: ', '--client-secret'));
    // Kept only when it works.
    const client = createClient({ url, tokens: clientCredentials({ url, clientId, clientSecret }) });
    const me = await client.getMe();
    const path = await writeLogin(process.env, { url, clientId, clientSecret });
    print(`Logged in at ${url} as ${me.client_id}, kept in ${path}.`);
  },
};
