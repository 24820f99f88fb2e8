/** Starts the load's process and asks it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadAnswer, LoadOperations, LoadRequest } from './load/main.ts';

export type Load = {
  readonly ask: <K extends keyof LoadOperations>(
    operation: K,
    input: Parameters<LoadOperations[K]>[0],
  ) => ReturnType<LoadOperations[K]>;
  readonly stop: () => Promise<void>;
};

type Waiting = { readonly resolve: (output: never) => void; readonly reject: (error: Error) => void };

export const startLoad = (): Load => {
  const child = fork(fileURLToPath(new URL('./load/main.ts', import.meta.url)), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--max-semi-space-size=32'],
  });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  child.on('message', (message) => {
    const answer = message as LoadAnswer;
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) call?.reject(new Error(answer.error));
    else call?.resolve(answer.output as never);
  });
  child.once('exit', () => {
    for (const call of waiting.values()) call.reject(new Error('The load ended.'));
  });
  return {
    ask: <K extends keyof LoadOperations>(operation: K, input: Parameters<LoadOperations[K]>[0]) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        child.send({ id: lastId, operation, input } satisfies LoadRequest);
        // Each operation's own answer; see LoadOperations.
      }) as ReturnType<LoadOperations[K]>,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
};
