/** nginx in front of gateways, with the configuration that compose.yaml gives its entry. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { has } from './built.ts';
import { type Server, startServer } from './process.ts';

const COMPOSE = new URL('../../compose.yaml', import.meta.url);

/** Why there can be none here; null: there can. */
export const nginxMissing = (): string | null => (has('nginx', '-v') ? null : 'no nginx on the PATH');

/** As the container reads it: compose takes one of two dollars away. Throws when compose.yaml has no such text. */
const entryConfig = (): string => {
  const content: unknown = parse(readFileSync(COMPOSE, 'utf8'))?.configs?.entry?.content;
  if (typeof content !== 'string') throw new Error('compose.yaml has no configuration for its entry.');
  return content.replaceAll('$$', '$');
};

/** Throws when the text is not there once: then it no longer means what is put in its place. */
const replaced = (text: string, from: string, to: string): string => {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`The entry's configuration has "${from}" ${parts.length - 1} times.`);
  return parts.join(to);
};

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'scgi', 'uwsgi'];

/** gateways: where compose.yaml's gateway-a and gateway-b are here. What it writes goes to `folder`. */
export const startEntry = (
  folder: string,
  gateways: { readonly a: number; readonly b: number },
  host = '127.0.0.1',
): Promise<Server> => {
  const own = ['access_log off;', ...TEMPORARY.map((name) => `${name}_temp_path ${join(folder, name)};`)].join(' ');
  const configured = (port: number): string => {
    let text = entryConfig();
    text = replaced(text, 'gateway-a:8080', `${host}:${gateways.a}`);
    text = replaced(text, 'gateway-b:8080', `${host}:${gateways.b}`);
    text = replaced(text, 'listen 8080', `listen ${host}:${port}`);
    return replaced(text, 'http {', `http { ${own}`);
  };
  return startServer({
    command: 'nginx',
    args: (port) => {
      const file = join(folder, 'nginx.conf');
      writeFileSync(file, configured(port));
      return ['-p', folder, '-c', file, '-e', 'stderr', '-g', `daemon off; pid ${join(folder, 'nginx.pid')};`];
    },
    url: (port) => `http://${host}:${port}`,
  });
};
