/** `voltgate`: the API from a shell. */
import { parseArgs } from 'node:util';
import { createClient } from '../client.ts';
import { VoltgateError } from '../errors.ts';
import { clientCredentials } from '../tokens.ts';
import { type Command, type Context, Fault } from './command.ts';
import { call } from './commands/call.ts';
import { limit } from './commands/limit.ts';
import { listen } from './commands/listen.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { sessions } from './commands/sessions.ts';
import { start } from './commands/start.ts';
import { stations } from './commands/stations.ts';
import { stop } from './commands/stop.ts';
import { tail } from './commands/tail.ts';
import { token } from './commands/token.ts';
import { whoami } from './commands/whoami.ts';
import { readLogin } from './login-file.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  login,
  logout,
  whoami,
  token,
  stations,
  sessions,
  start,
  stop,
  limit,
  tail,
  listen,
  call,
};

const help = (): string =>
  [
    'voltgate COMMAND',
    '',
    ...Object.entries(COMMANDS).map(
      ([name, { usage, summary }]) => `  ${`${name} ${usage}`.trimEnd()}\n      ${summary}`,
    ),
    '',
    'The login is VOLTGATE_URL, VOLTGATE_CLIENT_ID and VOLTGATE_CLIENT_SECRET, or what `voltgate login` has kept.',
  ].join('\n');

const createContext = (signal: AbortSignal): Context => ({
  client: async () => {
    const kept = await readLogin(process.env);
    if (kept === null) throw new Fault('Not logged in: voltgate login URL --client-id ID');
    return createClient({ url: kept.url, tokens: clientCredentials(kept) });
  },
  print: (line) => console.log(line),
  tell: (line) => {
    if (process.stderr.isTTY) console.error(line);
  },
  signal,
});

/** How many a command takes: what stands before the options of its usage. */
const positionalsOf = ({ usage }: Command): number =>
  usage
    .replace(/\[?--.*/, '')
    .split(' ')
    .filter((word) => word !== '').length;

const run = async ([name, ...args]: readonly string[], signal: AbortSignal): Promise<void> => {
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name ?? ''] : undefined;
  if (command === undefined) {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') return console.log(help());
    throw new Fault(`There is no command ${name}.\n\n${help()}`);
  }
  const options = { ...command.options, help: { type: 'boolean' as const, short: 'h' } };
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Fault(`${error instanceof Error ? error.message : String(error)}\nvoltgate ${name} ${command.usage}`);
  }
  if (parsed.values.help === true) return console.log(`voltgate ${name} ${command.usage}\n  ${command.summary}`);
  const beyond = parsed.positionals[positionalsOf(command)];
  if (beyond !== undefined) throw new Fault(`${beyond} is one too many.\nvoltgate ${name} ${command.usage}`);
  await command.run(createContext(signal), parsed.positionals, parsed.values);
};

const stopped = new AbortController();
process.once('SIGINT', () => stopped.abort());
process.once('SIGTERM', () => stopped.abort());
// `voltgate tail | head` closes what is written to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await run(process.argv.slice(2), stopped.signal);
} catch (error) {
  if (!stopped.signal.aborted) {
    const known = error instanceof Fault || error instanceof VoltgateError;
    console.error(known ? `${error.message}${error instanceof VoltgateError ? ` (${error.code})` : ''}` : error);
    process.exitCode = 1;
  }
}
