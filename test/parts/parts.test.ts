import { beforeEach, describe, expect, it } from 'vitest';
import { createParts, type Part, type Parts } from '../../src/parts/parts.ts';
import { silentLog } from '../support/silent-log.ts';

let done: string[];
let failures: string[];
let parts: Parts;
beforeEach(() => {
  done = [];
  failures = [];
  parts = createParts({ log: { ...silentLog, error: ({ part }) => void failures.push(String(part)) } });
});

const part = (name: string, faults: { readonly start?: Error; readonly stop?: Error } = {}): Part<string> => ({
  name,
  start: async () => {
    if (faults.start !== undefined) throw faults.start;
    done.push(`starts ${name}`);
    return name;
  },
  stop: async (started) => {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (faults.stop !== undefined) throw faults.stop;
    done.push(`stops ${started}`);
  },
});

describe('the parts', () => {
  it('stop in the reverse order of their start, one after the other, once', async () => {
    for (const name of ['a', 'b', 'c']) expect(await parts.start(part(name))).toBe(name);
    await parts.stop();
    await parts.stop();
    expect(done).toEqual(['starts a', 'starts b', 'starts c', 'stops c', 'stops b', 'stops a']);
  });

  it('give back what was started when a later one fails', async () => {
    await parts.start(part('a'));
    await parts.start(part('b'));
    await expect(parts.start(part('c', { start: new Error('taken') }))).rejects.toThrow('taken');
    await parts.stop();
    expect(done).toEqual(['starts a', 'starts b', 'stops b', 'stops a']);
  });

  it('all stop though one of them fails to; the first failure is told, each is logged', async () => {
    await parts.start(part('a'));
    await parts.start(part('b', { stop: new Error('second') }));
    await parts.start(part('c', { stop: new Error('first') }));
    await parts.start(part('d'));
    await expect(parts.stop()).rejects.toThrow('first');
    expect(done.slice(-2)).toEqual(['stops d', 'stops a']);
    expect(failures).toEqual(['c', 'b']);
  });
});
