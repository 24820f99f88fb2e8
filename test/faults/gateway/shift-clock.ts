/**
 * Loaded before a gateway (`--import`), in each of its threads: its wall clock goes wrong by as many milliseconds as a
 * file says (CLOCK_SHIFT_FILE), looked at again and again. Timers go on by the machine's monotonic clock, as they do
 * where somebody really sets the clock.
 */
import { readFileSync } from 'node:fs';

const file = process.env.CLOCK_SHIFT_FILE ?? '';
const LOOK_EVERY_MS = 20;

let shiftMs = 0;
const look = (): void => {
  try {
    shiftMs = Number(readFileSync(file, 'utf8').trim() || '0');
  } catch (error) {
    // Not written yet: the clock is right.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
};
look();
setInterval(look, LOOK_EVERY_MS).unref();

const realNow = Date.now.bind(Date);
const shiftedNow = (): number => realNow() + shiftMs;

// A proxy and not a subclass: dates that were made elsewhere stay instances of Date.
globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [shiftedNow()] : args, newTarget),
  apply: () => new Date().toString(),
  get: (target, name, receiver) => (name === 'now' ? shiftedNow : Reflect.get(target, name, receiver)),
});
