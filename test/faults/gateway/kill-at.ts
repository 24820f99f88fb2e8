/**
 * Loaded before a gateway (`--import`), in each of its threads: kills the process with SIGKILL at the n-th time that it
 * comes to a point, counted while a file is there. The gateway itself knows nothing of it.
 *
 * FAULT_POINT, FAULT_COUNT, FAULT_ARMED_BY: see fault-points.ts.
 */
import { existsSync } from 'node:fs';
import { ServerResponse } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { WebSocket } from 'ws';
import type { FaultPoint } from './fault-points.ts';

const point = process.env.FAULT_POINT as FaultPoint | undefined;
const armedBy = process.env.FAULT_ARMED_BY ?? '';
let left = Number(process.env.FAULT_COUNT ?? '1');

const at = (here: FaultPoint): void => {
  if (here !== point || !existsSync(armedBy)) return;
  left -= 1;
  if (left <= 0) process.kill(process.pid, 'SIGKILL');
};

type Method = (this: unknown, ...args: never[]) => unknown;

/** Puts something around a method of a class, whatever its arguments are. */
const around = (prototype: object, name: string, wrap: (original: Method, self: unknown, args: never[]) => unknown) => {
  const original = Reflect.get(prototype, name) as Method;
  Reflect.set(prototype, name, function (this: unknown, ...args: never[]) {
    return wrap(original, this, args);
  });
};

/** The queue's write is in the batch that is to be committed. */
let queueWritten = false;

around(DatabaseSync.prototype, 'prepare', (original, self, args) => {
  const statement = original.apply(self, args) as { run: Method; get: Method };
  const sql = String(args[0]);
  if (/INSERT INTO queue_job\b/.test(sql)) {
    const { get } = statement;
    statement.get = (...values) => {
      queueWritten = true;
      return get.apply(statement, values);
    };
  }
  if (sql === 'COMMIT') {
    const { run } = statement;
    statement.run = (...values) => {
      at('store.before_commit');
      const result = run.apply(statement, values);
      at('store.after_commit');
      if (queueWritten) at('queue.after_commit');
      queueWritten = false;
      return result;
    };
  }
  return statement;
});

if (point?.startsWith('log.')) {
  const { default: mongoose } = await import('mongoose');
  const collection = mongoose.mongo.Collection.prototype;
  const nameOf = (self: unknown): string => (self as { readonly collectionName: string }).collectionName;
  const isDocuments = (self: unknown) => !['log', 'progress'].includes(nameOf(self));
  around(collection, 'insertOne', async (original, self, args) => {
    if (nameOf(self) === 'log') at('log.before_append');
    const result = await original.apply(self, args);
    if (nameOf(self) === 'log') at('log.after_append');
    return result;
  });
  for (const name of ['insertMany', 'bulkWrite']) {
    around(collection, name, async (original, self, args) => {
      const result = await original.apply(self, args);
      if (isDocuments(self)) at('log.half_applied');
      return result;
    });
  }
  around(collection, 'updateOne', async (original, self, args) => {
    if (nameOf(self) === 'progress') at('log.before_mark');
    const result = await original.apply(self, args);
    if (nameOf(self) === 'progress') at('log.after_mark');
    return result;
  });
}

around(Worker.prototype, 'postMessage', (original, self, args) => {
  const { calls } = (args[0] ?? {}) as { readonly calls?: readonly { readonly operation: string }[] };
  if (calls?.some(({ operation }) => operation.startsWith('queue.add')) === true) at('queue.before_write');
  return original.apply(self, args);
});

around(WebSocket.prototype, 'send', (original, self, args) => {
  const text = String(args[0]);
  const kind = text.startsWith('[2,') ? 'call' : text.startsWith('[3,') ? 'answer' : null;
  if (kind !== null) at(`socket.before_${kind}`);
  const result = original.apply(self, args);
  // The frame is with the operating system now: ws writes at once into a socket that takes it.
  if (kind !== null) at(`socket.after_${kind}`);
  return result;
});

around(ServerResponse.prototype, 'end', (original, self, args) => {
  const accepted = (self as ServerResponse).statusCode === 202;
  if (accepted) at('http.before_answer');
  const result = original.apply(self, args);
  if (accepted) at('http.after_answer');
  return result;
});
