/** Connections to Redis that fail in bounded time while it is away, and come back by themselves. */
import { Redis } from 'ioredis';
import { DomainError } from '../domain/error.ts';
import type { Log } from '../services/ports/observing.ts';

/** A command that has no answer by then has failed; whether it was carried out is not known. */
const COMMAND_TIMEOUT_MS = 3000;
const CONNECT_TIMEOUT_MS = 3000;
/** Nothing heard for so long after something was asked: the connection is dead, though nobody said so. */
const SILENCE_MS = 15_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2000;

/** Between half and all of a pause that doubles, so that the nodes do not all come back at once. */
const reconnectPause = (times: number): number => {
  const wholeMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(times - 1, 10), LONGEST_PAUSE_MS);
  return Math.round(wholeMs / 2 + (wholeMs / 2) * Math.random());
};

export type RedisConnections = {
  /**
   * For commands that answer at once. Shared by all parts. A command fails after 3 s, or when the connection breaks
   * under it, or when a try to reconnect fails; it is never sent again by itself.
   */
  readonly commands: Redis;
  /**
   * A connection of its own, for commands that wait for something (BZPOPMIN) or a subscription. Commands on it have no
   * time limit but the connection's: they fail when it breaks. Closed with the others.
   */
  readonly separate: (purpose: string) => Redis;
  /** Rejects with DomainError('unavailable') when Redis gives no answer now. */
  readonly check: () => Promise<void>;
  /** Ends all connections; what waits for an answer fails. */
  readonly close: () => Promise<void>;
};

/** Runs what asks Redis; a failure of the connection or the server becomes DomainError('unavailable'). */
export const onRedis = async <T>(ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('unavailable', { detail: 'Redis gives no answer.', cause, retryAfterS: 1 });
  }
};

/** Resolves when the connection has ended; what waits on it has failed. */
export const endConnection = async (redis: Redis): Promise<void> => {
  if (redis.status === 'end') return;
  const ended = new Promise((resolve) => redis.once('end', resolve));
  redis.disconnect();
  // Between two tries ioredis would only forget the next one, and leave what waits waiting: so one is begun and broken off.
  if (redis.status === 'reconnecting') {
    redis.connect().catch(() => undefined);
    redis.disconnect();
  }
  await ended;
};

/**
 * Connects in the background; until there is a connection commands wait for the first try.
 * url: `redis://` or `rediss://`, with user, password and database number. name: shown by CLIENT LIST.
 */
export const createRedis = ({
  url,
  log,
  name,
}: {
  readonly url: string;
  readonly log: Log;
  readonly name: string;
}): RedisConnections => {
  const opened = new Set<Redis>();

  const open = (purpose: string, options: { readonly commandTimeout?: number }): Redis => {
    const redis = new Redis(url, {
      connectionName: `${name}-${purpose}`,
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
      retryStrategy: reconnectPause,
      // 0: when the connection breaks, or cannot be had, what waits on it fails; and nothing is carried out late or twice.
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      ...options,
    });
    // One line when it goes and one when it is back, whatever the number of tries between.
    let away = false;
    redis.on('error', (err: unknown) => {
      if (!away) log.warn({ err, purpose }, 'redis.away');
      away = true;
    });
    // Not 'close': that is also told of a connection that we end ourselves.
    redis.on('reconnecting', () => {
      if (!away) log.warn({ purpose }, 'redis.away');
      away = true;
    });
    redis.on('ready', () => {
      if (away) log.info({ purpose }, 'redis.back');
      away = false;
    });
    opened.add(redis);
    return redis;
  };

  const commands = open('commands', { commandTimeout: COMMAND_TIMEOUT_MS });

  return {
    commands,
    separate: (purpose) => open(purpose, {}),
    check: async () => {
      await onRedis(() => commands.ping());
    },
    close: async () => {
      const all = [...opened];
      opened.clear();
      await Promise.all(all.map(endConnection));
    },
  };
};
