/** The servers of this run, for suites that need them. Each test takes names of its own: they share the servers. */
import { randomUUID } from 'node:crypto';
import { describe, inject } from 'vitest';
import type { Missing, Service } from './services-setup.ts';

const urlOf = (service: Service): string => {
  if (service.url === null) throw new Error(`used outside describeWith…: ${service.reason}`);
  return service.url;
};

/** `redis://…`; a key prefix of its own for each test: `ownName()`. */
export const redisUrl = (): string => urlOf(inject('redis'));

/** `mongodb://…/NAME`: a database of its own for each call, unless named. */
export const mongoUrl = (database = ownName()): string => {
  const url = new URL(urlOf(inject('mongo')));
  url.pathname = `/${database}`;
  return url.href;
};

/** Not used before: for a key prefix or a database. */
export const ownName = (): string => `t${randomUUID().replaceAll('-', '').slice(0, 20)}`;

const missing = (need: 'redis' | 'mongo' | 'nginx'): Missing => {
  if (need === 'nginx') return inject(need);
  const service = inject(need);
  return service.url === null ? service.reason : null;
};

const describeWith = (needs: readonly ('redis' | 'mongo' | 'nginx')[], name: string, suite: () => void): void => {
  const reason = needs.map(missing).find((one) => one !== null);
  describe.skipIf(reason !== undefined)(reason === undefined ? name : `${name} (not run: ${reason})`, suite);
};

/** Without a server the suite is named as not run; with SERVICES=required there always is one, or the run fails. */
export const describeWithRedis = (name: string, suite: () => void): void => describeWith(['redis'], name, suite);
export const describeWithMongo = (name: string, suite: () => void): void => describeWith(['mongo'], name, suite);
export const describeWithServices = (name: string, suite: () => void): void =>
  describeWith(['redis', 'mongo'], name, suite);
export const describeWithNginx = (name: string, suite: () => void): void => describeWith(['nginx'], name, suite);
/** Many nodes behind the address that compose.yaml gives them. */
export const describeWithEntry = (name: string, suite: () => void): void =>
  describeWith(['redis', 'mongo', 'nginx'], name, suite);
