/** Lets so many handshakes in at once, lets so many wait in their order, and turns the rest away. */

export type AdmissionGate = {
  /** 'full': nobody more may wait. Every 'entered' needs a leave. */
  readonly enter: () => Promise<'entered' | 'full'>;
  readonly leave: () => void;
};

export const createAdmissionGate = (limits: { readonly atOnce: number; readonly waiting: number }): AdmissionGate => {
  let inside = 0;
  // A list with a moving head: shift() on thousands of waiting ones would be slow just when a storm is on.
  let waiting: ((entered: 'entered') => void)[] = [];
  let head = 0;
  return {
    enter: () => {
      if (inside < limits.atOnce) {
        inside += 1;
        return Promise.resolve('entered');
      }
      if (waiting.length - head >= limits.waiting) return Promise.resolve('full');
      return new Promise((resolve) => waiting.push(resolve));
    },
    leave: () => {
      const next = waiting[head];
      if (next === undefined) {
        inside -= 1;
        return;
      }
      head += 1;
      if (head === waiting.length || head > 1024) {
        waiting = waiting.slice(head);
        head = 0;
      }
      next('entered');
    },
  };
};
