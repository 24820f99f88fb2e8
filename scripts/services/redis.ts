import { spawnSync } from 'node:child_process';
import { type Server, startServer } from './process.ts';

/** Why there can be none here; null: there can. */
export const redisMissing = (): string | null =>
  spawnSync('redis-server', ['--version']).status === 0 ? null : 'no redis-server on the PATH';

/** With its append-only file in `folder`, as the queue needs it: what it acknowledged outlives a kill. */
export const startRedis = (folder: string, host = '127.0.0.1'): Promise<Server> =>
  startServer({
    command: 'redis-server',
    args: (port) => [
      ...['--bind', host, '--port', String(port), '--dir', folder, '--save', '', '--daemonize', 'no'],
      ...['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'],
    ],
    url: (port) => `redis://${host}:${port}`,
  });
