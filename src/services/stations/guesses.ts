/** How many passwords one address may try: each costs a derivation, and a flood of them would starve the others. */
import type { Clock } from '../ports/time.ts';

/** More than the handshakes that are checked at the same time: a fleet behind one address comes back all at once. */
const AT_ONCE = 100;
const BACK_EVERY_MS = 500;
const ADDRESSES = 10_000;

export type Guesses = {
  /** Takes one of the address's tries. 'exhausted': the last one, the first time since it had all of them. 'none': none was left. */
  readonly take: (address: string) => 'taken' | 'exhausted' | 'none';
  /** The password was right: the try does not count. */
  readonly giveBack: (address: string) => void;
};

/** told: that it was exhausted, since it last had all its tries. */
type Spent = { readonly tries: number; readonly atMs: number; readonly told: boolean };

/** Holds nothing of an address that has all its tries; of the others the least recently seen go first. */
export const createGuesses = ({ clock }: { readonly clock: Clock }): Guesses => {
  const spent = new Map<string, Spent>();

  const put = (address: string, now: Spent): void => {
    spent.delete(address);
    if (now.tries <= 0) return;
    spent.set(address, now);
    const oldest = spent.size > ADDRESSES ? spent.keys().next().value : undefined;
    if (oldest !== undefined) spent.delete(oldest);
  };

  const spentBy = (address: string): Spent => {
    const nowMs = clock.now().getTime();
    const known = spent.get(address);
    const back = known === undefined ? 0 : Math.max(0, Math.floor((nowMs - known.atMs) / BACK_EVERY_MS));
    if (known === undefined || back >= known.tries) return { tries: 0, atMs: nowMs, told: false };
    return { ...known, tries: known.tries - back, atMs: known.atMs + back * BACK_EVERY_MS };
  };

  return {
    take: (address) => {
      const before = spentBy(address);
      if (before.tries >= AT_ONCE) {
        put(address, before);
        return 'none';
      }
      const tries = before.tries + 1;
      const exhausted = tries === AT_ONCE;
      put(address, { ...before, tries, told: before.told || exhausted });
      return exhausted && !before.told ? 'exhausted' : 'taken';
    },
    giveBack: (address) => {
      const before = spentBy(address);
      put(address, { ...before, tries: before.tries - 1 });
    },
  };
};
