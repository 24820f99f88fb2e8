/** The key of the quotas' slots, one for all nodes: whoever needs it first makes it. */
import { randomBytes } from 'node:crypto';
import { onRedis, type RedisConnections } from '../redis/connection.ts';

const KEY_BYTES = 32;

/**
 * A Redis that loses it gives the next node another one; those that run go on with theirs, and count apart until they
 * start again. Throws DomainError('unavailable').
 */
export const redisQuotaKey = ({
  redis,
  prefix,
}: {
  readonly redis: RedisConnections;
  readonly prefix: string;
}): Promise<Uint8Array> =>
  onRedis(async () => {
    const name = `${prefix}:quota-key`;
    const made = randomBytes(KEY_BYTES);
    await redis.commands.setnx(name, made.toString('base64'));
    const stored = await redis.commands.get(name);
    return stored === null ? made : Buffer.from(stored, 'base64');
  });
