/** Preloaded into every server of the benchmark: tells the process's CPU time and memory when it is asked. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export type Usage = {
  /** User and system time of all threads, in ms. */
  readonly cpuMs: number;
  readonly rssBytes: number;
};

export type ProbeRequest = { readonly probe: 'usage' | 'settled_usage' };
export type ProbeAnswer = { readonly usage: Usage };

const usage = (): Usage => {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() };
};

const isRequest = (message: unknown): message is ProbeRequest =>
  typeof message === 'object' && message !== null && 'probe' in message;

const answer = (): void => {
  process.send?.({ usage: usage() } satisfies ProbeAnswer);
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * What a long idle time would free is freed now: RSS is then what the connections hold. After a collection of the usual
 * kind V8 keeps the pages that it emptied for another eight seconds, and its young generation as large as it was: how
 * much that is depends on what else the machine did. The last resort gives both back at once.
 */
const settle = async (): Promise<void> => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: object) => void;
  for (let times = 0; times < 4; times += 1) {
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    await pause(250);
  }
};

// The worker thread of a server has no channel.
if (process.send !== undefined) {
  process.on('message', (message) => {
    if (!isRequest(message)) return;
    if (message.probe === 'usage') answer();
    else void settle().then(answer);
  });
  process.channel?.unref();
  // Nobody is left to ask: the benchmark was ended.
  process.once('disconnect', () => process.exit());
}
