/** Once for a run of tests: a Redis and a MongoDB-protocol server, or those that REDIS_URL and MONGODB_URL name. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { mongoMissing, startMongo } from '../../scripts/services/mongo.ts';
import { nginxMissing } from '../../scripts/services/nginx.ts';
import type { Server } from '../../scripts/services/process.ts';
import { redisMissing, startRedis } from '../../scripts/services/redis.ts';

/** url null: there is none, for this reason. */
export type Service = { readonly url: string } | { readonly url: null; readonly reason: string };

/** Why there is no such program here; null: there is. */
export type Missing = string | null;

declare module 'vitest' {
  interface ProvidedContext {
    redis: Service;
    mongo: Service;
    nginx: Missing;
  }
}

export default async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = mkdtempSync(join(tmpdir(), 'voltgate-services-'));
  const servers: Server[] = [];

  /** SERVICES=required: what cannot be had is a failure, not a gap. */
  const tellMissing = (name: string, reason: string): void => {
    if (process.env.SERVICES === 'required') throw new Error(`${name}: ${reason}`);
    console.warn(`Suites on ${name} are not run: ${reason}.`);
  };

  const had = async (
    name: 'REDIS_URL' | 'MONGODB_URL',
    missing: () => string | null,
    start: (folder: string) => Promise<Server>,
  ): Promise<Service> => {
    const given = process.env[name];
    // Gateways that tests start as processes are on embedded adapters unless a test says otherwise.
    delete process.env[name];
    if (given !== undefined && given !== '') return { url: given };
    const reason = missing();
    if (reason !== null) {
      tellMissing(name, reason);
      return { url: null, reason };
    }
    const server = await start(mkdtempSync(join(folder, 'data-')));
    servers.push(server);
    return { url: server.url };
  };

  const noNginx = nginxMissing();
  if (noNginx !== null) tellMissing('nginx', noNginx);
  project.provide('nginx', noNginx);
  project.provide('redis', await had('REDIS_URL', redisMissing, startRedis));
  project.provide('mongo', await had('MONGODB_URL', mongoMissing, startMongo));
  return async () => {
    await Promise.all(servers.map((server) => server.close()));
    rmSync(folder, { recursive: true, force: true });
  };
};
