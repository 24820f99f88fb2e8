/** The connection to MongoDB: answers, or fails, in bounded time. */
import mongoose, { type Connection } from 'mongoose';
import { DomainError } from '../../domain/error.ts';
import { watchHeartbeats } from './heartbeats.ts';

export type { Connection };

/** For the way to the server, for a free connection, and for an answer; a read is tried twice. */
const REQUEST_TIMEOUT_MS = 3000;
/**
 * Above all of these together. The driver (7.8) forgets a command whose connection breaks in the instant in which it is
 * written: such a one ends here.
 */
const FORGOTTEN_AFTER_MS = 15_000;

const DEFAULT_DATABASE = 'voltgate';

const { MongoError, MongoServerError } = mongoose.mongo;

const DUPLICATE_KEY = 11_000;

/** Codes of a server that is there, but steps down, starts or ends. @see the driver's specification of retryable errors */
const AWAY = new Set([6, 7, 50, 64, 89, 91, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436]);

export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === DUPLICATE_KEY;

const isAway = (error: unknown): boolean =>
  error instanceof MongoServerError
    ? typeof error.code === 'number' && AWAY.has(error.code)
    : error instanceof MongoError || error instanceof mongoose.Error;

const noAnswer = (cause: unknown): DomainError =>
  new DomainError('unavailable', { detail: 'The database gives no answer.', cause, retryAfterS: 1 });

/** Runs what asks the server; what speaks of the server or the way to it becomes DomainError('unavailable'). */
export const onMongo = async <T>(ask: () => Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const forgotten = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(noAnswer(new Error('The driver gave no answer.'))), FORGOTTEN_AFTER_MS);
  });
  try {
    return await Promise.race([ask(), forgotten]);
  } catch (cause) {
    if (!isAway(cause)) throw cause;
    throw noAnswer(cause);
  } finally {
    clearTimeout(timer);
  }
};

/** url: `mongodb://` or `mongodb+srv://`; its path names the database, `voltgate` when it names none. */
export const connect = (url: string): Promise<Connection> =>
  onMongo(async () => {
    const connection = mongoose.createConnection(url, {
      ...(new URL(url).pathname.length > 1 ? {} : { dbName: DEFAULT_DATABASE }),
      appName: 'voltgate',
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      maxPoolSize: 10,
      serverSelectionTimeoutMS: REQUEST_TIMEOUT_MS,
      connectTimeoutMS: REQUEST_TIMEOUT_MS,
      socketTimeoutMS: REQUEST_TIMEOUT_MS,
      waitQueueTimeoutMS: REQUEST_TIMEOUT_MS,
      writeConcern: { w: 'majority', j: true },
    });
    try {
      await connection.asPromise();
      const stopWatching = watchHeartbeats(connection.getClient());
      connection.once('close', stopWatching);
      return connection;
    } catch (error) {
      await connection.close(true);
      throw error;
    }
  });
