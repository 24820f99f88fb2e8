/** The stores that this process has open: what it does not close in order, it marks so when it ends. */
import { markClosed, markExited } from './open-mark.ts';

const open = new Set<string>();

const markAll = (): void => {
  for (const file of open) {
    try {
      markExited(file);
    } catch {
      // A medium that takes nothing any more: the next start says what is wrong with it.
    }
  }
};

/** Of a store that is open from now on; answers what marks it as closed, once all its connections are. */
export const keepMark = (file: string): (() => void) => {
  if (open.size === 0) process.on('exit', markAll);
  open.add(file);
  return () => {
    open.delete(file);
    if (open.size === 0) process.off('exit', markAll);
    markClosed(file);
  };
};
