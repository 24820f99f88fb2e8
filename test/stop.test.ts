/** How a process ends at a signal: in order, though nothing holds it but what it waits for. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

const stop = new URL('../src/stop.ts', import.meta.url).href;

/** Runs a program that says `ready`, sends it the signals, each when it has said so; answers all that it said, and its code. */
const endOf = async (program: string, signals: readonly NodeJS.Signals[]) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let sent = 0;
  child.stdout.on('data', (said: Buffer) => {
    const next = signals[sent];
    if (!said.includes('ready') || next === undefined) return;
    sent += 1;
    child.kill(next);
  });
  const said = await text(child.stdout);
  const [code] = await ended;
  return { said: said.trim().split('\n'), code };
};

describe('a process that is told to end', () => {
  it('closes in order, also where nothing else would hold it that long', async () => {
    const program = `
      import { untilStopped } from ${JSON.stringify(stop)};
      const held = setInterval(() => undefined, 1000);
      untilStopped(async () => {
        clearInterval(held);
        await new Promise((resolve) => setTimeout(resolve, 300).unref());
        console.log('closed');
      });
      console.log('ready');`;
    expect(await endOf(program, ['SIGTERM'])).toEqual({ said: ['ready', 'closed'], code: 0 });
  });

  it('ends at once when it is told again', async () => {
    const program = `
      import { untilStopped } from ${JSON.stringify(stop)};
      setInterval(() => undefined, 1000);
      untilStopped(() => {
        console.log('ready, again');
        return new Promise(() => undefined);
      });
      console.log('ready');`;
    expect(await endOf(program, ['SIGTERM', 'SIGINT'])).toEqual({ said: ['ready', 'ready, again'], code: 1 });
  });
});
