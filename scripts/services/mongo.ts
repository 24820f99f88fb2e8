/** A server that speaks MongoDB's protocol: mongod, or FerretDB or mongo-java-server, which are built here. */
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBuilt, has, runToEnd } from './built.ts';
import { type Server, type ServerProgram, startServer } from './process.ts';

export const MONGO_SERVERS = ['mongod', 'ferretdb', 'java'] as const;
export type MongoServer = (typeof MONGO_SERVERS)[number];

const folderOf = (name: string): string => fileURLToPath(new URL(`${name}/`, import.meta.url));

const ferretdb = createBuilt('ferretdb', folderOf('ferretdb'), ['main.go', 'go.mod', 'go.sum'], (path) =>
  runToEnd('go', ['build', '-o', path, '.'], { cwd: folderOf('ferretdb') }),
);

/** A folder: the classes from Maven Central, and our own. */
const java = createBuilt('mongo-java', folderOf('mongo-java'), ['Main.java', 'pom.xml'], (path) => {
  const cwd = folderOf('mongo-java');
  mkdirSync(path, { recursive: true });
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  runToEnd('mvn', ['-q', '-B', goal, `-DoutputDirectory=${path}`, '-DincludeScope=runtime'], { cwd });
  runToEnd('javac', ['-cp', join(path, '*'), '-d', path, 'Main.java'], { cwd });
});

type Kind = {
  /** Why it cannot be had here; null: it can. */
  readonly missing: () => string | null;
  readonly program: (folder: string, host: string) => Omit<ServerProgram, 'url'>;
};

const kinds: Readonly<Record<MongoServer, Kind>> = {
  mongod: {
    missing: () => (has('mongod', '--version') ? null : 'no mongod'),
    program: (folder, host) => ({
      command: 'mongod',
      args: (port) => ['--bind_ip', host, '--port', String(port), '--dbpath', folder, '--quiet'],
    }),
  },
  ferretdb: {
    missing: () => (ferretdb.exists() || has('go', 'version') ? null : 'no go (to build FerretDB)'),
    program: (folder, host) => ({ command: ferretdb.path(), args: (port) => [`${host}:${port}`, folder] }),
  },
  java: {
    missing: () =>
      has('java', '-version') && (java.exists() || (has('javac', '-version') && has('mvn', '-version')))
        ? null
        : 'no JDK 17 and mvn (to build mongo-java-server)',
    program: (folder, host) => {
      const built = java.path();
      return {
        command: 'java',
        args: (port) => [
          // Fast from the start, with one core to share.
          ...['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', [built, join(built, '*')].join(delimiter)],
          ...['Main', host, String(port), folder],
        ],
      };
    },
  },
};

const isMongoServer = (name: string): name is MongoServer => MONGO_SERVERS.some((server) => server === name);

/** The environment's MONGO_SERVER alone, when it is set. Throws when it names none of them. */
const wanted = (order: readonly MongoServer[]): readonly MongoServer[] => {
  const name = process.env.MONGO_SERVER ?? '';
  if (name === '') return order;
  if (!isMongoServer(name)) throw new Error(`MONGO_SERVER is "${name}", not one of ${MONGO_SERVERS.join(', ')}`);
  return [name];
};

/** Why there can be none of these here; null: there can. */
export const mongoMissing = (order: readonly MongoServer[] = MONGO_SERVERS): string | null => {
  const reasons: string[] = [];
  for (const name of wanted(order)) {
    const reason = kinds[name].missing();
    if (reason === null) return null;
    reasons.push(reason);
  }
  return `${reasons.join(', ')} on the PATH`;
};

/** The first of `order` that can be had here; null: none. MONGO_SERVER wins over the order. */
export const mongoServerHere = (order: readonly MongoServer[] = MONGO_SERVERS): MongoServer | null =>
  wanted(order).find((name) => kinds[name].missing() === null) ?? null;

/** `mongoServerHere(order)`, its data in `folder`. */
export const startMongo = async (
  folder: string,
  host = '127.0.0.1',
  order: readonly MongoServer[] = MONGO_SERVERS,
): Promise<Server> => {
  const name = mongoServerHere(order);
  if (name === null) throw new Error(mongoMissing(order) ?? 'no server');
  return startServer({ ...kinds[name].program(folder, host), url: (port) => `mongodb://${host}:${port}` });
};
