/** `npm run services`: a Redis and a MongoDB-protocol server for as long as it runs, with the lines that use them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongoMissing, startMongo } from './mongo.ts';
import { redisMissing, startRedis } from './redis.ts';

const missing = [redisMissing(), mongoMissing()].filter((reason) => reason !== null);
if (missing.length > 0) {
  console.error(missing.join('\n'));
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'voltgate-services-'));
const made = (name: string): string => mkdtempSync(join(folder, name));
const [redis, mongo] = await Promise.all([startRedis(made('redis-')), startMongo(made('mongo-'))]);
console.log(
  `export REDIS_URL=${redis.url}\nexport MONGODB_URL=${mongo.url}/voltgate\nCtrl-C ends both and takes their data away.`,
);

const end = async (): Promise<void> => {
  await Promise.all([redis.close(), mongo.close()]);
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
};
process.once('SIGINT', () => void end());
process.once('SIGTERM', () => void end());
