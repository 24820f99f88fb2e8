/** Which servers MONGODB_URL and REDIS_URL name: the figures of the gateway on them are theirs as much as its own. */
import { Redis } from 'ioredis';
import mongoose from 'mongoose';

const text = (value: unknown): string => (typeof value === 'string' ? value : 'of unknown version');

/** FerretDB names itself. mongo-java-server gives neither the commit nor the modules that every mongod is built from. */
const mongoName = (info: Readonly<Record<string, unknown>>): string => {
  if (info.ferretdbVersion !== undefined) return `FerretDB ${text(info.ferretdbVersion)}`;
  if (info.gitVersion === undefined)
    return `mongo-java-server (indexes on _id alone), as MongoDB ${text(info.version)}`;
  return `MongoDB ${text(info.version)}`;
};

export const mongoHere = async (url: string): Promise<string> => {
  const connection = await mongoose.createConnection(url).asPromise();
  try {
    return mongoName((await connection.db?.admin().command({ buildInfo: 1 })) ?? {});
  } finally {
    await connection.close();
  }
};

const redisHere = async (url: string): Promise<string> => {
  const redis = new Redis(url);
  try {
    return `Redis ${text(/redis_version:(\S+)/.exec(await redis.info('server'))?.[1])}`;
  } finally {
    redis.disconnect();
  }
};

/** null: the environment names none. */
export const servicesHere = async (): Promise<string | null> => {
  const { MONGODB_URL, REDIS_URL } = process.env;
  if (!MONGODB_URL || !REDIS_URL) return null;
  return `${await mongoHere(MONGODB_URL)}; ${await redisHere(REDIS_URL)}`;
};
