/** Where the login is kept: readable by its user alone. */
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export type Login = { readonly url: string; readonly clientId: string; readonly clientSecret: string };

const pathOf = (env: NodeJS.ProcessEnv): string =>
  env.VOLTGATE_CONFIG ?? join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'voltgate', 'login.json');

const fromEnvironment = (env: NodeJS.ProcessEnv): Partial<Login> => ({
  ...(env.VOLTGATE_URL === undefined ? {} : { url: env.VOLTGATE_URL }),
  ...(env.VOLTGATE_CLIENT_ID === undefined ? {} : { clientId: env.VOLTGATE_CLIENT_ID }),
  ...(env.VOLTGATE_CLIENT_SECRET === undefined ? {} : { clientSecret: env.VOLTGATE_CLIENT_SECRET }),
});

/** What the environment says goes before the file; null: neither says all. */
export const readLogin = async (env: NodeJS.ProcessEnv): Promise<Login | null> => {
  const kept = await readFile(pathOf(env), 'utf8').then(
    (file) => JSON.parse(file) as Partial<Login>,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return {};
      throw error;
    },
  );
  const { url, clientId, clientSecret } = { ...kept, ...fromEnvironment(env) };
  return url === undefined || clientId === undefined || clientSecret === undefined
    ? null
    : { url, clientId, clientSecret };
};

/** Answers where it is. */
export const writeLogin = async (env: NodeJS.ProcessEnv, login: Login): Promise<string> => {
  const path = pathOf(env);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 });
  // One that was there keeps its mode otherwise.
  await chmod(path, 0o600);
  return path;
};

export const removeLogin = (env: NodeJS.ProcessEnv): Promise<void> => rm(pathOf(env), { force: true });
